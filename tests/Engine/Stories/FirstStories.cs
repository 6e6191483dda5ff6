using Collections.Domain;
using static Collections.Engine.Tests.Stories.Desk;

namespace Collections.Engine.Tests.Stories;

/// <summary>Stories in which the rules alone answer.</summary>
public sealed class FirstStories
{
    [Fact]
    public async Task A_good_payer_with_one_bad_month()
    {
        Desk desk = await OpenAsync();
        await desk.HistoryAsync(6, daysLate: 0);
        await desk.InvoiceAsync("INV-1", 900, "2026-03-06");
        await desk.LiveToAsync("2026-03-10");
        Assert.Equal(["2026-03-09 level 1 INV-1"], desk.Told());

        string id = await desk.DoAsync(Extension("2026-04-01", "INV-1"));

        Case granted = await desk.CaseAsync(id);
        Assert.Equal((CaseState.Granted, "rule", "within-limits", Difficulty.Temporary), (granted.State, granted.Decision!.By, granted.Decision.Rule, granted.Difficulty));
        Assert.Contains("habit: 6 invoices settled, 0 % late, 0 days beyond terms on average", granted.Facts);
        Assert.Equal(Day("2026-04-01"), (await desk.AccountAsync()).Invoice("INV-1")!.ExtendedTo);
        Assert.Equal(Reason.Extended, (await desk.WhyAsync()).Reason);
        string text = Assert.Single(await desk.TextsAsync("request-decision"));
        Assert.Contains("You have until 1 April 2026 to pay INV-1.", text);
        Assert.Contains("tell us by 9 April 2026", text);

        await desk.LiveToAsync("2026-03-31");
        Assert.Equal(["2026-03-10 confirmation C17"], desk.Told("2026-03-10").Select(t => t.Replace(id, "C17")));
        await desk.PayAsync(900, "INV-1");
        await desk.LiveToAsync("2026-04-16");
        FollowUp looked = (await desk.CaseAsync(id)).FollowUp!;
        Assert.Equal((FollowUpOutcome.Worked, 0, Day("2026-04-15")), (looked.Outcome, looked.DaysLate, looked.DueDate));
        Assert.Equal(2, desk.Told().Length);
    }
}
