using Collections.Domain.Claims;
using static Collections.Domain.Tests.Claims.Claimed;

namespace Collections.Domain.Tests.Claims;

public sealed class AccrualTests
{
    [Theory]
    [InlineData(1000, 8.5, 50, 11.64)] // GOV.UK prints 11.50: it rounds the day to 0.23 first
    [InlineData(1000, 8.25, 60, 13.56)]
    [InlineData(2000, 13.25, 45, 32.67)] // the source prints 32.66: it rounds the fraction first
    [InlineData(5000, 12.25, 101, 169.49)] // the source prints 169.68: it rounds the day to 1.68 first
    [InlineData(10000, 10.62, 181, 526.64)] // the German library's figures: 1.62 + 9 and + 5
    [InlineData(10000, 6.62, 181, 328.28)]
    [InlineData(100, 10, 15, 0.41)]
    public void Interest_is_rounded_once_at_the_end(decimal principal, decimal percent, int days, decimal interest) =>
        Assert.Equal(Gbp(interest), Accrual.Simple(Gbp(principal), percent, days));

    [Fact]
    public void A_published_statement_of_67_43_cannot_be_reproduced_and_simple_interest_gives_66_21()
    {
        (decimal Amount, int Days)[] debts = [(1000, 78), (500, 48), (750, 43)];

        Money Sum(int daysInYear) => new Money(1, Pounds).Times(debts.Sum(d => Accrual.ExactMinor(Gbp(d.Amount), 18, d.Days, daysInYear)));

        Assert.Equal(Gbp(66.21m), Sum(365));
        Assert.Equal(Gbp(67.13m), Sum(360));
    }

    [Fact]
    public void A_dunning_of_100_with_fee_10_and_interest_041_asks_for_110_41()
    {
        Money principal = Gbp(100), fee = Gbp(10), interest = Accrual.Simple(principal, 10, 15);

        Assert.Equal(Gbp(10.41m), fee + interest);
        Assert.Equal(Gbp(110.41m), principal + fee + interest);
        Assert.Equal(Gbp(100), principal + Accrual.Simple(principal, 0, 20));
    }

    [Fact]
    public void A_rate_table_splits_the_days_at_each_start_of_a_rate()
    {
        RateFrom[] rates = [new(Day("2024-07-01"), 13.25m, false), new(Day("2025-01-01"), 12.75m, false)];

        InterestCalculation interest = DailyBalance.AtRates(Debt(1000, "2024-12-01"), Day("2025-01-31"), [.. rates], "contract");

        Assert.Equal([(13.25m, 30), (12.75m, 31)], interest.Segments.Select(s => (s.RateAnnual, s.Days)));
        Assert.Equal(Gbp(21.72m), interest.Interest);
    }

    [Fact]
    public void Days_before_the_first_rate_bear_none()
    {
        RateFrom[] rates = [new(Day("2025-01-01"), 36.5m, false)];

        InterestCalculation interest = DailyBalance.AtRates(Debt(1000, "2024-12-01"), Day("2025-01-10"), [.. rates], "contract");

        Assert.Equal(Gbp(10), interest.Interest);
        Assert.Equal(Day("2025-01-01"), Assert.Single(interest.Segments).From);
    }

    [Fact]
    public void The_day_of_a_part_payment_still_bears_interest_on_the_whole()
    {
        RateFrom[] rates = [new(Day("2024-01-01"), 36.5m, false)];
        LateDebt debt = Debt(1000, "2026-03-01", ("2026-03-11", 400));

        InterestCalculation interest = DailyBalance.AtRates(debt, Day("2026-03-31"), [.. rates], "contract");

        Assert.Equal([(1000m, 10), (600m, 20)], interest.Segments.Select(s => (s.Principal.ToDecimal(), s.Days)));
        Assert.Equal(Gbp(22), interest.Interest);
    }

    [Fact]
    public void A_debt_paid_in_full_bears_no_more_interest_and_one_overpaid_none_at_all_below_zero()
    {
        RateFrom[] rates = [new(Day("2024-01-01"), 36.5m, false)];

        InterestCalculation interest = DailyBalance.AtRates(Debt(1000, "2026-03-01", ("2026-03-11", 1200)), Day("2026-12-31"), [.. rates], "contract");

        Assert.Equal(10, interest.Days);
        Assert.Equal(Gbp(10), interest.Interest);
    }

    [Fact]
    public void Days_of_a_moratorium_are_never_charged_afterwards()
    {
        LateDebt debt = Debt(2000, "2026-03-31") with { Frozen = [Moratorium.OfDays(Day("2026-05-11"), 60)] };

        InterestCalculation interest = DailyBalance.AtRates(debt, Day("2026-07-31"), [new(Day("2026-01-01"), 8, false)], "contract");

        Assert.Equal([40, 22], interest.Segments.Select(s => s.Days));
        Assert.Equal(Gbp(27.18m), interest.Interest);
    }

    [Fact]
    public void Paid_on_the_due_day_nothing_is_owed() =>
        Assert.Empty(Accrual.Segments(Debt(500, "2026-03-31"), new DaySpan(Day("2026-04-01"), Day("2026-03-31")), [new(Day("2026-01-01"), 8, false)], 365));

    [Fact]
    public void An_exact_half_penny_is_always_rounded_up_because_the_division_comes_last()
    {
        foreach (int pence in Enumerable.Range(0, 2000))
        {
            Assert.Equal(pence + 1, Accrual.Simple(new Money(36_500L * pence + 18_250, Pounds), 1m, 1).Minor);
            Assert.Equal(pence + 1, Accrual.Simple(new Money(36_500L * pence + 18_250, Pounds), 7m, 143, 365 * 7 * 143).Minor);
            Assert.Equal(pence + 1, Accrual.ByMonths(new Money(1_200L * pence + 600, Pounds), 1m, 1m).Minor);
            Assert.Equal(pence + 1, ContractInterest.Monthly(new Money(3_000L * pence + 1_500, Pounds), 1m, 1, ContractCount.Months30).Minor);
        }
    }
}
