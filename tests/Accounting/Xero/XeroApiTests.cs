using System.Text.Json;
using Collections.Accounting.Xero;
using Collections.Domain;
using Collections.Engine;
using Collections.Tests;

namespace Collections.Accounting.Tests.Xero;

public sealed class XeroApiTests
{
    const string Empty = "{\"Contacts\":[],\"Invoices\":[],\"CreditNotes\":[],\"Payments\":[],\"Overpayments\":[],\"Prepayments\":[]}";

    [SkippableTheory]
    [InlineData("Invoices")]
    [InlineData("CreditNotes")]
    [InlineData("Payments")]
    [InlineData("Overpayments")]
    [InlineData("Prepayments")]
    [InlineData("Contacts")]
    public void The_providers_own_examples_are_understood(string list)
    {
        string body = JsonDocument.Parse(File.ReadAllText(Shared.Path("data/samples/xero/openapi_response_examples.json"))).RootElement.GetProperty("examples").GetProperty("GET /" + list).GetProperty("200").GetRawText();
        List<string> faults = [];
        (System.Collections.Immutable.ImmutableArray<InboundFact> facts, int items) = XeroApi.Read(new SourceAnswer(200, System.Text.Encoding.UTF8.GetBytes(body), null, null), list, faults)!.Value;

        Assert.Empty(faults);
        Assert.Equal(items, facts.Length);
        Assert.Contains(facts, f => f.Fact is not Fact.NotOurs);
    }

    [Fact]
    public void A_day_written_in_milliseconds_is_the_day_that_the_source_shows()
    {
        Assert.Equal(new DateOnly(2018, 10, 20), Instants.Day("/Date(1539993600000+0000)/"));
        Assert.Equal(new DateOnly(2018, 10, 20), Instants.Day("/Date(1539950400000+1300)/"));
        Assert.Equal(new DateOnly(2011, 2, 25), Instants.Day("2011-02-25T00:00:00"));
        Assert.Null(Instants.Day("/Date(soon)/"));
    }

    [Fact]
    public async Task A_round_reads_every_list_and_every_page_and_then_only_what_changed()
    {
        string full = "{\"Invoices\":[" + string.Join(',', Enumerable.Range(1, XeroPoll.PageSize).Select(Invoice)) + "],\"Contacts\":[],\"CreditNotes\":[],\"Payments\":[],\"Overpayments\":[],\"Prepayments\":[]}";
        Answers answers = new((200, Empty), (200, full), (200, Empty));
        List<PollOutcome.Page> pages = [];
        string? cursor = null;
        XeroPoll poll = Poll(answers);
        do
        {
            pages.Add(Assert.IsType<PollOutcome.Page>(await poll.PollAsync(cursor, Requests.Now, default)));
            cursor = pages[^1].Cursor;
        } while (pages[^1].More);
        await poll.PollAsync(cursor, Requests.Now.AddHours(1), default);

        Assert.Equal(["Contacts", "Invoices", "Invoices", "CreditNotes", "Payments", "Overpayments", "Prepayments", "Contacts"], answers.Asked.Select(a => a.RequestUri!.Segments[^1]));
        Assert.Equal(XeroPoll.PageSize, pages.Sum(p => p.Facts.Length));
        Assert.All(answers.Asked, a => Assert.Equal(Requests.Tenant, a.Headers.GetValues("Xero-Tenant-Id").Single()));
        Assert.All(answers.Asked.Take(7), a => Assert.False(a.Headers.Contains("If-Modified-Since")));
        Assert.Equal("2026-03-02T09:25:00", answers.Asked[7].Headers.GetValues("If-Modified-Since").Single());
    }

    [Theory]
    [InlineData(400, "{}", "http-400")]
    [InlineData(401, "{\"Title\":\"Unauthorized\"}", "http-401")]
    [InlineData(403, "{\"title\":\"Forbidden\"}", "http-403")]
    [InlineData(404, "", "http-404")]
    [InlineData(500, Empty, "http-500")]
    [InlineData(429, "", "http-429")]
    [InlineData(503, "", "http-503")]
    [InlineData(0, "", "no-connection")]
    [InlineData(-1, "", "timeout")]
    [InlineData(200, "", "schema")]
    [InlineData(200, "{}", "schema")]
    [InlineData(200, "<html>maintenance</html>", "schema")]
    [InlineData(200, "{\"Contacts\":null}", "schema")]
    [InlineData(200, "{\"Contacts\":{}}", "schema")]
    public async Task A_failed_read_is_not_data(int status, string body, string code)
    {
        PollOutcome outcome = await Poll(new Answers((status, body)) { RetryAfter = TimeSpan.Zero }).PollAsync(null, Requests.Now, default);

        Assert.Equal(code, Assert.IsType<PollOutcome.Unavailable>(outcome).Code);
    }

    [Fact]
    public async Task A_read_is_repeated_as_the_source_asks_and_a_long_wait_is_left_to_the_next_poll()
    {
        Answers shortly = new((429, ""), (503, ""), (200, Empty)) { RetryAfter = TimeSpan.Zero }, tomorrow = new((429, "")) { RetryAfter = TimeSpan.FromHours(7) };

        Assert.IsType<PollOutcome.Page>(await Poll(shortly).PollAsync(null, Requests.Now, default));
        Assert.Equal(TimeSpan.FromHours(7), Assert.IsType<PollOutcome.Unavailable>(await Poll(tomorrow).PollAsync(null, Requests.Now, default)).RetryAfter);
        Assert.Equal((3, 1), (shortly.Asked.Count, tomorrow.Asked.Count));
    }

    [Fact]
    public async Task A_connection_that_has_ended_reads_nothing()
    {
        Answers answers = new((200, Empty));
        XeroOptions ended = new() { LedgerId = Requests.Ledger, TenantId = Requests.Tenant, AccessToken = _ => new((string?)null) };

        Assert.Equal(new PollOutcome.Unavailable("not-connected", null), await new XeroPoll(ended, new XeroApi(ended, new SourceCall(answers, TimeProvider.System))).PollAsync(null, Requests.Now, default));
        Assert.Empty(answers.Asked);
    }

    [Fact]
    public async Task An_invoice_is_read_by_its_id_and_one_that_cannot_be_read_is_a_fault()
    {
        Answers answers = new((200, "{\"Invoices\":[" + Invoice(7) + "]}"), (200, "{\"Invoices\":[" + Invoice(7).Replace("\"120.00\"", "\"120.001\"") + "]}"), (404, ""));
        XeroApi api = new(Options, new SourceCall(answers, TimeProvider.System));

        Assert.Equal("INV-7", ((Fact.InvoiceSeen)Assert.IsType<PollOutcome.Page>(await api.ReadAsync("invoice", "x", default)).Facts.Single().Fact).Invoice.Number);
        Assert.Equal("Invoices[0].Total: is missing or no exact amount of GBP", Assert.IsType<PollOutcome.Page>(await api.ReadAsync("invoice", "x", default)).Faults.Single());
        Assert.IsType<PollOutcome.Unavailable>(await api.ReadAsync("invoice", "x", default));
    }

    static string Invoice(int n) => $$"""{"Type":"ACCREC","InvoiceID":"{{n}}","InvoiceNumber":"INV-{{n}}","Status":"AUTHORISED","Contact":{"ContactID":"43bd4c78-ef06-4b8b-9f2b-cbc0c5bc3bd4"},"Date":"/Date(1539993600000+0000)/","DueDate":"/Date(1546128000000+0000)/","Total":"120.00","CurrencyCode":"GBP","UpdatedDateUTC":"/Date(1541176290160+0000)/"}""";

    static XeroOptions Options => new() { LedgerId = Requests.Ledger, TenantId = Requests.Tenant, AccessToken = _ => new("token") };

    static XeroPoll Poll(Answers answers) => new(Options, new XeroApi(Options, new SourceCall(answers, TimeProvider.System)));
}
