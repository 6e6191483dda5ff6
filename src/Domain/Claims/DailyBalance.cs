using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>Finance charges as accounting packages know them, for contracts that say so; percent for a period of days, not a year.</summary>
public sealed record FinanceCharge(decimal PercentPerPeriod, int PeriodDays);

/// <summary>Charges on what was owed day by day.</summary>
public static class DailyBalance
{
    /// <summary>Average daily balance: each posting (a payment is negative) times the days it stood since it fell due, divided by the period, times
    /// the percentage. Rounded once.</summary>
    public static Money Charge(IEnumerable<(Money Amount, DateOnly From)> postings, DateOnly until, FinanceCharge terms)
    {
        decimal dayMinor = 0m;
        Currency currency = default;
        foreach ((Money amount, DateOnly from) in postings)
        {
            currency = amount.Currency;
            dayMinor += amount.Minor * (decimal)Math.Max(0, until.DayNumber - from.DayNumber);
        }
        return Accrual.Rounded(dayMinor * terms.PercentPerPeriod / (100m * terms.PeriodDays), currency);
    }

    /// <summary>Balance due: the percentage once on what is open, however long it has been.</summary>
    public static Money ChargeOnBalance(Money balance, FinanceCharge terms) => balance.Times(terms.PercentPerPeriod / 100m);

    /// <summary>Interest at a contract's yearly rates with part payments and a rate table by start day; a day without a rate bears none.</summary>
    public static InterestCalculation AtRates(LateDebt debt, DateOnly until, ImmutableArray<RateFrom> rates, string rule) =>
        new()
        {
            FirstDay = debt.FirstInterestDay,
            LastDay = until,
            Currency = debt.Principal.Currency,
            Segments = Accrual.Segments(debt, new DaySpan(debt.FirstInterestDay, until), rates, 365),
            RateAnnual = rates.LastOrDefault(r => r.From <= debt.FirstInterestDay).Percent,
            Rule = rule,
        };
}
