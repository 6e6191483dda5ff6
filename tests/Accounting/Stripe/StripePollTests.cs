using Collections.Accounting.Stripe;
using Collections.Engine;

namespace Collections.Accounting.Tests.Stripe;

public sealed class StripePollTests
{
    const string None = "{\"object\":\"list\",\"data\":[],\"has_more\":false}";
    const string Whole = """{"id":"in_1","object":"invoice","number":"ABCD-0001","customer":"cus_1","status":"paid","currency":"gbp","total":12000,"amount_paid":12000,"created":1770000000,"payments":{"has_more":false,"data":[{"id":"inpay_1","amount_paid":12000,"currency":"gbp","status":"paid","status_transitions":{"paid_at":1772443800}}]}}""";

    [Fact]
    public async Task The_list_of_events_gives_what_the_webhook_gave_and_reads_the_payments_that_an_event_leaves_out()
    {
        string paid = Samples.StripeInvoice("paid", paid: 12_000);
        Answers answers = new((200, List(true, paid)), (200, Whole), (200, None));
        PollOutcome.Page first = Assert.IsType<PollOutcome.Page>(await Poll(answers).PollAsync(null, Requests.Now, default));
        PollOutcome.Page second = Assert.IsType<PollOutcome.Page>(await Poll(answers).PollAsync(first.Cursor, Requests.Now.AddMinutes(1), default));

        Assert.Equal("evt_1", first.Facts[0].EventId);
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
        Assert.Equal(code, Assert.IsType<PollOutcome.Unavailable>(await Poll(new Answers((status, body)) { RetryAfter = TimeSpan.Zero }).PollAsync(null, Requests.Now, default)).Code);

    [Fact]
    public async Task A_page_whose_objects_cannot_be_read_comes_again()
    {
        Answers answers = new((200, List(false, Samples.StripeInvoice("paid", paid: 12_000))), (500, ""));

        Assert.Equal("http-500", Assert.IsType<PollOutcome.Unavailable>(await Poll(answers).PollAsync(null, Requests.Now, default)).Code);
    }

    static string List(bool more, params string[] events) => $"{{\"object\":\"list\",\"data\":[{string.Join(',', events)}],\"has_more\":{(more ? "true" : "false")}}}";

    static StripePoll Poll(Answers answers)
    {
        StripeOptions options = new() { LedgerId = Requests.Ledger, ApiKey = "rk_key" };
        return new(options, new StripeApi(options, new SourceCall(answers, TimeProvider.System), TimeProvider.System));
    }
}
