using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The smallest payment that would release an order, exact to the minor unit, with the invoices it goes to.</summary>
internal static class SmallestPayment
{
    /// <summary>Nothing where no payment alone releases: a person's hold, insolvency, prepayment on the way back, blacklisting for conduct.</summary>
    public static (ImmutableArray<ReleasingPayment>, GateVerdict?) Of(Turn turn, OrderRequest order, ImmutableArray<Finding> findings)
    {
        if (findings.Any(f => f.Reason is GateReason.HeldByPerson or GateReason.Insolvency or GateReason.Rehabilitating)) return ([], null);
        if (findings.Any(f => f.Reason == GateReason.Blacklisted)) return OfBlacklisting(turn);
        if (findings.Any(f => f.Reason == GateReason.SmallLimit) && !GateFindings.Limits(turn).ContainsKey(order.Amount.Currency)) return ([], null);
        ImmutableArray<ReleasingPayment> payments = [.. Currencies(turn).Select(c => Spread(turn, Money.Max(ForAge(turn, c), ForLimit(turn, order, c)))).Where(p => p.Amount.IsPositive)];
        return (payments, payments.IsEmpty ? null : GateVerdict.Allow);
    }

    static IEnumerable<Currency> Currencies(Turn turn) =>
        turn.Account.Invoices.Select(i => i.Amount.Currency).Concat(GateFindings.Limits(turn).Keys).Distinct().OrderBy(c => c.Code, StringComparer.Ordinal);

    // Either every invoice that has reached the age is paid, or the overdue of the currency comes down to what the policy ignores: whichever is less.
    static Money ForAge(Turn turn, Currency currency)
    {
        OrderGateRule rule = turn.Rules.OrderGate;
        ChasedInvoice[] late = [.. GateFindings.Late(turn).Where(i => i.Open.Currency == currency)];
        Money all = Sum(currency, late), aged = Sum(currency, late.Where(i => i.Invoice.DaysPastDue(turn.Today) >= GateFindings.AgeFrom(rule)));
        Money ignored = GateFindings.Ignored(rule, currency);
        return all <= ignored ? Money.Zero(currency) : Money.Min(aged, all - ignored);
    }

    static Money ForLimit(Turn turn, OrderRequest order, Currency currency) =>
        GateFindings.Limits(turn).TryGetValue(currency, out Money limit) && GateFindings.Beyond(turn, order, limit) is { } beyond ? beyond : Money.Zero(currency);

    // Late invoices first, the oldest by their contractual due date, then whatever else is open; the rest stays on account. A promised or planned invoice is
    // named only when it is paid whole: a part would count as its promise kept and leave the rest late.
    static ReleasingPayment Spread(Turn turn, Money amount)
    {
        HashSet<string> late = [.. GateFindings.Late(turn).Select(i => i.Invoice.Number)];
        IEnumerable<ChasedInvoice> open = turn.Chase.Invoices.Where(i => i.Open.Currency == amount.Currency)
            .OrderBy(i => late.Contains(i.Invoice.Number) ? 0 : 1).ThenBy(i => i.Invoice, Comparer<Invoice>.Create((a, b) => Chase.OldestFirst(a, b, forChasing: false)));
        List<Allocation> parts = [];
        Money left = amount;
        foreach (ChasedInvoice i in open)
        {
            Money part = Money.Min(left, i.DueNow);
            if (!part.IsPositive || (i.Out is Reason.PromiseOpen or Reason.PlanOnTrack && part < i.DueNow)) continue;
            parts.Add(new(i.Invoice.Number, part));
            left -= part;
        }
        return new(amount, [.. parts], left);
    }

    // A blacklisting for payment turns into prepayment with the last of what it rests on.
    static (ImmutableArray<ReleasingPayment>, GateVerdict?) OfBlacklisting(Turn turn)
    {
        StandingRecord now = turn.Account.Standing;
        ChasedInvoice[] cause = [.. turn.Chase.Invoices.Where(i => now.Noticed.Contains(i.Invoice.Number))];
        if (cause.Length == 0 || cause.Length < now.Noticed.Length || cause.Any(i => i.Contested.IsPositive)) return ([], null);
        return ([.. cause.GroupBy(i => i.Open.Currency).Select(g => new ReleasingPayment(
            Sum(g.Key, g), [.. g.Select(i => new Allocation(i.Invoice.Number, i.DueNow))], Money.Zero(g.Key)))], GateVerdict.Prepay);
    }

    static Money Sum(Currency currency, IEnumerable<ChasedInvoice> invoices) => invoices.Aggregate(Money.Zero(currency), (sum, i) => sum + i.DueNow);
}
