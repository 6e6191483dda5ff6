using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Collections.Storage.Azure.Table;

/// <summary>Keys that any text can be part of. The service forbids / \ # ? and control characters and takes 1 KiB; its order is ordinal.</summary>
internal static class TableKey
{
    const int Longest = 360;

    /// <summary>Separates the parts of a key; sorts below everything that <see cref="Of"/> writes.</summary>
    public const char Separator = ' ';

    /// <summary>Sorts above everything that follows a prefix.</summary>
    public const string End = "\u007e\u007e";

    /// <summary>A text as part of a key, in the text's own ordinal order: letters, digits and dashes stand for themselves, anything else becomes a mark
    /// of its place in the order and four hex digits. A very long text is cut and ends in its hash.</summary>
    public static string Of(string text)
    {
        if (text.Length == 0) return "!"; // a key part never ends a key in a blank
        StringBuilder key = new(text.Length + 16);
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '-') key.Append(c);
            else key.Append(MarkOf(c)).Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            if (key.Length > Longest) return key.ToString(0, Longest - 40) + "~~" + Hash(text)[..32];
        }
        return key.ToString();
    }

    static char MarkOf(char c) => c switch { < '-' => '!', < '0' => '.', < 'A' => '=', < 'a' => '_', _ => '~' };

    /// <summary>An instant in rising order.</summary>
    public static string Rising(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>An instant in falling order: the newest first.</summary>
    public static string Falling(DateTimeOffset at) => (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>A count in rising order.</summary>
    public static string Rising(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>A count in falling order.</summary>
    public static string Falling(long number) => (999_999_999_999 - number).ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>A text in falling ordinal order: each character's complement, and an end that sorts a longer text before its own beginning.</summary>
    public static string Falling(string text) => Of(string.Concat(text.Select(c => (char)(char.MaxValue - c))) + char.MaxValue);

    /// <summary>A day in rising order.</summary>
    public static string Day(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>A name nobody can read out of a URL or a trace: addresses and event ids are keyed by it.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(text)).AsSpan(0, 20));
}
