using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>How days beyond whole months count; the Indian Act does not say.</summary>
public enum PartMonth
{
    /// <summary>Actual days over 365.</summary>
    Actual365,
    /// <summary>Days over 30 of a twelfth of the yearly rate.</summary>
    Thirty360,
}

/// <summary>Compound interest with monthly rests, the rate taken at each rest (MSMED Act 2006 s.16; Calcutta High Court 2024 (8) TMI 652:
/// floating, not frozen on the appointed day). Taking it on the first day of each month of delay is a reading the Act leaves open.</summary>
public static class CompoundInterest
{
    /// <summary>Interest from <paramref name="from"/> (the appointed day, which bears interest) to the day of payment (which does not: a year
    /// paid on its anniversary is twelve whole months). Rests fall on the same day of each month, or on its last day.</summary>
    public static InterestCalculation Of(Money principal, DateOnly from, DateOnly paidOn, InterestTerms terms)
    {
        RateSeries series = terms.Rates.SeriesOf(terms.Scheme);
        ImmutableArray<InterestSegment>.Builder rests = ImmutableArray.CreateBuilder<InterestSegment>();
        decimal balance = principal.Minor;
        for (int month = 0; from.AddMonths(month) < paidOn; month++)
        {
            DateOnly start = from.AddMonths(month), next = from.AddMonths(month + 1);
            balance = Math.Max(0m, balance - terms.PaidBetween(month == 0 ? DateOnly.MinValue : start, next));
            if (balance == 0m) break;
            decimal percent = series.At(start) * terms.Scheme.Multiplier + terms.Scheme.Margin;
            decimal yearly = balance * percent / 100m;
            decimal interest = next <= paidOn ? yearly / 12m : PartOf(yearly, paidOn.DayNumber - start.DayNumber, terms);
            DateOnly last = (next <= paidOn ? next : paidOn).AddDays(-1);
            rests.Add(new(start, last, percent, Accrual.Rounded(balance, principal.Currency), interest, !series.IsKnown(start)));
            balance += interest;
        }
        return Result(principal, new DaySpan(from, paidOn.AddDays(-1)), rests.ToImmutable(), terms);
    }

    /// <summary>Days beyond whole months, from the last rest to the day of payment.</summary>
    public static int PartDays(DateOnly from, DateOnly paidOn)
    {
        int months = 0;
        while (from.AddMonths(months + 1) <= paidOn) months++;
        return Math.Max(0, paidOn.DayNumber - from.AddMonths(months).DayNumber);
    }

    static decimal PartOf(decimal yearly, int days, InterestTerms terms) =>
        terms.PartMonth switch { PartMonth.Actual365 => yearly * days / terms.Scheme.DaysInYear, PartMonth.Thirty360 => yearly * days / 360m };

    static InterestCalculation Result(Money principal, DaySpan span, ImmutableArray<InterestSegment> rests, InterestTerms terms)
    {
        RateSeries series = terms.Rates.SeriesOf(terms.Scheme);
        bool known = series.IsKnown(span.From);
        return new()
        {
            FirstDay = span.From,
            LastDay = span.To,
            Currency = principal.Currency,
            Segments = rests,
            ReferenceDate = span.From,
            ReferencePercent = known ? series.At(span.From) : null,
            RateAnnual = known ? series.At(span.From) * terms.Scheme.Multiplier + terms.Scheme.Margin : null,
            Rule = $"{terms.Scheme.Rule} ({terms.Scheme.Source})",
        };
    }
}

/// <summary>What a compound calculation needs beside the debt.</summary>
public sealed record InterestTerms(InterestScheme Scheme, ReferenceRates Rates, PartMonth PartMonth = PartMonth.Actual365)
{
    /// <summary>Part payments. One within a month counts from the rest that begins it: the Act is silent, so the doubt is the debtor's.</summary>
    public ImmutableArray<PartPayment> Payments { get; init; } = [];

    /// <summary>Minor units paid from a day (included) to another (excluded).</summary>
    internal decimal PaidBetween(DateOnly from, DateOnly to) => Payments.Where(p => p.Date >= from && p.Date < to).Sum(p => (decimal)p.Amount.Minor);
}
