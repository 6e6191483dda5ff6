using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Domain.Contacting;

namespace Collections.Engine.Cases;

/// <summary>Whether an instant lies in the allowed hours of a place: {send_at_utc, tz, window?, holidays?}.</summary>
internal static class HoursCases
{
    public static CaseAnswer? Window(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Text("send_at_utc", "send_at", "at", "instant") is not { } text || one.Inputs.Text("tz", "zone", "time_zone") is not { } id) return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)) return null;
        TimeZoneInfo zone = SendTime.Zone(id);
        CaseAnswer answer = new CaseAnswer().Put(SendTime.In(zone, at), "local");
        bool? allowed = Allowed(one, facts, at, zone);
        return allowed is null ? answer : answer.Put(allowed, "allowed", "open");
    }

    static bool? Allowed(WorkedCase one, CaseFacts facts, DateTimeOffset at, TimeZoneInfo zone)
    {
        HashSet<DateOnly> holidays = [.. one.Inputs.Dates("holidays", "public_holidays")];
        if (one.Inputs.List("window", "hours") is [var from, var to] && TimeOf(from) is { } open && TimeOf(to) is { } close)
            return ContactRules.IsWithin(open, close, SendTime.TimeIn(zone, at)) && !holidays.Contains(SendTime.DateIn(zone, at));
        ContactRule[] rules = [.. RulesAt(one, facts).Where(r => r.Hours.Length > 0)];
        return rules.Length == 0 ? null : ContactRules.IsOpen(rules, at, zone, holidays.Contains);
    }

    /// <summary>Every rule of the case's place, whomever it binds: such cases name a place and no party.</summary>
    public static IEnumerable<ContactRule> RulesAt(WorkedCase one, CaseFacts facts) => facts.Contact.Rules.All.Where(r => r.HoldsAt(one.Jurisdiction));

    static TimeOnly? TimeOf(JsonElement e) =>
        e.ValueKind == JsonValueKind.String && TimeOnly.TryParse(CaseInputs.TextOf(e), CultureInfo.InvariantCulture, out TimeOnly time) ? time : null;
}
