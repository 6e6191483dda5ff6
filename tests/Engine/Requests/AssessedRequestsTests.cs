using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine.Tests.Stories;
using Collections.Policies;
using static Collections.Engine.Tests.Stories.Desk;

namespace Collections.Engine.Tests.Requests;

/// <summary>Options with their price, what similar cases were given, and what the year's report says.</summary>
public sealed class AssessedRequestsTests
{
    [Fact]
    public async Task An_option_names_its_delay_its_cost_and_the_weeks_in_which_the_money_comes()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 2000, "2026-03-02");
        OptionsAnswer answer = await desk.OptionsAsync(new(["INV-1"]));
        RequestOption longest = answer.OnOffer.Single(o => o.Terms.Kind == TermsKind.Extension);
        // Thirty days from a Monday is a Wednesday; 2,000.00 at 8 % for 30 days of 365 is 13.15.
        Assert.Equal((Day("2026-04-01"), 30, Pounds(13.15m), Pounds(0)), (longest.Terms.Until!.Value, longest.Price.DelayDays, longest.Price.CostOfMoney, longest.Price.GivenUp));
        Assert.Equal([new WeekShift(Day("2026-03-09"), Pounds(-2000)), new WeekShift(Day("2026-03-30"), Pounds(2000))], longest.Price.Receipts.ToArray());
        RequestOption plan = answer.OnOffer.Single(o => o.Terms.Kind == TermsKind.Plan);
        Assert.Equal(Pounds(2000), plan.Terms.Parts.Aggregate(Pounds(0), (s, p) => s + p.Amount));
        Assert.All(plan.Terms.Parts, p => Assert.DoesNotContain(p.DueDate.DayOfWeek, new[] { DayOfWeek.Saturday, DayOfWeek.Sunday }));
        Assert.Equal(Enum.GetValues<TermsKind>().Except([TermsKind.SmallerOrder, TermsKind.ClaimWaiver]), answer.Options.Select(o => o.Terms.Kind).Distinct().Order());
        Assert.All(answer.Options.Where(o => !o.IsAtOnce), o => Assert.NotEmpty(o.Against));
    }

    [Fact]
    public async Task What_is_granted_at_once_is_what_was_shown()
    {
        int asked = 0;
        foreach (decimal amount in new[] { 40m, 300m, 2500m })
        {
            Desk look = await OpenAsync();
            await look.InvoiceAsync("INV-1", amount, "2026-02-25");
            foreach (RequestOption option in (await look.OptionsAsync(new(["INV-1"]))).Options)
            {
                Desk desk = await OpenAsync();
                await desk.InvoiceAsync("INV-1", amount, "2026-02-25");
                string id = await desk.DoAsync(new OpenRequest(Actor.Customer, "portal", option.Terms, ""));
                Assert.Equal(option.IsAtOnce, (await desk.CaseAsync(id)).State == CaseState.Granted);
                asked++;
            }
        }
        Assert.True(asked > 30, $"only {asked} options were asked for");
    }

    [Fact]
    public async Task The_affordable_instalment_comes_from_money_in_and_out()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 1200, "2026-02-25");
        CustomerStatement stated = new() { IncomeMonthly = Pounds(9000), CostsMonthly = Pounds(8000), OtherDebtsMonthly = Pounds(200) };
        OptionsAnswer answer = await desk.OptionsAsync(new(["INV-1"], stated));
        Assert.Equal(Pounds(600), answer.Assessment!.AffordableMonthly);
        Assert.Contains(answer.Options, o => o.Terms is { Kind: TermsKind.Plan, Parts: [{ Amount: var first }, _] } && first == Pounds(600));
        string id = await desk.DoAsync(Plan(["INV-1"], ("2026-03-20", 700), ("2026-03-30", 500)) with { Stated = stated });
        Assert.Contains("unaffordable", (await desk.CaseAsync(id)).Exceptions);
    }

    [Fact]
    public async Task A_new_request_shows_what_similar_cases_were_given_and_what_came_of_them()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 800, "2026-02-25");
        await desk.DoAsync(Extension("2026-03-20", "INV-1"));
        await desk.LiveToAsync("2026-03-19");
        await desk.PayAsync(800, "INV-1");
        await desk.LiveToAsync("2026-04-07");
        await desk.InvoiceAsync("INV-2", 900, "2026-04-01");
        await desk.Office.Desk.Pictures.CountAsync("book", CancellationToken.None);
        string id = await desk.DoAsync(Extension("2026-04-20", "INV-2"));
        Case second = await desk.CaseAsync(id);
        Assert.Contains(second.Facts, f => f.StartsWith("similar: C1 C", StringComparison.Ordinal) && f.EndsWith("800.00 GBP, extension: granted, which worked", StringComparison.Ordinal));
        Assert.Contains(second.Facts, f => f.Contains("100.0 % of all that is open in the ledger", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_report_says_which_rules_cause_exceptions_how_options_turned_out_and_what_other_limits_would_have_done()
    {
        Desk desk = await OpenAsync();
        await desk.InvoiceAsync("INV-1", 800, "2026-02-25");
        await desk.InvoiceAsync("INV-2", 900, "2026-02-25");
        await desk.InvoiceAsync("INV-3", 700, "2026-02-25");
        await desk.DoAsync(Extension("2026-03-20", "INV-1"));
        string far = await desk.DoAsync(Extension("2026-04-20", "INV-2")), refused = await desk.DoAsync(Extension("2026-04-27", "INV-3"));
        await desk.DoAsync(new DecideCase(Ann, far, true, "Half of it is on the way."));
        await desk.DoAsync(new DecideCase(Ann, refused, false, "Two at once is too much."));
        await desk.LiveToAsync("2026-03-19");
        await desk.PayAsync(800, "INV-1");
        await desk.LiveToAsync("2026-04-22");
        await desk.PayAsync(900, "INV-2");
        await desk.LiveToAsync("2026-05-06");

        RequestReport report = await new CaseDesk(desk.Office.Desk).ReportAsync("book", CancellationToken.None);
        Assert.Equal((3, 1, 1, 1), (report.Requests, report.AtOnce, report.ByPerson, report.Refused));
        Assert.Equal(new RuleCount("days", 2, 1, 1, 1), report.Exceptions.Single(e => e.Rule == "days"));
        Assert.Equal(new OptionOutcome(Difficulty.Unknown, TermsKind.Extension, 2, 1, 1, 0, 0), Assert.Single(report.Outcomes));
        LimitChange longer = report.Limits.Single(l => l is { Limit: "requests.atOnce.furthestDays", Otherwise: "60" });
        Assert.Equal((2, 1, 1, 0), (longer.MoreAtOnce, longer.OfThemGranted, longer.OfThemWorked, longer.OfThemFailed));
        Assert.Equal([Pounds(1600)], longer.Money.ToArray());
        Assert.Equal(-1, report.Limits.Single(l => l is { Limit: "requests.atOnce.furthestDays", Otherwise: "15" }).MoreAtOnce);
    }

    [Fact]
    public void Whatever_a_case_says_has_words_in_every_language_of_every_pack()
    {
        CaseTerms terms = new() { Kind = TermsKind.Plan, Invoices = ["INV-1"], Parts = [new(Day("2026-03-20"), Pounds(10))], Until = Day("2026-04-01"), Off = Pounds(1), Order = "SO-1", Most = Pounds(5), OnPrepayment = true };
        int written = 0;
        foreach (string language in PolicyBook.Load().All.SelectMany(p => p.Letters.Languages).Distinct())
            foreach (TermsKind kind in Enum.GetValues<TermsKind>())
                foreach (string key in CaseWording.Keys.Where(k => !k.StartsWith("terms", StringComparison.Ordinal)))
                {
                    string text = CaseWording.Write(new(key, "", terms with { Kind = kind }, 3), language, plain: false);
                    Assert.DoesNotContain("{i", text.Replace("{name}", "", StringComparison.Ordinal).Replace("{phone}", "", StringComparison.Ordinal));
                    Assert.Equal(language.StartsWith("de", StringComparison.Ordinal), text != CaseWording.Write(new(key, "", terms with { Kind = kind }, 3), "en", plain: false) && !language.StartsWith("en", StringComparison.Ordinal));
                    written++;
                }
        Assert.True(written > 200);
    }

    [Fact]
    public void Old_closed_cases_leave_the_account_and_open_ones_never_do()
    {
        Account account = Account.New("book", "C1");
        for (int i = 1; i <= 60; i++)
            account = new CaseOpened(new()
            {
                Id = $"C{i}", Kind = CaseKind.Complaint, Via = "staff", OpenedBy = "ann", OpenedAt = default, OpenedDate = Day("2026-03-02"), State = i % 3 == 0 ? CaseState.Open : CaseState.Settled,
            }).Apply(account);
        Assert.Equal(20, account.Cases.Count(c => c.IsOpen));
        Assert.Equal(CaseOpened.ClosedKept, account.Cases.Count(c => !c.IsOpen));
        Assert.Equal("C59", account.Cases.Last(c => !c.IsOpen).Id);
    }
}
