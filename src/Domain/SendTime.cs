namespace Collections.Domain;

/// <summary>The one place where dates, wall times and instants meet.</summary>
public static class SendTime
{
    /// <summary>The instant at which a clock in <paramref name="zone"/> shows this date and time. A time skipped in
    /// spring moves on by the length of the gap; a time shown twice in autumn means the first.</summary>
    public static DateTimeOffset InstantOf(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        DateTime wall = date.ToDateTime(time, DateTimeKind.Utc);
        TimeSpan before = zone.GetUtcOffset(wall.AddDays(-1)), after = zone.GetUtcOffset(wall.AddDays(1));
        TimeSpan offset = Shows(before) || !Shows(after) ? before : after; // neither shows it: skipped, so the old offset moves it on
        return new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), offset);

        bool Shows(TimeSpan candidate) => zone.GetUtcOffset(wall - candidate) == candidate;
    }

    /// <summary>The date that a clock in <paramref name="zone"/> shows at an instant.</summary>
    public static DateOnly DateIn(TimeZoneInfo zone, DateTimeOffset instant) => DateOnly.FromDateTime(WallIn(zone, instant));

    /// <summary>The time of day that a clock in <paramref name="zone"/> shows at an instant.</summary>
    public static TimeOnly TimeIn(TimeZoneInfo zone, DateTimeOffset instant) => TimeOnly.FromDateTime(WallIn(zone, instant));

    /// <summary>The instant with the offset of <paramref name="zone"/>, to show to a person.</summary>
    public static DateTimeOffset In(TimeZoneInfo zone, DateTimeOffset instant) => instant.ToOffset(zone.GetUtcOffset(instant.UtcDateTime));

    /// <summary>The zone of an IANA id ("Europe/London").</summary>
    /// <exception cref="TimeZoneNotFoundException">No such zone on this machine.</exception>
    public static TimeZoneInfo Zone(string ianaId) => TimeZoneInfo.FindSystemTimeZoneById(ianaId);

    /// <summary>True when the id names a zone that this machine knows.</summary>
    public static bool IsZone(string? ianaId) => ianaId is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(ianaId, out _);

    static DateTime WallIn(TimeZoneInfo zone, DateTimeOffset instant) => instant.UtcDateTime + zone.GetUtcOffset(instant.UtcDateTime);
}
