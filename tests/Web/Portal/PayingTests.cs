using Collections.Domain;
using Collections.Engine;
using Collections.Web.Portal;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

/// <summary>Pay links (reliability S12), amounts as people write them (S10), and the code for a bank transfer (EPC069-12).</summary>
public sealed class PayingTests(ITestOutputHelper print)
{
    static readonly Ledger Book = Some.Ledger with { LegalName = "Hellbrunn Werkzeuge GmbH", Sender = Some.Ledger.Sender with { PayLink = "https://pay.example.com/hellbrunn", BankDetails = "Beispielbank\nIBAN DE89 3704 0044 0532 0130 00\nBIC COBADEFFXXX" } };

    [Theory]
    [InlineData("https://pay.example.com/i/1")]
    [InlineData("https://pay.example.com/i/1?x=1#y")]
    [InlineData("https://PAY.example.com/i/1")]
    [InlineData("https://invoice.stripe.com/i/acct_1/test_2")]
    public void A_pay_link_of_an_allowed_origin_is_shown(string link) => Assert.NotNull(PayLinks.Allowed(link, Book));

    [Fact]
    public void No_other_pay_link_is_shown()
    {
        string[] hosts =
        [
            "pay.example.com.evil.example", "evil.example", "evil.example/pay.example.com", "pay.example.com@evil.example", "pay.example.com:x@evil.example", "pay.example.com%40evil.example", "pay.example.com\\@evil.example", "pay.example.com%2eevil.example",
            "evilpay.example.com", "pay-example.com", "pay.example.co", "pay.example.com.", "pay.example.com:8443", "pay.example.com:80", "pay.example.com:443@evil.example", "sub.pay.example.com", "xn--py-fka.example.com", "p\u0430y.example.com", "pay.example\u3002com", "pay.example.com\u0000", "[::1]", "127.0.0.1", "pay.example.com\t.evil.example", " pay.example.com", "pay.example.com\\evil", "pay.example.com%00",
        ];
        string[] forms = ["https://{0}/i", "http://{0}/i", "//{0}/i", "\\\\{0}\\i", "https:\\\\{0}/i", "https:/{0}/i", "https:{0}/i", "HTTPS://{0}/i", "javascript:alert(1)//{0}", "data:text/html,{0}"];
        string[] links = [.. hosts.SelectMany(h => forms.Select(f => f.Replace("{0}", h))), .. forms.Skip(1).Select(f => f.Replace("{0}", "pay.example.com"))];
        string[] shown = [.. links.Where(l => PayLinks.Allowed(l, Book) is not null)];
        print.WriteLine($"{links.Length} links, {shown.Length} shown");
        Assert.Empty(shown);
        Assert.True(links.Length >= 150);
        Assert.Null(PayLinks.Allowed("https://evil.example/", Book with { Sender = Book.Sender with { PayLink = null } }));
    }

    [Fact]
    public void A_transfer_in_euro_is_written_as_the_guideline_says_line_by_line()
    {
        string text = BankTransfer.Epc(Book, Money.Exact(1050.20m, Currency.Of("EUR")), "RE-2026-17\nx")!;
        Assert.Equal(["BCD", "002", "1", "SCT", "", "Hellbrunn Werkzeuge GmbH", "DE89370400440532013000", "EUR1050.2", "", "", "RE-2026-17 x"], text.Split('\n'));
        Assert.Null(BankTransfer.Epc(Book, Money.Exact(10, Currency.Of("GBP")), "x"));
        Assert.Null(BankTransfer.Epc(Book, Money.Zero(Currency.Of("EUR")), "x"));
        Assert.Null(BankTransfer.Epc(Some.Ledger, Money.Exact(10, Currency.Of("EUR")), "x"));
        QrPath qr = QrPath.Of(text)!;
        Assert.InRange(qr.Size, 29, 8 + 17 + 4 * 13);
        Assert.StartsWith("M4 4h7v1h-7z", qr.Path);
    }

    [Theory]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00", "DE89370400440532013000")]
    [InlineData("Konto: DE89370400440532013000, Bank X", "DE89370400440532013000")]
    [InlineData("DE88370400440532013000", null)]
    [InlineData("Sort code 00-00-00, account 00000000", null)]
    [InlineData("GB82 WEST 1234 5698 7654 32\nThank you", "GB82WEST12345698765432")]
    public void An_iban_is_found_by_its_check_digits(string text, string? iban) => Assert.Equal(iban, BankTransfer.IbanIn(text));

    [Theory]
    [InlineData("en", "1,050.25", 105025L)]
    [InlineData("en", "1050.25", 105025L)]
    [InlineData("en", "1050", 105000L)]
    [InlineData("en", "1,050", 105000L)]
    [InlineData("en", "1.050,25", null)]
    [InlineData("en", "1050,25", null)]
    [InlineData("en", "10,50.25", null)]
    [InlineData("de", "1.050,25", 105025L)]
    [InlineData("de", "1050,25", 105025L)]
    [InlineData("de", "250.50", 25050L)]
    [InlineData("de", "1.050", 105000L)]
    [InlineData("de", "1,050.25", null)]
    [InlineData("en", "-5", null)]
    [InlineData("en", "1e3", null)]
    [InlineData("en", "٣٠", null)]
    [InlineData("en", "10.005", null)]
    [InlineData("en", "99999999999999999999", null)]
    [InlineData("en", "", null)]
    public void An_amount_is_read_exactly_or_not_at_all(string language, string text, long? minor)
    {
        bool read = Tongue.Known(language)!.TryMoney(text, Currency.Of("GBP"), out Money money);
        Assert.Equal(minor, read ? money.Minor : null);
    }
}
