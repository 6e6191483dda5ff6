using System.Collections.Immutable;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.StandardWebhooks;

/// <summary>Any system that can post JSON: our own schema (docs/webhooks.md), signed to the Standard Webhooks scheme, one object a message.</summary>
internal sealed class StandardWebhook(ImmutableArray<StandardWebhooksOptions> ledgers) : IInboundSource
{
    public string Name => "standard-webhooks";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) =>
        ledgers.FirstOrDefault(l => l.LedgerId == request.LedgerId) is { } options ? StandardSignature.Check(request, options.Keys, now) : SignatureCheck.Forged;

    public InboundReading Read(InboundRequest request)
    {
        using JsonDocument? body = SafeJson.Parse(request.Body, out string fault);
        if (body is null) return new([], [fault]);
        if (request.Header(StandardSignature.Id) is not { Length: > 0 and <= 200 } id) return new([], ["webhook-id is missing"]);
        List<string> faults = [];
        return StandardObjects.Read(body.RootElement, faults) is { } fact && faults.Count == 0 ? new([new(id, fact)], []) : new([], [.. faults]);
    }
}
