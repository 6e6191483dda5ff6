using Collections.Domain;
using Collections.Engine;
using Collections.StoreContract;

namespace Collections.Storage.Sqlite;

/// <summary>A database file of its own for each test.</summary>
sealed class TestFile : IDisposable
{
    readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("collections-sqlite-");

    public string Path => System.IO.Path.Combine(directory.FullName, "collections.db");
    public string Beside(string name) => System.IO.Path.Combine(directory.FullName, name);

    /// <summary>Works on the file behind the store's back.</summary>
    public void Change(Action<Database> change)
    {
        using Database db = Database.Open(Path, create: false);
        db.Run("PRAGMA busy_timeout = 5000");
        change(db);
    }

    public void Dispose() => directory.Delete(recursive: true);

    public static async Task<OpenStores> OpenAsync()
    {
        TestFile file = new();
        SqliteStorage storage = await SqliteStorage.OpenAsync(file.Path, CancellationToken.None);
        return new(storage.Accounts, storage.Contacts, storage.Ledgers, storage.Inbox, DamageCommitAsync, DamageAuditAsync, CloseAsync);

        Task DamageCommitAsync(AccountId id, long version)
        {
            file.Change(db => db.Sql("UPDATE commits SET bytes = replace(bytes, '\"by\":\"rule\"', '\"by\":\"nobody\"') WHERE account_no = (SELECT no FROM accounts WHERE id = ?) AND version = ?")
                .Add(id.Value).Add(version).Run());
            return Task.CompletedTask;
        }

        Task DamageAuditAsync(string ledgerId, long number)
        {
            file.Change(db => db.Sql("UPDATE audit SET entry = entry || ' ' WHERE ledger_id = ? AND number = ?").Add(ledgerId).Add(number).Run());
            return Task.CompletedTask;
        }

        async Task CloseAsync()
        {
            await storage.DisposeAsync();
            file.Dispose();
        }
    }
}

public sealed class SqliteCommitTests : CommitContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteWakeTests : WakeContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteHistoryTests : HistoryContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteGrantTests : GrantContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteContactTests : ContactContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteListTests : ListContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteMessageTests : MessageContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteLedgerTests : LedgerContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteSourceTests : SourceContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteInboxTests : InboxContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
public sealed class SqliteFoldTests : FoldContract { protected override Task<OpenStores> OpenAsync() => TestFile.OpenAsync(); }
