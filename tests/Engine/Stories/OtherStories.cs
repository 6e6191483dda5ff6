using Collections.Domain;
using Collections.Living;
using static Collections.Engine.Tests.Stories.Desk;

namespace Collections.Engine.Tests.Stories;

/// <summary>Stories of plans, disputes, the law, texts and reviews.</summary>
public sealed class OtherStories
{
    [Fact]
    public async Task A_plan_that_breaks_at_the_third_instalment()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 900, "2026-02-24");
        await desk.LiveToAsync("2026-03-03");
        string id = await desk.DoAsync(Plan(["INV-1"], ("2026-03-11", 300), ("2026-03-18", 300), ("2026-03-25", 300)));
        Assert.Equal(CaseState.Granted, (await desk.CaseAsync(id)).State);
        string answer = Assert.Single(await desk.TextsAsync("request-decision"));
        Assert.Contains("11 March 2026: £300.00", answer);
        Assert.Contains("An instalment that is missing for more than 3 days ends the plan, and reminders go on where they stood.", answer);
        await desk.LiveToAsync("2026-03-11 12:00");
        await desk.PayAsync(300, "INV-1");
        await desk.LiveToAsync("2026-03-18 12:00");
        await desk.PayAsync(300, "INV-1");
        await desk.LiveToAsync("2026-04-08");

        Case granted = await desk.CaseAsync(id);
        Assert.Equal((FollowUpOutcome.PartlyWorked, PlanStanding.Broken), (granted.FollowUp!.Outcome, (await desk.AccountAsync()).Plans[0].Standing));
        Assert.Equal(
            ["2026-03-02 level 1 INV-1", $"2026-03-03 confirmation {id}", "2026-03-10 instalment-reminder", "2026-03-17 instalment-reminder", "2026-03-24 instalment-reminder", "2026-03-30 level 2 INV-1"],
            desk.Told().Select(t => t.Contains("instalment", StringComparison.Ordinal) ? t[..t.LastIndexOf(' ')] : t).Take(6));
        Assert.Equal([Pounds(300)], await desk.DemandedAsync("level", 2));
    }

    [Fact]
    public async Task A_dispute_of_one_line()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 1000, "2026-02-24");
        await desk.LiveToAsync("2026-03-02");
        await desk.DoAsync(new OpenDispute("INV-1", "quantity", "Two of the ten boards were missing.", Pounds(200)) { By = Actor.Customer, Via = "portal", Evidence = ["delivery-note.pdf"] });
        Case open = (await desk.AccountAsync()).Cases.Single();
        Assert.Equal((CaseKind.Dispute, 1, CaseState.Open), (open.Kind, open.Level, open.State));
        Assert.Contains("you will hear from us by Monday, 16 March 2026, 17:00", Assert.Single(await desk.TextsAsync("dispute-received")));
        Assert.Contains(await desk.RefusedAsync(Extension("2026-03-20", "INV-1") with { Asked = new() { Kind = TermsKind.Reduction, Invoices = ["INV-1"], Off = Pounds(50) } }), p => p.What == "a part of invoice INV-1 is in dispute");
        await desk.LiveToAsync("2026-03-09");
        Assert.Equal([Pounds(800)], await desk.DemandedAsync("level", 2));

        await desk.DoAsync(new SettleCase(Ann, open.Id, "partly-credited", "One board was missing, the other was signed for.", Pounds(100)));
        Assert.Contains("One board was missing, the other was signed for.", Assert.Single(await desk.TextsAsync("dispute-decision")));
        Assert.Equal(Pounds(900), (await desk.AccountAsync()).Chase(desk.Today).Of("INV-1").DueNow);
        await desk.DoAsync(new RecordCreditNote(new() { Number = "CN-1", Amount = Pounds(100), ValueDate = desk.Today, Allocations = [new("INV-1", Pounds(100))] }));
        Account account = await desk.AccountAsync();
        Assert.Equal((Pounds(900), CaseState.Settled), (account.Chase(desk.Today).Of("INV-1").DueNow, account.CaseOf(open.Id)!.State));
        Assert.DoesNotContain(account.Tasks, t => t.Kind == "credit-due");
        await desk.LiveToAsync("2026-03-20");
        Assert.Equal([Pounds(900)], await desk.DemandedAsync("level", 3));
    }

    [Fact]
    public async Task A_moratorium()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 5000, "2026-02-02");
        await desk.LiveToAsync("2026-03-04");
        Assert.NotEmpty(await desk.ClaimsAsync());
        int told = desk.Told().Length;
        string id = await desk.DoAsync(Extension("2026-03-20", "INV-1") with { Stated = new() { Moratorium = MoratoriumKind.BreathingSpace, MoratoriumFrom = Day("2026-03-03"), Cause = DifficultyCause.Illness } });
        Case open = await desk.CaseAsync(id);
        Assert.Equal((CaseState.Open, Day("2026-05-01")), (open.State, open.PausedUntil));
        Assert.Contains("moratorium", open.Exceptions);
        Assert.Empty(await desk.ClaimsAsync());
        Money before = Money.Zero(Gbp);

        await desk.LiveToAsync("2026-05-04");
        Assert.DoesNotContain(desk.Told().Skip(told), t => t.Contains("level", StringComparison.Ordinal));
        Assert.Contains((await desk.AccountAsync()).Tasks, t => t.Kind == "moratorium-ended");
        await desk.DoAsync(new FlagAccount("the breathing space ended on 1 May", Insolvency: false));
        await desk.DoAsync(new DecideCase(Cleo, id, false, "We talk about a plan by telephone."));
        await desk.LiveToAsync("2026-05-05");
        // 11.75 % on 5,000.00 from 3 February: 28 days before 3 March, two from 4 May; the sixty-two days between were frozen.
        before = Money.Exact(Math.Round(5000m * 11.75m * 30 / 36500, 2), Gbp);
        Assert.Equal(before, (await desk.ClaimsAsync()).Single().Interest);
    }

    [Fact]
    public async Task A_customer_who_asks_by_SMS()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 700, "2026-02-25");
        await desk.DoAsync(new ReadText("+447700900111", "Can we have until 27 March? Our own customer is late."));
        Account account = await desk.AccountAsync();
        WorkItem reply = Assert.Single(account.Tasks, t => t.Kind == "reply");
        Assert.Equal(Reason.ReplyUnread, Assert.Single((await desk.WhyAsync()).Stops, s => s.Reason == Reason.ReplyUnread).Reason);

        string id = await desk.DoAsync(Extension("2026-03-27", "INV-1") with { By = Ann, Via = "sms", ContactId = "ap", TaskId = reply.Id, Stated = new() { Difficulty = Difficulty.Temporary, Cause = DifficultyCause.CustomerNotPaying } });
        Case granted = await desk.CaseAsync(id);
        Assert.Equal(CaseState.Granted, granted.State);
        Assert.Contains("cause: customer-not-paying, outside their hands", granted.Facts);
        Called call = Assert.Single(desk.Office.Journal.Calls, c => c.Message.Kind == MessageKind.Confirmation);
        Assert.Equal("+447700900111", call.Message.To.Address);
        Assert.Contains("You have until 27 Mar 2026 to pay INV-1.", call.Message.Text.Text);
        Assert.InRange(call.Message.Text.Segments, 1, 2);
        Assert.False((await desk.AccountAsync()).Flags.UnreadReply);
    }

    [Fact]
    public async Task A_public_review()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 700, "2026-02-25");
        string bad = await desk.DoAsync(new OpenReview(Ann, "Trade Reviews", 2, "https://reviews.example.com/1", "Slow to answer the telephone."));
        Case open = await desk.CaseAsync(bad);
        Assert.Contains("Harbour Timber Supplies Ltd", open.Review!.Draft);
        Assert.DoesNotContain("Brightwater", open.Review.Draft);
        Assert.DoesNotContain("invoice", open.Review.Draft);
        Assert.Equal((Day("2026-03-16"), Reason.Complaint), ((await desk.AccountAsync()).Flags.ComplaintUntil!.Value, Assert.Single((await desk.WhyAsync()).Stops, s => s.Reason == Reason.Complaint).Reason));

        await desk.LiveToAsync("2026-03-05");
        Assert.Equal((2, 0), ((await desk.CaseAsync(bad)).Level, (await desk.CaseAsync(bad)).Apologies));
        Assert.Contains(await desk.RefusedAsync(new SettleCase(Ann, bad, "answered", "Please call us.")), p => p.Where == "by");
        await desk.DoAsync(new SettleCase(Ben, bad, "answered", "We now answer until six. Please call us."));
        Assert.Equal(CaseState.Settled, (await desk.CaseAsync(bad)).State);
        Assert.Empty(desk.Told());

        string good = await desk.DoAsync(new OpenReview(Ann, "Trade Reviews", 5, null, "Quick and fair."));
        Assert.Equal(CaseState.Settled, (await desk.CaseAsync(good)).State);
        Assert.Contains("Thank you for what you wrote about us.", Assert.Single(await desk.TextsAsync("review-thanks")));
        await desk.LiveToAsync("2026-03-17");
        Assert.Equal("2026-03-17 level 1 INV-1", desk.Told()[^1]);
    }
}
