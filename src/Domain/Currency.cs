using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>An ISO 4217 currency. Its exponent says how many digits of minor units it has (GBP 2, JPY 0, KWD 3).</summary>
[JsonConverter(typeof(CurrencyJson))]
public readonly record struct Currency
{
    // Every active ISO 4217 code whose exponent is not two; the rest of the list has two digits.
    static readonly FrozenDictionary<string, int> Exponents = Codes();

    static readonly FrozenDictionary<int, Currency> ByBytes = Exponents.Keys.ToFrozenDictionary(c => c[0] << 16 | c[1] << 8 | c[2], c => new Currency(string.Intern(c)));

    readonly string? code;

    Currency(string code) => this.code = code;

    /// <summary>Three capital letters; "XXX" (ISO 4217: no currency) for the default value.</summary>
    public string Code => code ?? "XXX";

    /// <summary>Digits of minor units: 0, 2, 3 or 4.</summary>
    public int Exponent => Exponents.GetValueOrDefault(Code);

    /// <summary>The currency of an ISO 4217 code, upper case.</summary>
    /// <exception cref="FormatException">The code is not an active ISO 4217 currency.</exception>
    public static Currency Of(string code) =>
        TryOf(code, out Currency currency) ? currency : throw new FormatException($"'{code}' is not an ISO 4217 currency code.");

    /// <summary>Reads a code; false when it is null, in lower case or not an active ISO 4217 currency.</summary>
    public static bool TryOf(string? code, out Currency currency)
    {
        bool known = code is not null && Exponents.ContainsKey(code);
        currency = known ? new Currency(string.Intern(code!)) : default;
        return known;
    }

    /// <summary>Reads a code of three ASCII bytes without making a text of it; false when it is not an active ISO 4217 currency.</summary>
    internal static bool TryOf(ReadOnlySpan<byte> code, out Currency currency)
    {
        currency = default;
        return code.Length == 3 && ByBytes.TryGetValue(code[0] << 16 | code[1] << 8 | code[2], out currency);
    }

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    static FrozenDictionary<string, int> Codes()
    {
        const string two = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP "
            + "CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD "
            + "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN "
            + "QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED "
            + "VES WST XCD XCG YER ZAR ZMW ZWG BGN";
        const string zero = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
        const string three = "BHD IQD JOD KWD LYD OMR TND";
        const string four = "CLF UYW";
        Dictionary<string, int> all = new(StringComparer.Ordinal);
        foreach ((string codes, int exponent) in new[] { (two, 2), (zero, 0), (three, 3), (four, 4) })
            foreach (string code in codes.Split(' '))
                all[code] = exponent;
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>Writes a currency as its code, also as the key of a JSON object.</summary>
public sealed class CurrencyJson : JsonConverter<Currency>
{
    /// <inheritdoc />
    public override Currency Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Currency.TryOf(reader.GetString(), out Currency currency) ? currency : throw new JsonException("not an ISO 4217 currency code");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code);

    /// <inheritdoc />
    public override Currency ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Currency value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Code);
}
