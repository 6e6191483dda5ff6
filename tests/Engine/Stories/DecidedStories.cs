using Collections.Domain;
using static Collections.Engine.Tests.Stories.Desk;

namespace Collections.Engine.Tests.Stories;

/// <summary>Stories in which people decide, within their limits.</summary>
public sealed class DecidedStories
{
    [Fact]
    public async Task A_nine_month_debtor_who_wants_goods_today()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 4000, "2025-06-02");
        await desk.LiveToAsync("2026-03-04");
        OptionsAnswer options = await desk.OptionsAsync(new(["INV-1"], Order: new("SO-7", Pounds(3000))));
        Assert.Contains(options.Options, o => o.Terms is { Kind: TermsKind.SmallerOrder, OnPrepayment: true } && o.Level == 2 && o.Against.Any(a => a.Rule == "order"));

        string id = await desk.DoAsync(new OpenRequest(Ann, "staff", new() { Kind = TermsKind.SmallerOrder, Order = "SO-7", Most = Pounds(3000) }, "We have a job that starts on Friday."));
        Case open = await desk.CaseAsync(id);
        Assert.Equal((CaseState.Open, 2, "ann"), (open.State, open.Level, open.Owner));
        Assert.Contains("order", open.Exceptions);
        Assert.Equal(GateVerdict.Prepay, (await desk.AskGateAsync("SO-7", 1200)).Verdict);

        Assert.Contains(await desk.RefusedAsync(new DecideCase(Ann, id, true, "A good customer once.")), p => p.What == "nobody decides what they have put forward themselves");
        await desk.DoAsync(new CounterTerms(Ben, id, new() { Kind = TermsKind.SmallerOrder, Order = "SO-7", Most = Pounds(1200) }, "With this much open we can send the first half on credit."));
        Assert.Contains("Order SO-7 can go ahead up to £1,200.00.", Assert.Single(await desk.TextsAsync("request-offer")));
        await desk.DoAsync(new AcceptOffer(Actor.Customer, id));

        Assert.Equal((GateVerdict.Allow, GateReason.ReleasedByPerson), ((await desk.AskGateAsync("SO-7", 1200)).Verdict, (await desk.AskGateAsync("SO-7", 1200)).Reasons[0]));
        Assert.Equal(GateVerdict.Prepay, (await desk.AskGateAsync("SO-7", 1200.01m)).Verdict);
        Assert.Equal(Reason.None, (await desk.AccountAsync()).Chase(desk.Today).Invoices[0].Out);
    }

    [Fact]
    public async Task A_request_above_every_limit()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 200_000, "2026-02-20");
        await desk.InvoiceAsync("INV-2", 150_000, "2026-02-23");
        string id = await desk.DoAsync(Extension("2026-05-01", "INV-1", "INV-2"));
        Case open = await desk.CaseAsync(id);
        Assert.Equal((CaseState.Open, 3), (open.State, open.Level));
        Assert.Contains("amount", open.Exceptions);

        foreach (Actor person in new[] { Ann, Ben, Cleo })
            Assert.Contains(await desk.RefusedAsync(new DecideCase(person, id, true, "A large customer.")), p => p.Where == "amount" && p.Cure == "it is above every limit of the policy: offer less");
        await desk.DoAsync(new CounterTerms(Cleo, id, new() { Kind = TermsKind.Extension, Invoices = ["INV-1"], Until = Day("2026-05-01") }, "One of the two can wait."));
        await desk.DoAsync(new AcceptOffer(Actor.Customer, id));

        await desk.LiveToAsync("2026-03-12");
        Account account = await desk.AccountAsync();
        Assert.Equal((Reason.Extended, Reason.None), (account.Chase(desk.Today).Of("INV-1").Out, account.Chase(desk.Today).Of("INV-2").Out));
        Assert.Contains(desk.Told(), t => t.EndsWith("level 1 INV-2", StringComparison.Ordinal));
        Assert.DoesNotContain(desk.Told(), t => t.EndsWith("level 1 INV-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reviewer_on_holiday()
    {
        Delegation away = new("ben", "ann", DecisionRole.Approver, Day("2026-03-02"), Day("2026-03-13"));
        Desk desk = await OpenAsync(ledger: l => l with { CaseOwner = "ben", Delegations = [away] });
        await desk.InvoiceAsync("INV-1", 8000, "2026-02-25");
        await desk.InvoiceAsync("INV-2", 9000, "2026-02-25");
        string id = await desk.DoAsync(Extension("2026-04-20", "INV-1"));
        Case open = await desk.CaseAsync(id);
        Assert.Equal(("ann", 2, "2026-03-04 17:00"), (open.Owner, open.Level, open.AnswerBy!.Value.ToString("yyyy-MM-dd HH:mm")));
        Assert.Contains("you will have an answer by Wednesday, 4 March 2026, 17:00", Assert.Single(await desk.TextsAsync("request-received")));

        await desk.LiveToAsync("2026-03-05");
        Case late = await desk.CaseAsync(id);
        Assert.Equal((3, 1, "2026-03-06 17:00"), (late.Level, late.Apologies, late.AnswerBy!.Value.ToString("yyyy-MM-dd HH:mm")));
        Assert.Contains("That is our fault, and we are sorry. Another person has it now and will answer by Friday, 6 March 2026, 17:00.", Assert.Single(await desk.TextsAsync("answer-late")));
        await desk.DoAsync(new DecideCase(Ann, id, true, "You have always come back to us."));
        Assert.Equal((CaseState.Granted, "ann"), ((await desk.CaseAsync(id)).State, (await desk.CaseAsync(id)).Decision!.By));

        string own = await desk.DoAsync(new OpenRequest(Ben, "staff", new() { Kind = TermsKind.Extension, Invoices = ["INV-2"], Until = Day("2026-04-20") }, "Asked on the telephone."));
        Assert.Contains(await desk.RefusedAsync(new DecideCase(Ann, own, true, "For Ben.")), p => p.Where == "amount");
        await desk.LiveToAsync("2026-03-16");
        Assert.Contains(await desk.RefusedAsync(new DecideCase(Ann, own, true, "Again.")), p => p.Where == "amount");
    }

    [Fact]
    public async Task Two_requests_at_once()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 4000, "2026-02-25");
        await desk.InvoiceAsync("INV-2", 3000, "2026-02-25");
        string first = await desk.DoAsync(Extension("2026-04-20", "INV-1"));
        Assert.IsType<Answer.AlreadyRecorded>(await desk.PutAsync(Extension("2026-04-20", "INV-1") with { By = Ann, Via = "staff" }));
        Problem refused = Assert.Single(await desk.RefusedAsync(Plan(["INV-1", "INV-2"], ("2026-03-20", 3500), ("2026-04-20", 3500))));
        Assert.Equal(($"case {first} is open for INV-1", $"change what case {first} asks for, or take it back first"), (refused.What, refused.Cure));
        string second = await desk.DoAsync(Extension("2026-04-10", "INV-2"));
        Assert.Equal(2, (await desk.AccountAsync()).Cases.Length);

        await desk.DoAsync(new CounterTerms(Actor.Customer, first, new() { Kind = TermsKind.Extension, Until = Day("2026-03-30") }, "The end of the month would do."));
        Assert.Equal(CaseState.Open, (await desk.CaseAsync(first)).State);
        await desk.DoAsync(new DecideCase(Ann, second, false, "We need one of the two this month."));
        await desk.DoAsync(new DecideCase(Ann, first, true, "That works for us."));
        await desk.LiveToAsync("2026-03-02 10:00");
        Account account = await desk.AccountAsync();
        Assert.Equal((Day("2026-03-30"), null), (account.Invoice("INV-1")!.ExtendedTo, account.Invoice("INV-2")!.ExtendedTo));
        Assert.Contains(await desk.TextsAsync("request-decision"), t => t.Contains("We need one of the two this month.", StringComparison.Ordinal) && t.Contains("tell us by", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_withdrawn_one()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 4000, "2026-02-24");
        await desk.LiveToAsync("2026-03-02");
        Assert.Equal(["2026-03-02 level 1 INV-1"], desk.Told());
        await desk.LiveToAsync("2026-03-04");
        string id = await desk.DoAsync(Extension("2026-04-20"));
        Assert.Equal(Reason.RequestOpen, (await desk.WhyAsync()).Reason);
        await desk.LiveToAsync("2026-03-05");
        await desk.DoAsync(new WithdrawCase(Actor.Customer, id, "We can pay after all."));
        Assert.IsType<Answer.AlreadyRecorded>(await desk.PutAsync(new WithdrawCase(Actor.Customer, id, "")));
        Assert.Contains(await desk.RefusedAsync(new DecideCase(Ann, id, true, "Too late.")), p => p.What == $"case {id} is withdrawn");
        await desk.LiveToAsync("2026-03-12");
        Assert.Equal(["2026-03-02 level 1 INV-1", $"2026-03-04 confirmation {id}", "2026-03-09 level 2 INV-1"], desk.Told());
    }

    [Fact]
    public async Task A_granted_discount_paid_a_day_late()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 1000, "2026-02-24");
        string id = await desk.DoAsync(new OpenRequest(Actor.Customer, "portal", new() { Kind = TermsKind.Settlement, Invoices = ["INV-1"], Off = Pounds(100), Until = Day("2026-03-13") }, "If you meet us, we pay at once."));
        Assert.Contains(await desk.RefusedAsync(new DecideCase(Ann, id, true, "Fine.")), p => p.Where == "discount");
        await desk.DoAsync(new DecideCase(Ben, id, true, "We would rather have it now."));
        Assert.Equal(Reason.Extended, (await desk.WhyAsync()).Reason);
        await desk.LiveToAsync("2026-03-02 10:00");
        Assert.Contains("If the rest of INV-1 is with us by 13 March 2026, £100.00 need not be paid.", Assert.Single(await desk.TextsAsync("request-decision")));
        await desk.LiveToAsync("2026-03-14");
        await desk.PayAsync(900, "INV-1");

        Assert.Equal(Pounds(100), (await desk.AccountAsync()).Invoice("INV-1")!.Balance);
        await desk.LiveToAsync("2026-03-30");
        Assert.Equal(["2026-03-16 level 1 INV-1", "2026-03-23 level 2 INV-1"], desk.Told("2026-03-14"));
        Assert.Equal([Pounds(100)], await desk.DemandedAsync("level", 1));
        Assert.Equal(FollowUpOutcome.PartlyWorked, (await desk.CaseAsync(id)).FollowUp!.Outcome);
    }
}
