using System.Collections.Immutable;
using Collections.Domain.Claims;

namespace Collections.Domain.Tests.Claims;

/// <summary>Debts and rates that say only what matters to a test.</summary>
internal static class Claimed
{
    public static readonly Currency Pounds = Currency.Of("GBP");

    public static Money Gbp(decimal amount) => Money.Exact(amount, Pounds);

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd");

    public static LateDebt Debt(decimal amount, string due, params (string Date, decimal Amount)[] payments) =>
        new(Gbp(amount), Day(due)) { Payments = [.. payments.Select(p => new PartPayment(Day(p.Date), Gbp(p.Amount)))] };

    public static RateSeries Series(string knownTo, params (string From, decimal Percent)[] rows) =>
        new("test-rate", "A rate of these tests", Day(knownTo), [.. rows.Select(r => new RateRow(Day(r.From), r.Percent))]);

    public static InterestScheme Scheme(Refix refix, decimal margin = 8m) => new()
    {
        Name = "test", Jurisdiction = "GB", Series = "test-rate", Margin = margin, Refix = refix,
        Reference = ReferenceDay.FirstOfHalfYear, Rule = "the rule", Source = "the law",
    };

    public static ReferenceRates Rates(RateSeries series) => new()
    {
        Series = ImmutableSortedDictionary<string, RateSeries>.Empty.Add(series.Name, series),
        Schemes = ImmutableSortedDictionary<string, InterestScheme>.Empty,
        FixedSums = ImmutableSortedDictionary<string, FixedSumScheme>.Empty,
        States = ImmutableSortedDictionary<string, StateRate>.Empty,
    };
}
