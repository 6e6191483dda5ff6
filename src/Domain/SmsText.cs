using System.Collections.Frozen;

namespace Collections.Domain;

/// <summary>How a text message is cut into segments (3GPP TS 23.038): GSM-7 has 160 units, or 153 a part; UCS-2 has 70, or 67 a part.</summary>
public static class SmsText
{
    /// <summary>Longest body that Twilio takes, in characters (error 21617 beyond it).</summary>
    public const int LongestBody = 1600;

    static readonly FrozenSet<char> Basic =
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").ToFrozenSet();

    static readonly FrozenSet<char> Escaped = "\f^{}\\[~]|€".ToFrozenSet(); // two units each, never split over two parts

    /// <summary>Encoding, units and segments of a text; an empty text has no segment.</summary>
    public static SmsSize Measure(string text)
    {
        bool gsm = text.All(c => Basic.Contains(c) || Escaped.Contains(c));
        int units = gsm ? text.Sum(c => Escaped.Contains(c) ? 2 : 1) : text.Length;
        int alone = gsm ? 160 : 70, part = gsm ? 153 : 67;
        int segments = units == 0 ? 0 : units <= alone ? 1 : Parts(text, part, gsm);
        return new(gsm ? "GSM-7" : "UCS-2", units, segments);
    }

    static int Parts(string text, int part, bool gsm)
    {
        int parts = 1, used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int width = gsm ? (Escaped.Contains(text[i]) ? 2 : 1) : char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
            if (used + width > part) (parts, used) = (parts + 1, 0);
            used += width;
            if (!gsm && width == 2) i++;
        }
        return parts;
    }
}

/// <summary>The size of a text message.</summary>
/// <param name="Encoding">"GSM-7" or "UCS-2".</param>
/// <param name="Units">Septets, or UTF-16 code units.</param>
/// <param name="Segments">Parts that are sent and paid for.</param>
public sealed record SmsSize(string Encoding, int Units, int Segments);
