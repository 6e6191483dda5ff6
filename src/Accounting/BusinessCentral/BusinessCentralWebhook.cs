using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Collections.Engine;

namespace Collections.Accounting.BusinessCentral;

/// <summary>Change notifications. They are not signed: the client state is the only secret, so they carry ids alone and no more than a hint is ever taken from them.
/// When a subscription is made or renewed, the provider sends a token that must come back.</summary>
internal sealed partial class BusinessCentralWebhook(ImmutableArray<BusinessCentralOptions> ledgers) : IInboundSource
{
    public string Name => "business-central";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now)
    {
        if (Of(request) is not { } options) return SignatureCheck.Forged;
        if (request.Body.IsEmpty) return Token(request) is null ? SignatureCheck.Forged : SignatureCheck.Genuine;
        using JsonDocument? body = SafeJson.Parse(request.Body, out _);
        JsonElement[] items = [.. body?.RootElement.Items("value") ?? []];
        return items.Length > 0 && items.All(i => Signatures.IsSecret(i.Text("clientState"), options.ClientStates)) ? SignatureCheck.Genuine : SignatureCheck.Forged;
    }

    public InboundReading Read(InboundRequest request)
    {
        if (request.Body.IsEmpty) return new([], [], Token(request) ?? "");
        using JsonDocument? body = SafeJson.Parse(request.Body, out string fault);
        if (body is null) return new([], [fault], "");
        if (Of(request) is not { } options) return new([], ["the ledger is fed by no company"], "");
        if (body.RootElement.Member("value") is not { ValueKind: JsonValueKind.Array } value) return new([], ["value is missing"], "");
        List<string> faults = [];
        ImmutableArray<InboundFact> facts = [.. value.Items().Select((v, at) => Notification(v, at, options, faults)).OfType<InboundFact>()];
        return new(facts, [.. faults], "");
    }

    BusinessCentralOptions? Of(InboundRequest request) => ledgers.FirstOrDefault(l => l.LedgerId == request.LedgerId);

    static string? Token(InboundRequest request) => Validation().Match(request.Url.OriginalString) is { Success: true } found ? Uri.UnescapeDataString(found.Groups[1].Value) : null;

    static InboundFact? Notification(JsonElement item, int at, BusinessCentralOptions options, List<string> faults)
    {
        Match resource = Resource().Match(item.Text("resource") ?? "");
        string change = item.Text("changeType") ?? "";
        if (!resource.Success || Instants.Read(item.Text("lastModifiedDateTime")) is not { } when || change is not ("created" or "updated" or "deleted" or "collection"))
        {
            faults.Add($"value[{at}]: resource, changeType or lastModifiedDateTime is missing or wrong");
            return null;
        }
        string company = resource.Groups["company"].Value, collection = resource.Groups["collection"].Value, id = resource.Groups["id"].Value;
        string eventId = EventIds.Of("business-central", company, collection, id, change, when.UtcTicks.ToString(CultureInfo.InvariantCulture));
        if (Guid.Parse(company) != Guid.Parse(options.CompanyId)) return new(eventId, new Fact.NotOurs("a change in another company"));
        string? kind = collection switch { "salesInvoices" => "invoice", "salesCreditMemos" => "credit-note", "customers" => "customer", "customerPayments" => "payment", _ => null };
        if (kind is null) return new(eventId, new Fact.NotOurs("a change of a kind that is no matter of an account"));
        if (id.Length == 0) return new(eventId, new Fact.ObjectChanged(kind, Fact.ObjectChanged.Every, when)); // so many that they are not named
        return new(eventId, change == "deleted" ? new Fact.ObjectDeleted(kind, id, when) : new Fact.ObjectChanged(kind, id, when));
    }

    [GeneratedRegex(@"[?&]validationToken=([A-Za-z0-9%._~+/=-]{1,500})(&|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Validation();

    [GeneratedRegex(@"^/?api/v2\.0/companies\((?<company>[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\)/(?<collection>[A-Za-z]{1,60})(\((?<id>[0-9a-fA-F-]{36})\)|\?.{0,500})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Resource();
}
