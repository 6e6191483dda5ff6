using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.QuickBooks;

/// <summary>The signed webhook: ids alone, as an array of CloudEvents or in the legacy form, which ends in 2026.</summary>
/// <param name="verifierTokens">The app's verifier tokens; two while one is being replaced. None: webhooks are refused.</param>
/// <param name="companyOf">The company that feeds a ledger; empty: none does; null: not known yet.</param>
internal sealed class QuickBooksWebhook(ImmutableArray<string> verifierTokens, Func<string, string?> companyOf) : IInboundSource
{
    internal const string Header = "intuit-signature";

    public string Name => "quickbooks";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) =>
        Signatures.IsBase64(request.Header(Header), verifierTokens, request.Body.Span) ? SignatureCheck.Genuine : SignatureCheck.Forged;

    public InboundReading Read(InboundRequest request)
    {
        using JsonDocument? body = SafeJson.Parse(request.Body, out string fault);
        if (body is null) return new([], [fault], "");
        string? company = companyOf(request.LedgerId);
        List<string> faults = [];
        IEnumerable<InboundFact?> facts = body.RootElement.ValueKind == JsonValueKind.Array
            ? body.RootElement.Items().Select((e, at) => CloudEvent(e, at, company, faults))
            : Legacy(body.RootElement, company, faults);
        return new([.. facts.OfType<InboundFact>()], [.. faults], "");
    }

    static InboundFact? CloudEvent(JsonElement item, int at, string? company, List<string> faults)
    {
        string[] type = (item.Text("type") ?? "").Split('.');
        if (item.Text("id") is not { Length: > 0 and <= 200 } eventId || item.TextOrNumber("intuitentityid") is not { Length: > 0 and <= 40 } id
            || Instants.Read(item.Text("time")) is not { } when || type is not ["qbo", _, _, ..])
        {
            faults.Add($"[{at}]: id, type, time or intuitentityid is missing or wrong");
            return null;
        }
        return new(eventId, company is null || item.TextOrNumber("intuitaccountid") == company ? Meaning(type[1], type[2], id, when) : new Fact.NotOurs("an event of another company"));
    }

    static IEnumerable<InboundFact?> Legacy(JsonElement body, string? company, List<string> faults)
    {
        if (body.Member("eventNotifications") is not { ValueKind: JsonValueKind.Array } notifications)
        {
            faults.Add("the body is neither an array of CloudEvents nor eventNotifications");
            yield break;
        }
        foreach ((int at, JsonElement notification) in notifications.Items().Index())
        {
            if (notification.Member("dataChangeEvent")?.Member("entities") is not { ValueKind: JsonValueKind.Array } entities)
                faults.Add($"eventNotifications[{at}]: entities is missing");
            else foreach ((int row, JsonElement entity) in entities.Items().Index())
                yield return LegacyEntity(entity, $"eventNotifications[{at}].entities[{row}]", notification.TextOrNumber("realmId") ?? "", company, faults);
        }
    }

    static InboundFact? LegacyEntity(JsonElement entity, string place, string realm, string? company, List<string> faults)
    {
        if (entity.Text("name") is not { Length: > 0 } name || entity.TextOrNumber("id") is not { Length: > 0 and <= 40 } id || entity.Text("operation") is not { Length: > 0 } operation
            || Instants.Read(entity.Text("lastUpdated")) is not { } when)
        {
            faults.Add($"{place}: name, id, operation or lastUpdated is missing or wrong");
            return null;
        }
        string eventId = EventIds.Of("quickbooks", realm, name, id, operation, when.UtcTicks.ToString(CultureInfo.InvariantCulture));
        return new(eventId, company is null || realm == company ? Meaning(name, operation, id, when) : new Fact.NotOurs("an event of another company"));
    }

    static Fact Meaning(string entity, string operation, string id, DateTimeOffset at)
    {
        string? kind = QuickBooksKinds.Of(entity);
        if (kind is null) return new Fact.NotOurs("an event of a kind that is no matter of an account");
        return operation.ToLowerInvariant() is "delete" or "deleted" ? new Fact.ObjectDeleted(kind, id, at) : new Fact.ObjectChanged(kind, id, at);
    }
}

/// <summary>Its names of what we know.</summary>
internal static class QuickBooksKinds
{
    internal static readonly ImmutableArray<string> Entities = ["Customer", "Invoice", "CreditMemo", "Payment"];

    internal static string? Of(string entity) => entity.ToLowerInvariant() switch
    {
        "customer" => "customer", "invoice" => "invoice", "payment" => "payment", "creditmemo" => "credit-note", _ => null,
    };
}
