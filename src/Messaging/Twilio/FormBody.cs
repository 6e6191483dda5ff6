using System.Text;
using System.Text.Unicode;

namespace Collections.Messaging.Twilio;

/// <summary>The fields of a form as they came: repeated ones stay apart, because the signature needs each.</summary>
internal sealed class FormBody
{
    const int MostFields = 1_000;

    FormBody(List<KeyValuePair<string, string>> fields) => Fields = fields;

    internal IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    /// <summary>The first value of a field; null when it is absent.</summary>
    internal string? this[string name] => Fields.FirstOrDefault(f => f.Key == name).Value;

    /// <summary>Null when the bytes are no UTF-8 or hold more fields than any provider sends.</summary>
    internal static FormBody? Read(ReadOnlySpan<byte> body) => Utf8.IsValid(body) ? Read(Encoding.UTF8.GetString(body)) : null;

    /// <summary>As the other; a query without its question mark is such a text too.</summary>
    internal static FormBody? Read(string text)
    {
        List<KeyValuePair<string, string>> fields = [];
        foreach (string pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (fields.Count == MostFields) return null;
            int equals = pair.IndexOf('=');
            fields.Add(new(Decoded(equals < 0 ? pair : pair[..equals]), equals < 0 ? "" : Decoded(pair[(equals + 1)..])));
        }
        return new(fields);
    }

    static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
