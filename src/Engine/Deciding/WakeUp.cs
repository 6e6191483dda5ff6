using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>When an account must be looked at next. Never later than something could happen; a look too early costs little.</summary>
public static class WakeUp
{
    /// <summary>The run at which the account wants to be considered next, strictly after now; null: only an event moves it.</summary>
    public static DateTimeOffset? NextRun(Account account, Surroundings around, PolicyBook book, DateTimeOffset now) => NextRun(new Turn(account, around, book, now));

    /// <summary>The same after a decision, going on from what it has looked at.</summary>
    internal static DateTimeOffset? NextRun(Turn turn)
    {
        DateOnly? first = null;
        foreach (IEnumerable<DateOnly?> dates in (IEnumerable<DateOnly?>[])[OfAgreements(turn), OfLevels(turn), OfStops(turn), CaseDates.Of(turn), StandingDates.Of(turn)])
            foreach (DateOnly? date in dates)
                if (date is not null && !(date >= first)) first = date;
        return first is { } day ? turn.Around.Ledger.NextRunOn(day, turn.Now) : null;
    }

    /// <summary>The earliest of the run, whatever a message on its way asks for, and the service time of an open case.</summary>
    public static DateTimeOffset? Of(Account account, DateTimeOffset? runAt)
    {
        DateTimeOffset? wake = runAt;
        foreach (Message message in account.Messages)
            if (message.WakesAt is { } at && (wake is null || at < wake)) wake = at;
        foreach (Case open in account.Cases)
            if (open is { IsOpen: true, DueAt: { } due } && (wake is null || due < wake)) wake = due;
        return wake;
    }

    static IEnumerable<DateOnly?> OfAgreements(Turn turn)
    {
        foreach (Promise promise in turn.Account.Promises)
        {
            if (promise.Standing != PromiseStanding.Open) continue;
            if (!promise.Reminded) yield return Future(Reminders.DayBefore(promise.Date, turn.Account, turn.Around));
            yield return promise.LastDate.AddDays(1);
        }
        foreach (Plan plan in turn.Account.Plans)
        {
            if (plan.Standing != PlanStanding.OnTrack || Judge.NextInstalment(turn.Account, plan) is not { } number) continue;
            DateOnly due = plan.Instalments[number - 1].DueDate;
            if (plan.Reminded < number) yield return Future(Reminders.DayBefore(due, turn.Account, turn.Around));
            yield return due.AddDays(plan.GraceDays + 1);
        }

        DateOnly? Future(DateOnly date) => date >= turn.Today ? date : null;
    }

    static IEnumerable<DateOnly?> OfStops(Turn turn)
    {
        foreach (DunningBlock block in turn.Account.Blocks)
            if (block.UntilDate >= turn.Today) yield return block.UntilDate.AddDays(1);
        if (turn.Account.Flags.ComplaintUntil >= turn.Today) yield return turn.Account.Flags.ComplaintUntil.Value.AddDays(1);
        if (turn.Account.Hold is { } hold && !turn.Account.Tasks.Any(t => t.Kind == "hold-review")) yield return hold.ReviewDate;
    }

    static IEnumerable<DateOnly?> OfLevels(Turn turn)
    {
        Account account = turn.Account;
        Chase chase = Chase.Look(account, turn.Today);
        ChasedInvoice? carrying = chase.Carrying(turn.Rules);
        if (carrying is { Invoice.Ladder: null } && turn.Rules.Entry == LadderEntry.Contextual) yield return turn.Today;
        bool withPerson = account.Messages.Any(m => m is { State: MessageState.AwaitingRelease }) || Guards.OfAccount(account, turn.Around, turn.Today).Any(s => s.Until is null);
        if (withPerson) yield break; // only an event moves it
        if (carrying is not null) yield return OfCarrying(turn, carrying.Invoice);
        else if (OfCredit(account, chase) is { } covered) yield return covered > turn.Today ? covered : turn.Today;
        foreach (ChasedInvoice waiting in chase.Invoices)
        {
            if (waiting.Out is not (Reason.NotYetDue or Reason.Extended) || !waiting.DueNow.IsPositive) continue;
            if (IsBelowMinimum(turn, chase, waiting)) yield return waiting.Invoice.ChasingDueDate.AddDays(1); // with this one an older invoice may come to carry
            if (carrying is null || Chase.OldestFirst(waiting.Invoice, carrying.Invoice, forChasing: true) < 0) yield return FirstDayOf(turn, waiting.Invoice, carrying is null);
        }
    }

    // What credit covers asks for no message; once overdue it asks a person to allocate the credit.
    static DateOnly? OfCredit(Account account, Chase chase)
    {
        if (account.Tasks.Any(t => t.Kind == "credit-to-allocate") || chase.Chaseable.Any()) return null;
        DateOnly? first = null;
        foreach (ChasedInvoice covered in chase.Invoices)
            if (covered.Cover.IsPositive && covered.DueNow.IsZero && covered.Out is Reason.CreditToAllocate or Reason.NotYetDue or Reason.Extended
                && (first is null || covered.Invoice.ChasingDueDate < first)) first = covered.Invoice.ChasingDueDate;
        return first?.AddDays(1);
    }

    static bool IsBelowMinimum(Turn turn, Chase chase, ChasedInvoice waiting) =>
        chase.Totals().TryGetValue(waiting.Open.Currency, out Money overdue) && overdue < turn.Rules.MinimumOf(overdue.Currency);

    // The first level may come as soon as the level's days are over; the minimum may be reached on the day after the due date.
    static DateOnly FirstDayOf(Turn turn, Invoice invoice, bool nothingCarries)
    {
        // The day it begins to carry settles its level with contextual entry, and the end of a ladder that was extended after its last level.
        bool asSoonAsItCarries = invoice.Ladder is { } ladder ? ladder.NextLevel > turn.Rules.Levels.Length : turn.Rules.Entry == LadderEntry.Contextual;
        int days = turn.Rules.Levels.Length > 0 && !asSoonAsItCarries ? turn.Rules.Levels[0].DaysPastDue : 1;
        DateOnly first = invoice.ChasingDueDate.AddDays(Math.Max(1, days));
        if (nothingCarries && turn.Rules.Courtesy is { } courtesy && !invoice.CourtesyReserved)
        {
            DateOnly before = invoice.DueDate.AddDays(-courtesy.DaysBefore);
            if (turn.Today < invoice.DueDate) return before > turn.Today ? before : turn.Today;
        }
        return first;
    }

    static DateOnly? OfCarrying(Turn turn, Invoice carrying)
    {
        LoadedPack? pack = carrying.Ladder is { } running ? turn.Book.Edition(running.Pack) : turn.Pack;
        if (pack is null || carrying.Ladder is { StoppedForPerson: true }) return null;
        int next = carrying.Ladder?.NextLevel ?? 1;
        if (pack.Rules.Level(next) is { } level) return LevelDay.Of(carrying, level, turn.Account, pack.Rules).Earliest;
        if (carrying.Ladder!.EndedDate is null) return EndOfTheLadder.EndDate(carrying.Ladder, pack.Rules);
        return pack.Rules is { EndOfLadder: EndOfLadder.Repeat, Repeat: { } rule } ? Reminders.NextRepeat(turn.Account, carrying.Ladder, rule) : null;
    }
}
