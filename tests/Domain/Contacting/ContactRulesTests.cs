using Collections.Domain.Contacting;

namespace Collections.Domain.Tests.Contacting;

public sealed class ContactRulesTests
{
    static readonly FrequencyLimit TwoInSeven = new(2, 7, [ContactMeans.Sms]);

    static DateOnly June(int day) => new(2026, 6, day);

    [Fact]
    public void The_window_is_the_days_that_end_with_the_day_asked_about()
    {
        Assert.False(ContactRules.IsWithin(TwoInSeven, [June(1), June(3)], June(7)));
        Assert.True(ContactRules.IsWithin(TwoInSeven, [June(1), June(3)], June(8)));
        Assert.True(ContactRules.IsWithin(TwoInSeven, [June(9), June(10)], June(8)));
    }

    [Fact]
    public void Two_on_one_day_count_as_two() => Assert.False(ContactRules.IsWithin(TwoInSeven, [June(7), June(7)], June(7)));

    [Fact]
    public void The_day_of_a_conversation_is_day_1_of_seven()
    {
        Assert.False(ContactRules.IsAfterCooldown(June(1), June(1), 7));
        Assert.False(ContactRules.IsAfterCooldown(June(1), June(7), 7));
        Assert.True(ContactRules.IsAfterCooldown(June(1), June(8), 7));
    }

    [Fact]
    public void Six_days_after_the_first_notice_are_waited_out()
    {
        Assert.False(ContactRules.IsAfterFirstNotice(June(1), June(7), 6));
        Assert.True(ContactRules.IsAfterFirstNotice(June(1), June(8), 6));
    }

    [Fact]
    public void Both_bounds_of_the_hours_are_allowed_and_a_second_more_is_not()
    {
        ContactRule rule = Rule(new DayHours([DayOfWeek.Monday], new(8, 0), new(21, 0)));

        Assert.True(Open(rule, "2026-06-15T12:00:00Z"));
        Assert.True(Open(rule, "2026-06-16T01:00:00Z"));
        Assert.False(Open(rule, "2026-06-16T01:00:01Z"));
        Assert.False(Open(rule, "2026-06-15T11:59:59Z"));
        Assert.False(Open(rule, "2026-06-14T16:00:00Z")); // a Sunday, which the rule does not name
    }

    [Fact]
    public void A_holiday_closes_only_a_rule_that_says_so()
    {
        ContactRule rule = Rule(new DayHours([DayOfWeek.Monday], new(8, 0), new(21, 0)));

        Assert.True(ContactRules.IsOpen([rule], At("2026-06-15T16:00:00Z"), NewYork, _ => true));
        Assert.False(ContactRules.IsOpen([rule with { ClosedOnHolidays = true }], At("2026-06-15T16:00:00Z"), NewYork, _ => true));
    }

    [Fact]
    public void A_rule_of_a_country_holds_in_its_states_and_not_in_a_neighbour_of_like_name()
    {
        ContactRule rule = Rule(new DayHours([], new(8, 0), new(9, 0))) with { Place = "US-NY" };

        Assert.True(rule.HoldsAt("US-NY-NYC"));
        Assert.False(rule.HoldsAt("US"));
        Assert.False(rule.HoldsAt("US-NYX"));
    }

    static readonly TimeZoneInfo NewYork = SendTime.Zone("America/New_York");

    static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture);

    static bool Open(ContactRule rule, string utc) => ContactRules.IsOpen([rule], At(utc), NewYork, _ => false);

    static ContactRule Rule(DayHours hours) => new()
    {
        Name = "test", Place = "US", Binds = [PartyRole.ThirdParty], Debts = [DebtKind.Consumer], From = June(1), Hours = [hours], Source = "the law",
    };
}
