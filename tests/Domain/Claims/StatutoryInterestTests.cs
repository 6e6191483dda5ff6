using Collections.Domain.Claims;
using static Collections.Domain.Tests.Claims.Claimed;

namespace Collections.Domain.Tests.Claims;

public sealed class StatutoryInterestTests
{
    static readonly RateSeries Falling = Series("2026-08-31", ("2024-01-01", 5m), ("2026-07-01", 4m));

    [Fact]
    public void A_rate_that_is_fixed_once_holds_across_the_half_year()
    {
        InterestCalculation interest = StatutoryInterest.Of(Debt(36_500, "2026-05-31"), Day("2026-07-31"), Scheme(Refix.Never), Rates(Falling));

        Assert.Equal([(13m, 61)], interest.Segments.Select(s => (s.RateAnnual, s.Days)));
        Assert.Equal(Gbp(793), interest.Interest);
    }

    [Fact]
    public void A_rate_that_follows_the_half_year_changes_on_1_July()
    {
        InterestCalculation interest = StatutoryInterest.Of(Debt(36_500, "2026-05-31"), Day("2026-07-31"), Scheme(Refix.HalfYear), Rates(Falling));

        Assert.Equal([(13m, 30), (12m, 31)], interest.Segments.Select(s => (s.RateAnnual, s.Days)));
        Assert.Equal(Gbp(762), interest.Interest);
    }

    [Fact]
    public void A_rate_of_the_start_day_that_is_not_yet_known_gives_no_claim_but_an_outlook()
    {
        InterestCalculation interest = StatutoryInterest.Of(Debt(36_500, "2026-12-31"), Day("2027-01-10"), Scheme(Refix.Never), Rates(Falling));

        Assert.Null(interest.RateAnnual);
        Assert.Equal(Day("2027-01-01"), interest.ProvisionalFrom);
        Assert.Equal(Gbp(0), interest.Interest);
        Assert.Equal(Gbp(120), interest.InterestIfRatesStand);
    }

    [Fact]
    public void Days_after_the_last_known_half_year_are_left_out_of_the_claim()
    {
        InterestCalculation interest = StatutoryInterest.Of(Debt(36_500, "2026-12-21"), Day("2027-01-10"), Scheme(Refix.HalfYear), Rates(Falling));

        Assert.Equal(Day("2027-01-01"), interest.ProvisionalFrom);
        Assert.Equal(Gbp(120), interest.Interest);
        Assert.Equal(Gbp(240), interest.InterestIfRatesStand);
    }

    [Fact]
    public void A_negative_reference_rate_lowers_the_rate_but_never_below_nothing()
    {
        ReferenceRates negative = Rates(Series("2026-12-31", ("2016-07-01", -0.88m)));

        Assert.Equal(8.12m, StatutoryInterest.RateStarting(Day("2022-04-01"), Scheme(Refix.HalfYear, 9m), negative));
        Assert.Equal(0m, StatutoryInterest.RateStarting(Day("2022-04-01"), Scheme(Refix.HalfYear, 0.5m), negative));
    }

    [Fact]
    public void A_compounding_law_is_refused_here() =>
        Assert.Throws<ArgumentException>(() => StatutoryInterest.Of(Debt(1, "2026-01-01"), Day("2026-02-01"), Scheme(Refix.MonthlyRest), Rates(Falling)));
}
