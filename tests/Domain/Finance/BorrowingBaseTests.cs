using Collections.Domain.Finance;

namespace Collections.Domain.Tests.Finance;

public sealed class BorrowingBaseTests
{
    static readonly Currency Dollars = Currency.Of("USD");
    static readonly DateOnly AsOf = new(2026, 6, 30);
    static readonly Facility Terms = new(50, 100, 85, 90);

    static Money Usd(decimal amount) => Money.Exact(amount, Dollars);

    static FinancedItem Item(string number, decimal amount, int daysOld, bool disputed = false) => new(number, Usd(amount), AsOf.AddDays(-daysOld), disputed);

    static FinancedDebtor Debtor(string name, params FinancedItem[] items) => new(name, [.. items], Usd(0));

    static DebtorEligibility One(FinancedDebtor debtor, Facility? terms = null) => BorrowingBase.Of([debtor], terms ?? Terms, AsOf).Debtors[0];

    [Fact]
    public void Ninety_days_from_the_invoice_still_count_and_ninety_one_do_not() =>
        Assert.Equal(Usd(100), One(Debtor("A", Item("1", 100, 90), Item("2", 50, 91))).Eligible);

    [Fact]
    public void A_share_of_exactly_the_limit_does_not_cross_age_and_a_cent_more_does()
    {
        Assert.Equal(Usd(50), One(Debtor("A", Item("1", 50, 10), Item("2", 50, 100))).Eligible);
        Assert.Equal("cross-aged", Assert.Single(One(Debtor("A", Item("1", 50, 10), Item("2", 50.01m, 100))).Why));
    }

    [Fact]
    public void An_old_credit_reduces_the_base_although_old_invoices_are_dropped() =>
        Assert.Equal(Usd(80), One(Debtor("A", Item("1", 100, 10), Item("CR", -20, 200))).Eligible);

    [Fact]
    public void Contra_takes_off_at_most_what_counts()
    {
        Assert.Equal(Usd(60), One(Debtor("A", Item("1", 100, 10)) with { Payable = Usd(40) }).Eligible);
        Assert.Equal(Usd(0), One(Debtor("A", Item("1", 100, 10)) with { Payable = Usd(400) }).Eligible);
    }

    [Fact]
    public void A_disputed_item_is_out_and_named() =>
        Assert.Equal((Usd(100), "disputed 2"), One(Debtor("A", Item("1", 100, 10), Item("2", 70, 10, disputed: true))) is var d ? (d.Eligible, d.Why.Single()) : default);

    [Fact]
    public void The_cap_is_measured_before_it_is_applied()
    {
        BorrowingBaseCertificate base_ = BorrowingBase.Of([Debtor("A", Item("1", 900, 10)), Debtor("B", Item("2", 100, 10))], Terms with { ConcentrationPercent = 25 }, AsOf);

        Assert.Equal(Usd(250), base_.ConcentrationCap);
        Assert.Equal(Usd(350), base_.Eligible);
        Assert.Equal(Usd(297.50m), base_.Availability);
    }

    [Fact]
    public void Never_more_is_eligible_than_is_owed_and_parts_add_up()
    {
        foreach (int seed in Enumerable.Range(1, 200))
        {
            Random random = new(seed);
            FinancedDebtor[] debtors = [.. Enumerable.Range(0, 8).Select(n => Debtor($"D{n}",
                [.. Enumerable.Range(0, 5).Select(i => Item($"{n}-{i}", random.Next(-200, 2000), random.Next(0, 200), random.Next(10) == 0))]) with { Payable = Usd(random.Next(0, 300)) })];
            BorrowingBaseCertificate certificate = BorrowingBase.Of(debtors, new(random.Next(0, 101), random.Next(5, 101), 85, 90), AsOf);

            Assert.Equal(certificate.Eligible, certificate.Debtors.Aggregate(Usd(0), (s, d) => s + d.Eligible));
            Assert.All(certificate.Debtors, d => Assert.True(d.Eligible >= Usd(0) && d.Eligible <= Money.Max(d.BeforeConcentration, Usd(0)), $"seed {seed}, {d}"));
            Assert.True(certificate.Availability <= certificate.Eligible, $"seed {seed}");
        }
    }
}
