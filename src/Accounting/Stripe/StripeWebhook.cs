using System.Collections.Immutable;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Stripe;

/// <summary>The signed webhook: one event with the whole object.</summary>
internal sealed class StripeWebhook(ImmutableArray<StripeOptions> ledgers) : IInboundSource
{
    public string Name => "stripe";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) =>
        Of(request) is { } options ? StripeSignature.Check(request, options.WebhookSecrets, now) : SignatureCheck.Forged;

    public InboundReading Read(InboundRequest request)
    {
        using JsonDocument? body = SafeJson.Parse(request.Body, out string fault);
        if (body is null) return new([], [fault]);
        if (Of(request) is not { } options) return new([], ["the ledger is fed by no account"]);
        List<string> faults = [];
        ImmutableArray<InboundFact> facts = StripeEvents.Read(body.RootElement, options, faults);
        return new(faults.Count == 0 ? facts : [], [.. faults]);
    }

    StripeOptions? Of(InboundRequest request) => ledgers.FirstOrDefault(l => l.LedgerId == request.LedgerId);
}
