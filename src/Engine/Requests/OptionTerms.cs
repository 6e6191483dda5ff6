using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Terms worth looking at: the farthest that each set of limits allows, and what the customer's stated means allow.</summary>
internal static class OptionTerms
{
    const int SoonDays = 3, MonthDays = 30;

    public static IEnumerable<CaseTerms> ForDebt(Turn turn, CheckedTerms basis, CustomerStatement? stated)
    {
        RequestRule rules = turn.Rules.Requests;
        Money? affordable = Assessment.Affordable(stated, rules);
        foreach (TermLimits limits in new TermLimits[] { rules.AtOnce }.Concat(rules.Chain))
        {
            if (limits.FurthestDays > SoonDays)
            {
                yield return basis.Terms with { Until = OpenBy(turn, limits.FurthestDays) };
                if (PartNow(turn, basis, limits) is { } part) yield return part;
                if (Equal(turn, basis, limits, affordable) is { } plan) yield return plan;
                if (SmallFirst(turn, basis, limits) is { } small) yield return small;
            }
            if (limits.MostDiscountShare > 0) yield return GivenUp(basis, TermsKind.Settlement, limits.MostDiscountShare) with { Until = OpenBy(turn, Math.Min(limits.FurthestDays, rules.OfferDays)) };
            if (limits.MostReductionShare > 0) yield return GivenUp(basis, TermsKind.Reduction, limits.MostReductionShare);
        }
        yield return new() { Kind = TermsKind.ClaimWaiver, Invoices = basis.Terms.Invoices };
    }

    /// <summary>The whole order paid in advance; the order as asked; and the largest order that each level may let through.</summary>
    public static IEnumerable<CaseTerms> ForOrder(Turn turn, OrderAsked order)
    {
        CaseTerms whole = new() { Kind = TermsKind.SmallerOrder, Order = order.Number, Most = order.Amount };
        yield return whole with { OnPrepayment = true };
        yield return whole;
        foreach (TermLimits limits in new TermLimits[] { turn.Rules.Requests.AtOnce }.Concat(turn.Rules.Requests.Chain))
            if (TermLimits.Of(limits.MostOrder, order.Amount.Currency) is { IsPositive: true } most && most < order.Amount) yield return whole with { Most = most };
    }

    static CaseTerms? PartNow(Turn turn, CheckedTerms basis, TermLimits limits)
    {
        decimal share = Math.Max(limits.LeastFirstShare, 0.25m);
        Money first = basis.Covered.Times(share);
        DateOnly soon = turn.Around.Holidays.AddOpenDays(turn.Today, SoonDays, turn.Around.Ledger.HolidayArea), last = OpenBy(turn, limits.FurthestDays);
        if (limits.MostInstalments < 2 || !first.IsPositive || first >= basis.Covered || last <= soon) return null;
        return basis.Terms with { Kind = TermsKind.PartPayment, Until = null, Parts = [new(soon, first), new(last, basis.Covered - first)] };
    }

    // As few instalments as the stated means allow, a month apart where there is room.
    static CaseTerms? Equal(Turn turn, CheckedTerms basis, TermLimits limits, Money? affordable)
    {
        int count = limits.MostInstalments;
        if (affordable is { IsPositive: true } most && most.Currency == basis.Covered.Currency) count = (int)Math.Min(count, (basis.Covered.Minor + most.Minor - 1) / most.Minor);
        return Spread(turn, basis, limits, (TermsKind.Plan, [.. Enumerable.Repeat(1, Math.Max(count, 0))]));
    }

    static CaseTerms? SmallFirst(Turn turn, CheckedTerms basis, TermLimits limits) =>
        Spread(turn, basis, limits, (TermsKind.SmallFirstPlan, [.. Enumerable.Range(0, limits.MostInstalments).Select(i => i == 0 ? 1 : 2)]));

    static CaseTerms? Spread(Turn turn, CheckedTerms basis, TermLimits limits, (TermsKind Kind, ImmutableArray<int> Weights) shape)
    {
        int count = shape.Weights.Length;
        if (count < 2 || basis.Covered.Minor < count) return null;
        int gap = Math.Min(MonthDays, limits.FurthestDays / count);
        if (gap < 1) return null;
        List<Instalment> parts = [];
        Money left = basis.Covered;
        for (int i = 0; i < count; i++)
        {
            Money amount = i == count - 1 ? left : basis.Covered.Times((decimal)shape.Weights[i] / shape.Weights.Sum());
            DateOnly day = OpenBy(turn, gap * (i + 1));
            if (parts.Count > 0 && day <= parts[^1].DueDate) return null;
            parts.Add(new(day, amount));
            left -= amount;
        }
        return parts.All(p => p.Amount.IsPositive) ? basis.Terms with { Kind = shape.Kind, Until = null, Parts = [.. parts] } : null;
    }

    static CaseTerms GivenUp(CheckedTerms basis, TermsKind kind, decimal share) => basis.Terms with { Kind = kind, Until = null, Off = Floor(basis.Covered, share) };

    // Rounded down, so that the share is never passed by half a penny.
    static Money Floor(Money whole, decimal share) => whole with { Minor = (long)decimal.Floor(whole.Minor * share) };

    /// <summary>The last open day of the ledger at most so many days from today, and never today.</summary>
    static DateOnly OpenBy(Turn turn, int days)
    {
        DateOnly day = turn.Today.AddDays(Math.Max(1, days));
        while (day > turn.Today.AddDays(1) && !turn.Around.Holidays.IsOpen(day, turn.Around.Ledger.HolidayArea)) day = day.AddDays(-1);
        return day;
    }
}
