using Collections.Domain.Claims;
using static Collections.Domain.Tests.Claims.Claimed;

namespace Collections.Domain.Tests.Claims;

public sealed class FixedSumTests
{
    static readonly FixedSumScheme Uk = new("GB", Pounds, new DateOnly(2013, 3, 16), [new(1000, null, 40), new(10_000, null, 70), new(null, null, 100)]);
    static readonly FixedSumScheme Irish = new("IE", Currency.Of("EUR"), new DateOnly(2013, 3, 16), [new(null, 1000, 40), new(null, 10_000, 70), new(null, null, 100)]);

    [Theory]
    [InlineData(0.01, 40), InlineData(999.99, 40), InlineData(1000, 70), InlineData(9999.99, 70), InlineData(10_000, 100), InlineData(0, 0), InlineData(-5, 0)]
    public void The_British_sums_break_below_a_thousand_and_ten_thousand(decimal debt, decimal sum) => Assert.Equal(Gbp(sum), Uk.For(Gbp(debt)));

    [Theory]
    [InlineData(1000, 40), InlineData(1000.01, 70), InlineData(10_000, 70), InlineData(10_000.01, 100)]
    public void The_Irish_sums_break_above_a_thousand_and_ten_thousand(decimal debt, decimal sum) =>
        Assert.Equal(sum, Irish.For(Money.Exact(debt, Irish.Currency)).ToDecimal());

    [Fact]
    public void Three_debts_of_500_give_three_sums_and_not_the_sum_of_1500() => Assert.Equal(Gbp(120), Uk.ForEach([Gbp(500), Gbp(500), Gbp(500)]));

    [Fact]
    public void Costs_count_only_beyond_the_fixed_sum()
    {
        Assert.Equal(Gbp(180), Uk.CostsAbove(Gbp(5_000), Gbp(250)));
        Assert.Equal(Gbp(0), Uk.CostsAbove(Gbp(5_000), Gbp(70)));
    }

    [Fact]
    public void A_debt_in_another_currency_has_no_place_in_the_bands() =>
        Assert.Throws<CurrencyMismatchException>(() => Uk.For(Money.Exact(5, Irish.Currency)));

    [Fact]
    public void Banded_sums_cannot_be_counted_without_the_debts() => Assert.Throws<InvalidOperationException>(() => Uk.ForCount(3));
}
