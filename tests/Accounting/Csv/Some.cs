using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.StoreContract;
using Collections.Tests;

namespace Collections.Accounting.Tests;

/// <summary>Maps, files and a ledger to import into.</summary>
internal static class Some
{
    public const string Rows = "customer,invoice,issued,due,amount,settled\n";

    /// <summary>A map that ships with the documents.</summary>
    public static ColumnMap Map(string file) => MapReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "docs/examples/maps", file))) is ({ } map, _) ? map : throw new InvalidDataException(file);

    /// <summary>A map for <see cref="Rows"/>.</summary>
    public static ColumnMap Plain { get; } = new()
    {
        Currency = "GBP", TimeZone = "Europe/London", Contact = new("{customer}@example.com"),
        Columns = new() { Customer = "customer", Number = "invoice", IssueDate = "issued", DueDate = "due", Amount = "amount", SettledDate = "settled" },
    };

    public static ImportReading Read(string text, ColumnMap? map = null) => CsvImport.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), map ?? Plain);

    public static Ledger Ledger(string currency = "GBP", string zone = "Europe/London") => new()
    {
        Id = "book", LegalName = "Harbour Timber Supplies Ltd", Country = "GB", Currency = Currency.Of(currency), Zone = zone, Pack = "uk-b2b",
        Sender = new() { Name = "Accounts team", Email = "accounts@example.com", Phone = "+44 7700 900123" },
    };
}

/// <summary>A ledger in memory that files are imported into.</summary>
internal sealed class Imports
{
    readonly InMemoryStores memory = new();
    readonly ImportFile import;
    readonly HandClock clock = new();

    Imports()
    {
        Desk = new(new(memory.Accounts, memory.Ledgers, memory.Contacts, memory.Inbox), PolicyBook.Load(), clock, new CountedIds());
        import = new(Desk, clock);
    }

    public AccountDesk Desk { get; }

    public static async Task<Imports> OpenAsync()
    {
        Imports imports = new();
        await imports.memory.Ledgers.SaveAsync(Some.Ledger(), imports.clock.GetUtcNow(), "test", CancellationToken.None);
        return imports;
    }

    public Task<ImportAnswer> RunAsync(string text, bool skipBadRows = false, bool accept = false) => RunAsync(Encoding.UTF8.GetBytes(text), Some.Plain, skipBadRows, accept);

    public Task<ImportAnswer> RunAsync(byte[] content, ColumnMap map, bool skipBadRows = false, bool accept = false) => import.RunAsync(
        "book", new() { Name = "file.csv", Content = content, Map = map, SkipBadRows = skipBadRows, AcceptImplausible = accept, By = "import" }, CancellationToken.None);

    public Task<IReadOnlyList<AccountLine>> LinesAsync() => memory.Accounts.ListAsync("book", new(Most: 500), CancellationToken.None);

    public Task<StoredAccount?> LoadAsync(string customer) => memory.Accounts.LoadAsync(AccountId.Of("book", customer), CancellationToken.None);

    public Task<IReadOnlyList<FeedRecord>> FeedsAsync() => memory.Ledgers.FeedsAsync("book", 10, CancellationToken.None);

    sealed class HandClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    }

    sealed class CountedIds : IWriteIds
    {
        int last;

        public string Next() => $"w{++last}";
    }
}
