namespace Collections.Policies.Tests;

public class PackReaderTests
{
    [Fact]
    public void A_mistyped_property_is_named_with_the_one_that_was_meant() =>
        Finds(t => t.Replace("\"minimumGapDays\"", "\"minimumGapDay\""), "pack.json $.minimumGapDay", "not known", "minimumGapDays");

    [Fact]
    public void A_property_like_no_other_is_named_with_those_that_are_known() =>
        Finds(t => t.Replace("\"review\": false", "\"zzzzzzzz\": false"), "pack.json $.zzzzzzzz", "not known", "budget, claims");

    [Fact]
    public void A_wrong_choice_lists_the_right_ones() =>
        Finds(t => t.Replace("\"hand-over\"", "\"handover\""), "pack.json $.endOfLadder", "\"handover\" is not one of hand-over, propose-blacklisting, propose-write-off, repeat", "\"hand-over\"");

    [Theory]
    [InlineData("\"minimumGapDays\": 3", "\"minimumGapDays\": \"3\"", "$.minimumGapDays", "whole number")]
    [InlineData("\"minimumGapDays\": 3", "\"minimumGapDays\": 2.5", "$.minimumGapDays", "whole number")]
    [InlineData("\"minimumGapDays\": 3", "\"minimumGapDays\": 3e99", "$.minimumGapDays", "whole number")]
    [InlineData("\"minimumGapDays\": 3", "\"minimumGapDays\": -3", "$.minimumGapDays", "out of range")]
    [InlineData("\"leastShare\": 0.25", "\"leastShare\": 25", "$.promises.leastShare", "out of range")]
    [InlineData("\"GBP\": \"25.00\"", "\"GBP\": \"25,00\"", "$.minimumBalance.GBP", "number such as")]
    [InlineData("\"GBP\": \"25.00\"", "\"GBP\": \"25.005\"", "$.minimumBalance.GBP", "no amount of GBP")]
    [InlineData("\"GBP\": \"25.00\"", "\"GBQ\": \"25.00\"", "$.minimumBalance.GBQ", "no ISO 4217")]
    [InlineData("\"from\": \"09:00\"", "\"from\": \"9 am\"", "$.contactHours.from", "time such as")]
    [InlineData("\"from\": \"09:00\"", "\"from\": \"18:00\"", "$.contactHours", "does not open before it closes")]
    [InlineData("\"review\": false", "\"review\": null", "$.review", "null")]
    [InlineData("\"letter\": \"friendly\"", "\"letter\": null", "$.levels[0].letter", "null")]
    [InlineData("\"pack\": \"uk-b2b\"", "\"pack\": \"other\"", "$.pack", "folder's name")]
    [InlineData("\"levels\": [", "\"levels\": 3, \"x\": [", "$.levels", "a list is expected")]
    [InlineData("\"review\": false", "\"review\": false, \"review\": true", "$.review", "twice")]
    [InlineData("\"title\": \"", "\"title\": \"\\ud800", "$.title", "not Unicode")]
    [InlineData("\"jurisdiction\": \"GB\",", "", "$.jurisdiction", "missing")]
    public void A_wrong_value_is_named_with_its_place(string right, string wrong, string where, string what) =>
        Finds(t => Once(t, right, wrong), where, what, "");

    [Theory]
    [InlineData("// a comment\n{")]
    [InlineData("{,")]
    [InlineData("[1,2")]
    [InlineData("")]
    public void What_is_not_plain_json_is_refused_with_its_line(string text)
    {
        PolicyFault fault = Assert.Single(PackReader.Read(FaultyPack.WithText(_ => text)).Faults);
        Assert.StartsWith("pack.json line", fault.Where);
    }

    [Fact]
    public void Json_nested_too_deep_is_refused() =>
        Assert.Contains(PackReader.Read(FaultyPack.WithText(_ => new string('[', 40) + new string(']', 40))).Faults, f => f.What.Contains("not valid JSON"));

    [Fact]
    public void Everything_wrong_is_listed_at_once()
    {
        PackReading reading = PackReader.Read(FaultyPack.WithText(t => Once(Once(Once(t, "\"hand-over\"", "\"stop\""), "\"review\": false", "\"revue\": false"), "\"version\": 1", "\"version\": \"one\"")));
        Assert.Null(reading.Pack);
        Assert.Equal(3, reading.Faults.Length);
    }

    [Fact]
    public void A_pack_that_is_not_there_says_which_there_are() =>
        Assert.Contains("uk-b2b", Assert.Single(PackReader.ReadShipped("nowhere").Faults).Cure);

    [Fact]
    public void An_edited_letter_is_a_new_edition_and_white_space_in_the_rules_is_not()
    {
        string shipped = PackReader.ReadShipped("uk-b2b").Pack!.ContentId;
        Assert.Matches("^[0-9a-f]{8}$", shipped);
        Assert.NotEqual(shipped, PackReader.Read(FaultyPack.WithLetter("letters/en/firm.subject.hbs", "Pay {{totalDue}}")).Pack!.ContentId);
        Assert.NotEqual(shipped, PackReader.Read(FaultyPack.WithText(t => Once(t, "\"minimumGapDays\": 3", "\"minimumGapDays\": 4"))).Pack!.ContentId);
        Assert.Equal(shipped, PackReader.Read(FaultyPack.WithText(t => t.Replace("  ", "\t "))).Pack!.ContentId);
    }

    [Fact]
    public void A_kept_edition_reads_back_as_the_same_edition_years_later()
    {
        LoadedPack pack = Some.Pack("eu-b2b");
        LoadedPack again = PackReader.Read(PackFiles.FromJson(pack.Files.ToJson())).Pack!;
        Assert.Equal(pack.ContentId, again.ContentId);
        Assert.Equal(LetterRenderer.Render(pack, "de", "firm", Some.Letter()), LetterRenderer.Render(again, "de", "firm", Some.Letter()));
    }

    [Fact]
    public void A_running_ladder_finds_the_edition_that_began_it()
    {
        LoadedPack older = PackReader.Read(FaultyPack.WithText(t => Once(t, "\"minimumGapDays\": 3", "\"minimumGapDays\": 4"))).Pack!;
        PolicyBook book = PolicyBook.Load().With([older]);
        Assert.Equal(4, book.Edition(older.ContentId)!.Rules.MinimumGapDays);
        Assert.Equal(3, book.Current("uk-b2b")!.Rules.MinimumGapDays);
        Assert.Empty(book.Faults);
    }

    [Fact]
    public void A_data_folders_own_pack_wins_and_a_faulty_one_does_not_fall_back_to_ours()
    {
        string folder = Directory.CreateTempSubdirectory("packs").FullName;
        try
        {
            string own = Directory.CreateDirectory(Path.Combine(folder, "uk-b2b")).FullName;
            string rules = PackFiles.Shipped("uk-b2b").Texts["pack.json"];
            File.WriteAllText(Path.Combine(own, "pack.json"), Once(rules, "\"minimumGapDays\": 3", "\"minimumGapDays\": 5"));
            Assert.Equal(5, PolicyBook.Load(folder).Current("uk-b2b")!.Rules.MinimumGapDays);

            File.WriteAllText(Path.Combine(own, "pack.json"), Once(rules, "\"minimumGapDays\": 3", "\"minimumGapDays\": 0"));
            PolicyBook book = PolicyBook.Load(folder);
            Assert.Null(book.Current("uk-b2b"));
            Assert.Equal("uk-b2b/pack.json $.minimumGapDays", Assert.Single(book.Faults).Where);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Theory]
    [InlineData("\"dispute\": \"INV-1\"", "\"dispute\": \"INV-9\"", "events", "never issues")]
    [InlineData("\"level\": 1", "\"level\": 11", "expect", "no level 11")]
    [InlineData("\"zone\": \"Europe/London\"", "\"zone\": \"Europe/Londn\"", "ledger.zone", "no time zone")]
    [InlineData("\"from\": \"2026-08-03\"", "\"from\": \"2027-08-03\"", ".to", "before \"from\"")]
    public void A_worked_example_that_could_not_run_is_named(string right, string wrong, string where, string what)
    {
        PackFiles files = PackFiles.Shipped("uk-b2b");
        files = files with { Texts = files.Texts.SetItem("cases.json", files.Texts["cases.json"].Replace(right, wrong)) };
        Assert.Contains(PackReader.Read(files).Faults, f => f.Where.StartsWith("cases.json $.cases[") && f.Where.Contains(where) && f.What.Contains(what));
    }

    static void Finds(Func<string, string> change, string where, string what, string cure)
    {
        PackReading reading = PackReader.Read(FaultyPack.WithText(change));
        Assert.Null(reading.Pack);
        Assert.Contains(reading.Faults, f => f.Where.EndsWith(where, StringComparison.Ordinal) && f.What.Contains(what) && f.Cure.Contains(cure));
    }

    static string Once(string text, string right, string wrong)
    {
        int at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, right);
        return text[..at] + wrong + text[(at + right.Length)..];
    }
}
