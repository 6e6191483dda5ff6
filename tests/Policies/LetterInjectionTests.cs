using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Collections.Domain;

namespace Collections.Policies.Tests;

public class LetterInjectionTests
{
    static readonly string[] Seeds =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "</td></tr></table><h1>Paid</h1>", "<!-- ", "]]>", "-->",
        "{{7*7}}", "{{{body}}}", "{{#each demanded}}{{total}}{{/each}}", "{{> _pay}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "@(7*7)", "&lt;script&gt;", "&#60;b&#62;", "&amp;", "<b", "</p", "<a href=javascript:alert(1)>x</a>",
        "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "Acme\r\nBcc: x@example.com", "Acme\nSubject: other", "\u2028Acme\u2029", "\u202Eevil\u202C", "\u200B\u200D\uFEFF", "\u0000\u0007\u001B[31m",
        "`${alert(1)}`", "\\u003cscript\\u003e", "<style>*{display:none}</style>", "<base href=//example.net>", "<form action=//example.net>", "<iframe src=//example.net>", "<meta http-equiv=refresh content=0>", "<textarea>", "<title>", "<plaintext>",
        "=HYPERLINK(\"x\")", "\ud800", "\udfff lone", "𝕊𝕔𝕣𝕚𝕡𝕥", "名前株式会社", "ﺍﺏﺝ", "%0d%0aBcc:", "\t\tTabs", "<math><mi//xlink:href=\"data:x\">", "<details open ontoggle=alert(1)>",
    ];

    public static IEnumerable<string> Payloads() =>
        Seeds.Concat(Seeds.Select(s => "Acme " + s)).Concat(Seeds.Select(s => s + " Ltd")).Concat(Seeds.Select(s => s + s)).Concat(Seeds.Select(s => $"\"{s}\""))
            .Concat(Seeds.Select(s => $"'{s}'")).Concat(Seeds.Select(s => $"<{s}>")).Concat(Seeds.Select(s => s.ToUpperInvariant())).Concat(Seeds.Select(s => $"{{{{{s}}}}}")).Concat(Seeds.Select(s => s.Replace("<", "<\0", StringComparison.Ordinal)));

    [Fact]
    public void No_value_from_outside_changes_the_shape_of_a_letter()
    {
        LoadedPack pack = Some.Pack("uk-b2b");
        string control = Skeleton(LetterRenderer.Render(pack, "en", "blacklist-notice", Poisoned("Benign"))!.Html!);
        string empty = Skeleton(LetterRenderer.Render(pack, "en", "blacklist-notice", Poisoned(""))!.Html!); // a value of nothing but unseen characters is no value
        int rendered = 0;
        foreach (string payload in Payloads())
        {
            RenderedLetter letter = LetterRenderer.Render(pack, "en", "blacklist-notice", Poisoned(payload))!;
            Assert.True(Skeleton(letter.Html!) == (CleanText.Line(payload).Length == 0 ? empty : control), payload);
            Assert.DoesNotContain('\r', letter.Subject!);
            Assert.DoesNotContain('\n', letter.Subject!);
            string sms = LetterRenderer.RenderSms(pack, "en", "firm", Poisoned(payload))!.Text;
            Assert.DoesNotContain('\n', sms);
            Assert.DoesNotContain(letter.Subject + letter.Text + letter.Html + sms, c => c is '\u202E' or '\u200B' or '\u200D' or '\uFEFF' or '\0' or '\u001B' or '\u2028');
            rendered++;
        }
        Assert.Equal(500, rendered);
    }

    [Fact]
    public void A_template_in_a_name_stays_text()
    {
        LetterModel model = Some.Letter() with { CustomerName = "{{7*7}} {{creditorName}}" };
        RenderedLetter letter = LetterRenderer.Render(Some.Pack("uk-b2b"), "en", "friendly", model)!;
        Assert.Contains("{{7*7}} {{creditorName}}", letter.Text);
        Assert.Contains("{{7*7}} {{creditorName}}", letter.Html);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://pay.example.com/")]
    [InlineData("https://user:word@example.com/")]
    [InlineData("//example.com/x")]
    [InlineData("https://example.com/\" onclick=\"x")]
    [InlineData("https:\\\\example.com")]
    [InlineData("data:text/html,x")]
    public void A_link_that_is_not_plain_https_is_left_out_and_the_bank_details_remain(string link)
    {
        RenderedLetter letter = LetterRenderer.Render(Some.Pack("uk-b2b"), "en", "firm", Some.Letter() with { PayLink = link, PortalLink = link })!;
        Assert.Empty(new HtmlParser().ParseDocument(letter.Html!).QuerySelectorAll("a[href]"));
        Assert.Contains("By bank transfer", letter.Text);
        Assert.Contains("Tell us what you can pay and when", letter.Text);
    }

    static LetterModel Poisoned(string payload)
    {
        LetterModel model = Some.Letter();
        DemandedCurrency demanded = model.Demanded[0];
        return model with
        {
            CustomerName = payload, ContactName = payload, AccountReference = payload, ReferenceCode = payload, Code = payload,
            Creditor = model.Creditor with { Name = payload, SenderName = payload, Registration = payload, Phone = payload, Email = payload, Address = payload.ReplaceLineEndings(" ").Replace('\u2028', ' ').Replace('\u2029', ' ') + "x", BankDetails = "x" },
            Demanded = [demanded with { Lines = [.. demanded.Lines.Select(l => l with { Number = payload })] }],
            NotDemanded = [.. model.NotDemanded.Select(q => q with { Number = payload })],
            Disputed = [.. model.Disputed.Select(q => q with { Number = payload })],
            Claims = [.. model.Claims.Select(c => c with { Source = payload })],
        };
    }

    static string Skeleton(string html)
    {
        StringBuilder shape = new();
        Walk(new HtmlParser().ParseDocument(html).DocumentElement);
        return shape.ToString();

        void Walk(IElement element)
        {
            shape.Append('<').Append(element.LocalName).AppendJoin(' ', element.Attributes.Select(a => a.Name)).Append('>');
            foreach (IElement child in element.Children) Walk(child);
            shape.Append("</>");
        }
    }
}
