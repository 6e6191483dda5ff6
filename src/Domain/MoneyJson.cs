using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>Writes money as a person reads it: "1050.25 GBP". Exactly the currency's digits; nothing is rounded on the way in.</summary>
public sealed class MoneyJson : JsonConverter<Money>
{
    /// <inheritdoc />
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String) throw new JsonException("money is text, such as \"1050.25 GBP\"");
        string text = reader.GetString()!;
        int space = text.IndexOf(' ');
        return space > 0 && Currency.TryOf(text[(space + 1)..], out Currency currency) && Money.TryParse(text[..space], currency, out Money money)
            ? money
            : throw new JsonException($"'{text}' is no amount; write it as \"1050.25 GBP\"");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[40];
        long scale = value.Currency.Exponent switch { 0 => 1, 2 => 100, 3 => 1000, _ => 10_000 };
        ulong minor = (ulong)(value.Minor < 0 ? -(Int128)value.Minor : value.Minor);
        int at = 0;
        if (value.Minor < 0) text[at++] = (byte)'-';
        Utf8Formatter.TryFormat(minor / (ulong)scale, text[at..], out int written);
        at += written;
        if (scale > 1)
        {
            text[at++] = (byte)'.';
            Utf8Formatter.TryFormat(minor % (ulong)scale, text[at..], out written, new('D', (byte)value.Currency.Exponent));
            at += written;
        }
        text[at++] = (byte)' ';
        foreach (char c in value.Currency.Code) text[at++] = (byte)c;
        writer.WriteStringValue(text[..at]);
    }
}
