using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.Storage.Sqlite;

namespace Collections.Bench;

/// <summary>A ledger of many accounts with ten open invoices each, made by the engine's own inputs and the store's own writer.</summary>
internal static class BigLedger
{
    public const int InvoicesEach = 10;
    static readonly Currency Gbp = Currency.Of("GBP");

    /// <summary>The run that the sweep measures: a Wednesday, when every due account's first level has come.</summary>
    public static readonly DateTimeOffset RunAt = new(2026, 11, 18, 8, 0, 0, TimeSpan.Zero);

    static readonly DateTimeOffset FedAt = RunAt.AddHours(-1);

    public static Ledger Ledger { get; } = new()
    {
        Id = "bench", LegalName = "Bench Ltd", Country = "GB", Currency = Gbp, Zone = "Europe/London", HolidayArea = "GB-ENG", Pack = "uk-b2b", EmailsPerDay = int.MaxValue, SmsPerDay = int.MaxValue,
        Sender = new() { Name = "Bench", Email = "accounts@example.com", Phone = "+441632960000", SmsFrom = "+447700900000" },
    };

    /// <summary>Fills a new file. Of every hundred accounts so many are due at the run; the others are not yet due for a year.</summary>
    public static async Task FillAsync(string path, int accounts, int duePercent)
    {
        await using SqliteStorage storage = await SqliteStorage.OpenAsync(path, CancellationToken.None);
        PolicyBook book = PolicyBook.Load();
        await storage.Ledgers.SaveAsync(Ledger, FedAt, "bench", CancellationToken.None);
        await storage.Ledgers.RecordFeedAsync(new("bench", "fill", FedAt, "bench", accounts * InvoicesEach, null), CancellationToken.None);
        Surroundings around = new() { Ledger = Ledger, Holidays = book.Holidays, FedAt = FedAt };
        CountedIds ids = new("filled");
        Task writing = Task.CompletedTask;
        foreach (int[] page in Enumerable.Range(0, accounts).Chunk(256))
        {
            List<AccountCommit> commits = [.. page.Select(n => Filled(n, n % 100 < duePercent, around, book, ids))];
            await writing;
            writing = storage.Accounts.CommitManyAsync(commits, CancellationToken.None);
        }
        await writing;
    }

    static AccountCommit Filled(int n, bool isDue, Surroundings around, PolicyBook book, CountedIds ids)
    {
        string customer = "C" + n.ToString("D6", CultureInfo.InvariantCulture);
        StoredAccount from = StoredAccount.New("bench", customer);
        DateOnly due = isDue ? new DateOnly(2026, 11, 1) : new DateOnly(2027, 11, 1);
        Contact contact = new() { Id = "ap-1", Email = $"payables.{customer}@example.com", Mobile = "+447700900123" };
        List<AccountEvent> events = [new AccountOpened("bench", customer, $"Customer {n}"), new ContactSet(contact)];
        for (int i = 0; i < InvoicesEach; i++)
            events.Add(new InvoiceRecorded(new() { Number = $"{n}-{i}", IssueDate = due.AddDays(i - 30), DueDate = due.AddDays(i), Amount = new(10_000 + n % 977 * 100 + i, Gbp) }));
        Account to = from.Account.Apply(events);
        DateTimeOffset? runAt = WakeUp.NextRun(to, around, book, FedAt);
        return new() { From = from, To = to, WriteId = ids.Next(), At = FedAt, By = "bench", Cause = "fill", Events = [.. events], RunAt = runAt, WakeAt = WakeUp.Of(to, runAt) };
    }
}

/// <summary>A clock that stands.</summary>
internal sealed class FixedClock(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}

/// <summary>Write ids in order: a bench is repeatable.</summary>
internal sealed class CountedIds(string prefix) : IWriteIds
{
    long count;

    public string Next() => prefix + Interlocked.Increment(ref count).ToString("x12", CultureInfo.InvariantCulture);
}
