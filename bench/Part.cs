using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Collections.Engine;
using Collections.Policies;
using Collections.Storage.Sqlite;

namespace Collections.Bench;

/// <summary>One measured part, in a process that has done nothing else. Prints one JSON object.</summary>
internal static class Part
{
    public static async Task<int> RunAsync(string part, string[] rest)
    {
        object figures = part switch
        {
            "fill" => await FillAsync(rest[0], Number(rest[1]), Number(rest[2])),
            "sweep" => await SweepAsync(rest[0]),
            "floor" => await FloorAsync(rest[0]),
            "backtest" => BigBacktest.Run(Number(rest[0])),
            _ => throw new ArgumentException($"no part '{part}'"),
        };
        Console.WriteLine(JsonSerializer.Serialize(figures, JsonSerializerOptions.Web));
        return 0;
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static async Task<object> FillAsync(string path, int accounts, int duePercent)
    {
        await BigLedger.FillAsync(path, accounts, duePercent);
        return new { accounts };
    }

    // From the closed file: open, find what is due, load, decide, reserve, commit.
    static async Task<object> SweepAsync(string path)
    {
        PolicyBook book = PolicyBook.Load();
        long began = Stopwatch.GetTimestamp();
        await using SqliteStorage storage = await SqliteStorage.OpenAsync(path, CancellationToken.None);
        RunSummary summary = await Due(storage, book).DecideOnlyAsync("bench", CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new { considered = summary.Count, reserved = summary.Reserved, seconds, peakMegabytes = PeakMegabytes() };
    }

    // The same commits through the same writer, with loading and deciding left out of the count: what writing alone costs.
    static async Task<object> FloorAsync(string path)
    {
        PolicyBook book = PolicyBook.Load();
        await using SqliteStorage storage = await SqliteStorage.OpenAsync(path, CancellationToken.None);
        PutOffWrites writes = new(storage.Accounts);
        AccountDesk desk = new(new(writes, storage.Ledgers, storage.Contacts, storage.Inbox), book, new FixedClock(BigLedger.RunAt), new CountedIds("floor"));
        await new DueAccounts(desk, new(desk, [])).DecideOnlyAsync("bench", CancellationToken.None);
        return new { seconds = (await writes.WriteAsync(CancellationToken.None)).TotalSeconds };
    }

    static DueAccounts Due(SqliteStorage storage, PolicyBook book)
    {
        AccountDesk desk = new(new(storage.Accounts, storage.Ledgers, storage.Contacts, storage.Inbox), book, new FixedClock(BigLedger.RunAt), new CountedIds("sweep"));
        return new(desk, new(desk, []));
    }

    internal static double PeakMegabytes()
    {
        using Process self = Process.GetCurrentProcess();
        return Math.Round(self.PeakWorkingSet64 / 1024d / 1024d, 1);
    }
}
