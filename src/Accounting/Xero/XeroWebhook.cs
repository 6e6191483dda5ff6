using System.Collections.Immutable;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Xero;

/// <summary>The signed webhook. It carries ids alone. The provider's intent-to-receive check sends right and wrong signatures of an empty list and expects 401
/// for the wrong ones and 200, not 204, with an empty body for the right ones: hence the empty reply.</summary>
/// <param name="keys">The app's signing keys; two while one is being replaced. None: webhooks are refused.</param>
/// <param name="organisationOf">The organisation that feeds a ledger; empty: none does; null: not known yet.</param>
internal sealed class XeroWebhook(ImmutableArray<string> keys, Func<string, string?> organisationOf) : IInboundSource
{
    internal const string Header = "x-xero-signature";

    public string Name => "xero";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) =>
        Signatures.IsBase64(request.Header(Header), keys, request.Body.Span) ? SignatureCheck.Genuine : SignatureCheck.Forged;

    public InboundReading Read(InboundRequest request)
    {
        using JsonDocument? body = SafeJson.Parse(request.Body, out string fault);
        if (body is null) return new([], [fault], "");
        if (body.RootElement.Member("events") is not { ValueKind: JsonValueKind.Array } events) return new([], ["events is missing"], "");
        List<string> faults = [];
        ImmutableArray<InboundFact> facts = [.. events.Items().Select((e, at) => Event(e, at, organisationOf(request.LedgerId), faults)).OfType<InboundFact>()];
        return new(facts, [.. faults], "");
    }

    static InboundFact? Event(JsonElement item, int at, string? organisation, List<string> faults)
    {
        string category = item.Text("eventCategory") ?? "", type = item.Text("eventType") ?? "";
        if (!Guid.TryParse(item.Text("resourceId"), out Guid id) || !Guid.TryParse(item.Text("tenantId"), out Guid tenant)
            || Instants.Read(item.Text("eventDateUtc")) is not { } when || category.Length == 0)
        {
            faults.Add($"events[{at}]: resourceId, tenantId, eventCategory or eventDateUtc is missing or wrong");
            return null;
        }
        string eventId = EventIds.Of("xero", tenant.ToString("D"), category, id.ToString("D"), type, when.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new(eventId, organisation is null || (Guid.TryParse(organisation, out Guid ours) && tenant == ours) ? Meaning(category, id, item, when) : new Fact.NotOurs("an event of another organisation"));
    }

    static Fact Meaning(string category, Guid id, JsonElement item, DateTimeOffset at)
    {
        string? kind = category switch { "INVOICE" => "invoice", "CREDITNOTE" => "credit-note", "PAYMENT" => "payment", "OVERPAYMENT" => "overpayment", "PREPAYMENT" => "prepayment", "CONTACT" => "customer", _ => null };
        if (kind is null) return new Fact.NotOurs("an event of a kind that is no matter of an account");
        bool isPurchase = item.Member("data")?.Text("Type")?.StartsWith("ACCPAY", StringComparison.Ordinal) == true;
        return isPurchase ? new Fact.NotOurs("a purchase: what we owe is nobody's debt to us") : new Fact.ObjectChanged(kind, id.ToString("D"), at);
    }
}
