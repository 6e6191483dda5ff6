using System.Text;
using System.Text.Json;
using Collections.Accounting.QuickBooks;
using Collections.Domain;
using Collections.Engine;
using Collections.Tests;

namespace Collections.Accounting.Tests.QuickBooks;

public sealed class QuickBooksTests
{
    const string Nothing = "{\"QueryResponse\":{},\"time\":\"2026-03-02T01:00:00-08:00\"}";

    [SkippableFact]
    public void The_providers_own_invoices_are_understood()
    {
        JsonElement samples = JsonDocument.Parse(File.ReadAllText(Shared.Path("data/samples/quickbooks/invoice_json_samples.json"))).RootElement;
        Invoice read = One<Fact.InvoiceSeen>("Invoice", samples.GetProperty("read").GetProperty("Invoice").GetRawText()).Invoice;
        Invoice queried = One<Fact.InvoiceSeen>("Invoice", samples.GetProperty("query").GetProperty("QueryResponse").GetProperty("Invoice")[0].GetRawText()).Invoice;

        Assert.Equal(("1037", "362.07 USD", new DateOnly(2014, 10, 19)), (read.Number, read.Amount.ToString(), read.DueDate));
        Assert.Equal(("1070", "150.00 USD", new DateOnly(2015, 8, 23)), (queried.Number, queried.Amount.ToString(), queried.DueDate));
    }

    [Fact]
    public void A_void_closes_its_invoice_takes_its_payment_back_and_withdraws_its_credit_memo()
    {
        Assert.True(One<Fact.InvoiceSeen>("Invoice", Thing("\"DocNumber\":\"1\",\"TotalAmt\":0,\"DueDate\":\"2026-03-01\",\"PrivateNote\":\"Voided - typed twice\"")).Invoice.IsVoid);
        Assert.True(One<Fact.PaymentSeen>("Payment", Thing("\"TotalAmt\":0,\"PrivateNote\":\"Voided\"")).Payment.IsReversed);
        Assert.True(One<Fact.CreditNoteSeen>("CreditMemo", Thing("\"TotalAmt\":0,\"PrivateNote\":\"Voided\"")).CreditNote.IsVoid);
        Assert.False(One<Fact.InvoiceSeen>("Invoice", Thing("\"TotalAmt\":5,\"DueDate\":\"2026-03-01\",\"PrivateNote\":\"Voided cheque followed up\"")).Invoice.IsVoid);
    }

    [Fact]
    public void A_deleted_object_leaves_its_id_alone() =>
        Assert.Equal(new Fact.ObjectDeleted("invoice", "39", DateTimeOffset.Parse("2014-12-08T19:36:24-08:00")),
            One<Fact.ObjectDeleted>("Invoice", """{"domain":"QBO","status":"Deleted","Id":"39","MetaData":{"LastUpdatedTime":"2014-12-08T19:36:24-08:00"}}"""));

    [Fact]
    public void A_deposit_taken_on_the_invoice_is_a_payment_of_it()
    {
        Fact[] facts = [.. Read("Invoice", Thing("\"DocNumber\":\"77\",\"TotalAmt\":100,\"Deposit\":25.5,\"DueDate\":\"2026-03-01\"")).Select(f => f.Fact)];

        Assert.Equal(("deposit-9", "25.50 USD", "77"), (((Fact.PaymentSeen)facts[1]).Payment.Id, ((Fact.PaymentSeen)facts[1]).Payment.Amount.ToString(), ((Fact.PaymentSeen)facts[1]).Payment.Allocations.Single().Invoice));
    }

    [Fact]
    public void A_payment_counts_for_all_that_it_sets_against_invoices_and_a_credit_memo_for_what_is_left_of_it()
    {
        string lines = "\"TotalAmt\":60,\"Line\":[{\"Amount\":50,\"LinkedTxn\":[{\"TxnId\":\"1\",\"TxnType\":\"Invoice\"}]},{\"Amount\":50,\"LinkedTxn\":[{\"TxnId\":\"2\",\"TxnType\":\"Invoice\"}]},{\"Amount\":40,\"LinkedTxn\":[{\"TxnId\":\"3\",\"TxnType\":\"CreditMemo\"}]}]";
        Payment payment = ((Fact.PaymentSeen)Read("Payment", Thing(lines), new Dictionary<string, string> { ["1"] = "INV-1", ["2"] = "INV-2" }).Single().Fact).Payment;
        CreditNote memo = One<Fact.CreditNoteSeen>("CreditMemo", Thing("\"DocNumber\":\"CM-3\",\"TotalAmt\":45,\"RemainingCredit\":5")).CreditNote;

        Assert.Equal(("100.00 USD", "0.00 USD"), (payment.Amount.ToString(), payment.Unapplied.ToString()));
        Assert.Equal([new Allocation("INV-1", Usd(50)), new("INV-2", Usd(50))], payment.Allocations.ToArray());
        Assert.Equal(("CM-3", "45.00 USD", "5.00 USD"), (memo.Number, memo.Amount.ToString(), memo.Open.ToString()));
    }

    [Fact]
    public void An_invoice_that_is_gone_leaves_its_payment_unapplied()
    {
        string lines = "\"TotalAmt\":60,\"Line\":[{\"Amount\":60,\"LinkedTxn\":[{\"TxnId\":\"1\",\"TxnType\":\"Invoice\"}]}]";

        Assert.Equal("60.00 USD", One<Fact.PaymentSeen>("Payment", Thing(lines)).Payment.Unapplied.ToString());
    }

    [Fact]
    public async Task The_first_round_imports_all_and_the_next_ones_ask_for_what_changed()
    {
        string changes = "{\"CDCResponse\":[{\"QueryResponse\":[{\"Invoice\":[" + Thing("\"DocNumber\":\"77\",\"TotalAmt\":100,\"DueDate\":\"2026-03-01\"") + "]},{}]}],\"time\":\"x\"}";
        Answers answers = new((200, Nothing), (200, "{\"QueryResponse\":{\"Invoice\":[" + Thing("\"TotalAmt\":100,\"DueDate\":\"2026-03-01\"") + "]}}"), (200, Nothing), (200, Nothing), (200, changes));
        string? cursor = null;
        List<PollOutcome.Page> pages = [];
        for (int i = 0; i < 5; i++) cursor = Add(Assert.IsType<PollOutcome.Page>(await Poll(answers).PollAsync(cursor, Requests.Now.AddMinutes(15 * (i / 4)), default)));
        string[] asked = [.. answers.Asked.Select(a => Uri.UnescapeDataString(a.RequestUri!.Query))];

        Assert.Equal([true, true, true, false, false], pages.Select(p => p.More));
        Assert.Equal([0, 1, 0, 0, 1], pages.Select(p => p.Facts.Length));
        Assert.All(asked, a => Assert.EndsWith($"minorversion={QuickBooksOptions.MinorVersion}", a));
        Assert.Contains("changedSince=2026-03-02T09:25:00Z", asked[4]);
        Assert.Contains("select * from Customer", Uri.UnescapeDataString((await AskedAfterAMonthAsync(cursor!)).Query));

        string Add(PollOutcome.Page page)
        {
            pages.Add(page);
            return page.Cursor;
        }
    }

    [SkippableTheory]
    [InlineData("throttle_exceeded_error.xml", 403, "throttled", 4)]
    [InlineData("too_many_requests_error.xml", 429, "http-429", 4)]
    [InlineData("generic_error.xml", 400, "http-400", 1)]
    public async Task Too_many_requests_are_known_in_both_forms_and_no_error_is_data(string file, int status, string code, int calls)
    {
        Answers answers = new((status, File.ReadAllText(Shared.Path("data/samples/quickbooks/" + file)))) { RetryAfter = TimeSpan.Zero };

        Assert.Equal(code, Assert.IsType<PollOutcome.Unavailable>(await Poll(answers).PollAsync(null, Requests.Now, default)).Code);
        Assert.Equal(calls, answers.Asked.Count);
    }

    [Theory]
    [InlineData(403, "", "http-403")]
    [InlineData(500, Nothing, "http-500")]
    [InlineData(-1, "", "timeout")]
    [InlineData(200, "", "schema")]
    [InlineData(200, "{}", "schema")]
    [InlineData(200, "{\"QueryResponse\":{\"Customer\":{}}}", "schema")]
    [InlineData(200, "{\"QueryResponse\":{},\"Fault\":{\"type\":\"SERVICE\"}}", "schema")]
    public async Task A_failed_read_is_not_data(int status, string body, string code) =>
        Assert.Equal(code, Assert.IsType<PollOutcome.Unavailable>(await Poll(new Answers((status, body)) { RetryAfter = TimeSpan.Zero }).PollAsync(null, Requests.Now, default)).Code);

    [Fact]
    public async Task A_payment_whose_invoices_cannot_be_read_waits_for_the_next_poll()
    {
        string payment = "{\"QueryResponse\":{\"Payment\":[" + Thing("\"TotalAmt\":60,\"Line\":[{\"Amount\":60,\"LinkedTxn\":[{\"TxnId\":\"1\",\"TxnType\":\"Invoice\"}]}]") + "]}}";
        QuickBooksApi api = Api(new Answers((200, payment), (400, ""))), readable = Api(new Answers((200, payment), (200, "{\"QueryResponse\":{\"Invoice\":[{\"Id\":\"1\",\"DocNumber\":\"INV-1\"}]}}")));

        Assert.Equal("names-unread", Assert.IsType<PollOutcome.Unavailable>(await api.ReadAsync("payment", "9", default)).Code);
        Assert.Equal("INV-1", ((Fact.PaymentSeen)Assert.IsType<PollOutcome.Page>(await readable.ReadAsync("payment", "9", default)).Facts.Single().Fact).Payment.Allocations.Single().Invoice);
    }

    static async Task<Uri> AskedAfterAMonthAsync(string cursor)
    {
        Answers answers = new((200, Nothing));
        await Poll(answers).PollAsync(cursor, Requests.Now.AddDays(31), default);
        return answers.Asked[0].RequestUri!;
    }

    static string Thing(string members) => $$"""{"Id":"9","SyncToken":"1","TxnDate":"2026-02-01","CustomerRef":{"value":"24"},"MetaData":{"LastUpdatedTime":"2026-03-01T10:00:00-08:00"},{{members}}}""";

    static Money Usd(decimal amount) => Money.Exact(amount, Currency.Of("USD"));

    static IEnumerable<InboundFact> Read(string entity, string json, IReadOnlyDictionary<string, string>? numbers = null, List<string>? faults = null) =>
        QuickBooksObjects.Read(entity, JsonDocument.Parse(json).RootElement, new(entity + "[0]", Currency.Of("USD"), faults ?? []), numbers ?? new Dictionary<string, string>());

    static T One<T>(string entity, string json) where T : Fact => Assert.IsType<T>(Read(entity, json).Single().Fact);

    static List<string> Faults(string entity, string json)
    {
        List<string> faults = [];
        Assert.Empty(Read(entity, json, null, faults));
        return faults;
    }

    static QuickBooksApi Api(Answers answers) => new(Options, new SourceCall(answers, TimeProvider.System, QuickBooksApi.IsThrottled));

    static QuickBooksPoll Poll(Answers answers) => new(Options, Api(answers));

    static QuickBooksOptions Options => new() { LedgerId = Requests.Ledger, RealmId = Requests.Realm, HomeCurrency = Currency.Of("USD"), AccessToken = _ => new("token") };
}
