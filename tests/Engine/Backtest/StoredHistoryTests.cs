using Collections.Domain;
using Xunit.Abstractions;

namespace Collections.Engine.Tests;

public sealed class StoredHistoryTests(ITestOutputHelper output)
{
    const int Ledgers = 60;

    [Fact]
    public async Task A_stored_ledger_replays_under_its_own_pack_to_the_very_messages_that_were_sent()
    {
        int messages = 0;
        List<string> differ = [];
        for (int seed = 1; seed <= Ledgers; seed++)
        {
            LivedLedger lived = await LivedLedger.OpenAsync(seed);
            foreach (DateOnly day in lived.Days)
            {
                await lived.MorningAsync(day);
                await lived.EveningAsync(day);
            }
            (IReadOnlyList<DatedFact> facts, IReadOnlyList<AddressFact> addresses) = await new StoredHistory(lived.Office.Stores).ReadAsync(lived.Ledger, CancellationToken.None);
            string[] sent = Sent(lived), replayed = Replayed(Backtest.Run(lived.Plan with { Facts = facts, Addresses = addresses }));
            messages += sent.Length;
            if (!sent.SequenceEqual(replayed)) differ.Add($"seed {seed}\n{RandomLedger.Words(seed)}\nsent     {string.Join("\n         ", sent)}\nreplayed {string.Join("\n         ", replayed)}");
        }
        output.WriteLine($"{Ledgers} lived ledgers, {messages} messages sent, {differ.Count} ledgers replay otherwise");
        Assert.True(differ.Count == 0, string.Join("\n\n", differ.Take(2)));
        Assert.True(messages > 200, $"only {messages} messages were tried");
    }

    static string[] Replayed(BacktestResult result) =>
        [.. result.Messages.Where(m => m.Kind != MessageKind.Correction).Select(m => $"{m.Date:yyyy-MM-dd} {Code.Of(m.Kind)} {m.Level} {(m.Kind is MessageKind.Level or MessageKind.Repeat ? m.Carrying : "")} {m.Customer}").Order(StringComparer.Ordinal)];

    static string[] Sent(LivedLedger lived) =>
    [
        .. lived.Office.Journal.Calls.Select(c => (c.At, Message: lived.Office.Journal.Reserved[c.Message.MessageId], Customer: lived.World.EmailOf.Keys.First(k => lived.Office.Id(k) == c.Message.AccountId)))
            .Where(c => c.Message.Kind != MessageKind.Correction)
            .Select(c => $"{SendTime.DateIn(lived.Ledger.TimeZone, c.At):yyyy-MM-dd} {Code.Of(c.Message.Kind)} {(c.Message.Kind == MessageKind.Level ? c.Message.Number : null)} {(c.Message.Kind is MessageKind.Level or MessageKind.Repeat ? c.Message.About : "")} {c.Customer}")
            .Order(StringComparer.Ordinal),
    ];
}
