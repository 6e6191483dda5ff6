using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Stripe;

/// <summary>The provider's API, read only: what its events leave out, its lists, and its list of events.</summary>
internal sealed class StripeApi(StripeOptions options, SourceCall call, TimeProvider clock) : IObjectSource
{
    const string WithPayments = "expand[]=payments.data.payment.payment_intent";

    public string Name => "stripe";

    public string LedgerId => options.LedgerId;

    internal async Task<SourceAnswer> GetAsync(string path, CancellationToken cancel)
    {
        if (options.ApiKey is not { Length: > 0 } key) return new(0, [], null, "not-connected");
        return await call.ReadAsync(() =>
        {
            HttpRequestMessage request = new(HttpMethod.Get, new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/v1/" + path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.Add("Stripe-Version", StripeOptions.ApiVersion);
            return request;
        }, cancel);
    }

    /// <summary>An invoice with its payments, a credit note with its invoice, a customer, or the invoices that a payment pays. Its version is the time at which it was asked for:
    /// what is read is what holds.</summary>
    public async Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel)
    {
        if (kind == "payment-intent") return await PaidByAsync(objectId, cancel);
        (string path, string thing) = kind switch
        {
            "invoice" => ($"invoices/{Uri.EscapeDataString(objectId)}?{WithPayments}", "invoice"),
            "credit-note" => ($"credit_notes/{Uri.EscapeDataString(objectId)}?expand[]=invoice", "credit_note"),
            "customer" => ($"customers/{Uri.EscapeDataString(objectId)}", "customer"),
            _ => ("", ""),
        };
        if (path.Length == 0) return new PollOutcome.Unavailable("unknown-kind", null);
        DateTimeOffset asked = clock.GetUtcNow();
        SourceAnswer answer = await GetAsync(path, cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.Text("object") != thing) return answer.Unavailable(answer.Status switch { 200 => "schema", 404 => PollOutcome.NotFound, _ => null });
        List<string> faults = [];
        return new PollOutcome.Page([.. Facts(body.RootElement, asked, faults)], [.. faults], "", false);
    }

    /// <summary>The facts of one object that was read at an instant.</summary>
    internal IEnumerable<InboundFact> Facts(JsonElement thing, DateTimeOffset asked, List<string> faults)
    {
        if (thing.Truth("deleted") == true) return [new(EventIds.Of("stripe", thing.GetRawText()), new Fact.NotOurs("a deleted object: what it left behind stays"))];
        IEnumerable<Fact> facts = thing.Text("object") switch
        {
            "invoice" => StripeObjects.Invoice(thing, asked, options, faults),
            "credit_note" => StripeObjects.CreditNote(thing, asked, options, faults),
            _ => StripeObjects.Customer(thing, faults),
        };
        // The version is the time of asking, so the same object read again is a word of its own: an older reading must never stand against it.
        string seen = EventIds.Of("stripe", thing.GetRawText(), asked.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        return facts.Select((f, nth) => new InboundFact(string.Create(CultureInfo.InvariantCulture, $"{seen}#{nth}"), f));
    }

    /// <summary>Each invoice by itself, with its payments; where another amount is open than we think, its credit notes too.</summary>
    public async Task<PollOutcome> LookAsync(ImmutableArray<LookedAt> invoices, CancellationToken cancel)
    {
        List<InboundFact> facts = [];
        List<string> faults = [];
        foreach (LookedAt asked in invoices)
        {
            PollOutcome read = await ReadAsync("invoice", asked.SourceId, cancel);
            if (read is PollOutcome.Unavailable { Code: PollOutcome.NotFound }) continue;
            if (read is not PollOutcome.Page page) return read;
            facts.AddRange(page.Facts);
            faults.AddRange(page.Faults);
            if (!page.Facts.Any(f => f.Fact is Fact.InvoiceSeen seen && seen.Open != asked.Open)) continue;
            if (await ListAsync($"credit_notes?invoice={Uri.EscapeDataString(asked.SourceId)}&limit=100&expand[]=data.invoice", cancel) is not PollOutcome.Page notes) return new PollOutcome.Unavailable("a credit note could not be read", null);
            facts.AddRange(notes.Facts);
            faults.AddRange(notes.Faults);
        }
        return new PollOutcome.Page([.. facts], [.. faults], "", false);
    }

    /// <summary>A page of a list; its cursor is the last object's id, empty when it has none.</summary>
    internal async Task<PollOutcome> ListAsync(string path, CancellationToken cancel)
    {
        DateTimeOffset asked = clock.GetUtcNow();
        SourceAnswer answer = await GetAsync(path, cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.Member("data") is not { ValueKind: JsonValueKind.Array } data || body.RootElement.Truth("has_more") is not { } more) return answer.Unavailable(answer.Status == 200 ? "schema" : null);
        string last = data.Items().LastOrDefault().Text("id") ?? "";
        if (more && last.Length == 0) return answer.Unavailable("schema");
        List<string> faults = [];
        List<InboundFact> facts = [];
        foreach (JsonElement item in data.Items()) facts.AddRange(Facts(item, asked, faults));
        return new PollOutcome.Page([.. facts], [.. faults], last, more);
    }

    // A payment in progress names no invoice; the list of invoice payments does.
    async Task<PollOutcome> PaidByAsync(string intent, CancellationToken cancel)
    {
        SourceAnswer answer = await GetAsync($"invoice_payments?payment[type]=payment_intent&payment[payment_intent]={Uri.EscapeDataString(intent)}&limit=100", cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.Member("data") is not { ValueKind: JsonValueKind.Array } data) return answer.Unavailable(answer.Status == 200 ? "schema" : null);
        List<InboundFact> facts = [];
        List<string> faults = [];
        foreach (string invoice in data.Items().Select(p => p.Text("invoice")).OfType<string>().Distinct())
        {
            if (await ReadAsync("invoice", invoice, cancel) is not PollOutcome.Page page) return new PollOutcome.Unavailable("its invoice could not be read", null);
            facts.AddRange(page.Facts);
            faults.AddRange(page.Faults);
        }
        if (facts.Count == 0 && faults.Count == 0) facts.Add(new(EventIds.Of("stripe", intent), new Fact.NotOurs("a payment of no invoice")));
        return new PollOutcome.Page([.. facts], [.. faults], "", false);
    }
}
