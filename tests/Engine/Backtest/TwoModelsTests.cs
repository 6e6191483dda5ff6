using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;
using Xunit.Abstractions;

namespace Collections.Engine.Tests;

/// <summary>The engine against a second, naive telling of the same rules, on random small ledgers.</summary>
[Collection("replays")]
public sealed class TwoModelsTests(ITestOutputHelper output)
{
    const int Ledgers = 2500;

    [Fact]
    public void Two_independent_tellings_of_the_rules_send_the_same_messages_on_thousands_of_small_ledgers()
    {
        int messages = 0, refused = 0;
        HashSet<string> kinds = [];
        List<string> differences = [];
        for (int seed = 1; seed <= Ledgers; seed++)
        {
            (string[] naive, string[] engine, int no) = Both(seed, everyDay: false);
            messages += naive.Length;
            refused += no;
            kinds.UnionWith(naive.Select(m => m.Split(' ')[2] + (m.Split(' ')[2] == "level" ? m.Split(' ')[3] : "")));
            if (!naive.SequenceEqual(engine)) differences.Add($"seed {seed}\n{RandomLedger.Words(seed)}\nnaive {string.Join("\n      ", naive)}\nengine {string.Join("\n       ", engine)}");
        }
        output.WriteLine($"{Ledgers} ledgers, {messages} messages of kinds {string.Join(", ", kinds.Order())}; {refused} facts refused; {differences.Count} ledgers differ");
        Assert.True(differences.Count == 0, $"{differences.Count} of {Ledgers} ledgers differ\n" + string.Join("\n\n", differences.Take(3)));
        Assert.True(messages > Ledgers && kinds.Count >= 7, $"too little was tried: {messages} messages, {string.Join(", ", kinds)}");
    }

    [Fact]
    public void Days_on_which_nothing_can_happen_are_skipped_without_missing_a_message()
    {
        for (int seed = 1; seed <= 300; seed++)
        {
            NaiveWorld world = RandomLedger.Make(seed);
            string[] skipping = Engine(world, everyDay: false).Lines, looking = Engine(world, everyDay: true).Lines;
            Assert.True(skipping.SequenceEqual(looking), $"seed {seed}\n{RandomLedger.Words(seed)}\nskipping {string.Join("\n", skipping)}\nevery day {string.Join("\n", looking)}");
        }
    }

    static (string[] Naive, string[] Engine, int Refused) Both(int seed, bool everyDay)
    {
        NaiveWorld world = RandomLedger.Make(seed);
        NaiveModel naive = new(world);
        naive.Run();
        (string[] engine, int refused) = Engine(world, everyDay);
        return ([.. naive.Messages.OrderBy(m => m.Day).ThenBy(m => m.Customer, StringComparer.Ordinal).Select(m => $"{m.Day:yyyy-MM-dd} {m.Customer} {m.What} {m.About} {m.Demanded}")], engine, refused);
    }

    static (string[] Lines, int Refused) Engine(NaiveWorld world, bool everyDay)
    {
        BacktestResult result = Backtest.Run(RandomLedger.Plan(world) with { EveryDay = everyDay });
        return ([.. result.Messages.Where(m => m.Kind != MessageKind.Correction).OrderBy(m => m.Date).ThenBy(m => m.Customer, StringComparer.Ordinal).Select(m =>
        {
            string what = m.Level is { } level ? $"level {level}" : Code.Of(m.Kind), demanded = string.Join(' ', m.Demanded.Select(d => $"{d.Currency}{d.Minor}"));
            return $"{m.Date:yyyy-MM-dd} {m.Customer} {what} {m.Carrying} {demanded}";
        })], result.Refused.Length);
    }
}
