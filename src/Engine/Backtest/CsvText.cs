using System.Text;

namespace Collections.Engine;

/// <summary>Writes CSV as RFC 4180 says, and so that a spreadsheet takes no cell for a formula.</summary>
public static class CsvText
{
    // The full-width forms are signs too where a spreadsheet reads East Asian text; a control character in front is dropped by some, and the sign behind it counts.
    const string Signs = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20\uFEFF";

    /// <summary>One row with its line break. A cell with a quote, delimiter or break is quoted; text that begins like a formula gets an apostrophe before it,
    /// and so does text that begins with an apostrophe before such a sign, so that <see cref="Unguarded"/> gives back every text. Negative numbers stay numbers.</summary>
    public static string Row(params IEnumerable<string?> cells) => string.Join(',', cells.Select(c => Cell(c ?? ""))) + "\r\n";

    /// <summary>The text of a cell that was read back, without the apostrophe that kept it from being a formula.</summary>
    public static string Unguarded(string cell) => cell is ['\'', ..] && IsGuarded(cell.AsSpan(1)) ? cell[1..] : cell;

    static string Cell(string text)
    {
        if (IsGuarded(text)) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : new StringBuilder(text).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
    }

    static bool IsGuarded(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> behind = text.TrimStart('\'');
        return behind.Length > 0 && Signs.Contains(behind[0]) && !(behind.Length == text.Length && IsNegativeNumber(text));
    }

    // A minus, digits, and at most one point between digits: a formula needs more than that.
    static bool IsNegativeNumber(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '-' || !char.IsAsciiDigit(text[1]) || !char.IsAsciiDigit(text[^1])) return false;
        int points = 0;
        foreach (char c in text[1..])
        {
            if (c == '.') points++;
            else if (!char.IsAsciiDigit(c)) return false;
        }
        return points <= 1;
    }
}
