using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>Where the database is and how it is used.</summary>
public sealed record SqliteOptions
{
    /// <summary>The file; made when absent.</summary>
    public required string Path { get; init; }
    /// <summary>How long a write waits for another process that writes.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Reads at the same time, at most.</summary>
    public int Readers { get; init; } = 8;
    /// <summary>Dates migrations.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
    /// <summary>True for a copy that nobody will miss: written without a flush and removed when closed.</summary>
    internal bool IsThrowaway { get; init; }
}

/// <summary>All stores in one SQLite file.</summary>
public sealed class SqliteStorage : IAsyncDisposable, IDisposable
{
    readonly SqliteOptions options;
    readonly Writer writer;
    readonly Readers readers;

    SqliteStorage(SqliteOptions options, Database first)
    {
        this.options = options;
        writer = new(() => Connect(options, create: false), first);
        readers = new(() => ConnectReader(options), options.Readers);
        Accounts = new SqliteAccounts(writer, readers);
        Contacts = new SqliteContacts(writer, readers);
        Ledgers = new SqliteLedgers(writer, readers);
        Inbox = new SqliteInbox(writer, readers);
        Access = new SqliteAccess(writer, readers);
        Portal = new SqlitePortal(writer, readers);
    }

    /// <summary>Accounts, their commits, messages and tasks.</summary>
    public IAccountStore Accounts { get; }
    /// <summary>Opt-outs and budgets.</summary>
    public IContactStore Contacts { get; }
    /// <summary>Ledgers and what is dated outside the accounts.</summary>
    public ILedgerStore Ledgers { get; }
    /// <summary>Events from outside.</summary>
    public IInbox Inbox { get; }
    /// <summary>Keys, people and sessions.</summary>
    public IAccessStore Access { get; }
    /// <summary>Customers' links, sessions and evidence.</summary>
    public IPortalStore Portal { get; }

    /// <summary>Opens the database of a path, making or upgrading it.</summary>
    public static Task<SqliteStorage> OpenAsync(string path, CancellationToken cancel) => OpenAsync(new SqliteOptions { Path = path }, cancel);

    /// <summary>Opens a database, making or upgrading it.</summary>
    /// <exception cref="SchemaException">It was written by a newer release, or is no database of ours.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be opened or written now.</exception>
    public static Task<SqliteStorage> OpenAsync(SqliteOptions options, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            Database db = Connect(options, create: true);
            try
            {
                Schema.Apply(db, Migration.All, options.Clock);
                return Task.FromResult(new SqliteStorage(options, db));
            }
            catch
            {
                db.Dispose();
                throw;
            }
        }
        catch (SqliteFailure failure)
        {
            throw failure.Told();
        }
    }

    /// <summary>Copies the database as it is now into a new file, while it is in use. The file is whole once it has its name.</summary>
    public Task BackupAsync(string path, CancellationToken cancel) => CopyAsync(path, durable: true, cancel);

    /// <summary>A copy in a new file on which anything may be tried; the file goes when the copy is closed.</summary>
    public async Task<SqliteStorage> OpenThrowawayCopyAsync(string path, CancellationToken cancel)
    {
        await CopyAsync(path, durable: false, cancel).ConfigureAwait(false);
        return await OpenAsync(options with { Path = path, IsThrowaway = true }, cancel).ConfigureAwait(false);
    }

    Task CopyAsync(string path, bool durable, CancellationToken cancel)
    {
        if (File.Exists(path)) throw new IOException($"{path} exists already; a copy never overwrites.");
        string part = path + ".part";
        return readers.ReadAsync(db =>
        {
            File.Delete(part);
            using (Database target = Database.Open(part, create: true))
            {
                target.Run(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
                db.CopyInto(target);
            }
            File.Move(part, path);
            return true;
        }, cancel);
    }

    static Database Connect(SqliteOptions options, bool create)
    {
        Database db = Database.Open(options.Path, create);
        try
        {
            Pragmas.Set(db, options);
            return db;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    static Database ConnectReader(SqliteOptions options)
    {
        Database db = Connect(options, create: false);
        db.Run("PRAGMA query_only = ON");
        return db;
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public void Dispose()
    {
        readers.Dispose();
        writer.Dispose();
        if (!options.IsThrowaway) return;
        foreach (string suffix in (string[])["", "-wal", "-shm"]) File.Delete(options.Path + suffix);
    }

    /// <inheritdoc cref="Dispose" />
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
