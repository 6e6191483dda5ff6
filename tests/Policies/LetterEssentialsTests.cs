using AngleSharp.Html.Parser;

namespace Collections.Policies.Tests;

public class LetterEssentialsTests
{
    static readonly Dictionary<string, (string Time, string Dispute, string Quote)> Words = new()
    {
        ["en"] = ("If you need more time", "dispute", "Please quote"), ["de"] = ("Wenn Sie mehr Zeit brauchen", "Einwand", "geben Sie"),
    };

    public static TheoryData<string> Packs => [.. PackFiles.ShippedNames];

    [Theory, MemberData(nameof(Packs))]
    public void Every_demand_says_what_since_when_how_to_pay_how_to_ask_for_time_how_to_dispute_and_whom_to_call(string name)
    {
        LoadedPack pack = Some.Pack(name);
        foreach (string language in pack.Letters.Languages)
            foreach (DunningLevel level in pack.Rules.Levels.Where(l => l.Channel == Domain.Channel.Email))
            {
                RenderedLetter letter = LetterRenderer.Render(pack, language, level.Letter, Some.Letter())!;
                string page = new HtmlParser().ParseDocument(letter.Html!).DocumentElement.TextContent;
                Wording wording = new(language);
                (string time, string dispute, string quote) = Words[LetterSet.Bare(language)];
                foreach (string part in (string[])[wording.Amount(new(145_025, Some.Gbp)), wording.ShortDate(new(2026, 10, 16)), "INV-1041", "INV-1067", time, dispute, quote,
                    "+44 7700 900123", "Sort code 00-00-00", wording.DateAndTime(Some.Letter().AsOf), wording.Amount(new(50_000, Some.Gbp))])
                {
                    Assert.Contains(part, letter.Text, StringComparison.OrdinalIgnoreCase);
                    Assert.Contains(part, page, StringComparison.OrdinalIgnoreCase);
                }
                Assert.Contains("https://pay.example.com/p/8f2c41d09b", letter.Text);
                Assert.Contains("href=\"https://pay.example.com/p/8f2c41d09b\"", letter.Html);
            }
    }

    [Theory, MemberData(nameof(Packs))]
    public void Every_text_about_money_says_how_much_whom_to_call_and_how_to_stop_texts(string name)
    {
        LoadedPack pack = Some.Pack(name);
        foreach (string language in pack.Letters.Languages)
            foreach (string letter in (string[])["friendly", "reminder", "firm", "final", "courtesy", "promise-reminder", "instalment-reminder"])
            {
                string text = LetterRenderer.RenderSms(pack, language, letter, Some.Letter())!.Text;
                Assert.Contains("STOP", text);
                Assert.Contains("+44 7700 900123", text);
                Assert.Contains("K7M2QX", text);
                Assert.Contains("£", text);
            }
    }

    [Theory]
    [InlineData("uk-b2b", "en", "and why, on the same page or by answering this message.", "and why, by answering this message.")]
    [InlineData("eu-b2b", "de", "warum, auf derselben Seite oder als Antwort auf", "warum, als Antwort auf")]
    public void Where_the_customer_has_no_page_a_dispute_is_told_by_answering(string pack, string language, string with, string without)
    {
        RenderedLetter page = LetterRenderer.Render(Some.Pack(pack), language, "firm", Some.Letter() with { PortalLink = "https://pay.example.com/p/1" })!;
        RenderedLetter none = LetterRenderer.Render(Some.Pack(pack), language, "firm", Some.Letter() with { PortalLink = "" })!;
        Assert.Contains(with, page.Text);
        Assert.Contains(with, page.Html);
        Assert.Contains(without, none.Text);
        Assert.Contains(without, none.Html);
    }

    [Fact]
    public void What_is_disputed_promised_or_not_yet_due_stands_apart_and_without_a_demand()
    {
        string text = LetterRenderer.Render(Some.Pack("uk-b2b"), "en", "firm", Some.Letter())!.Text;
        int demand = text.IndexOf("DUE NOW", StringComparison.Ordinal), quiet = text.IndexOf("NOT PART OF THIS REQUEST", StringComparison.Ordinal), disputed = text.IndexOf("BEING LOOKED INTO", StringComparison.Ordinal);
        Assert.True(demand < quiet && quiet < disputed);
        Assert.InRange(text.IndexOf("INV-1070", StringComparison.Ordinal), quiet, disputed);
        Assert.InRange(text.IndexOf("INV-1055", StringComparison.Ordinal), disputed, text.Length);
        Assert.Contains("Total due now: £1,450.25", text);
    }

    [Fact]
    public void Interest_is_not_mentioned_where_the_policy_states_none()
    {
        RenderedLetter letter = LetterRenderer.Render(Some.Pack("uk-b2b"), "en", "firm", Some.Letter() with { Claims = [] })!;
        Assert.DoesNotContain("nterest", letter.Text + letter.Html);
    }

    [Fact]
    public void A_contact_without_a_language_of_the_pack_is_written_to_in_its_first()
    {
        LetterSet letters = Some.Pack("eu-b2b").Letters;
        Assert.Equal("de", letters.LanguageFor("fr"));
        Assert.Equal("de", letters.LanguageFor(null));
        Assert.Equal("de", letters.LanguageFor("de-AT"));
        Assert.Equal("en", letters.LanguageFor("EN-gb"));
    }

    [Fact]
    public void An_account_with_nothing_on_file_still_gets_a_letter_that_makes_sense()
    {
        LetterModel bare = new() { Creditor = new CreditorWords { Name = "" }, CustomerName = "", AsOf = default };
        foreach (string name in PackFiles.ShippedNames)
            foreach (string letter in Some.Pack(name).Letters.Names)
            {
                LetterRenderer.Render(Some.Pack(name), "en", letter, bare);
                LetterRenderer.RenderSms(Some.Pack(name), "de", letter, bare);
            }
        Assert.Contains("Dear customer", LetterRenderer.Render(Some.Pack("uk-b2b"), "en", "firm", bare)!.Text);
    }
}
