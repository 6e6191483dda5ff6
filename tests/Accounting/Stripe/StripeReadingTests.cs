using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.Tests.Stripe;

public sealed class StripeReadingTests
{
    const string Failed = "\"attempted\":true,\"next_payment_attempt\":null,";
    const string UnderWay = "\"payments\":{\"has_more\":false,\"data\":[{\"id\":\"inpay_1\",\"status\":\"open\",\"payment\":{\"type\":\"payment_intent\",\"payment_intent\":{\"id\":\"pi_1\",\"status\":\"processing\"}}}]}";
    const string ByCard = "\"collection_method\":\"charge_automatically\",\"auto_advance\":true,";

    [Theory]
    [InlineData("\"collection_method\":\"send_invoice\",\"auto_advance\":true", false)]
    [InlineData(ByCard + "\"attempted\":false,\"next_payment_attempt\":1772600000", true)]
    [InlineData(ByCard + "\"attempted\":false", true)]
    [InlineData(ByCard + "\"attempted\":true,\"next_payment_attempt\":1772600000", true)]
    [InlineData(ByCard + Failed + "\"payments\":{\"data\":[],\"has_more\":false}", false)]
    [InlineData(ByCard + Failed + UnderWay, true)]
    [InlineData("\"collection_method\":\"send_invoice\",\"attempted\":true," + UnderWay, true)]
    public void What_the_card_will_pay_is_not_chased_until_the_last_attempt_has_failed(string how, bool pending) =>
        Assert.Equal(pending, Invoice(Samples.StripeInvoice(more: how)).AutomaticPaymentPending);

    [Fact]
    public void Whether_a_direct_debit_is_under_way_is_read_before_an_attempted_invoice_counts_as_unpaid() =>
        Assert.Equal(new Fact.ObjectChanged("invoice", "in_1", DateTimeOffset.FromUnixTimeSeconds(1_772_443_800)), Read(Samples.StripeInvoice(more: ByCard + Failed[..^1])).Facts.Single().Fact);

    [Theory]
    [InlineData("open", false)]
    [InlineData("paid", false)]
    [InlineData("void", true)]
    [InlineData("uncollectible", true)]
    public void What_was_withdrawn_or_given_up_is_closed(string status, bool isVoid) => Assert.Equal(isVoid, Invoice(Samples.StripeInvoice(status)).IsVoid);

    [Theory]
    [InlineData("gbp", 12_000, "120.00 GBP")]
    [InlineData("jpy", 12_000, "12000 JPY")]
    [InlineData("kwd", 12_000, "12.000 KWD")]
    [InlineData("isk", 12_000, "120 ISK")]
    [InlineData("ugx", 12_000, "120 UGX")]
    [InlineData("mga", 12_000, "12000.00 MGA")]
    public void An_amount_means_what_the_provider_means_by_it(string currency, long total, string expected) =>
        Assert.Equal(expected, Invoice(Samples.StripeInvoice(currency: currency, total: total)).Amount.ToString());

    [Fact]
    public void A_draft_is_not_ours_and_an_unknown_state_is_a_fault()
    {
        Assert.Equal(new Fact.NotOurs("draft"), Read(Samples.StripeInvoice("draft")).Facts.Single().Fact);
        Assert.NotEmpty(Read(Samples.StripeInvoice("vanished")).Faults);
        Assert.Empty(Read(Samples.StripeInvoice("vanished")).Facts);
    }

    [Fact]
    public void Of_two_events_of_one_second_the_one_that_ends_the_invoice_is_the_newer() =>
        Assert.True(Invoice(Samples.StripeInvoice("open")).SourceVersion < Invoice(Samples.StripeInvoice("paid")).SourceVersion
            && Invoice(Samples.StripeInvoice("paid")).SourceVersion < Invoice(Samples.StripeInvoice("open", created: 1_772_443_801)).SourceVersion);

    [Fact]
    public void Each_payment_of_an_invoice_is_told_once_under_its_own_id()
    {
        const string payments = "\"payments\":{\"has_more\":false,\"data\":[{\"id\":\"inpay_1\",\"amount_paid\":2000,\"currency\":\"gbp\",\"status\":\"paid\",\"created\":1772000000,\"status_transitions\":{\"paid_at\":1772443800}},{\"id\":\"inpay_2\",\"status\":\"canceled\",\"amount_paid\":null,\"currency\":\"gbp\"}]}";
        InboundReading reading = Read(Samples.StripeInvoice(more: payments, paid: 2_000));

        Payment payment = ((Fact.PaymentSeen)reading.Facts[1].Fact).Payment;
        Assert.Equal(2, reading.Facts.Length);
        Assert.Equal(("inpay_1", "20.00 GBP", new DateOnly(2026, 3, 2)), (payment.Id, payment.Amount.ToString(), payment.ValueDate));
        Assert.Equal("ABCD-0001", payment.Allocations.Single().Invoice);
        Assert.Equal(["evt_1", "evt_1#1"], reading.Facts.Select(f => f.EventId));
    }

    [Fact]
    public void Where_only_the_sum_paid_came_the_payments_are_read_and_not_guessed() =>
        Assert.Equal("in_1", ((Fact.ObjectChanged)Read(Samples.StripeInvoice("paid", paid: 12_000)).Facts[1].Fact).ObjectId);

    [Fact]
    public void A_credit_note_lowers_its_invoice_by_what_was_credited_before_payment()
    {
        CreditNote note = ((Fact.CreditNoteSeen)Read(Samples.StripeCreditNote()).Facts.Single().Fact).CreditNote;

        Assert.Equal(("ABCD-0001-CN-01", "16.90 GBP", false), (note.Number, note.Amount.ToString(), note.IsVoid));
        Assert.Equal("ABCD-0001", note.Allocations.Single().Invoice);
        Assert.True(((Fact.CreditNoteSeen)Read(Samples.StripeCreditNote(status: "void")).Facts.Single().Fact).CreditNote.IsVoid);
        Assert.Equal(new Fact.ObjectChanged("credit-note", "cn_1", DateTimeOffset.FromUnixTimeSeconds(1_772_443_800)), Read(Samples.StripeCreditNote("\"in_1\"")).Facts.Single().Fact);
        Assert.IsType<Fact.NotOurs>(Read(Samples.StripeCreditNote(more: "\"pre_payment_amount\":0,\"post_payment_amount\":1690,\"type\":\"post_payment\"")).Facts.Single().Fact);
    }

    [Fact]
    public void A_test_event_never_reaches_a_live_ledger() =>
        Assert.IsType<Fact.NotOurs>(Read(Samples.StripeInvoice().Replace("\"livemode\":true", "\"livemode\":false")).Facts.Single().Fact);

    static Invoice Invoice(string body) => ((Fact.InvoiceSeen)Read(body).Facts[0].Fact).Invoice;

    static InboundReading Read(string body) => Requests.Stripe().Read(Requests.Text(body));
}
