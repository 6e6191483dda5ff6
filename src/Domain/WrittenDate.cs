using System.Globalization;

namespace Collections.Domain;

/// <summary>Dates and instants as people and programs write them. Years outside 1900 to 2200 are refused where they come in: they are slips or stand for
/// "never", and arithmetic on the last days of the calendar has nowhere to go.</summary>
public static class WrittenDate
{
    /// <summary>Reads "2026-03-05". False for anything else, and for a year outside 1900 to 2200.</summary>
    public static bool TryRead(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && IsKnown(date);

    /// <summary>Reads an instant with its offset, UTC where none is written. False for anything else, and for a year outside 1900 to 2200.</summary>
    public static bool TryRead(string? text, out DateTimeOffset instant)
    {
        instant = default;
        return text is { Length: > 0 and <= 40 }
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant) && IsKnown(DateOnly.FromDateTime(instant.UtcDateTime));
    }

    /// <summary>True for a day of the years 1900 to 2200.</summary>
    public static bool IsKnown(DateOnly date) => date.Year is >= 1900 and <= 2200;
}
