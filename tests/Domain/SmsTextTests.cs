namespace Collections.Domain.Tests;

public sealed class SmsTextTests
{
    [Theory]
    [InlineData(160, 160, 1), InlineData(161, 161, 2), InlineData(306, 306, 2), InlineData(307, 307, 3), InlineData(0, 0, 0)]
    public void Plain_text_has_160_units_alone_and_153_a_part(int letters, int units, int segments) =>
        Assert.Equal(new SmsSize("GSM-7", units, segments), SmsText.Measure(new string('a', letters)));

    [Theory]
    [InlineData(70, 1), InlineData(71, 2), InlineData(134, 2), InlineData(135, 3)]
    public void One_letter_outside_the_alphabet_turns_the_whole_text_to_UCS_2(int letters, int segments) =>
        Assert.Equal(new SmsSize("UCS-2", letters, segments), SmsText.Measure(new string('a', letters - 1) + "₹"));

    [Theory]
    [InlineData("£")]
    [InlineData("Ç")]
    public void Signs_of_the_basic_alphabet_cost_one_unit(string sign) => Assert.Equal(new SmsSize("GSM-7", 1, 1), SmsText.Measure(sign));

    [Theory]
    [InlineData("\f"), InlineData("^"), InlineData("{"), InlineData("}"), InlineData("\\"), InlineData("["), InlineData("~"), InlineData("]"), InlineData("|"), InlineData("€")]
    public void Signs_of_the_escape_table_cost_two(string sign) => Assert.Equal(new SmsSize("GSM-7", 2, 1), SmsText.Measure(sign));

    [Theory]
    [InlineData("It’s due"), InlineData("ça"), InlineData("`"), InlineData("—"), InlineData("₹")]
    public void A_smart_quote_a_small_cedilla_a_backtick_a_dash_or_a_rupee_sign_costs_UCS_2(string text) =>
        Assert.Equal("UCS-2", SmsText.Measure(text).Encoding);

    [Fact]
    public void An_escape_pair_is_never_cut_by_the_end_of_a_part() =>
        Assert.Equal(new SmsSize("GSM-7", 306, 3), SmsText.Measure(new string('a', 152) + "€" + new string('a', 152)));

    [Fact]
    public void An_emoji_is_two_units_and_never_cut()
    {
        Assert.Equal(new SmsSize("UCS-2", 71, 2), SmsText.Measure(new string('a', 69) + "😀"));
        Assert.Equal(new SmsSize("UCS-2", 134, 3), SmsText.Measure(new string('a', 66) + "😀" + new string('a', 66)));
    }
}
