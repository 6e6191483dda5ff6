using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests;

public sealed class PackCaseTests
{
    static readonly PolicyBook Book = PolicyBook.Load();

    public static TheoryData<string, string> Examples()
    {
        TheoryData<string, string> examples = [];
        foreach (LoadedPack pack in Book.All)
            foreach (PolicyCase example in pack.Cases) examples.Add(pack.Rules.Pack, example.Name);
        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_worked_example_of_a_pack_gives_exactly_its_messages(string pack, string name)
    {
        LoadedPack loaded = Book.Current(pack)!;
        Assert.Empty(CaseReplay.Problems(loaded, loaded.Cases.Single(c => c.Name == name), Book.Holidays));
    }

    [Fact]
    public void Every_shipped_pack_has_worked_examples_and_a_wrong_one_is_noticed()
    {
        Assert.All(Book.All, p => Assert.NotEmpty(p.Cases));
        LoadedPack uk = Book.Current("uk-b2b")!;
        PolicyCase example = uk.Cases[0];

        PolicyCase dayLate = example with { Expect = example.Expect.SetItem(0, example.Expect[0] with { Date = example.Expect[0].Date.AddDays(1) }) };

        Assert.Equal(2, CaseReplay.Problems(uk, dayLate, Book.Holidays).Length);
        Assert.NotEmpty(CaseReplay.Problems(uk, example with { End = new() { Date = example.To, Outcome = EndOfLadder.ProposeWriteOff } }, Book.Holidays));
    }
}
