using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Xero;

/// <summary>The accounting API, read only.</summary>
internal sealed class XeroApi(XeroOptions options, SourceCall call) : IObjectSource
{
    const int MostAsked = 40, MostSettlements = 30;

    /// <summary>Contacts first, so that a customer has a name before its invoices come; what lowers an invoice after it.</summary>
    internal static readonly ImmutableArray<string> Lists = ["Contacts", "Invoices", "CreditNotes", "Payments", "Overpayments", "Prepayments"];

    public string Name => "xero";

    public string LedgerId => options.LedgerId;

    internal async Task<SourceAnswer> GetAsync(string path, DateTimeOffset? since, CancellationToken cancel)
    {
        if (options.AccessToken is null || await options.AccessToken(cancel) is not { Length: > 0 } token) return new(0, [], null, "not-connected");
        return await call.ReadAsync(() =>
        {
            HttpRequestMessage request = new(HttpMethod.Get, new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/" + path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Add("Xero-Tenant-Id", options.TenantId);
            if (since is { } at) request.Headers.TryAddWithoutValidation("If-Modified-Since", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
            return request;
        }, cancel);
    }

    /// <summary>The items of a list; null where the answer is none: only a 200 that holds the list is data, and a 304 that says nothing changed.</summary>
    internal static (ImmutableArray<InboundFact> Facts, int Items)? Read(SourceAnswer answer, string list, List<string> faults)
    {
        if (answer.Status == 304) return ([], 0);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.Member(list) is not { ValueKind: JsonValueKind.Array } items) return null;
        return ([.. items.Items().Select((item, row) => Meaning(list, item, string.Create(CultureInfo.InvariantCulture, $"{list}[{row}]"), faults)).OfType<InboundFact>()], items.GetArrayLength());
    }

    public async Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel)
    {
        string? list = kind switch { "customer" => "Contacts", "invoice" => "Invoices", "credit-note" => "CreditNotes", "payment" => "Payments", "overpayment" => "Overpayments", "prepayment" => "Prepayments", _ => null };
        if (list is null) return new PollOutcome.Unavailable("unknown-kind", null);
        SourceAnswer answer = await GetAsync($"{list}/{Uri.EscapeDataString(objectId)}", null, cancel);
        List<string> faults = [];
        return Read(answer, list, faults) is { Items: > 0 } read ? new PollOutcome.Page(read.Facts, [.. faults], "", false) : answer.Unavailable(answer.Status switch { 200 => "schema", 404 => PollOutcome.NotFound, _ => null });
    }

    /// <summary>Many invoices in one request; of one whose open amount is another than we think, the payments and credits that it names are read too.</summary>
    public async Task<PollOutcome> LookAsync(ImmutableArray<LookedAt> invoices, CancellationToken cancel)
    {
        List<InboundFact> facts = [];
        List<string> faults = [];
        foreach (LookedAt[] some in invoices.Chunk(MostAsked))
        {
            SourceAnswer answer = await GetAsync($"Invoices?IDs={string.Join(',', some.Select(i => Uri.EscapeDataString(i.SourceId)))}&page=1", null, cancel);
            if (Read(answer, "Invoices", faults) is not { } read) return answer.Unavailable(answer.Status == 200 ? "schema" : null);
            facts.AddRange(read.Facts);
            foreach ((string kind, string id) in Settlements(answer, read.Facts, some))
            {
                if (await ReadAsync(kind, id, cancel) is not PollOutcome.Page settled) return new PollOutcome.Unavailable("a payment could not be read", null);
                facts.AddRange(settled.Facts);
                faults.AddRange(settled.Faults);
            }
        }
        return new PollOutcome.Page([.. facts], [.. faults], "", false);
    }

    static IEnumerable<(string Kind, string Id)> Settlements(SourceAnswer answer, ImmutableArray<InboundFact> facts, LookedAt[] asked)
    {
        HashSet<string> unlike = [.. facts.Select(f => f.Fact).OfType<Fact.InvoiceSeen>().Where(s => asked.Any(a => a.SourceId == s.Invoice.SourceId && a.Open != s.Open)).Select(s => s.Invoice.SourceId!)];
        if (unlike.Count == 0) return [];
        using JsonDocument? body = SafeJson.Parse(answer.Body, out _);
        JsonElement[] items = [.. body!.RootElement.Items("Invoices").Where(i => unlike.Contains(i.Text("InvoiceID") ?? ""))];
        return [.. items.SelectMany(i => Named(i, "Payments", "PaymentID", "payment").Concat(Named(i, "CreditNotes", "CreditNoteID", "credit-note"))
            .Concat(Named(i, "Overpayments", "OverpaymentID", "overpayment")).Concat(Named(i, "Prepayments", "PrepaymentID", "prepayment"))).Distinct().Take(MostSettlements)];
    }

    static IEnumerable<(string Kind, string Id)> Named(JsonElement invoice, string list, string id, string kind) =>
        invoice.Items(list).Select(p => p.Text(id)).OfType<string>().Where(i => Guid.TryParse(i, out _)).Select(i => (kind, i));

    static InboundFact? Meaning(string list, JsonElement item, string place, List<string> faults) => list switch
    {
        "Contacts" => XeroContacts.Read(item, place, faults),
        "Invoices" => XeroObjects.Invoice(item, place, faults),
        "CreditNotes" => XeroObjects.CreditNote(item, place, faults),
        "Payments" => XeroObjects.Payment(item, place, faults),
        "Overpayments" => XeroObjects.MoneyAhead(item, "Overpayment", place, faults),
        _ => XeroObjects.MoneyAhead(item, "Prepayment", place, faults),
    };
}
