using Collections.Domain;
using Collections.Living;
using Collections.Policies;
using static Collections.Engine.Tests.Complaints.Acts;

namespace Collections.Engine.Tests.Complaints;

/// <summary>Complaints 3, 4, 5, 7, 15, 17, 18 and 19: stops, promises, parts, credits, exclusion, replies, opt-outs, automatic payment.</summary>
public sealed class AskedToStopTests
{
    [Fact]
    public async Task I_dispute_one_invoice_and_am_asked_for_the_other_alone()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.InvoiceAsync("2026-03-02", 70, "INV-2");
        await office.PutAsync("C1", new OpenDispute("INV-1", "quality", "It came broken"));
        await office.LiveToAsync("2026-03-06 10:00");

        Assert.Equal(["70.00 GBP for INV-2"], office.Demanded());
    }

    [Theory]
    [InlineData("INV-1")]
    [InlineData(null)]
    public async Task We_agreed_that_you_stop_for_a_while_and_you_did(string? invoice)
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PutAsync("C1", new BlockReminders(invoice, "they wait for our engineer", Given.Day("2026-03-17")));
        await office.LiveToAsync("2026-03-19 23:00");

        Assert.Equal(["2026-03-18 level 1 INV-1 to c1@example.com"], office.Told);
    }

    [Fact]
    public async Task My_payment_was_stuck_in_your_inbox_and_I_was_not_chased_until_somebody_had_looked()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PutAsync("C1", new EventParked("xero", "e-1"));
        await office.LiveToAsync("2026-03-06 10:00");
        Assert.Empty(office.Told);

        await office.PutAsync("C1", new CloseTask((await office.AccountAsync("C1")).Tasks.Single(t => t.Kind == "event-parked").Id, "it was another customer's"));
        await office.LiveToAsync("2026-03-09 12:00");
        Assert.Equal(["2026-03-09 level 1 INV-1 to c1@example.com"], office.Told);
    }

    [Fact]
    public async Task I_promised_and_was_left_in_peace_until_I_broke_it()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PutAsync("C1", new MakePromise(Given.Gbps(100), Given.Day("2026-03-17"), [], "portal"));
        await office.LiveToAsync("2026-03-17 23:00");
        Assert.Empty(office.Told);

        await office.LiveToAsync("2026-03-18 23:00");
        Assert.Equal(["2026-03-18 level 1 INV-1 to c1@example.com"], office.Told);
        Assert.True((await office.AccountAsync("C1")).Promises[0] is { Standing: PromiseStanding.Broken, BrokenSaid: true });
    }

    [Fact]
    public async Task I_promised_paid_and_never_heard_of_it_again()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PutAsync("C1", new MakePromise(Given.Gbps(100), Given.Day("2026-03-17"), [], "portal"));
        await office.LiveToAsync("2026-03-16 12:00");
        await office.PayAsync(100);
        await office.LiveToAsync("2026-05-01 12:00");

        Assert.Empty(office.Told);
        Assert.Equal(PromiseStanding.Kept, (await office.AccountAsync("C1")).Promises[0].Standing);
    }

    [Fact]
    public async Task I_pay_in_instalments_as_agreed_and_nobody_asks_for_the_whole()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PutAsync("C1", new Agree(new Agreement.Instalments(["INV-1"], [new(Given.Day("2026-03-10"), Given.Gbps(50)), new(Given.Day("2026-04-10"), Given.Gbps(50))]), "as agreed by phone", false));
        await office.LiveToAsync("2026-03-10 12:00");
        await office.PayAsync(50);
        await office.LiveToAsync("2026-04-08 23:00");
        Assert.DoesNotContain(office.Told, t => t.Contains("level", StringComparison.Ordinal));

        await office.LiveToAsync("2026-04-13 23:00"); // the second did not come
        Assert.Equal("50.00 GBP for INV-1", office.Demanded()[^1]);
        Assert.Contains("plan-broken", await office.TasksAsync());
    }

    [Fact]
    public async Task My_credit_covers_it_and_I_am_not_asked_for_the_money()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PayAsync(60, null);
        await office.PutAsync("C1", new RecordCreditNote(new() { Number = "CN-1", Amount = Given.Gbps(40), ValueDate = office.Today }));
        await office.LiveToAsync("2026-03-20 23:00");
        Assert.Empty(office.Told);
        Assert.Equal(["credit-to-allocate"], await office.TasksAsync());

        await office.PutAsync("C1", new RecordCreditNote(new() { Number = "CN-1", Amount = Given.Gbps(40), ValueDate = office.Today, IsVoid = true, SourceVersion = 2 }));
        await office.LiveToAsync("2026-03-24 23:00"); // a cancelled credit covers nothing
        Assert.Equal(["40.00 GBP for INV-1"], office.Demanded());
    }

    [Fact]
    public async Task This_customer_is_never_reminded_because_we_said_so()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PutAsync("C1", new FlagAccount("owner's wish", ExcludedBecause: "sister company"));
        await office.LiveToAsync("2026-05-01 12:00");
        Assert.Empty(office.Told);
    }

    [Fact]
    public async Task This_customer_has_a_gentler_ladder_of_its_own()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        LoadedPack gentle = Gentle();
        office.Use(PolicyBook.Of([Given.Pack([3, 10, 21]), gentle], HolidayCalendar.WeekendsOnly));
        await office.PutAsync("C1", new DescribeCustomer(new(Pack: "gentle"), []));
        await office.LiveToAsync("2026-04-30 12:00");

        Assert.Equal(["2026-03-23 level 1 INV-1 to c1@example.com"], office.Told); // the 22nd is a Sunday
    }

    static LoadedPack Gentle()
    {
        string rules = Given.Pack([20]).Files.Texts["pack.json"].Replace("\"trial\"", "\"gentle\"", StringComparison.Ordinal);
        return PackReader.Read(new("gentle", System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("pack.json", rules))).Pack!;
    }

    [Fact]
    public async Task I_wrote_back_and_you_read_it_before_you_wrote_again()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PutAsync("C1", new RecordReply(Channel.Email, "I am away until Monday", IsAutomatic: true));
        await office.LiveToAsync("2026-03-06 12:00");
        Assert.Single(office.Told); // a machine's answer stops nothing

        await office.PutAsync("C1", new RecordReply(Channel.Email, "We never got the goods", IsAutomatic: false));
        await office.LiveToAsync("2026-03-25 12:00");
        Assert.Single(office.Told);

        WorkItem reply = Assert.Single((await office.AccountAsync("C1")).Tasks);
        await office.PutAsync("C1", new CloseTask(reply.Id, "called them"));
        await office.LiveToAsync("2026-03-26 12:00");
        Assert.Equal(2, office.Told.Length);
    }

    [Fact]
    public async Task I_am_chased_by_text_message_until_I_answer_STOP()
    {
        Office office = await OfficeAsync(change: r => r with { Levels = [.. r.Levels.Select(l => l with { Channel = Channel.Sms })] });
        await office.CustomerAsync("C1", Person("ap", "c1@example.com", mobile: "+447700900101"));
        await office.InvoiceAsync();
        await office.LiveToAsync("2026-03-06 12:00");
        Assert.Equal(["2026-03-05 level 1 INV-1 to +447700900101"], office.Told);

        await office.OptOutAsync("+447700900101");
        await office.LiveToAsync("2026-05-06 12:00");
        Assert.Single(office.Told);
        Assert.Contains("no-contact", await office.TasksAsync());
    }

    [Fact]
    public async Task You_collect_it_automatically_so_you_do_not_ask_me_for_it()
    {
        Office office = await OfficeAsync();
        await office.CustomerAsync();
        Invoice automatic = new() { Number = "INV-1", IssueDate = Given.Day("2026-02-01"), DueDate = Given.Day("2026-03-02"), Amount = Given.Gbps(100), AutomaticPaymentPending = true };
        await office.PutAsync("C1", new RecordInvoice(automatic));
        await office.LiveToAsync("2026-03-13 12:00");
        Assert.Empty(office.Told);

        await office.PutAsync("C1", new RecordInvoice(automatic with { AutomaticPaymentPending = false, SourceVersion = 2 })); // the collection failed
        await office.LiveToAsync("2026-03-16 12:00");
        Assert.Single(office.Told);
    }

    [Fact]
    public async Task I_pay_by_direct_debit_and_am_asked_only_for_the_invoice_whose_collection_failed()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        Invoice collected = new() { Number = "INV-2", IssueDate = Given.Day("2026-02-01"), DueDate = Given.Day("2026-03-02"), Amount = Given.Gbps(70), AutomaticPaymentPending = true };
        await office.PutAsync("C1", new RecordInvoice(collected));
        await office.LiveToAsync("2026-03-06 10:00");

        Assert.Equal(["100.00 GBP for INV-1"], office.Demanded());
    }

    [Fact]
    public async Task I_paid_last_spring_and_an_old_list_that_names_it_again_opens_nothing()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.LiveToAsync("2026-03-03 12:00");
        await office.PayAsync(100, id: "P-1");
        await office.LiveToAsync("2026-06-05 12:00");
        await office.InvoiceAsync("2026-06-04", 70, "INV-2");
        await office.LiveToAsync("2026-06-09 12:00");
        Assert.Null((await office.AccountAsync("C1")).Invoice("INV-1")); // it has left

        Assert.IsType<Answer.AlreadyRecorded>(await office.InvoiceAsync());
        await office.LiveToAsync("2026-07-31 12:00");
        Assert.DoesNotContain(office.Told, line => line.Contains("INV-1"));

        Money hundred = Given.Gbps(100);
        await office.PutAsync("C1", new RecordPayment(new() { Id = "P-1", Amount = hundred, ValueDate = Given.Day("2026-03-03"), Allocations = [new("INV-1", hundred)], IsReversed = true, SourceVersion = 2 }));
        Assert.Contains("settled-reopened", await office.TasksAsync());
    }
}
