using Collections.Domain;
using Collections.Living;
using Xunit.Abstractions;

namespace Collections.Engine.Tests;

public sealed class RehearseRunTests(ITestOutputHelper output)
{
    const int Ledgers = 25;

    [Fact]
    public async Task A_rehearsed_day_names_exactly_the_messages_that_then_go_out_with_their_very_words_and_changes_nothing()
    {
        int days = 0, messages = 0;
        List<string> differ = [];
        for (int seed = 1; seed <= Ledgers; seed++)
        {
            LivedLedger lived = await LivedLedger.OpenAsync(seed);
            foreach (DateOnly day in lived.Days)
            {
                await lived.MorningAsync(day);
                int commits = lived.Office.Journal.All.Count;
                RunReport? rehearsed = await new RehearseRun(lived.Office.Desk).OfAsync(lived.Ledger.Id, day, CancellationToken.None);
                Assert.Equal(commits, lived.Office.Journal.All.Count);
                int before = lived.Office.Journal.Calls.Count();
                await lived.EveningAsync(day);
                string[] went = [.. lived.Office.Journal.Calls.Skip(before).Select(c => $"{c.At:O} {c.Message.MessageId} {c.Message.Text.Text}").Order()];
                string[] foreseen = [.. rehearsed!.Messages.Select(m => $"{m.At:O} {m.Id} {m.Text}").Order()];
                days++;
                messages += went.Length;
                if (!went.SequenceEqual(foreseen)) differ.Add($"seed {seed}, {day:yyyy-MM-dd}: went {string.Join(" | ", went.Select(Short))}; foreseen {string.Join(" | ", foreseen.Select(Short))}");
            }
        }
        output.WriteLine($"{Ledgers} ledgers, {days} days rehearsed and then lived, {messages} messages, {differ.Count} days differ");
        Assert.True(differ.Count == 0, string.Join('\n', differ.Take(5)));
        Assert.True(messages > 100, $"only {messages} messages were tried");
    }

    static string Short(string line) => line[..Math.Min(70, line.Length)];
}
