using System.Collections.Frozen;
using Collections.Domain.Claims;
using Collections.Domain.Legal;

namespace Collections.Domain.Tests.Legal;

public sealed class LegalTests
{
    static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd");

    static readonly HolidayCalendar Christmas = new("test",
        new Dictionary<string, FrozenSet<DateOnly>> { ["GB"] = new[] { Day("2026-12-25"), Day("2026-12-28") }.ToFrozenSet() });

    [Fact]
    public void A_company_moratorium_counts_working_days_from_the_day_after()
    {
        DaySpan span = Moratorium.OfWorkingDays(Day("2026-12-01"), 20, Christmas, "GB");

        Assert.Equal(new DaySpan(Day("2026-12-02"), Day("2026-12-31")), span);
    }

    [Fact]
    public void A_breathing_space_counts_its_first_day() =>
        Assert.Equal(Day("2026-07-09"), Moratorium.OfDays(Day("2026-05-11"), 60).To);

    [Theory]
    [InlineData("sole trader", true), InlineData("Individual", true), InlineData("limited company", false), InlineData("LLP", false)]
    public void The_protocol_of_the_letter_of_claim_protects_people_and_not_companies(string debtor, bool applies) =>
        Assert.Equal(applies, ClaimDates.HasProtocol(debtor));

    [Fact]
    public void An_assigned_debt_is_discharged_by_paying_the_seller_only_before_the_notice()
    {
        DateOnly notice = Day("2026-04-10");

        Assert.True(ClaimDates.Discharges(true, isPaidToSeller: true, notice, Day("2026-04-09")));
        Assert.False(ClaimDates.Discharges(true, isPaidToSeller: true, notice, Day("2026-04-10")));
        Assert.True(ClaimDates.Discharges(true, isPaidToSeller: false, notice, Day("2026-04-20")));
        Assert.True(ClaimDates.Discharges(true, isPaidToSeller: true, null, Day("2026-04-20")));
    }

    [Fact]
    public void Erasure_waits_for_an_open_debt_then_for_the_duty_to_keep()
    {
        Assert.Equal("GDPR 17(3)(e) legal claims", ErasureDecision.Of(true, null, Day("2026-01-01")).Words);
        Assert.Equal(ErasureGround.StatutoryRetention, ErasureDecision.Of(false, Day("2026-01-01"), Day("2026-01-01")).Ground);
        Assert.True(ErasureDecision.Of(false, Day("2026-01-01"), Day("2026-01-02")).Erase);
        Assert.True(ErasureDecision.Of(false, null, Day("2026-01-02")).RestrictMarketing);
    }

    [Fact]
    public void A_company_has_no_legal_claim_to_silence_and_a_sole_trader_has()
    {
        Assert.False(ReminderOptOut.IsLegalDuty("company"));
        Assert.True(ReminderOptOut.IsLegalDuty("sole trader"));
    }

    [Fact]
    public void Default_in_Germany_needs_thirty_days_or_a_reminder_and_for_a_consumer_the_notice()
    {
        StatutoryTerm term = new(30, DaysCount.After, null, null);
        GermanDebt business = new(Day("2026-03-10")), consumer = business with { IsConsumer = true };

        Assert.Equal(Day("2026-04-10"), GermanDefault.From(business, term, HolidayCalendar.WeekendsOnly, null));
        Assert.Null(GermanDefault.From(consumer, term, HolidayCalendar.WeekendsOnly, null));
        Assert.Equal(Day("2026-04-10"), GermanDefault.From(consumer with { HasNotice = true }, term, HolidayCalendar.WeekendsOnly, null));
        Assert.Equal(Day("2026-03-21"), GermanDefault.From(consumer with { Reminded = Day("2026-03-20") }, term, HolidayCalendar.WeekendsOnly, null));
        Assert.Equal(Day("2026-03-21"), GermanDefault.From(business with { Reminded = Day("2026-03-20") }, term, HolidayCalendar.WeekendsOnly, null));
        Assert.Equal(Day("2026-04-14"), GermanDefault.From(new(Day("2026-03-12")), term, HolidayCalendar.WeekendsOnly, null)); // ends on a Saturday
    }

    [Fact]
    public void Thirty_days_beginning_with_a_day_end_one_day_earlier_than_thirty_days_after_it()
    {
        Assert.Equal(Day("2026-03-31"), PaymentDates.LastDay(Day("2026-03-02"), 30, DaysCount.BeginningWith));
        Assert.Equal(Day("2026-04-01"), PaymentDates.LastDay(Day("2026-03-02"), 30, DaysCount.After));
    }

    [Fact]
    public void An_agreed_term_above_the_cap_is_cut_and_one_below_stands()
    {
        StatutoryTerm msmed = new(15, DaysCount.After, 45, null);

        Assert.Equal(Day("2026-02-24"), PaymentDates.Deadline([Day("2026-01-10")], msmed, 60, msmed.LongestAgreed).PayBy);
        Assert.Equal(Day("2026-02-09"), PaymentDates.Deadline([Day("2026-01-10")], msmed, 30, msmed.LongestAgreed).PayBy);
        Assert.Equal(Day("2026-01-26"), PaymentDates.Deadline([Day("2026-01-10")], msmed).InterestFrom);
    }
}
