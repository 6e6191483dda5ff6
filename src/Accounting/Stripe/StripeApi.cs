using System.Collections.Immutable;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Stripe;

/// <summary>The provider's API, read only: what its events leave out, and its list of events.</summary>
internal sealed class StripeApi(StripeOptions options, SourceCall call, TimeProvider clock) : IObjectSource
{
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

    /// <summary>An invoice with its payments, a credit note with its invoice, or a customer. Its version is the time at which it was asked for: what is read is what holds.</summary>
    public async Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel)
    {
        (string path, string thing) = kind switch
        {
            "invoice" => ($"invoices/{Uri.EscapeDataString(objectId)}?expand[]=payments", "invoice"),
            "credit-note" => ($"credit_notes/{Uri.EscapeDataString(objectId)}?expand[]=invoice", "credit_note"),
            "customer" => ($"customers/{Uri.EscapeDataString(objectId)}", "customer"),
            _ => ("", ""),
        };
        if (path.Length == 0) return new PollOutcome.Unavailable("unknown-kind", null);
        DateTimeOffset asked = clock.GetUtcNow();
        SourceAnswer answer = await GetAsync(path, cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.Text("object") != thing) return answer.Unavailable(answer.Status == 200 ? "schema" : null);
        List<string> faults = [];
        ImmutableArray<Fact> facts = [.. thing switch
        {
            "invoice" => StripeObjects.Invoice(body.RootElement, asked, options, faults),
            "credit_note" => StripeObjects.CreditNote(body.RootElement, asked, options, faults),
            _ => StripeObjects.Customer(body.RootElement, faults),
        }];
        string seen = EventIds.Of("stripe", body.RootElement.GetRawText());
        return new PollOutcome.Page([.. facts.Select((f, nth) => new InboundFact(string.Create(CultureInfo.InvariantCulture, $"{seen}#{nth}"), f))], [.. faults], "", false);
    }
}
