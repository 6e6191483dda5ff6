using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Judges promises and plans by value dates (product rule 4), again whenever a payment comes late or is taken back.</summary>
internal static class Judge
{
    const int MayChangeDays = 75; // after that the items it rests on may have left the account

    public static void All(Turn turn)
    {
        Promises(turn);
        Plans(turn);
    }

    /// <summary>True while a late or reversed payment may still change the judgement.</summary>
    public static bool MayChange(Promise promise, DateOnly today) =>
        promise.Standing == PromiseStanding.Open || (promise.Standing != PromiseStanding.Withdrawn && today <= promise.LastDate.AddDays(MayChangeDays));

    static void Promises(Turn turn)
    {
        if (turn.Account.Promises.Length == 0) return;
        HashSet<string> counted = new(StringComparer.Ordinal);
        foreach (Promise promise in turn.Account.Promises.Where(p => MayChange(p, turn.Today)).OrderBy(p => p.Date).ThenBy(p => p.GivenDate).ThenBy(p => p.Id, StringComparer.Ordinal))
        {
            Money received = Received(turn.Account, promise, counted);
            PromiseStanding verdict = Verdict(turn, promise, received);
            if (verdict == promise.Standing && (verdict == PromiseStanding.Open || received == promise.Received)) continue;
            turn.Add(new PromiseJudged(promise.Id, verdict, received, turn.Today));
            if (verdict != promise.Standing) AfterJudgement(turn, promise, verdict);
        }
    }

    static PromiseStanding Verdict(Turn turn, Promise promise, Money received)
    {
        bool settled = promise.Invoices.All(n => turn.Account.Invoice(n) is not { } i || (!i.IsOpen && (i.ClosedDate ?? promise.LastDate) <= promise.LastDate));
        if (received >= promise.Amount || settled) return PromiseStanding.Kept;
        if (turn.Today <= promise.LastDate) return PromiseStanding.Open;
        return received.IsPositive ? PromiseStanding.PartlyKept : PromiseStanding.Broken;
    }

    static void AfterJudgement(Turn turn, Promise before, PromiseStanding verdict)
    {
        if (verdict is PromiseStanding.Broken or PromiseStanding.PartlyKept) MoveLadderOn(turn, before);
        if (before.BrokenSaid && verdict is PromiseStanding.Kept) Reminders.ReserveCorrection(turn, before);
    }

    // The ladder goes on at the policy's level if that is above the next, else at the next.
    static void MoveLadderOn(Turn turn, Promise broken)
    {
        if (turn.Rules.Promises.LevelAfterBroken is not { } level) return;
        Invoice? oldest = turn.Chase.Chaseable.FirstOrDefault(i => broken.Invoices.Contains(i.Invoice.Number))?.Invoice;
        if (oldest is null || turn.Pack is null) return;
        if (oldest.Ladder is null) turn.Add(new LadderEntered(oldest.Number, turn.Pack.ContentId, 1));
        for (int next = turn.Account.Invoice(oldest.Number)!.Ladder!.NextLevel; next < level; next++)
            turn.Add(new LevelPassed(oldest.Number, next, DoneBy.SkippedAfterBrokenPromise, null, $"promise {broken.Id} was broken"));
    }

    // Payments and credit notes with a value date from the day it was given to its last date, that name a covered invoice or none; each counts for one promise.
    static Money Received(Account account, Promise promise, HashSet<string> counted)
    {
        Money sum = Money.Zero(promise.Amount.Currency);
        foreach ((string id, Money amount, DateOnly valueDate, ImmutableArray<Allocation> allocations) in MoneyIn(account).OrderBy(m => m.ValueDate))
        {
            if (sum >= promise.Amount) break;
            bool inTime = valueDate >= promise.GivenDate && valueDate <= promise.LastDate;
            bool meant = allocations.Length == 0 || allocations.Any(a => promise.Invoices.Contains(a.Invoice));
            if (amount.Currency == sum.Currency && inTime && meant && counted.Add(id)) sum += amount;
        }
        return sum;
    }

    static IEnumerable<(string Id, Money Amount, DateOnly ValueDate, ImmutableArray<Allocation> Allocations)> MoneyIn(Account account) =>
        account.Payments.Where(p => !p.IsReversed).Select(p => ("p" + p.Id, p.Amount, p.ValueDate, p.Allocations))
            .Concat(account.CreditNotes.Where(c => !c.IsVoid).Select(c => ("c" + c.Number, c.Amount, c.ValueDate, c.Allocations)));

    static void Plans(Turn turn)
    {
        foreach (Plan plan in turn.Account.Plans.Where(p => p.Standing == PlanStanding.OnTrack))
        {
            if (IsCompleted(turn.Account, plan)) turn.Add(new PlanEnded(plan.Id, PlanStanding.Completed, turn.Today));
            else if (MissedOn(turn.Account, plan, turn.Today) is { } missed)
            {
                turn.Add(new PlanEnded(plan.Id, PlanStanding.Broken, turn.Today));
                turn.OpenTask("plan-broken", plan.Id, $"The instalment of {missed.Amount} due {missed.DueDate:yyyy-MM-dd} did not come: the plan is broken and the chase goes on.");
            }
        }
    }

    static bool IsCompleted(Account account, Plan plan) =>
        plan.Invoices.All(n => account.Invoice(n) is not { IsOpen: true }) || PaidBy(account, plan, DateOnly.MaxValue) >= Due(plan, plan.Instalments.Length);

    static Instalment? MissedOn(Account account, Plan plan, DateOnly today)
    {
        for (int i = 0; i < plan.Instalments.Length; i++)
        {
            DateOnly last = plan.Instalments[i].DueDate.AddDays(plan.GraceDays);
            if (today > last && PaidBy(account, plan, last) < Due(plan, i + 1)) return plan.Instalments[i];
        }
        return null;
    }

    /// <summary>The number (from 1) of the first instalment that is not yet paid; null when all are.</summary>
    public static int? NextInstalment(Account account, Plan plan)
    {
        Money paid = PaidBy(account, plan, DateOnly.MaxValue);
        for (int i = 1; i <= plan.Instalments.Length; i++)
            if (paid < Due(plan, i)) return i;
        return null;
    }

    static Money Due(Plan plan, int count) => plan.Instalments.Take(count).Aggregate(Money.Zero(plan.Instalments[0].Amount.Currency), (sum, i) => sum + i.Amount);

    static Money PaidBy(Account account, Plan plan, DateOnly last)
    {
        Money sum = Money.Zero(plan.Instalments[0].Amount.Currency);
        foreach ((_, Money amount, DateOnly valueDate, ImmutableArray<Allocation> allocations) in MoneyIn(account))
        {
            if (amount.Currency != sum.Currency || valueDate < plan.AgreedDate || valueDate > last) continue;
            sum = allocations.Length == 0 ? sum + amount
                : allocations.Where(a => plan.Invoices.Contains(a.Invoice)).Aggregate(sum, (s, a) => s + a.Amount);
        }
        return sum;
    }
}
