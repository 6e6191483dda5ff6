using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The days on which standing must be looked at again, so that nothing waits for a chance look.</summary>
internal static class StandingDates
{
    public static IEnumerable<DateOnly?> Of(Turn turn)
    {
        StandingRecord now = turn.Account.Standing;
        StandingRule rule = StandingStep.RulesOf(turn);
        DateOnly tomorrow = turn.Today.AddDays(1);
        if (now.ToTell is { } letter && (letter.MessageId is null || turn.Account.MessageOf(letter.MessageId) is null)) yield return tomorrow;
        switch (now.Standing)
        {
            case Standing.Good:
                yield return WatchFrom(turn);
                break;
            case Standing.Watch:
                yield return BrokenPromiseForgotten(turn);
                break;
            case Standing.Warned when now.NoticeDate is { } notice:
                // Past the cure period every day is a look: a stale ledger or safe mode ends without an event of the account.
                yield return notice.AddDays(rule.CureDays + 1) is var first && first > turn.Today ? first : tomorrow;
                break;
            case Standing.Blacklisted when !turn.Account.Tasks.Any(t => t.Kind == StandingRun.ReviewTask):
                yield return now.ReviewDate;
                break;
            case Standing.Rehabilitating when StandingStep.StepEnds(turn, now) is { } ends && (ends > turn.Today || !Overdue.Lines(turn).Any()):
                yield return ends;
                break;
        }
    }

    static DateOnly? WatchFrom(Turn turn)
    {
        if (Overdue.WhyWatched(turn) is not null) return turn.Today;
        DateOnly? first = null;
        foreach (Invoice invoice in turn.Account.Invoices)
        {
            DateOnly day = invoice.DueDate.AddDays(Math.Max(1, turn.Rules.Standing.WatchFromDaysPastDue));
            if (day <= invoice.ExtendedTo) day = invoice.ExtendedTo.Value.AddDays(1);
            if (day > turn.Today && (first is null || day < first) && invoice.IsOpen) first = day;
        }
        return first;
    }

    static DateOnly? BrokenPromiseForgotten(Turn turn) =>
        Overdue.BrokenWithinAYear(turn).Select(p => (DateOnly?)p.JudgedDate!.Value.AddYears(1)).Where(d => d > turn.Today).Min();
}
