using Collections.Domain;

namespace Collections.Policies.Tests;

public class WordingTests
{
    [Theory]
    [InlineData("en", "1050.25", "GBP", "£1,050.25")]
    [InlineData("en", "1050.25", "EUR", "€1,050.25")]
    [InlineData("en", "1050.25", "USD", "USD 1,050.25")]
    [InlineData("en-US", "1234567.80", "USD", "$1,234,567.80")]
    [InlineData("en", "0.05", "GBP", "£0.05")]
    [InlineData("en", "-5.00", "GBP", "-£5.00")]
    [InlineData("en", "999", "JPY", "JPY 999")]
    [InlineData("en", "1234", "JPY", "JPY 1,234")]
    [InlineData("en", "1234.567", "KWD", "KWD 1,234.567")]
    [InlineData("de", "1050.25", "EUR", "1.050,25 €")]
    [InlineData("de-AT", "1234567.00", "CHF", "1.234.567,00 CHF")]
    [InlineData("de", "-5.00", "EUR", "-5,00 €")]
    [InlineData("en-IN", "105025.00", "INR", "₹1,05,025.00")]
    [InlineData("en-IN", "12345678.90", "INR", "₹1,23,45,678.90")]
    [InlineData("en-IN", "1234567.00", "USD", "USD 1,234,567.00")]
    [InlineData("en", "105025.00", "INR", "₹105,025.00")]
    public void An_amount_takes_the_form_of_the_language(string language, string digits, string currency, string shown)
    {
        Assert.True(Money.TryParse(digits, Currency.Of(currency), out Money money));
        Assert.Equal(shown, new Wording(language).Amount(money).Replace('\u00A0', ' '));
    }

    [Theory]
    [InlineData("en-IN", "105025.00", "INR", "INR 1,05,025.00")]
    [InlineData("de", "1050.25", "EUR", "1.050,25 EUR")]
    [InlineData("en", "1050.25", "GBP", "£1,050.25")]
    public void A_text_message_writes_amounts_in_its_own_alphabet(string language, string digits, string currency, string shown)
    {
        Assert.True(Money.TryParse(digits, Currency.Of(currency), out Money money));
        string text = new Wording(language, plain: true).Amount(money);
        Assert.Equal(shown, text);
        Assert.Equal("GSM-7", SmsText.Measure(text).Encoding);
    }

    [Theory]
    [InlineData("en", "22 November 2026", "22 Nov 2026")]
    [InlineData("en-US", "November 22, 2026", "Nov 22, 2026")]
    [InlineData("en-IN", "22 November 2026", "22 Nov 2026")]
    [InlineData("de", "22. November 2026", "22.11.2026")]
    public void A_date_takes_the_form_of_the_language(string language, string full, string brief)
    {
        Assert.Equal(full, new Wording(language).Date(new DateOnly(2026, 11, 22)));
        Assert.Equal(brief, new Wording(language).ShortDate(new DateOnly(2026, 11, 22)));
    }

    [Fact]
    public void The_largest_amount_there_can_be_is_written_in_full() =>
        Assert.Equal("£92,233,720,368,547,758.07", new Wording("en").Amount(new Money(long.MaxValue, Some.Gbp)));

    [Fact]
    public void The_machines_culture_changes_nothing()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        RenderedLetter expected = LetterRenderer.Render(Some.Pack("uk-b2b"), "en", "firm", Some.Letter())!;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("ar-SA");
            Assert.Equal(expected, LetterRenderer.Render(Some.Pack("uk-b2b"), "en", "firm", Some.Letter()));
        }
        finally { System.Globalization.CultureInfo.CurrentCulture = before; }
    }
}
