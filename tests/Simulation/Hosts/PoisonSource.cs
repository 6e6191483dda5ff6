using Collections.Engine;

namespace Collections.Simulation.Hosts;

/// <summary>A source whose every body brings its reader down, one way or another.</summary>
internal sealed class PoisonSource : IInboundSource
{
    public const string Source = "poison";

    public string Name => Source;

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => SignatureCheck.Genuine;

    public InboundReading Read(InboundRequest request) => (request.Body.Span[0] % 3) switch
    {
        0 => throw new InvalidOperationException("the row cannot be read"),
        1 => new([new("p", new Fact.InvoiceSeen("nobody", null!))], []),
        _ => new([], ["line 1: no known format"]),
    };
}
