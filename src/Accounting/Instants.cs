using System.Globalization;
using System.Text.RegularExpressions;
using Collections.Domain;

namespace Collections.Accounting;

/// <summary>Reads the forms in which accounting software writes a time: ISO 8601 with up to nine digits of a second, an offset with or without colon or none
/// (then UTC), and "/Date(1539993600000+0000)/".</summary>
internal static partial class Instants
{
    internal static DateTimeOffset? Read(string? text)
    {
        if (text is not { Length: > 0 and <= 40 }) return null;
        if (Milliseconds().Match(text) is { Success: true } old) return Old(old);
        if (Iso().Match(text) is not { Success: true } iso) return null;
        string fraction = iso.Groups["fraction"].Value, offset = iso.Groups["offset"].Value;
        string plain = iso.Groups["wall"].Value.Replace(' ', 'T') + (fraction.Length > 8 ? fraction[..8] : fraction)
            + (offset.Length is 0 or 1 ? "Z" : offset.Length == 5 ? offset.Insert(3, ":") : offset);
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at) ? at : null;
    }

    /// <summary>The day as the source shows it: the date part of what is written, never moved to another zone. Null where it is none of 1900 to 2200.</summary>
    internal static DateOnly? Day(string? text)
    {
        if (WrittenDate.TryRead(text, out DateOnly day)) return day;
        return Read(text) is { } at && WrittenDate.IsKnown(DateOnly.FromDateTime(at.DateTime)) ? DateOnly.FromDateTime(at.DateTime) : null;
    }

    static DateTimeOffset? Old(Match old)
    {
        long ms = long.Parse(old.Groups["ms"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (ms is < -62_000_000_000_000 or > 253_000_000_000_000) return null;
        string offset = old.Groups["offset"].Value;
        DateTimeOffset utc = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        if (offset.Length == 0) return utc;
        int minutes = int.Parse(offset[1..3], CultureInfo.InvariantCulture) * 60 + int.Parse(offset[3..], CultureInfo.InvariantCulture);
        return minutes > 14 * 60 ? null : utc.ToOffset(TimeSpan.FromMinutes(offset[0] == '-' ? -minutes : minutes));
    }

    [GeneratedRegex(@"^/Date\((?<ms>-?[0-9]{1,15})(?<offset>[+-][0-9]{4})?\)/$", RegexOptions.NonBacktracking)]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"^(?<wall>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2})(?<fraction>\.[0-9]{1,9})?(?<offset>Z|[+-][0-9]{2}:?[0-9]{2})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Iso();
}
