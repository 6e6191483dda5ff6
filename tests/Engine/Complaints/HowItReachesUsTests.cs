using Collections.Domain;
using Collections.Living;
using Collections.Policies;
using static Collections.Engine.Tests.Complaints.Acts;

namespace Collections.Engine.Tests.Complaints;

/// <summary>Complaints 6, 9, 10, 11, 13, 14, 16, 20, 21 and 22: the message itself, its day and hour, who gets it, and what comes after the last.</summary>
public sealed class HowItReachesUsTests
{
    [Fact]
    public async Task I_got_one_message_about_my_five_invoices_and_not_five()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        for (int i = 2; i <= 5; i++) await office.InvoiceAsync(number: $"INV-{i}", amount: 10 * i);
        await office.LiveToAsync("2026-03-06 12:00");

        Assert.Equal(["240.00 GBP for INV-1 INV-2 INV-3 INV-4 INV-5"], office.Demanded());
    }

    [Fact]
    public async Task No_message_came_at_Easter_or_on_a_weekend()
    {
        Office office = await ShippedAsync(l => l with { HolidayArea = "GB-ENG" }).WithInvoiceAsync("2026-03-31"); // level 1 is due on Good Friday, level 2 on Friday the 10th, spaced from the 7th
        await office.LiveToAsync("2026-04-14 23:00");

        Assert.Equal(["2026-04-07 level 1 INV-1 to c1@example.com", "2026-04-14 level 2 INV-1 to c1@example.com"], office.Told);
    }

    [Theory]
    [InlineData("America/Los_Angeles")] // clocks change there on 8 March, in London on the 29th
    [InlineData("Asia/Kolkata")]
    [InlineData("Pacific/Auckland")]
    [InlineData("Australia/Lord_Howe")]
    public async Task Every_message_came_in_my_own_office_hours(string zone)
    {
        Office office = await OfficeAsync([1, 5, 9, 13, 17, 21, 25, 29, 33, 37]);
        await office.CustomerAsync("C1", Person("ap", "c1@example.com") with { Zone = zone });
        await office.InvoiceAsync();
        await office.LiveToAsync("2026-05-30 12:00");

        Assert.Equal(10, office.Told.Length);
        Assert.All(office.Journal.Calls, c => Assert.InRange(SendTime.TimeIn(SendTime.Zone(zone), c.At), new(9, 0), new(17, 30)));
        Assert.All(office.Journal.Calls, c => Assert.True(SendTime.DateIn(SendTime.Zone(zone), c.At).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
    }

    [Fact]
    public async Task The_late_payment_claim_stands_in_a_message_sent_by_hand_and_never_in_the_balance()
    {
        Office office = await ShippedAsync().WithInvoiceAsync("2026-02-02");
        await office.LiveToAsync("2026-03-13 10:00");
        Assert.IsType<Answer.Done>(await office.PutAsync("C1", new Escalate("they stall")));
        await office.LiveToAsync("2026-03-13 12:00");

        Called third = office.Journal.Calls.Single(c => office.Journal.Reserved[c.Message.MessageId].Number == 3);
        Assert.Contains("40.00", third.Message.Text.Text, StringComparison.Ordinal); // the statute's fixed sum below 1,000 pounds
        Assert.All(office.Demanded(), d => Assert.Equal("100.00 GBP for INV-1", d));
        Assert.Equal(Given.Gbps(100), (await office.AccountAsync("C1")).Invoice("INV-1")!.Balance);
    }

    [Fact]
    public async Task The_order_desk_asks_before_it_ships_and_an_approver_may_let_one_order_through()
    {
        Office office = await ShippedAsync().WithInvoiceAsync("2026-01-20", 1000); // 41 days past due
        AskOrderGate gate = new(office.Desk);
        OrderRequest order = new(Given.Gbps(200), "SO-1");
        Assert.Equal(GateVerdict.Prepay, (await gate.AskAsync(office.Id("C1"), order, "orders", CancellationToken.None))!.Verdict);
        Assert.Equal(GateVerdict.Allow, (await gate.AskAsync(office.Id("C1"), order with { IsPrepaid = true }, "orders", CancellationToken.None))!.Verdict);

        await office.PutAsync("C1", new ReleaseOrder("SO-1", Given.Gbps(200), "a good old customer", new("Ann", IsApprover: true)));
        Assert.Equal(GateVerdict.Allow, (await gate.AskAsync(office.Id("C1"), order, "orders", CancellationToken.None))!.Verdict);
        Assert.Equal(GateVerdict.Prepay, (await gate.AskAsync(office.Id("C1"), order with { Order = "SO-2" }, "orders", CancellationToken.None))!.Verdict);
    }

    [Fact]
    public async Task The_owner_was_brought_in_for_the_last_step_and_the_contact_stayed_as_it_was()
    {
        Office office = await OfficeAsync([3, 10], r => r with { Levels = r.Levels.SetItem(1, r.Levels[1] with { Recipient = "owner" }) });
        await office.CustomerAsync("C1", Person("ap", "ap@example.com"), Person("boss", "owner@example.com", "owner"));
        await office.InvoiceAsync();
        await office.LiveToAsync("2026-03-13 12:00");

        Assert.Equal(["2026-03-05 level 1 INV-1 to ap@example.com", "2026-03-12 level 2 INV-1 to owner@example.com"], office.Told);
    }

    [Fact]
    public async Task After_the_last_step_came_a_person_and_neither_silence_nor_one_a_day_for_ever()
    {
        Office office = await OfficeAsync([3]).WithInvoiceAsync();
        await office.LiveToAsync("2026-12-31 12:00");

        Assert.Single(office.Told);
        Assert.Equal(["ladder-ended"], await office.TasksAsync());
    }

    [Fact]
    public async Task The_slow_repeat_after_the_last_step_has_an_end()
    {
        Office office = await OfficeAsync([3], r => r with { EndOfLadder = EndOfLadder.Repeat, Repeat = new() { EveryDays = 30, Cap = 2, Letter = "final" } }).WithInvoiceAsync();
        await office.LiveToAsync("2026-12-31 12:00");

        Assert.Equal(["level 1", "repeat", "repeat"], office.Told.Select(t => t[11..].Split(" INV")[0]));
    }

    [Fact]
    public async Task I_saw_every_message_of_the_batch_before_it_left_and_held_one_back()
    {
        Office office = await OfficeAsync(change: r => r with { Review = true }).WithInvoiceAsync();
        await office.CustomerAsync("C2");
        await office.InvoiceAsync(customer: "C2");
        await office.LiveToAsync("2026-03-09 08:30");
        Assert.Empty(office.Told);

        IReadOnlyList<StoredMessage> waiting = await office.Stores.Accounts.MessagesAsync(new("book", State: MessageState.AwaitingRelease), CancellationToken.None);
        Assert.Equal(2, waiting.Count);
        foreach (StoredMessage message in waiting) await office.PutAsync(message.AccountId == office.Id("C1") ? "C1" : "C2", new ReleaseMessage(message.Message.Id, message.AccountId == office.Id("C1"), "I know them"));
        await office.LiveToAsync("2026-03-09 12:00");
        Assert.Equal(["2026-03-09 level 1 INV-1 to c1@example.com"], office.Told);
    }

    [Fact]
    public async Task Send_now_obeys_the_same_rules_and_says_which_it_would_break()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        office.Clock.Now = office.At("2026-03-03 10:00"); // one day past due: the level's day is lifted
        Assert.IsType<Answer.Done>(await office.PutAsync("C1", new Escalate("they asked for it")));
        await office.LiveToAsync("2026-03-03 11:00");
        Assert.Equal(["2026-03-03 level 1 INV-1 to c1@example.com"], office.Told);

        Answer.Refused again = Assert.IsType<Answer.Refused>(await office.PutAsync("C1", new Escalate("once more")));
        Assert.Equal(["minimum-gap", "one-message-a-day", "budget-spent"], again.Problems.Select(p => p.Where));
        await office.PutAsync("C1", new RecordReply(Channel.Email, "Wait", false));
        Assert.Contains(Assert.IsType<Answer.Refused>(await office.PutAsync("C1", new Escalate("once more"))).Problems, p => p.Where == "reply-unread");
    }

    [Fact]
    public async Task We_can_prove_what_was_sent_when_and_at_which_step()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.LiveToAsync("2026-03-13 12:00");

        foreach (Called call in office.Journal.Calls)
        {
            StoredMessage proof = (await office.Stores.Accounts.MessageAsync(call.Message.MessageId, CancellationToken.None))!;
            Assert.Equal(call.Message.Text, proof.Text);
            Assert.Equal((MessageState.Accepted, "sid-" + call.Message.MessageId), (proof.Message.State, proof.Message.ProviderId));
            Assert.Equal([Given.Gbps(100)], proof.Demanded.ToArray());
        }
        Assert.Equal(["1 accepted 2026-03-05", "2 accepted 2026-03-12"], await office.LevelsAsync());
    }
}
