namespace Collections.Domain;

/// <summary>When a recipient may be written to, on their own clock. Both bounds are allowed: a window to 21:00 still allows 21:00:00.</summary>
public sealed record ContactWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>True when the recipient's clock stands inside the window, on an open day of their holiday area.</summary>
    public bool IsOpen(DateTimeOffset at, TimeZoneInfo zone, HolidayCalendar holidays, string? area)
    {
        TimeOnly time = SendTime.TimeIn(zone, at);
        return time >= From && time <= To && holidays.IsOpen(SendTime.DateIn(zone, at), area);
    }

    /// <summary>The first instant at or after <paramref name="at"/> at which the window is open. Never earlier.</summary>
    public DateTimeOffset OpensAt(DateTimeOffset at, TimeZoneInfo zone, HolidayCalendar holidays, string? area)
    {
        if (IsOpen(at, zone, holidays, area)) return at;
        DateOnly date = SendTime.DateIn(zone, at);
        if (SendTime.InstantOf(date, From, zone) < at) date = date.AddDays(1);
        return SendTime.InstantOf(holidays.OpenOnOrAfter(date, area), From, zone);
    }
}
