using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Collections.Engine;

/// <summary>Reads JSON that others wrote without ever throwing for what it holds. <see cref="JsonElement.GetString"/> throws an
/// InvalidOperationException, not a JsonException, on half a surrogate pair; whoever catches only the latter answers 500, and the
/// provider repeats the same body for days.</summary>
public static class SafeJson
{
    /// <summary>Objects and arrays may nest this deep, included; deeper is a fault.</summary>
    public const int MaxDepth = 32;

    static readonly JsonDocumentOptions Strict = new()
    {
        MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false, AllowDuplicateProperties = false,
    };

    /// <summary>Parses a body; null with the fault where it is no JSON, no UTF-8, nests too deep or names a member twice. A byte order mark is skipped.
    /// The caller disposes the document.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, out string fault)
    {
        ReadOnlyMemory<byte> body = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        fault = Utf8.IsValid(body.Span) ? "" : "not UTF-8";
        if (fault.Length > 0) return null;
        try
        {
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException broken)
        {
            fault = string.Create(CultureInfo.InvariantCulture, $"not JSON: line {broken.LineNumber}, byte {broken.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            fault = "not JSON: a name holds half a surrogate pair"; // the search for double names reads the names as text
        }
        return null;
    }

    /// <summary>The member of an object; null where <paramref name="at"/> is no object or has no such member.</summary>
    public static JsonElement? Member(this JsonElement at, string name)
    {
        if (at.ValueKind != JsonValueKind.Object) return null;
        try
        {
            return at.TryGetProperty(name, out JsonElement found) ? found : null;
        }
        catch (InvalidOperationException)
        {
            return null; // another member's name holds half a surrogate pair
        }
    }

    /// <summary>A member's text; null where it is absent or no string. Half a surrogate pair becomes U+FFFD.</summary>
    public static string? Text(this JsonElement at, string name) => at.Member(name)?.Text();

    /// <summary>The text of a string; null for any other kind. Half a surrogate pair becomes U+FFFD.</summary>
    public static string? Text(this JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return Mended(value.GetRawText().AsSpan()[1..^1]);
        }
    }

    /// <summary>A member's text, or a number as it is written: some sources write the same id both ways.</summary>
    public static string? TextOrNumber(this JsonElement at, string name) =>
        at.Member(name) is { } value ? value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.Text() : null;

    /// <summary>A member's whole number; null where it is absent, no number, no whole one, or beyond 64 bits.</summary>
    public static long? Whole(this JsonElement at, string name) =>
        at.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out long number) ? number : null;

    /// <summary>A member's exact decimal number; null where it is absent, no number, or beyond what a decimal holds.</summary>
    public static decimal? Number(this JsonElement at, string name) =>
        at.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out decimal number) ? number : null;

    /// <summary>A member that is true or false; null where it is neither.</summary>
    public static bool? Truth(this JsonElement at, string name) => at.Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true, JsonValueKind.False => false, _ => null,
    };

    /// <summary>The items of an array; none for any other kind.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement at) => at.ValueKind == JsonValueKind.Array ? at.EnumerateArray() : [];

    /// <summary>The items of a member that is an array; none for any other kind.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement at, string name) => at.Member(name)?.Items() ?? [];

    /// <summary>The instant of a number of seconds since 1970; null outside the years 1 to 9999.</summary>
    public static DateTimeOffset? FromUnixSeconds(long? seconds) =>
        seconds is >= -62_135_596_800 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : null;

    // The text is valid JSON, so every backslash is followed by a known escape.
    static string Mended(ReadOnlySpan<char> raw)
    {
        StringBuilder text = new(raw.Length);
        for (int at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\') { text.Append(raw[at]); continue; }
            char kind = raw[++at];
            if (kind == 'u') { text.Append((char)ushort.Parse(raw.Slice(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)); at += 4; }
            else text.Append(kind switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => kind });
        }
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
