namespace Collections.Domain.Tests;

public sealed class CurrencyTests
{
    /// <summary>ISO 4217: every code with another exponent than two.</summary>
    [Theory]
    [InlineData(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF")]
    [InlineData(3, "BHD IQD JOD KWD LYD OMR TND")]
    [InlineData(4, "CLF UYW")]
    [InlineData(2, "GBP EUR USD AUD INR CHF CAD NZD CNY BRL ZAR SEK NOK DKK PLN CZK HUF RON TRY AED SAR ILS MXN IDR THB SGD HKD TWD MRU MGA")]
    public void Minor_units_are_those_of_ISO_4217(int exponent, string codes) =>
        Assert.All(codes.Split(' '), code => Assert.Equal(exponent, Currency.Of(code).Exponent));

    [Theory]
    [InlineData("gbp"), InlineData("Gbp"), InlineData("GB"), InlineData("GBPX"), InlineData(""), InlineData(null), InlineData("XXX"), InlineData("XAU"), InlineData("DEM"), InlineData("BTC"), InlineData("ＧＢＰ")]
    public void Anything_else_is_no_currency(string? code) => Assert.False(Currency.TryOf(code, out _));

    [Fact]
    public void A_wrong_code_is_named_in_the_error() => Assert.Contains("'GPB'", Assert.Throws<FormatException>(() => Currency.Of("GPB")).Message);
}
