using System.Collections.Immutable;
using Collections.Domain;
using Collections.Domain.Metrics;
using Collections.Policies;
using FsCheck;
using FsCheck.Fluent;
using static Collections.Engine.Tests.Standings.Journey;

namespace Collections.Engine.Tests.Figures;

public sealed class AccountFiguresTests
{
    static readonly DateOnly Today = Day("2026-06-15");

    [Fact]
    public void Ageing_buckets_add_up_to_what_is_open_and_their_bounds_are_those_of_the_report()
    {
        Account account = With((0, 1), (1, 10), (30, 100), (31, 1_000), (60, 10_000), (61, 100_000), (90, 1_000_000), (91, 10_000_000));
        CurrencyFigures pounds = AccountFigures.Of(account, Today).In(Gbp);

        Assert.Equal([1L, 110L, 11_000L, 1_100_000L, 10_000_000L], pounds.Ageing.Select(a => a.Sum.Minor));
        Assert.Equal((11_111_111L, 11_111_110L), (pounds.Open.Minor, pounds.Overdue.Minor));
        Assert.Equal(Today.AddDays(-91), pounds.OldestDueDate);
    }

    [Fact]
    public void Whatever_is_open_the_buckets_of_a_currency_add_up_to_its_total() =>
        Prop.ForAll(Arb.From(Gen.ListOf(from days in Gen.Choose(-60, 200) from minor in Gen.Choose(1, 1_000_000) select (days, minor))), lines =>
        {
            CurrencyFigures pounds = AccountFigures.Of(With([.. lines]), Today).In(Gbp);
            return pounds.Ageing.Length == 5 && pounds.Ageing.Sum(a => a.Sum.Minor) == pounds.Open.Minor && pounds.Open.Minor == lines.Sum(l => (long)l.minor)
                && pounds.Overdue == pounds.Open - pounds.Ageing.Single(a => a.Bucket == AgeingBucket.Current).Sum;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Exposure_is_what_is_open_less_credits_and_may_turn_into_a_credit()
    {
        Account account = new PaymentRecorded(new() { Id = "cash", Amount = Pounds(30m), ValueDate = Today }).Apply(With((5, 1_000)));
        Assert.Equal(Pounds(-20m), AccountFigures.Of(account, Today).In(Gbp).Exposure);
        Assert.Equal(Pounds(0m), AccountFigures.Of(account, Today).In(Gbp).Demandable);
    }

    [Fact]
    public void Interest_and_the_fixed_sum_stand_in_the_letter_from_the_policys_level_on_and_never_in_the_balance()
    {
        Standings.Journey journey = WithAnInvoice().To("2026-02-23");

        Assert.DoesNotContain("INTEREST", Text(journey, "friendly"));
        Assert.DoesNotContain("INTEREST", Text(journey, "reminder"));
        // Bank Rate of 31 December 2025 is 3.75 %: 1,000.00 x 11.75 % x 21 / 365 = 6.76; the debt is not below 1,000, so the sum is 70.
        Assert.Contains("£6.76; fixed sum: £70.00; together £76.76", Text(journey, "firm"));
        Assert.Contains("1998", Text(journey, "firm"));
        Assert.Equal(Pounds(1000m), journey.Account.Invoice("INV-1")!.Balance);
    }

    [Fact]
    public void Insolvency_stops_claims_and_its_days_are_never_claimed_afterwards()
    {
        Standings.Journey journey = WithAnInvoice().To("2026-02-12");
        journey.Put(new FlagAccount("moratorium", Insolvency: true));
        journey.To("2026-02-22");
        Assert.Empty(ClaimFigures.Of(journey.Account, journey.Around, journey.Book.Current("uk-b2b")!.Rules, journey.Today));

        journey.Put(new FlagAccount("it has ended", Insolvency: false));

        // 3 to 11 February and 22 February bear interest: 10 days of 0.3219.
        Assert.Equal(Pounds(3.22m), ClaimFigures.Of(journey.Account, journey.Around, journey.Book.Current("uk-b2b")!.Rules, journey.Today).Single().Interest);
    }

    static string Text(Standings.Journey journey, string letter) => journey.Sent.First(s => s.Message.Letter == letter && s.Message.Channel == Channel.Email).Text.Text;

    static Account With(params (int Days, int Minor)[] lines)
    {
        Account account = Account.New("book", "C1");
        for (int i = 0; i < lines.Length; i++)
            account = account.With(new Invoice { Number = $"INV-{i}", IssueDate = Today.AddDays(-lines[i].Days - 30), DueDate = Today.AddDays(-lines[i].Days), Amount = new(lines[i].Minor, Gbp) });
        return account;
    }
}
