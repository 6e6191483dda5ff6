using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests.Standings;

public sealed class StandingLettersTests
{
    static readonly string[] Letters =
    [
        StandingLetters.Blacklisted, StandingLetters.TermsChanged, StandingLetters.WarningEnded, StandingLetters.ConductNotice, StandingLetters.AppealReceived, StandingLetters.AppealDecided,
    ];

    static readonly string[] Steps =
        ["unpaid-after-notice", "prepay", "small-limit", "restored", "decision-ended", "notice-ended", "not-blacklisted", "appeal-upheld", "appeal-rejected"];

    [Fact]
    public void Every_pack_can_tell_a_customer_about_every_step_in_each_of_its_languages()
    {
        int told = 0;
        foreach (LoadedPack pack in PolicyBook.Load().All)
            foreach (string language in pack.Letters.Languages)
            {
                foreach (string letter in Letters)
                    foreach (string part in new[] { "subject", "txt", "html" })
                        Assert.True(pack.Letters.Has(language, letter, part), $"{pack.Rules.Pack}: {language}/{letter}.{part}");
                foreach (string step in Steps) Assert.Equal(language.StartsWith("de", StringComparison.Ordinal), StandingWords.For(step, language) != StandingWords.For(step, "en"));
                told++;
            }
        Assert.True(told >= 5);
    }

    [Fact]
    public void A_step_that_the_engine_names_has_words()
    {
        foreach (string step in Steps) Assert.False(string.IsNullOrWhiteSpace(StandingWords.For(step, "en")), step);
        Assert.Null(StandingWords.For("", "en"));
    }
}
