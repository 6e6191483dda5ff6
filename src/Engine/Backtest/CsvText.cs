using System.Text;

namespace Collections.Engine;

/// <summary>Writes CSV as RFC 4180 says, and so that a spreadsheet takes no cell for a formula.</summary>
public static class CsvText
{
    /// <summary>One row with its line break. A cell with a quote, delimiter or break is quoted; text that begins like a formula gets an apostrophe before it
    /// (plain negative numbers are left as they are).</summary>
    public static string Row(params IEnumerable<string?> cells) => string.Join(',', cells.Select(c => Cell(c ?? ""))) + "\r\n";

    static string Cell(string text)
    {
        if (text.Length > 0 && (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') && !IsNumber(text)) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : new StringBuilder(text).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
    }

    static bool IsNumber(string text) => text.Length > 1 && text[0] == '-' && text.Skip(1).All(c => char.IsAsciiDigit(c) || c == '.');
}
