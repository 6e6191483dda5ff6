using Collections.Domain.Claims;
using static Collections.Domain.Tests.Claims.Claimed;

namespace Collections.Domain.Tests.Claims;

public sealed class CompoundInterestTests
{
    static readonly InterestTerms Terms = new(Scheme(Refix.MonthlyRest, 0m) with { Multiplier = 3m },
        Rates(Series("2026-02-06", ("2020-01-01", 4m), ("2025-07-01", 2m))));

    [Fact]
    public void Each_rest_takes_the_rate_of_its_first_day_and_bears_interest_on_interest()
    {
        InterestCalculation interest = CompoundInterest.Of(Gbp(10_000), Day("2025-06-15"), Day("2025-08-15"), Terms);

        Assert.Equal([(12m, 10_000m), (6m, 10_100m)], interest.Segments.Select(s => (s.RateAnnual, s.Principal.ToDecimal())));
        Assert.Equal(Gbp(150.50m), interest.Interest);
    }

    [Fact]
    public void Rests_of_a_month_end_keep_to_month_ends() =>
        Assert.Equal([Day("2025-01-31"), Day("2025-02-28"), Day("2025-03-31")],
            CompoundInterest.Of(Gbp(100), Day("2025-01-31"), Day("2025-04-30"), Terms).Segments.Select(s => s.From));

    [Fact]
    public void A_part_month_counts_by_the_chosen_method()
    {
        InterestTerms thirty = Terms with { PartMonth = PartMonth.Thirty360 };

        Assert.Equal(Gbp(49.32m), CompoundInterest.Of(Gbp(10_000), Day("2025-01-01"), Day("2025-01-16"), Terms).Interest);
        Assert.Equal(Gbp(50m), CompoundInterest.Of(Gbp(10_000), Day("2025-01-01"), Day("2025-01-16"), thirty).Interest);
    }

    [Fact]
    public void Rests_after_the_last_known_rate_are_an_outlook_and_no_claim()
    {
        InterestCalculation interest = CompoundInterest.Of(Gbp(10_000), Day("2026-01-15"), Day("2026-03-15"), Terms);

        Assert.Equal(Day("2026-02-15"), interest.ProvisionalFrom);
        Assert.Equal(Gbp(50m), interest.Interest);
        Assert.Equal(Gbp(100.25m), interest.InterestIfRatesStand);
    }

    [Fact]
    public void A_part_payment_counts_from_the_rest_that_begins_its_month()
    {
        InterestTerms paid = Terms with { Payments = [new(Day("2025-02-10"), Gbp(5_000)), new(Day("2025-03-05"), Gbp(6_000))] };

        InterestCalculation interest = CompoundInterest.Of(Gbp(10_000), Day("2025-01-01"), Day("2025-06-01"), paid);

        Assert.Equal([10_000m, 5_100m], interest.Segments.Select(s => s.Principal.ToDecimal()));
        Assert.Equal(Gbp(151), interest.Interest);
    }

    [Fact]
    public void Half_a_penny_at_the_end_is_rounded_up_although_a_twelfth_is_no_decimal()
    {
        InterestTerms terms = Terms with { Rates = Rates(Series("2026-02-06", ("2020-01-01", 6.75m))) };

        Assert.Equal(Gbp(624.38m), CompoundInterest.Of(Gbp(37_000), Day("2024-08-08"), Day("2024-09-08"), terms).Interest); // 624.375
    }
}
