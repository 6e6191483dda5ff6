using Collections.Accounting.Stripe;
using Collections.Engine;

namespace Collections.Accounting.Tests.Stripe;

public sealed class StripePollTests
{
    static readonly string Events = $"{Requests.Now.AddHours(-1).ToUnixTimeSeconds()}:0:";
    const string None = "{\"object\":\"list\",\"data\":[],\"has_more\":false}";
    const string Whole = """{"id":"in_1","object":"invoice","number":"ABCD-0001","customer":"cus_1","status":"paid","currency":"gbp","total":12000,"amount_paid":12000,"created":1770000000,"payments":{"has_more":false,"data":[{"id":"inpay_1","amount_paid":12000,"currency":"gbp","status":"paid","status_transitions":{"paid_at":1772443800}}]}}""";

    [Fact]
    public async Task The_first_round_imports_everything_however_old_and_then_asks_for_events_from_its_beginning()
    {
        Answers answers = new((200, List(false, """{"id":"cus_1","object":"customer","name":"Ash Ltd","email":"ap@ash.example.com"}""")), (200, List(true, Whole)), (200, List(false, Whole.Replace("in_1", "in_0"))), (200, None));
        List<PollOutcome.Page> pages = [];
        for (string? cursor = null; pages is not [.., { More: false }]; cursor = pages[^1].Cursor) pages.Add(Assert.IsType<PollOutcome.Page>(await Poll(answers).PollAsync(cursor, Requests.Now, default)));

        Assert.Equal(["/v1/customers", "/v1/invoices", "/v1/invoices", "/v1/credit_notes"], answers.Asked.Select(a => a.RequestUri!.AbsolutePath));
        Assert.Contains("starting_after=in_1", answers.Asked[2].RequestUri!.Query);
        Assert.Equal([1, 2, 2, 0], pages.Select(p => p.Facts.Length));
        Assert.Equal($"{Requests.Now.ToUnixTimeSeconds() - 300}:0:", pages[^1].Cursor);
    }

    [Fact]
    public async Task What_the_list_of_events_no_longer_tells_is_imported_again()
    {
        Answers answers = new((200, None));
        await Poll(answers).PollAsync($"{Requests.Now.AddDays(-30).ToUnixTimeSeconds()}:0:", Requests.Now, default);

        Assert.Equal("/v1/customers", answers.Asked[0].RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task An_event_is_a_hint_and_what_it_names_is_read_as_it_stands_now_each_object_once_a_page()
    {
        string paid = Samples.StripeInvoice("paid", paid: 12_000);
        Answers answers = new((200, List(true, Samples.StripeInvoice(), paid)), (200, Whole), (200, None));
        PollOutcome.Page first = Assert.IsType<PollOutcome.Page>(await Poll(answers).PollAsync(Events, Requests.Now, default));
        PollOutcome.Page second = Assert.IsType<PollOutcome.Page>(await Poll(answers).PollAsync(first.Cursor, Requests.Now.AddMinutes(1), default));

        Assert.Single(first.Facts, f => f.Fact is Fact.InvoiceSeen { Invoice.SourceId: "in_1" });
        Assert.Equal("120.00 GBP", first.Facts.Select(f => f.Fact).OfType<Fact.PaymentSeen>().Single().Payment.Amount.ToString());
        Assert.DoesNotContain(first.Facts, f => f.Fact is Fact.ObjectChanged);
        Assert.Equal((true, false), (first.More, second.More));
        Assert.Contains("starting_after=evt_1", answers.Asked[2].RequestUri!.Query);
        Assert.Equal(StripeOptions.ApiVersion, answers.Asked[0].Headers.GetValues("Stripe-Version").Single());
        Assert.Equal($"{Requests.Now.ToUnixTimeSeconds() - 300}:0:", second.Cursor);
    }

    [Theory]
    [InlineData(401, "{}", "http-401")]
    [InlineData(429, "{}", "http-429")]
    [InlineData(500, None, "http-500")]
    [InlineData(0, "", "no-connection")]
    [InlineData(200, "{}", "schema")]
    [InlineData(200, "{\"data\":[]}", "schema")]
    [InlineData(200, "{\"data\":[],\"has_more\":true}", "schema")]
    public async Task A_failed_read_is_not_data(int status, string body, string code) =>
        Assert.Equal(code, Assert.IsType<PollOutcome.Unavailable>(await Poll(new Answers((status, body)) { RetryAfter = TimeSpan.Zero }).PollAsync(Events, Requests.Now, default)).Code);

    [Fact]
    public async Task A_page_whose_objects_cannot_be_read_comes_again()
    {
        Answers answers = new((200, List(false, Samples.StripeInvoice("paid", paid: 12_000))), (500, ""));

        Assert.Equal("http-500", Assert.IsType<PollOutcome.Unavailable>(await Poll(answers).PollAsync(Events, Requests.Now, default)).Code);
    }

    static string List(bool more, params string[] events) => $"{{\"object\":\"list\",\"data\":[{string.Join(',', events)}],\"has_more\":{(more ? "true" : "false")}}}";

    static StripePoll Poll(Answers answers)
    {
        StripeOptions options = new() { LedgerId = Requests.Ledger, ApiKey = "rk_key" };
        return new(options, new StripeApi(options, new SourceCall(answers, TimeProvider.System), TimeProvider.System));
    }
}
