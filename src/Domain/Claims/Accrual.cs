using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>A rate from a day on: percent a year. Provisional: its reference rate is not yet known.</summary>
public readonly record struct RateFrom(DateOnly From, decimal Percent, bool IsProvisional);

/// <summary>Simple interest by day: cut where the rate, the principal or a moratorium changes, summed without rounding.</summary>
public static class Accrual
{
    /// <summary>Interest in minor units, not rounded, on a principal over days at percent a year.</summary>
    public static decimal ExactMinor(Money principal, decimal percent, int days, int daysInYear) =>
        principal.Minor * percent * days / (100m * daysInYear);

    /// <summary>Interest on one principal over a number of days, rounded once. The plain formula of every calculator:
    /// principal x percent x days / (100 x days in the year).</summary>
    public static Money Simple(Money principal, decimal percent, int days, int daysInYear = 365) =>
        Rounded(ExactMinor(principal, percent, days, daysInYear), principal.Currency);

    /// <summary>The one rounding, of minor units summed without rounding. Divide last on the way here: 1/12 is no decimal, and a factor that
    /// lost its last digit turns 624.375 into 624.37.</summary>
    public static Money Rounded(decimal exactMinor, Currency currency) => new Money(1, currency).Times(exactMinor);

    /// <summary>Interest over whole and part months at a twelfth of the yearly rate, rounded once.</summary>
    public static Money ByMonths(Money principal, decimal percent, decimal months) => Rounded(principal.Minor * percent * months / 1200m, principal.Currency);

    /// <summary>The segments of a span of days (both ends included). A day before the first rate bears none; rates ascend by day.</summary>
    public static ImmutableArray<InterestSegment> Segments(LateDebt debt, DaySpan span, IReadOnlyList<RateFrom> rates, int daysInYear)
    {
        ImmutableArray<InterestSegment>.Builder all = ImmutableArray.CreateBuilder<InterestSegment>();
        DateOnly[] cuts = [.. Cuts(debt, rates).Where(c => c > span.From && c <= span.To).Append(span.From).Distinct().Order()];
        for (int i = 0; i < cuts.Length && span.Days > 0; i++)
        {
            DateOnly to = i + 1 < cuts.Length ? cuts[i + 1].AddDays(-1) : span.To;
            if (Segment(debt, new DaySpan(cuts[i], to), rates, daysInYear) is { } segment) all.Add(segment);
        }
        return all.ToImmutable();
    }

    static IEnumerable<DateOnly> Cuts(LateDebt debt, IReadOnlyList<RateFrom> rates) =>
        rates.Select(r => r.From)
            .Concat(debt.Payments.Select(p => p.Date.AddDays(1)))
            .Concat(debt.Frozen.SelectMany(f => new[] { f.From, f.To.AddDays(1) }));

    static InterestSegment? Segment(LateDebt debt, DaySpan span, IReadOnlyList<RateFrom> rates, int daysInYear)
    {
        if (debt.Frozen.Any(f => f.Holds(span.From)) || rates.Count == 0 || rates[0].From > span.From) return null;
        RateFrom rate = rates.Last(r => r.From <= span.From);
        Money principal = debt.BearingOn(span.From);
        if (principal.IsZero) return null;
        return new(span.From, span.To, rate.Percent, principal, ExactMinor(principal, rate.Percent, span.Days, daysInYear), rate.IsProvisional);
    }
}
