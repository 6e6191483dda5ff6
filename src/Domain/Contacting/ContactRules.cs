using System.Collections.Immutable;

namespace Collections.Domain.Contacting;

/// <summary>Every rule of contact on file, and the questions asked of them.</summary>
public sealed record ContactRules(ImmutableArray<ContactRule> All, ImmutableArray<SmsBan> SmsBans)
{
    /// <summary>The rules that bind this party for this debt at this place on this day.</summary>
    public IEnumerable<ContactRule> Binding(ContactParty party, string place, DateOnly day) => All.Where(r => r.IsBinding(party, place, day));

    /// <summary>True when every one of the rules that speaks of hours allows this instant on a clock in <paramref name="zone"/>.</summary>
    public static bool IsOpen(IEnumerable<ContactRule> rules, DateTimeOffset at, TimeZoneInfo zone, Predicate<DateOnly> isHoliday)
    {
        DateOnly date = SendTime.DateIn(zone, at);
        TimeOnly time = SendTime.TimeIn(zone, at);
        return rules.Where(r => r.Hours.Length > 0).All(r =>
            !(r.ClosedOnHolidays && isHoliday(date)) && r.Hours.Any(h => h.Days.Contains(date.DayOfWeek) && IsWithin(h.From, h.To, time)));
    }

    /// <summary>True from one time to another, both allowed: "before 8" and "after 9 p.m." leave 08:00:00 and 21:00:00 open.</summary>
    public static bool IsWithin(TimeOnly from, TimeOnly to, TimeOnly time) => time >= from && time <= to;

    /// <summary>True when one more contact on <paramref name="day"/> keeps within the limit: the window is the days that end with it.</summary>
    public static bool IsWithin(FrequencyLimit limit, IEnumerable<DateOnly> contacts, DateOnly day) =>
        IsWithin(limit, contacts.Count(c => c <= day && c > day.AddDays(-limit.WindowDays)));

    /// <summary>True when one more contact keeps within the limit, with so many already in its window.</summary>
    public static bool IsWithin(FrequencyLimit limit, int inWindow) => inWindow < limit.Most;

    /// <summary>True when a conversation no longer stops calls: its own day is day 1 of the cooldown.</summary>
    public static bool IsAfterCooldown(DateOnly conversation, DateOnly day, int cooldownDays) =>
        day < conversation || day >= conversation.AddDays(cooldownDays);

    /// <summary>True when the wait after the first notice is over: with a wait of six days, from the seventh day after it.</summary>
    public static bool IsAfterFirstNotice(DateOnly notice, DateOnly day, int waitDays) => day > notice.AddDays(waitDays);

    /// <summary>The carriers' ban that stops a text message; null when it may go. They look at the sender, not at the debt.</summary>
    public SmsBan? SmsBanOn(PartyRole role, string country) => SmsBans.FirstOrDefault(b => b.Countries.Contains(country) && b.Roles.Contains(role));
}
