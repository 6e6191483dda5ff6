using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests;

/// <summary>What other systems publish about promises and disputes, on packs of ours.</summary>
public sealed class PublishedPromisesTests
{
    static readonly DatedFact[] Unpaid = [Given.Customer("2026-05-04"), Given.Invoice("2026-05-04", "2026-06-01", 100)];

    static LoadedPack Pack(int[] days, int graceDays = 0) => Given.Pack(days, r => r with { Promises = r.Promises with { GraceDays = graceDays, LevelAfterBroken = 3 } });

    static DatedFact Promise(string day, decimal amount, string on, params string[] invoices) => Given.On(day, new MakePromise(Given.Gbps(amount), Given.Day(on), [.. invoices], "staff"));

    static string[] Told(LoadedPack pack, params DatedFact[] facts) => Given.Replay(pack, "2026-05-04", "2026-06-30", [.. Unpaid, .. facts]).Told();

    [Fact]
    public void Oracle_a_promise_for_24_June_with_one_day_of_grace_is_not_yet_broken_on_the_25th() => Assert.Equal(
        ["2026-06-04 level 1 INV-1", "2026-06-26 level 2 INV-1"],
        Told(Given.Pack([3, 10], r => r with { Promises = r.Promises with { GraceDays = 1 } }), Promise("2026-06-10", 100, "2026-06-24")) is [var first, .., var last] ? [first, last] : []);

    [Fact]
    public void SAP_promised_for_Saturday_and_paid_on_Monday_is_kept_so_the_ladder_goes_on_at_its_next_level() =>
        Assert.Equal("2026-06-22 level 2 INV-1", Told(Pack([3, 10, 20]), Promise("2026-06-05", 50, "2026-06-20"), Given.Payment("2026-06-22", 50))[1]);

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void SAP_no_payment_breaks_a_promise_and_a_part_keeps_it_in_part_and_both_move_the_ladder_to_the_policys_level(decimal paid) =>
        Assert.Equal("2026-06-23 level 3 INV-1", Told(Pack([3, 10, 20]), [Promise("2026-06-05", 50, "2026-06-20"), .. paid > 0 ? new[] { Given.Payment("2026-06-10", paid) } : []])[1]);

    [Fact]
    public void SAP_taking_the_payment_back_resets_the_judgement() => Assert.Equal(
        ["2026-06-04 level 1 INV-1", "2026-06-15 level 2 INV-1", "2026-06-23 level 3 INV-1"],
        Told(Pack([3, 10, 12]), Promise("2026-06-05", 50, "2026-06-20"), Given.Payment("2026-06-15", 50, id: "cheque"), Given.On("2026-06-16", new ReversePayment("cheque"))));

    [Fact]
    public void SAP_counts_promises_up_where_ours_allows_fewer_at_once_after_a_broken_one()
    {
        LoadedPack pack = Given.Pack([3], r => r with { Promises = r.Promises with { MostOpen = 2, MostOpenAfterBroken = 1 } });
        DatedFact[] facts = [.. Unpaid, Given.Invoice("2026-05-04", "2026-06-02", 100, "INV-2"), Promise("2026-06-12", 100, "2026-06-25", "INV-1"), Promise("2026-06-12", 100, "2026-06-26", "INV-2")];

        Assert.Empty(Given.Replay(pack, "2026-05-04", "2026-06-30", facts).Refused);
        RefusedFact second = Assert.Single(Given.Replay(pack, "2026-05-04", "2026-06-30", [.. facts, Promise("2026-06-03", 100, "2026-06-08", "INV-1")]).Refused);
        Assert.Equal(("promise", "promises"), (second.Cause, second.Problems.Single().Where));
    }

    [Fact]
    public void The_AIP_checklist_a_run_at_half_past_eight_in_the_evening_holds_its_message_until_morning()
    {
        BacktestResult result = Backtest.Run(new()
        {
            Ledger = Given.Ledger() with { RunTime = new(20, 30) }, Pack = Given.Pack([3]), Holidays = HolidayCalendar.WeekendsOnly, Facts = Unpaid, To = Given.Day("2026-06-30"),
        });

        Assert.Equal(new DateTimeOffset(2026, 6, 5, 9, 0, 0, TimeSpan.FromHours(1)), Assert.Single(result.Messages).At);
    }

    [Fact]
    public void The_AIP_checklist_a_promise_never_overwrites_a_dispute()
    {
        BacktestResult result = Given.Replay(Given.Pack([3]), "2026-05-04", "2026-06-30", [.. Unpaid, Given.On("2026-06-02", new OpenDispute("INV-1", "quality", "")), Promise("2026-06-03", 100, "2026-06-10", "INV-1")]);

        Assert.Empty(result.Messages);
        Assert.Contains("never overwrites a dispute", Assert.Single(Assert.Single(result.Refused).Problems).Cure);
    }
}
