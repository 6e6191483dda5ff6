using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What standing looks at: debts past their contractual due date, after credits and less what is contested. A dunning block, a promise or a plan stops
/// reminders; it does not make a debt paid.</summary>
internal static class Overdue
{
    /// <summary>The invoices that are late and not covered, extended or being collected, the oldest first.</summary>
    public static IEnumerable<ChasedInvoice> Lines(Turn turn)
    {
        if (!turn.Account.Invoices.Any(i => i.DueDate < turn.Today && i.IsOpen)) return [];
        return turn.Chase.Invoices.Where(i =>
            i.DueNow.IsPositive && i.Invoice.DaysPastDue(turn.Today) > 0 && i.Out is not (Reason.Extended or Reason.AutomaticPaymentPending or Reason.NotYetDue));
    }

    /// <summary>Why the account is watched, in words; null when it need not be.</summary>
    public static string? WhyWatched(Turn turn)
    {
        StandingRule rule = turn.Rules.Standing;
        int broken = BrokenWithinAYear(turn).Count(), least = broken >= Math.Max(1, rule.WatchAfterBrokenPromises) ? 1 : Math.Max(1, rule.WatchFromDaysPastDue);
        if (!turn.Account.Invoices.Any(i => i.DaysPastDue(turn.Today) >= least && i.IsOpen)) return null; // most accounts: nothing to look at more closely
        int days = Lines(turn).Select(i => i.Invoice.DaysPastDue(turn.Today)).DefaultIfEmpty().Max();
        if (days < least) return null;
        return days >= rule.WatchFromDaysPastDue
            ? $"the oldest invoice is {days} days past due; the policy watches from {rule.WatchFromDaysPastDue}"
            : $"promises broken within a year: {broken}, and an invoice is overdue";
    }

    /// <summary>Promises broken or partly kept in the last twelve months.</summary>
    public static IEnumerable<Promise> BrokenWithinAYear(Turn turn) =>
        turn.Account.Promises.Where(p => p.Standing is PromiseStanding.Broken or PromiseStanding.PartlyKept && p.JudgedDate > turn.Today.AddYears(-1));
}
