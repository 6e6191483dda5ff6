using Collections.Domain;

namespace Collections.Engine.Tests.Intake;

public sealed class PromiseTextTests
{
    static readonly DateOnly Today = new(2026, 11, 20); // a Friday

    [Theory]
    [InlineData("PAY 250 28 NOV", 25000, "GBP", "2026-11-28")]
    [InlineData("pay £250.50 on 28th November.", 25050, "GBP", "2026-11-28")]
    [InlineData("Pay 1,250 GBP by 28/11", 125000, "GBP", "2026-11-28")]
    [InlineData("PAY 1,250.75 Nov 28", 125075, "GBP", "2026-11-28")]
    [InlineData("I will pay 250 EUR on 2026-12-01 please", 25000, "EUR", "2026-12-01")]
    [InlineData("We'll pay $99 tomorrow", 9900, "USD", "2026-11-21")]
    [InlineData("PAY 250 next Friday", 25000, "GBP", "2026-11-27")]
    [InlineData("PAY 250 today", 25000, "GBP", "2026-11-20")]
    [InlineData("pay 250 5 JAN", 25000, "GBP", "2027-01-05")]
    [InlineData("pay 250 19 NOV", 25000, "GBP", "2027-11-19")]
    [InlineData("pay 250 20 NOV", 25000, "GBP", "2026-11-20")]
    [InlineData("Ich zahle 1.250,50 € am 5.12.", 125050, "EUR", "2026-12-05")]
    [InlineData("zahle 250 euro bis zum 5. Dezember 2026", 25000, "EUR", "2026-12-05")]
    [InlineData("überweise 1.250 EUR am 31.12.26", 125000, "EUR", "2026-12-31")]
    [InlineData("PAY 250EUR 28NOV", null, null, null)]
    [InlineData("Zahle 80 morgen, danke!", 8000, "GBP", "2026-11-21")]
    public void A_promise_by_text_is_understood(string text, int? minor, string? currency, string? date)
    {
        PromiseText? understood = PromiseText.Read(text, Today, Currency.Of("GBP"));

        Assert.Equal(minor, (int?)understood?.Amount.Minor);
        Assert.Equal(currency, understood?.Amount.Currency.Code);
        Assert.Equal(date, understood?.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("PAY 250")]
    [InlineData("PAY NOV 28")]
    [InlineData("I paid 250 on 28 Oct")]
    [InlineData("PAY 250 5/6")] // the fifth of June, or the sixth of May
    [InlineData("PAY 250 30 FEB")]
    [InlineData("PAY 250 28 NOV 2025")]
    [InlineData("PAY 0 28 NOV")]
    [InlineData("PAY -250 28 NOV")]
    [InlineData("PAY 250.555 28 NOV x")]
    [InlineData("PAY 2.50.00 28 NOV")]
    [InlineData("PAY 1,25,0 28 NOV")]
    [InlineData("PAY £250 EUR 28 NOV")]
    [InlineData("PAY 250 BTC 28 NOV")]
    [InlineData("PAY 99999999999999999999 28 NOV")]
    [InlineData("can't PAY 250 28 NOV")]
    [InlineData("PAY 250 28 NOV if you deliver")]
    [InlineData("PAY ٢٥٠ 28 NOV")]
    [InlineData("")]
    public void Anything_less_than_sure_is_left_to_a_person(string text) =>
        Assert.Null(PromiseText.Read(text, Today, Currency.Of("GBP")));

    [Fact]
    public void A_currency_without_minor_units_takes_no_decimals_and_one_with_three_no_guess()
    {
        Assert.Equal(new Money(250, Currency.Of("JPY")), PromiseText.Read("PAY 250 28 NOV", Today, Currency.Of("JPY"))?.Amount);
        Assert.Null(PromiseText.Read("PAY 250.50 28 NOV", Today, Currency.Of("JPY")));
        Assert.Null(PromiseText.Read("PAY 1.250 28 NOV", Today, Currency.Of("KWD")));
    }

    [Fact]
    public void The_twenty_ninth_of_February_waits_for_a_year_that_has_one()
    {
        Assert.Equal(new DateOnly(2028, 2, 29), PromiseText.Read("PAY 250 29 FEB", new(2027, 11, 20), Currency.Of("GBP"))?.Date);
        Assert.Null(PromiseText.Read("PAY 250 29 FEB", Today, Currency.Of("GBP")));
    }
}
