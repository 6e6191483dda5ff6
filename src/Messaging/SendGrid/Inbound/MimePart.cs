using System.Globalization;
using System.Text;

namespace Collections.Messaging.SendGrid.Inbound;

/// <summary>A part of a form or of a mail: its headers, and its content with one character a byte, so that nothing is lost before the charset is known.
/// Reads what mail programs really write: bare line feeds, missing ends, unknown charsets.</summary>
/// <param name="Headers">In order, unfolded; names as they came.</param>
/// <param name="Content">One character a byte.</param>
internal sealed record MimePart(IReadOnlyList<KeyValuePair<string, string>> Headers, string Content)
{
    const int MostParts = 200, MostHeaders = 500, Deepest = 8;

    internal static MimePart Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        return Of(Encoding.Latin1.GetString(bytes));
    }

    internal static MimePart Of(string text)
    {
        int crlf = text.IndexOf("\r\n\r\n", StringComparison.Ordinal), lf = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (text.StartsWith('\n')) return new([], text[1..]);
        if (text.StartsWith("\r\n", StringComparison.Ordinal)) return new([], text[2..]);
        (int end, int gap) = crlf >= 0 && (lf < 0 || crlf < lf) ? (crlf, 4) : lf >= 0 ? (lf, 2) : (text.Length, 0);
        return new(HeaderLines(text[..end]), text[(end + gap)..]);
    }

    /// <summary>A block of header lines, unfolded.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> HeaderLines(string block)
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (string line in block.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && headers.Count > 0)
                headers[^1] = new(headers[^1].Key, headers[^1].Value + " " + line.Trim());
            else if (line.IndexOf(':') is > 0 and int colon && headers.Count < MostHeaders)
                headers.Add(new(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }
        return headers;
    }

    internal string? Header(string name) => Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>"boundary" of <c>multipart/mixed; boundary="x"</c>; null when it is not there.</summary>
    internal static string? Parameter(string? header, string name)
    {
        foreach (string piece in (header ?? "").Split(';').Skip(1))
            if (piece.IndexOf('=') is > 0 and int at && piece[..at].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return piece[(at + 1)..].Trim().Trim('"');
        return null;
    }

    /// <summary>The parts between the lines of a boundary; a missing last line ends at the end of the text.</summary>
    internal static IEnumerable<MimePart> Split(string text, string boundary)
    {
        string line = "--" + boundary;
        int from = -1, at = 0, count = 0;
        while (count < MostParts && (at = text.IndexOf(line, at, StringComparison.Ordinal)) >= 0)
        {
            bool atLineStart = at == 0 || text[at - 1] == '\n';
            int after = at + line.Length;
            if (!atLineStart || (after < text.Length && text[after] is not ('\r' or '\n' or '-' or ' '))) { at = after; continue; }
            if (from >= 0) { yield return Of(Content(from, at)); count++; }
            if (string.CompareOrdinal(text, after, "--", 0, 2) == 0) yield break;
            int end = text.IndexOf('\n', after);
            if (end < 0) yield break;
            from = at = end + 1;
        }
        if (from >= 0 && count < MostParts) yield return Of(text[from..]);

        string Content(int begin, int end)
        {
            if (end > begin && text[end - 1] == '\n') end--;
            if (end > begin && text[end - 1] == '\r') end--;
            return text[begin..end];
        }
    }

    /// <summary>The first part of a media type, depth first, attachments left out; null when there is none.</summary>
    internal MimePart? Find(string mediaType, int depth = 0)
    {
        string type = (Header("Content-Type") ?? "text/plain").Split(';')[0].Trim();
        if (Header("Content-Disposition")?.StartsWith("attachment", StringComparison.OrdinalIgnoreCase) == true) return null;
        if (type.Equals(mediaType, StringComparison.OrdinalIgnoreCase)) return this;
        if (depth >= Deepest || !type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || Parameter(Header("Content-Type"), "boundary") is not { Length: > 0 } boundary) return null;
        return Split(Content, boundary).Select(p => p.Find(mediaType, depth + 1)).FirstOrDefault(p => p is not null);
    }

    /// <summary>The content as text: transfer encoding undone, then read in its charset.</summary>
    internal string Text(string? charset = null)
    {
        byte[] bytes = Header("Content-Transfer-Encoding")?.Trim().ToLowerInvariant() switch
        {
            "base64" => Base64(Content), "quoted-printable" => QuotedPrintable(Content), _ => Encoding.Latin1.GetBytes(Content),
        };
        return Charset(charset ?? Parameter(Header("Content-Type"), "charset")).GetString(bytes);
    }

    static Encoding Charset(string? name)
    {
        if (name is not { Length: > 0 and < 40 } || name.Equals("utf-7", StringComparison.OrdinalIgnoreCase)) return Encoding.UTF8;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }

    static byte[] Base64(string text)
    {
        string digits = new([.. text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '/')]);
        if (digits.Length % 4 == 1) digits = digits[..^1];
        return Convert.FromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='));
    }

    static byte[] QuotedPrintable(string text)
    {
        List<byte> bytes = new(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '=') bytes.Add((byte)text[at]);
            else if (at + 2 < text.Length && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)) { bytes.Add(value); at += 2; }
            else if (text.IndexOf('\n', at) is >= 0 and int end && text.AsSpan(at + 1, end - at - 1).IsWhiteSpace()) at = end;
            else bytes.Add((byte)'=');
        }
        return [.. bytes];
    }
}
