namespace Collections.Policies.Tests;

public class LetterRendererTests
{
    [Fact]
    public void A_firm_letter_states_what_is_owed_since_when_and_as_of_when()
    {
        RenderedLetter letter = LetterRenderer.Render(Some.Pack("uk-b2b"), "en", "firm", Some.Letter())!;

        Assert.Equal("Overdue: £1,450.25 owed to Harbour Timber Supplies Ltd, account BRI-0042", letter.Subject);
        Assert.Contains("INV-1041", letter.Text);
        Assert.Contains("20 November 2026, 08:30", letter.Text);
        Assert.Contains("£1,450.25", letter.Html);
    }
}
