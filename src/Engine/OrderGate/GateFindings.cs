using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>One thing that stands in an order's way.</summary>
internal sealed record Finding(GateVerdict Verdict, GateReason Reason);

/// <summary>Everything that stands in an order's way.</summary>
internal static class GateFindings
{
    public static IEnumerable<Finding> Of(Turn turn, OrderRequest order) => [.. OfPersons(turn), .. OfWayBack(turn, order), .. OfAge(turn), .. OfLimits(turn, order)];

    /// <summary>What counts as overdue at the gate: late after credits, less disputes, promises, plans, extensions and what is being collected. A dunning block
    /// stops reminders, never sales, so it neither helps nor harms here.</summary>
    public static IEnumerable<ChasedInvoice> Late(Turn turn) =>
        turn.Chase.Invoices.Where(i => i.Out is Reason.None or Reason.DunningBlock && i.DueNow.IsPositive);

    /// <summary>Days past due from which age matters at all: the lower of the two thresholds; null: age never matters.</summary>
    public static int? AgeFrom(OrderGateRule rule) =>
        rule.PrepayFromDaysPastDue is { } prepay && rule.HoldFromDaysPastDue is { } hold ? Math.Min(prepay, hold) : rule.PrepayFromDaysPastDue ?? rule.HoldFromDaysPastDue;

    /// <summary>Overdue of a currency that the age rules ignore; equal is ignored.</summary>
    public static Money Ignored(OrderGateRule rule, Currency currency) => Money.Exact(rule.IgnoreOverdueUpTo.GetValueOrDefault(currency.Code), currency);

    /// <summary>The limits in force, a currency each: the account's own, else the policy's; on the way back a share of them.</summary>
    public static Dictionary<Currency, Money> Limits(Turn turn)
    {
        Dictionary<Currency, Money> limits = turn.Rules.OrderGate.CreditLimit.ToDictionary(l => Currency.Of(l.Key), l => Money.Exact(l.Value, Currency.Of(l.Key)));
        if (turn.Account.CreditLimit is { } own) limits[own.Currency] = own;
        if (turn.Account.Standing.Step != RehabilitationStep.SmallLimit) return limits;
        decimal share = StandingStep.RulesOf(turn).SmallLimitShare;
        return limits.ToDictionary(l => l.Key, l => l.Value.Times(share));
    }

    /// <summary>By how much a limit would be passed with the order; null: not at all. An order paid in advance adds nothing and needs no limit.</summary>
    public static Money? Beyond(Turn turn, OrderRequest order, Money limit)
    {
        if (order.IsPrepaid) return null;
        Money exposure = AccountFigures.Of(turn.Account, turn.Today).In(limit.Currency).Exposure;
        if (order.Amount.Currency == limit.Currency) exposure += Money.Max(order.Amount, Money.Zero(limit.Currency));
        return exposure > limit ? exposure - limit : null;
    }

    static IEnumerable<Finding> OfPersons(Turn turn)
    {
        if (turn.Account.Standing.Standing == Standing.Blacklisted) yield return new(GateVerdict.Refuse, GateReason.Blacklisted);
        if (turn.Account.Flags.Insolvency) yield return new(GateVerdict.Refuse, GateReason.Insolvency);
        if (turn.Account.Hold is not null) yield return new(GateVerdict.Hold, GateReason.HeldByPerson);
    }

    static IEnumerable<Finding> OfWayBack(Turn turn, OrderRequest order)
    {
        if (turn.Account.Standing.Step == RehabilitationStep.Prepay) yield return new(GateVerdict.Prepay, GateReason.Rehabilitating);
        if (turn.Account.Standing.Step == RehabilitationStep.SmallLimit && !Limits(turn).ContainsKey(order.Amount.Currency)) yield return new(GateVerdict.Prepay, GateReason.SmallLimit);
    }

    static IEnumerable<Finding> OfLimits(Turn turn, OrderRequest order)
    {
        GateReason reason = turn.Account.Standing.Step == RehabilitationStep.SmallLimit ? GateReason.SmallLimit : GateReason.CreditLimit;
        foreach (Money limit in Limits(turn).Values)
            if (Beyond(turn, order, limit) is not null) yield return new(GateVerdict.Prepay, reason);
    }

    static IEnumerable<Finding> OfAge(Turn turn)
    {
        OrderGateRule rule = turn.Rules.OrderGate;
        foreach (IGrouping<Currency, ChasedInvoice> late in Late(turn).GroupBy(i => i.Open.Currency))
        {
            Money sum = late.Aggregate(Money.Zero(late.Key), (total, i) => total + i.DueNow);
            if (sum <= Ignored(rule, late.Key)) continue;
            int days = late.Max(i => i.Invoice.DaysPastDue(turn.Today));
            if (days >= rule.HoldFromDaysPastDue) yield return HoldOrLess(turn, sum, late);
            if (days >= rule.PrepayFromDaysPastDue) yield return new(GateVerdict.Prepay, GateReason.Overdue);
        }
    }

    // INV-19 governs a hold by rule; INV-21 lets one that stands go on while our figures may be out of date, and begins none.
    static Finding HoldOrLess(Turn turn, Money sum, IEnumerable<ChasedInvoice> late)
    {
        if (!IsProven(turn, sum, late)) return new(GateVerdict.Prepay, GateReason.HoldNotProven);
        bool mayBegin = StandingEvidence.Degraded(turn).IsEmpty || (turn.Account.Gate is { Verdict: GateVerdict.Hold } last && last.Reasons.Contains(GateReason.OverdueLong));
        return mayBegin ? new(GateVerdict.Hold, GateReason.OverdueLong) : new(GateVerdict.Prepay, GateReason.HoldFrozen);
    }

    static bool IsProven(Turn turn, Money sum, IEnumerable<ChasedInvoice> late)
    {
        Account account = turn.Account;
        bool agreed = account.Promises.Any(p => p.Standing == PromiseStanding.Open) || account.Disputes.Any(d => d.ClosedDate is null) || account.Plans.Any(p => p.Standing == PlanStanding.OnTrack);
        bool enough = turn.Rules.Standing.MinimumOverdue.TryGetValue(sum.Currency.Code, out decimal least) && sum >= Money.Exact(least, sum.Currency);
        return !agreed && enough && late.Any(i => i.Invoice.DaysPastDue(turn.Today) >= turn.Rules.OrderGate.HoldFromDaysPastDue && WasGivenNotice(turn, i.Invoice));
    }

    // Every notice that the ladder's own policy requires was accepted and has not come back.
    static bool WasGivenNotice(Turn turn, Invoice invoice) =>
        invoice.Ladder is { Done.Length: > 0 } ladder && turn.Book.Edition(ladder.Pack) is { } pack && ladder.Done.Any(d => d.By == DoneBy.Accepted)
        && pack.Rules.Levels.Where(l => l.Required || l.Warns).All(l => ladder.Done.Any(d => d.Number == l.Number && d.By == DoneBy.Accepted));
}
