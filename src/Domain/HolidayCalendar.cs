using System.Collections.Frozen;

namespace Collections.Domain;

/// <summary>The public holidays of areas (ISO 3166 codes, "GB-ENG", "DE-BY", "US"), by year. A year without data counts weekends alone.</summary>
public sealed class HolidayCalendar(string version, IReadOnlyDictionary<string, FrozenSet<DateOnly>> areas)
{
    /// <summary>No holidays anywhere: weekends alone are closed.</summary>
    public static HolidayCalendar WeekendsOnly { get; } = new("none", new Dictionary<string, FrozenSet<DateOnly>>());

    /// <summary>Names the content, for explanations.</summary>
    public string Version { get; } = version;

    /// <summary>True from Monday to Friday when the day is no public holiday of the area; an unknown or null area has weekends alone.</summary>
    public bool IsOpen(DateOnly date, string? area) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsHoliday(date, area);

    /// <summary>True on a public holiday of the area, or of the country it lies in ("GB-ENG", then "GB").</summary>
    public bool IsHoliday(DateOnly date, string? area) => Days(area)?.Contains(date) ?? false;

    /// <summary>True when there is at least one holiday on file for the area in that year.</summary>
    public bool HasDataFor(string? area, int year) => Days(area)?.Any(d => d.Year == year) ?? false;

    /// <summary>The first open day on or after a date.</summary>
    public DateOnly OpenOnOrAfter(DateOnly date, string? area)
    {
        while (!IsOpen(date, area)) date = date.AddDays(1);
        return date;
    }

    /// <summary>The last open day before a date.</summary>
    public DateOnly OpenBefore(DateOnly date, string? area)
    {
        do date = date.AddDays(-1); while (!IsOpen(date, area));
        return date;
    }

    /// <summary>The date that lies this many open days after a date; zero days gives the date itself.</summary>
    public DateOnly AddOpenDays(DateOnly date, int days, string? area)
    {
        for (; days > 0; days--) date = OpenOnOrAfter(date.AddDays(1), area);
        return date;
    }

    FrozenSet<DateOnly>? Days(string? area)
    {
        if (area is null) return null;
        if (areas.TryGetValue(area, out FrozenSet<DateOnly>? days)) return days;
        int dash = area.IndexOf('-');
        return dash > 0 && areas.TryGetValue(area[..dash], out days) ? days : null;
    }
}
