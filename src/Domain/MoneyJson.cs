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
        if (!reader.HasValueSequence && TryReadAsWritten(reader.ValueSpan, out Money plain)) return plain;
        string text = reader.GetString()!;
        int space = text.IndexOf(' ');
        return space > 0 && Currency.TryOf(text[(space + 1)..], out Currency currency) && Money.TryParse(text[..space], currency, out Money money)
            ? money
            : throw new JsonException($"'{text}' is no amount; write it as \"1050.25 GBP\"");
    }

    /// <summary>Reads the form that <see cref="Write"/> makes: exactly the currency's digits. A stored account has hundreds of amounts, and this makes no text of them.</summary>
    static bool TryReadAsWritten(ReadOnlySpan<byte> text, out Money money)
    {
        money = default;
        if (text.Length is < 5 or > 22 || text[^4] != (byte)' ' || !Currency.TryOf(text[^3..], out Currency currency)) return false;
        ReadOnlySpan<byte> digits = text[..^4];
        int at = digits[0] == (byte)'-' ? 1 : 0, point = currency.Exponent == 0 ? -1 : digits.Length - currency.Exponent - 1;
        if (at == digits.Length || (currency.Exponent > 0 && point <= at)) return false; // without its point it is not as written: "10 GBP" are ten pounds
        long minor = 0; // at most 17 digits: it cannot overflow
        for (int i = at; i < digits.Length; i++)
        {
            if (i == point)
            {
                if (digits[i] != (byte)'.') return false;
            }
            else if (digits[i] is >= (byte)'0' and <= (byte)'9') minor = minor * 10 + (digits[i] - '0');
            else return false;
        }
        money = new(at == 1 ? -minor : minor, currency);
        return minor <= 1_000_000_000_000L * Scale(currency);
    }

    static long Scale(Currency currency) => currency.Exponent switch { 0 => 1, 2 => 100, 3 => 1000, _ => 10_000 };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[40];
        long scale = Scale(value.Currency);
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
