using Collections.Domain.Claims;
using static Collections.Domain.Tests.Claims.Claimed;

namespace Collections.Domain.Tests.Claims;

public sealed class LateFeeTests
{
    static readonly LateFee Single = new([new(0, 10, 2), new(100, 5, 1)]);
    static readonly LateFee Accumulated = Single with { Join = FeeTiers.Accumulated };

    [Theory]
    [InlineData(150, 6.50, 17.50), InlineData(100, 6, 17), InlineData(80, 11.60, 11.60), InlineData(0, 0, 0)]
    public void A_tier_stands_alone_or_adds_to_those_below(decimal remaining, decimal single, decimal accumulated)
    {
        Assert.Equal(Gbp(single), Single.On(Gbp(remaining)));
        Assert.Equal(Gbp(accumulated), Accumulated.On(Gbp(remaining)));
    }

    [Fact]
    public void Bounds_hold_the_fee()
    {
        Assert.Equal(Gbp(12), (Single with { Minimum = 12 }).On(Gbp(150)));
        Assert.Equal(Gbp(4), (Single with { Maximum = 4 }).On(Gbp(150)));
    }

    [Fact]
    public void Ten_percent_on_each_of_three_invoices_is_225_in_all()
    {
        LateFee tenPercent = new([new(0, 0, 10)]);

        Assert.Equal([Gbp(100), Gbp(50), Gbp(75)], new[] { 1000m, 500m, 750m }.Select(a => tenPercent.On(Gbp(a))));
    }

    [Fact]
    public void A_fee_falls_due_when_the_grace_has_run() => Assert.Equal(Day("2026-01-17"), LateFee.DayOf(Day("2026-01-10"), 7));

    [Fact]
    public void The_average_daily_balance_charges_for_the_days_and_the_balance_due_for_the_amount()
    {
        FinanceCharge terms = new(1.5m, 30);

        Assert.Equal(Gbp(22.50m), DailyBalance.Charge([(Gbp(1000), Day("2026-01-01"))], Day("2026-02-15"), terms));
        Assert.Equal(Gbp(15), DailyBalance.ChargeOnBalance(Gbp(1000), terms));
        Assert.Equal(Gbp(11), DailyBalance.Charge([(Gbp(1000), Day("2026-03-01")), (Gbp(-400), Day("2026-03-11"))], Day("2026-03-31"), terms));
    }
}
