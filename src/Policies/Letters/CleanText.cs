using System.Globalization;
using System.Text;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>Makes a value from outside fit for one line of a letter or page: no line breaks, no control, bidirectional or zero-width characters.</summary>
public static class CleanText
{
    public static string Line(string? value, int longest = 300)
    {
        if (string.IsNullOrEmpty(value)) return "";
        StringBuilder kept = new(value.Length);
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (IsSpace(rune)) { if (kept.Length > 0 && kept[^1] != ' ') kept.Append(' '); }
            else if (IsShown(rune)) kept.Append(rune.ToString());
        }
        return Cut(kept.ToString().TrimEnd(), longest);
    }

    /// <summary>A line in the alphabet of text messages where it has the letters: curly quotes straightened, marks dropped that it lacks.
    /// One character outside it would more than double the segments; a name in another script stays as it is.</summary>
    internal static string ForSms(string? value, int longest)
    {
        StringBuilder kept = new();
        foreach (Rune rune in Line(value, longest).EnumerateRunes()) kept.Append(InAlphabet(rune.ToString()));
        return kept.ToString();
    }

    static string InAlphabet(string letter)
    {
        if (IsGsm(letter)) return letter;
        string plain = letter switch
        {
            "\u2018" or "\u2019" or "\u201A" or "\u2032" or "`" or "\u00B4" => "'",
            "\u201C" or "\u201D" or "\u201E" or "\u00AB" or "\u00BB" => "\"",
            "\u2010" or "\u2011" or "\u2012" or "\u2013" or "\u2014" or "\u2212" => "-",
            "\u2026" => "..",
            _ => string.Concat(letter.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)),
        };
        return plain.Length > 0 && IsGsm(plain) ? plain : letter;
    }

    static bool IsGsm(string text) => SmsText.Measure(text).Encoding == "GSM-7";

    /// <summary>Each line cleaned; empty lines fall away.</summary>
    internal static IEnumerable<string> Lines(string? value) =>
        (value ?? "").Split(['\r', '\n', '\u2028', '\u2029', '\u0085'], StringSplitOptions.RemoveEmptyEntries).Select(l => Line(l)).Where(l => l.Length > 0);

    /// <summary>The text when it is an absolute https address without user name or odd characters; else empty.</summary>
    internal static string Link(string? value) =>
        value is { Length: > 0 and <= 2000 } && value.All(c => c is > ' ' and < (char)127 and not ('"' or '\'' or '<' or '>' or '\\' or '`' or '{' or '}'))
        && Uri.TryCreate(value, UriKind.Absolute, out Uri? uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && uri.Host.Length > 0
            ? value : "";

    static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        int end = char.IsLowSurrogate(text[longest - 2]) ? longest - 3 : longest - 2;
        return text[..end].TrimEnd() + "..";
    }

    static bool IsSpace(Rune rune) =>
        rune.Value is '\t' or '\r' or '\n' or 0x85 || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    static bool IsShown(Rune rune) => rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate);
}
