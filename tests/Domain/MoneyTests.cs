using System.Text.Json;

namespace Collections.Domain.Tests;

public sealed class MoneyTests
{
    static readonly Currency Yen = Currency.Of("JPY"), Pound = Currency.Of("GBP"), Dinar = Currency.Of("KWD"), Unidad = Currency.Of("CLF");

    [Theory]
    [InlineData("GBP", 1050, 0.5, 525), InlineData("GBP", 1, 0.5, 1), InlineData("GBP", -1, 0.5, -1), InlineData("GBP", 3, 0.5, 2), InlineData("GBP", -3, 0.5, -2)]
    [InlineData("JPY", 101, 0.5, 51), InlineData("KWD", 1, 0.4999, 0)]
    public void Rounding_is_half_away_from_zero_to_the_minor_unit(string currency, long minor, decimal factor, long expected) =>
        Assert.Equal(expected, new Money(minor, Currency.Of(currency)).Times(factor).Minor);

    [Fact]
    public void Two_currencies_never_meet_in_a_sum_or_comparison()
    {
        Money yen = new(1, Yen), pence = new(1, Pound);

        Assert.Throws<CurrencyMismatchException>(() => yen + pence);
        Assert.Throws<CurrencyMismatchException>(() => yen - pence);
        Assert.Throws<CurrencyMismatchException>(() => yen < pence);
        Assert.Throws<CurrencyMismatchException>(() => Money.Max(yen, pence));
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_an_error_and_never_a_wrong_amount()
    {
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Pound) + new Money(1, Pound));
        Assert.Throws<OverflowException>(() => new Money(long.MinValue, Pound) - new Money(1, Pound));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue, Pound));
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Pound).Times(2m));
    }

    [Fact]
    public void Amounts_beyond_two_to_the_53_keep_their_last_digit()
    {
        Money money = Money.Exact(999_999_999_999.9999m, Unidad);

        Assert.Equal(9_999_999_999_999_999L, money.Minor);
        Assert.Equal("\"999999999999.9999 CLF\"", JsonSerializer.Serialize(money));
        Assert.Equal(money, JsonSerializer.Deserialize<Money>("\"999999999999.9999 CLF\""));
    }

    /// <summary>A text and what it is in yen (0 decimals), pounds (2), dinars (3) and unidades (4), in minor units; null is refused.</summary>
    public static TheoryData<string, long?, long?, long?, long?> Texts()
    {
        TheoryData<string, long?, long?, long?, long?> data = [];
        void Read(string text, long? yen, long? pounds, long? dinars, long? unidades) => data.Add(text, yen, pounds, dinars, unidades);
        Read("0", 0, 0, 0, 0); Read("-0", 0, 0, 0, 0); Read("0.00", 0, 0, 0, 0); Read("00012", 12, 1200, 12000, 120000);
        Read("1", 1, 100, 1000, 10000); Read("-1", -1, -100, -1000, -10000); Read("1.0", 1, 100, 1000, 10000); Read("1.000", 1, 100, 1000, 10000);
        Read("1.5", null, 150, 1500, 15000); Read("-1.5", null, -150, -1500, -15000); Read("1050.25", null, 105025, 1050250, 10502500);
        Read("0.01", null, 1, 10, 100); Read("-0.01", null, -1, -10, -100); Read("0.001", null, null, 1, 10); Read("0.0001", null, null, null, 1);
        Read("0.00001", null, null, null, null); Read("1.005", null, null, 1005, 10050); Read("2.675", null, null, 2675, 26750); Read("0.1000", null, 10, 100, 1000);
        Read("999999999999", 999999999999, 99999999999900, 999999999999000, 9999999999990000);
        Read("999999999999.99", null, 99999999999999, 999999999999990, 9999999999999900); Read("999999999999.9999", null, null, null, 9999999999999999);
        Read("1000000000000", 1000000000000, 100000000000000, 1000000000000000, 10000000000000000);
        foreach (string refused in Refused()) Read(refused, null, null, null, null);
        return data;
    }

    static IEnumerable<string> Refused() =>
    [
        "", " ", "-", "--1", "+1", "1-", "1-2", ".", "-.", "..1", "1..2", "1.2.3", " 1", "1 ", "\t1", "1\n", "1\0", "\u00a01", "1\u2009000",
        "1e5", "1E5", "1e+5", "1e-2", "1.5e3", "0x10", "1_000", "1,000", "1,000.00", "1.000,00", "1 000", "1'000", "1’000", "1\u202f000", "12,5",
        "٣", "٣٤٥", "۱۲", "१२", "১২", "１２", "一", "²", "½", "Ⅻ", "1٫5", "1٬000", "−5", "–5", "(5)", "£5", "5£", "$5", "€5", "5 GBP", "GBP 5", "5.00 EUR",
        "NaN", "Infinity", "-Infinity", "∞", "null", "true", "1000000000000.01", "1000000000001", "9007199254740993", "90071992547409930",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "79228162514264337593543950335", "1234567890123456789012345",
    ];

    [Theory, MemberData(nameof(Texts))]
    public void A_text_is_read_exactly_or_refused(string text, long? yen, long? pounds, long? dinars, long? unidades)
    {
        Assert.Equal([yen, pounds, dinars, unidades],
            new[] { Yen, Pound, Dinar, Unidad }.Select(c => Money.TryParse(text, c, out Money money) ? money.Minor : (long?)null));
    }

    [Theory, MemberData(nameof(Texts))]
    public void What_was_read_is_shown_again_as_the_same_amount(string text, long? yen, long? pounds, long? dinars, long? unidades)
    {
        foreach ((Currency currency, long? minor) in new[] { (Yen, yen), (Pound, pounds), (Dinar, dinars), (Unidad, unidades) })
        {
            string json = JsonSerializer.Serialize($"{text} {currency.Code}");
            if (minor is null) { Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json)); continue; }
            Money money = JsonSerializer.Deserialize<Money>(json);
            Assert.Equal(new Money(minor.Value, currency), money);
            Assert.Equal(money, JsonSerializer.Deserialize<Money>(JsonSerializer.Serialize(money)));
            Assert.True(Money.TryParse(money.Digits(), currency, out Money shown) && shown == money, money.ToString());
        }
    }

    [Fact]
    public void At_least_three_hundred_readings_are_tried() => Assert.True(Texts().Count() * 4 >= 300, $"{Texts().Count() * 4} readings");

    [Theory]
    [InlineData("1050.25"), InlineData("{}"), InlineData("1e5"), InlineData("null"), InlineData("\"1050.25\""), InlineData("\"1050.25 gbp\""), InlineData("\"1050.25 XXX\"")]
    [InlineData("\" 1050.25 GBP\""), InlineData("\"1050.25  GBP\""), InlineData("\"GBP 1050.25\""), InlineData("\"1050.251 GBP\""), InlineData("\"1,050.25 GBP\"")]
    public void Money_in_JSON_is_text_with_its_currency_and_nothing_else(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Money>(json));

    [Theory]
    [InlineData(long.MinValue), InlineData(long.MaxValue), InlineData(-1L), InlineData(9_007_199_254_740_993L)]
    public void Any_amount_is_written_digit_by_digit(long minor)
    {
        string text = minor.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string digits = text.TrimStart('-').PadLeft(3, '0');
        string expected = $"{(minor < 0 ? "-" : "")}{digits[..^2]}.{digits[^2..]} GBP";

        Assert.Equal($"\"{expected}\"", JsonSerializer.Serialize(new Money(minor, Pound)));
        Assert.Equal(expected, new Money(minor, Pound).ToString());
    }
}
