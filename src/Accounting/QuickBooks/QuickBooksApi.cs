using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.QuickBooks;

/// <summary>The API, read only: queries and change data capture, always in the one edition whose fields are read here.</summary>
internal sealed class QuickBooksApi(QuickBooksOptions options, SourceCall call) : IObjectSource
{
    const int MostIdsAsked = 100;

    public string Name => "quickbooks";

    public string LedgerId => options.LedgerId;

    /// <summary>Too many requests come as 429, and as 403 with the error 3001.</summary>
    internal static bool IsThrottled(SourceAnswer answer) => answer.Status == 403 && Encoding.UTF8.GetString(answer.Body).Contains("ThrottleExceeded", StringComparison.Ordinal);

    internal async Task<SourceAnswer> GetAsync(string query, CancellationToken cancel)
    {
        if (options.AccessToken is null || await options.AccessToken(cancel) is not { Length: > 0 } token) return new(0, [], null, "not-connected");
        string separator = query.Contains('?') ? "&" : "?";
        return await call.ReadAsync(() =>
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"/v3/company/{options.RealmId}/{query}{separator}minorversion={QuickBooksOptions.MinorVersion}");
            HttpRequestMessage request = new(HttpMethod.Get, new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            return request;
        }, cancel);
    }

    internal Task<SourceAnswer> QueryAsync(string select, CancellationToken cancel) => GetAsync("query?query=" + Uri.EscapeDataString(select), cancel);

    public async Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel)
    {
        string? entity = kind switch { "customer" => "Customer", "invoice" => "Invoice", "credit-note" => "CreditMemo", "payment" => "Payment", _ => null };
        if (entity is null || !objectId.All(char.IsAsciiDigit)) return new PollOutcome.Unavailable("unknown-kind", null);
        SourceAnswer answer = await QueryAsync($"select * from {entity} where Id = '{objectId}'", cancel);
        using JsonDocument? body = Body(answer);
        if (body?.RootElement.Member("QueryResponse")?.Member(entity) is not { ValueKind: JsonValueKind.Array } items) return answer.Unavailable(body?.RootElement.Member("QueryResponse") is not null ? PollOutcome.NotFound : answer.Status == 200 ? "schema" : null);
        return await MeantAsync([(entity, items)], cancel) is { } read ? new PollOutcome.Page(read.Facts, read.Faults, "", false) : new PollOutcome.Unavailable("names-unread", null);
    }

    /// <summary>Many invoices in one query; of one whose balance is another than we think, the payments that it names are read too.</summary>
    public async Task<PollOutcome> LookAsync(ImmutableArray<LookedAt> invoices, CancellationToken cancel)
    {
        List<InboundFact> facts = [];
        List<string> faults = [];
        foreach (LookedAt[] some in invoices.Chunk(MostIdsAsked))
        {
            SourceAnswer answer = await ByIdAsync("Invoice", [.. some.Select(i => i.SourceId)], cancel);
            using JsonDocument? body = Body(answer);
            if (body?.RootElement.Member("QueryResponse") is not { ValueKind: JsonValueKind.Object } response) return answer.Unavailable(answer.Status == 200 ? "schema" : null);
            if (response.Member("Invoice") is not { } items || await MeantAsync([("Invoice", items)], cancel) is not { } read) continue;
            facts.AddRange(read.Facts);
            faults.AddRange(read.Faults);
            string[] paid = [.. read.Facts.Select(f => f.Fact).OfType<Fact.InvoiceSeen>().Where(s => some.Any(a => a.SourceId == s.Invoice.SourceId && a.Open != s.Open))
                .SelectMany(s => items.Items().Where(i => i.TextOrNumber("Id") == s.Invoice.SourceId)).SelectMany(i => i.Items("LinkedTxn")).Where(l => l.Text("TxnType") == "Payment").Select(l => l.TextOrNumber("TxnId")).OfType<string>().Distinct().Take(MostIdsAsked)];
            if (paid.Length == 0) continue;
            SourceAnswer settled = await ByIdAsync("Payment", paid, cancel);
            using JsonDocument? payments = Body(settled);
            if (payments?.RootElement.Member("QueryResponse") is not { ValueKind: JsonValueKind.Object } found) return settled.Unavailable("a payment could not be read");
            if (found.Member("Payment") is not { } list) continue;
            if (await MeantAsync([("Payment", list)], cancel) is not { } meant) return settled.Unavailable("names-unread");
            facts.AddRange(meant.Facts);
            faults.AddRange(meant.Faults);
        }
        return new PollOutcome.Page([.. facts], [.. faults], "", false);
    }

    Task<SourceAnswer> ByIdAsync(string entity, string[] ids, CancellationToken cancel) =>
        QueryAsync(string.Create(CultureInfo.InvariantCulture, $"select * from {entity} where Id in ({string.Join(',', ids.Where(i => i.All(char.IsAsciiDigit)).Select(i => $"'{i}'"))}) maxresults {MostIdsAsked}"), cancel);

    internal static JsonDocument? Body(SourceAnswer answer)
    {
        JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        return body?.RootElement.Member("Fault") is null ? body : null;
    }

    /// <summary>The facts of some objects, with the invoices' numbers that their payments need read along; null when those could not be read.</summary>
    internal async Task<(ImmutableArray<InboundFact> Facts, ImmutableArray<string> Faults)?> MeantAsync(IReadOnlyList<(string Entity, JsonElement Items)> lists, CancellationToken cancel)
    {
        JsonElement[] payments = [.. lists.Where(l => l.Entity == "Payment").SelectMany(l => l.Items.Items()).Where(p => !QuickBooksObjects.IsDeleted(p))];
        Dictionary<string, string> numbers = [];
        if (!await NumbersAsync(payments, numbers, cancel)) return null;
        List<string> faults = [];
        List<InboundFact> facts = [];
        foreach ((string entity, JsonElement items) in lists)
            foreach ((int row, JsonElement item) in items.Items().Index())
                facts.AddRange(QuickBooksObjects.Read(entity, item, new(string.Create(CultureInfo.InvariantCulture, $"{entity}[{row}]"), options.HomeCurrency, faults), numbers));
        return ([.. facts], [.. faults]);
    }

    // An invoice that was deleted meanwhile has no number any more: what was set against it is left out by the reader.
    async Task<bool> NumbersAsync(JsonElement[] payments, Dictionary<string, string> numbers, CancellationToken cancel)
    {
        string[] ids = [.. payments.SelectMany(p => p.Items("Line")).SelectMany(l => l.Items("LinkedTxn")).Where(l => l.Text("TxnType") == "Invoice")
            .Select(l => l.TextOrNumber("TxnId") ?? "").Where(i => i.Length is > 0 and <= 40 && i.All(char.IsAsciiDigit)).Distinct()];
        foreach (string[] some in ids.Chunk(MostIdsAsked))
        {
            using JsonDocument? body = Body(await ByIdAsync("Invoice", some, cancel));
            if (body?.RootElement.Member("QueryResponse") is not { ValueKind: JsonValueKind.Object } response) return false;
            foreach (JsonElement item in response.Items("Invoice"))
                if (item.TextOrNumber("Id") is { } id) numbers[id] = QuickBooksObjects.NumberOf(item, id);
        }
        return true;
    }
}
