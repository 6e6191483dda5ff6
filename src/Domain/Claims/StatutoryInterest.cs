using System.Collections.Immutable;
using System.Globalization;

namespace Collections.Domain.Claims;

/// <summary>Simple statutory interest on one late debt: United Kingdom, Ireland, Directive 2011/7/EU, Germany, France.
/// India compounds: <see cref="CompoundInterest"/>.</summary>
public static class StatutoryInterest
{
    /// <summary>Interest from the day after the due day up to and including <paramref name="until"/> (the day of payment counts, the due day
    /// does not). Paid on the due day: no days. A negative reference rate counts as it is; the rate itself never falls below zero.</summary>
    /// <exception cref="ArgumentException">The scheme compounds.</exception>
    public static InterestCalculation Of(LateDebt debt, DateOnly until, InterestScheme scheme, ReferenceRates rates)
    {
        if (scheme.Refix == Refix.MonthlyRest) throw new ArgumentException($"{scheme.Name} compounds", nameof(scheme));
        DaySpan span = new(debt.FirstInterestDay, until);
        RateFrom[] periods = [.. RatesOver(debt, span, scheme, rates)];
        DateOnly reference = HalfYear.ReferenceFor(FixingDay(debt, scheme), scheme.Reference);
        ImmutableArray<InterestSegment> segments = Accrual.Segments(debt, span, periods, scheme.DaysInYear);
        RateFrom last = periods[^1];
        return new()
        {
            FirstDay = span.From,
            LastDay = until,
            Currency = debt.Principal.Currency,
            Segments = segments,
            RateAnnual = periods[0].IsProvisional ? null : periods[0].Percent,
            ReferencePercent = periods[0].IsProvisional ? null : rates.SeriesOf(scheme).At(reference),
            ReferenceDate = reference,
            DailyExact = last.IsProvisional ? null : debt.BearingOn(until.AddDays(1)).ToDecimal() * last.Percent / (100m * scheme.DaysInYear),
            Rule = string.Create(CultureInfo.InvariantCulture, $"{scheme.Rule} ({scheme.Source})"),
        };
    }

    /// <summary>Percent a year of a scheme for interest that starts on a day; null when its reference rate is not yet known.</summary>
    public static decimal? RateStarting(DateOnly firstDay, InterestScheme scheme, ReferenceRates rates)
    {
        RateFrom rate = RateAt(firstDay, scheme, rates);
        return rate.IsProvisional ? null : rate.Percent;
    }

    /// <summary>The lowest percent a year that a contract clause may set in a half-year (France: three times the legal rate); null when the
    /// law sets no floor or the rate is not yet known.</summary>
    public static decimal? ClauseFloor(DateOnly day, InterestScheme scheme, ReferenceRates rates) =>
        scheme.ClauseFloorSeries is { } name && rates.Series[name] is { } series && series.IsKnown(HalfYear.StartOf(day))
            ? series.At(HalfYear.StartOf(day)) * scheme.ClauseFloorMultiplier!.Value
            : null;

    static IEnumerable<RateFrom> RatesOver(LateDebt debt, DaySpan span, InterestScheme scheme, ReferenceRates rates)
    {
        yield return RateAt(FixingDay(debt, scheme), scheme, rates) with { From = span.From };
        if (scheme.Refix == Refix.Never) yield break;
        for (DateOnly from = HalfYear.NextAfter(span.From); from <= span.To; from = HalfYear.NextAfter(from))
            yield return RateAt(from, scheme, rates);
    }

    static DateOnly FixingDay(LateDebt debt, InterestScheme scheme) =>
        scheme.FixedBy == RateFixedBy.DueDate ? debt.DueDate : debt.FirstInterestDay;

    static RateFrom RateAt(DateOnly day, InterestScheme scheme, ReferenceRates rates)
    {
        DateOnly reference = HalfYear.ReferenceFor(day, scheme.Reference);
        RateSeries series = rates.SeriesOf(scheme);
        decimal percent = series.At(reference) * scheme.Multiplier + scheme.Margin;
        return new(day, Math.Max(0m, percent), !series.IsKnown(reference));
    }
}
