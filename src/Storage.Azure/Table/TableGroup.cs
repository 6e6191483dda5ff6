using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Collections.Storage.Azure.Table;

/// <summary>The body of an entity-group transaction (multipart/mixed, one changeset) and of its answer.</summary>
internal static class TableGroup
{
    public static byte[] Body(TableRow row)
    {
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter json = new(body)) row.WriteTo(json);
        return body.WrittenSpan.ToArray();
    }

    public static byte[] Write(string boundary, IReadOnlyList<TableWrite> writes, Func<TableWrite, (string Verb, string Url)> target)
    {
        ArrayBufferWriter<byte> body = new();
        Line(body, $"--batch_{boundary}");
        Line(body, $"Content-Type: multipart/mixed; boundary=changeset_{boundary}\r\n");
        foreach (TableWrite write in writes)
        {
            (string verb, string url) = target(write);
            Line(body, $"--changeset_{boundary}");
            Line(body, "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
            Line(body, $"{verb} {url} HTTP/1.1");
            Line(body, "Accept: application/json;odata=nometadata\r\nDataServiceVersion: 3.0");
            if (write.Kind == WriteKind.Insert) Line(body, "Prefer: return-no-content");
            if (write.IfMatch is not null) Line(body, $"If-Match: {write.IfMatch}");
            if (write.Kind != WriteKind.Delete) Line(body, "Content-Type: application/json");
            Line(body, "");
            if (write.Kind != WriteKind.Delete) using (Utf8JsonWriter json = new(body)) write.Row.WriteTo(json);
            Line(body, "");
        }
        Line(body, $"--changeset_{boundary}--");
        Line(body, $"--batch_{boundary}--");
        return body.WrittenSpan.ToArray();
    }

    /// <summary>Reads the answer: the ETags of all writes, or the first that failed. An answer that breaks off is no answer.</summary>
    public static GroupAnswer Read(string body, int writes)
    {
        string[] parts = body.Split("HTTP/1.1 ", StringSplitOptions.None)[1..];
        string ending = body.TrimEnd();
        if (parts.Length == 0 || !ending.EndsWith("--", StringComparison.Ordinal)) return new(null, -1, [], "");
        foreach (string part in parts)
        {
            int code = CodeAt(part);
            if (code is < 200 or >= 300) return new(code, IndexOf(part), [], CodeOf(part));
        }
        return parts.Length == writes ? new(202, -1, [.. parts.Select(ETagOf)], "") : new(null, -1, [], "");
    }

    static int CodeAt(string part) => int.TryParse(part.AsSpan(0, Math.Min(3, part.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code : 500;

    static string? ETagOf(string part)
    {
        int at = part.IndexOf("ETag: ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : part[(at + 6)..part.IndexOf('\r', at)].Trim();
    }

    // "2:The specified entity already exists...": the number of the write stands before the words.
    static int IndexOf(string part)
    {
        int at = part.IndexOf("\"value\":\"", StringComparison.Ordinal);
        if (at < 0) return -1;
        string words = part[(at + 9)..];
        int colon = words.IndexOf(':');
        return colon > 0 && int.TryParse(words.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    /// <summary>The service's code word ("EntityAlreadyExists"); empty when there is none.</summary>
    public static string CodeOf(string body)
    {
        int at = body.IndexOf("\"code\":\"", StringComparison.Ordinal);
        if (at < 0) return "";
        int end = body.IndexOf('"', at + 8);
        return end < 0 ? "" : body[(at + 8)..end];
    }

    static void Line(IBufferWriter<byte> body, string text)
    {
        body.Write(Encoding.ASCII.GetBytes(text));
        body.Write("\r\n"u8);
    }
}

/// <summary>What an entity-group transaction answered.</summary>
/// <param name="Code">202: all written; another: the code of the write that failed; null: the answer broke off.</param>
internal sealed record GroupAnswer(int? Code, int FailedAt, IReadOnlyList<string?> ETags, string Words);
