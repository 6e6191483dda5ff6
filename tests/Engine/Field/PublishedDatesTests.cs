using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests;

/// <summary>Worked examples that other systems publish, with the same policy written as a pack of ours. Where a date differs, the test's name says which rule of ours differs.</summary>
public sealed class PublishedDatesTests
{
    static readonly DatedFact Customer = Given.Customer("2012-01-02");

    static string[] Told(LoadedPack pack, string to, params DatedFact[] facts) => Given.Replay(pack, "2012-01-02", to, [Customer, .. facts]).Told();

    [Fact]
    public void Kill_Bill_30_40_50_days_after_an_invoice_without_terms_give_its_days_when_they_are_open() => Assert.Equal(
        ["2012-06-29 level 1 INV-1", "2012-07-09 level 2 INV-1", "2012-07-19 level 3 INV-1"],
        Told(Given.Pack([30, 40, 50]), "2012-08-31", Given.Invoice("2012-05-30", "2012-05-30", 100)));

    [Fact]
    public void Kill_Bill_30_40_50_days_from_31_May_move_off_the_weekend_and_then_keep_their_distance() => Assert.Equal(
        ["2012-07-02 level 1 INV-1", "2012-07-12 level 2 INV-1", "2012-07-23 level 3 INV-1"],
        Told(Given.Pack([30, 40, 50]), "2012-08-31", Given.Invoice("2012-05-31", "2012-05-31", 100)));

    [Fact]
    public void Kill_Bill_5_7_11_days_warn_on_7_June_and_skip_no_level_when_the_older_invoice_is_paid() => Assert.Equal(
        ["2012-06-07 level 1 INV-2", "2012-06-11 level 2 INV-2", "2012-06-15 level 3 INV-2"],
        Told(Given.Pack([5, 7, 11]), "2012-06-30", Given.Invoice("2012-05-31", "2012-05-31", 100), Given.Invoice("2012-06-02", "2012-06-02", 100, "INV-2"), Given.Payment("2012-06-02", 100)));

    [Theory]
    [InlineData("2012-06-07", 0)]
    [InlineData("2012-06-08", 1)]
    [InlineData("2012-06-18", 1)]
    public void Kill_Bill_a_condition_of_ten_days_holds_from_the_tenth_day_on(string day, int messages) =>
        Assert.Equal(messages, Told(Given.Pack([10]), day, Given.Invoice("2012-05-29", "2012-05-29", 100)).Length);

    [Theory]
    [InlineData(99.99, 0)]
    [InlineData(100, 1)]
    [InlineData(200, 1)]
    public void Kill_Bill_and_Business_Central_a_balance_equal_to_the_minimum_is_enough(decimal amount, int messages) =>
        Assert.Equal(messages, Told(Given.Pack([10], r => r with { MinimumBalance = r.MinimumBalance.Add("GBP", 100) }), "2012-06-30", Given.Invoice("2012-05-29", "2012-05-29", amount)).Length);

    [Fact]
    public void Kill_Bill_a_tagged_account_stays_clear_past_day_36_and_is_reminded_at_once_when_the_tag_goes() => Assert.Equal(
        ["2012-07-06 level 1 INV-1"],
        Told(Given.Pack([30, 40, 50]), "2012-07-10", Given.Invoice("2012-05-30", "2012-05-30", 100),
            Given.On("2012-06-01", new BlockReminders(null, "written off", Given.Day("2012-12-31"))), Given.On("2012-07-06", new LiftBlocksOf(null))));

    [Fact]
    public void Tryton_5_20_40_days_wait_while_blocked_go_on_when_unblocked_on_day_30_and_end_when_paid() => Assert.Equal(
        ["2026-03-09 level 1 INV-1", "2026-04-03 level 2 INV-1"],
        Told(Given.Pack([5, 20, 40]), "2026-05-29", Given.Invoice("2026-02-02", "2026-03-04", 100),
            Given.On("2026-03-10", new BlockReminders("INV-1", "asked", Given.Day("2026-12-31"))), Given.On("2026-04-03", new LiftBlocksOf("INV-1")), Given.Payment("2026-04-07", 100)));

    [Fact]
    public void Odoo_community_10_days_net_then_45_then_55_give_its_dates_and_a_Sunday_becomes_Monday_for_end_of_month_is_no_rule_of_ours() => Assert.Equal(
        ["2024-01-25 level 1 INV-1", "2024-02-29 level 2 INV-1", "2024-03-11 level 3 INV-1"],
        Told(Given.Pack([10, 45, 55]), "2024-03-29", Given.Invoice("2024-01-02", "2024-01-15", 100)));

    [Fact]
    public void DMW_3_10_20_30_begin_on_day_3_and_climb_one_stage_at_a_time() => Assert.Equal(
        ["2026-03-05 level 1 INV-1", "2026-03-12 level 2 INV-1", "2026-03-23 level 3 INV-1", "2026-04-02 level 4 INV-1"],
        Told(Given.Pack([3, 10, 20, 30]), "2026-04-30", Given.Invoice("2026-02-02", "2026-03-02", 100)));

    [Fact]
    public void DMW_a_reminder_sent_on_day_14_lets_the_first_notice_go_on_day_21_and_not_before() => Assert.Equal(
        ["2026-03-16 level 1 INV-1", "2026-03-23 level 2 INV-1", "2026-04-02 level 3 INV-1", "2026-04-13 level 4 INV-1"],
        Told(Given.Pack([3, 10, 20, 30]), "2026-04-30", Given.Invoice("2026-02-02", "2026-03-02", 100), Given.On("2026-03-03", new BlockReminders(null, "asked", Given.Day("2026-03-15")))));

    [Fact]
    public void Lago_below_150_nothing_goes_and_at_155_the_first_request_goes_at_once_the_second_after_exactly_the_gap_since_ours_is_inclusive()
    {
        BacktestResult result = Given.Replay(Given.Pack([1, 3], r => r with { MinimumBalance = r.MinimumBalance.Add("EUR", 150) }), "2026-01-01", "2026-01-30", Given.Customer("2026-01-01"),
            Given.Invoice("2025-12-01", "2026-01-02", 149, "A", currency: Given.Eur), Given.Invoice("2026-01-01", "2026-01-06", 6, "B", currency: Given.Eur));

        Assert.Equal(["2026-01-07 level 1 A", "2026-01-09 level 2 A"], result.Told());
        Assert.All(result.Messages, m => Assert.Equal("155.00 EUR", m.Demanded.Single().ToString()));
    }

    [Fact]
    public void Lago_four_days_between_allow_a_message_on_exactly_the_fourth_day_since_ours_is_inclusive() => Assert.Equal(
        ["2026-03-02 level 1 INV-1", "2026-03-06 level 2 INV-1"],
        Told(Given.Pack([1, 2], r => r with { MinimumGapDays = 4 }), "2026-03-31", Given.Invoice("2026-02-02", "2026-03-01", 100)));

    [Fact]
    public void Lago_by_currency_the_one_above_its_minimum_carries_and_the_other_follows_when_it_is_reached_in_one_message_a_customer()
    {
        LoadedPack pack = Given.Pack([1, 4], r => r with { MinimumBalance = r.MinimumBalance.Add("EUR", 150).Add("USD", 100) });

        Assert.Equal(["2026-03-02 level 1 U", "2026-03-05 level 2 U", "2026-03-10 level 1 E", "2026-03-13 level 2 E"], Told(pack, "2026-03-31",
            Given.Invoice("2026-02-02", "2026-02-20", 149, "E", currency: Given.Eur), Given.Invoice("2026-02-02", "2026-03-01", 120, "U", currency: Given.Usd),
            Given.Invoice("2026-02-02", "2026-03-09", 10, "F", currency: Given.Eur)));
    }

    [Fact]
    public void Business_Central_due_10_January_with_two_days_of_grace_is_reminded_on_the_13th_and_again_on_the_23rd() => Assert.Equal(
        ["2026-01-13 level 1 INV-1", "2026-01-23 level 2 INV-1"],
        Told(Given.Pack([3, 13]), "2026-02-27", Given.Invoice("2025-12-10", "2026-01-10", 100)));

    [Theory]
    [InlineData(1, "2026-03-13 level 1 INV-1")]
    [InlineData(4, "2026-03-16 level 1 INV-1")]
    public void SAP_an_item_due_12_March_is_one_day_late_on_the_13th_and_three_days_of_grace_let_it_rest(int days, string first) =>
        Assert.Equal([first], Told(Given.Pack([days]), "2026-03-20", Given.Invoice("2026-02-02", "2026-03-12", 100)));

    [Fact]
    public void SAP_an_interval_of_14_days_after_1_March_selects_on_the_15th_and_not_on_the_14th() => Assert.Equal(
        ["2027-03-01 level 1 INV-1", "2027-03-15 level 2 INV-1"],
        Told(Given.Pack([1, 2], r => r with { MinimumGapDays = 14 }), "2027-03-31", Given.Invoice("2027-02-01", "2027-02-28", 100)));

    [Fact]
    public void SAP_grace_2_and_interval_14_give_2_16_30_44() => Assert.Equal(
        ["2026-03-04 level 1 INV-1", "2026-03-18 level 2 INV-1", "2026-04-01 level 3 INV-1", "2026-04-15 level 4 INV-1"],
        Told(Given.Pack([2, 16, 30, 44]), "2026-05-29", Given.Invoice("2026-02-02", "2026-03-02", 100)));

    [Fact]
    public void Upflow_a_trigger_gap_of_3_with_a_contact_delay_of_5_brings_the_second_action_5_days_after_the_first() => Assert.Equal(
        ["2026-03-04 level 1 INV-1", "2026-03-09 level 2 INV-1"],
        Told(Given.Pack([1, 4], r => r with { MinimumGapDays = 5 }), "2026-03-31", Given.Invoice("2026-02-02", "2026-03-03", 100)));

    [Theory]
    [InlineData("I2", "I3", "2026-02-09 level 5 I1")]
    [InlineData("I1", null, "2026-02-03 level 1 I2")]
    public void Upflow_paying_younger_invoices_changes_nothing_and_paying_the_oldest_restarts_with_the_next_oldest(string paid, string? alsoPaid, string fifth)
    {
        DatedFact[] invoices = [.. new[] { ("I1", "2026-01-05"), ("I2", "2026-01-19"), ("I3", "2026-01-26"), ("I4", "2026-02-01") }.Select(i => Given.Invoice("2026-01-02", i.Item2, 100, i.Item1))];
        DatedFact[] payments = [.. new[] { paid, alsoPaid }.OfType<string>().Select(p => Given.Payment("2026-02-03", 100, p))];

        Assert.Equal(fifth, Told(Given.Pack([7, 14, 21, 28, 35]), "2026-02-10", [.. invoices, .. payments])[4]);
    }

    [Fact]
    public void Invoice_Ninja_5_10_15_days_then_every_two_weeks_give_its_days_but_a_Saturday_becomes_Monday_and_the_repeat_is_capped() => Assert.Equal(
        ["2024-03-06 level 1 INV-1", "2024-03-11 level 2 INV-1", "2024-03-18 level 3 INV-1", "2024-04-01 repeat INV-1", "2024-04-15 repeat INV-1"],
        Told(Given.Pack([5, 10, 15], r => r with { EndOfLadder = EndOfLadder.Repeat, Repeat = new() { EveryDays = 14, Cap = 2 } }), "2024-06-28", Given.Invoice("2024-03-01", "2024-03-01", 100)));

    [Fact]
    public void Xero_7_14_21_days_give_its_days_and_a_level_that_was_missed_is_caught_up_one_at_a_time_where_Xero_drops_it()
    {
        LoadedPack pack = Given.Pack([7, 14, 21]);

        Assert.Equal(["2026-03-09 level 1 INV-1", "2026-03-16 level 2 INV-1", "2026-03-23 level 3 INV-1"], Told(pack, "2026-04-30", Given.Invoice("2026-02-02", "2026-03-02", 100)));
        Assert.Equal(["2026-03-12 level 1 INV-1", "2026-03-19 level 2 INV-1", "2026-03-26 level 3 INV-1"], Told(pack, "2026-04-30", Given.Invoice("2026-02-02", "2026-03-02", 100) with { Date = Given.Day("2026-03-12") }));
    }
}
