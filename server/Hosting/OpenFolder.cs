using System.Security.Cryptography;
using Collections.Accounting;
using Collections.Engine;
using Collections.Policies;
using Collections.Storage.Sqlite;
using Collections.Web.Api;
using Collections.Web.Portal;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Server;

/// <summary>A data folder, opened: the database, the policies, the channels, and the engine on top of them.</summary>
internal sealed class OpenFolder : IAsyncDisposable
{
    readonly SqliteStorage storage;
    readonly ServiceProvider services;

    OpenFolder(string path, SqliteStorage storage, PolicyBook book, ServiceProvider services, TimeProvider clock)
    {
        Path = path;
        this.storage = storage;
        this.services = services;
        Clock = clock;
        Stores = new(storage.Accounts, storage.Ledgers, storage.Contacts, storage.Inbox);
        Book = book;
        Desk = new(Stores, Book, clock, new RandomWriteIds());
        ConnectedSources? connected = services.GetService<ConnectedSources>();
        Door = new(storage.Portal, Stores.Ledgers, clock);
        Advance = new(Desk, [.. services.GetServices<ISendMessages>()], new(Desk, new([], services.GetServices<IObjectSource>(), connected)), Door.FillAsync, [.. services.GetServices<IRecallMessages>()]);
        Due = new(Desk, Advance);
        Past = new(Desk);
        Inbox = new(Desk, Sources, services.GetServices<IObjectSource>(), connected);
        Polls = new(Desk, services.GetServices<IPollSource>(), connected);
        Compare = new(Stores, new(services.GetServices<IPollSource>(), [], connected), clock);
        Files = new(path, Desk, clock);
        Connections = services.GetRequiredService<Connections>();
        Connectors = services.GetService<ConnectorSettings>();
        Holds = new(Desk, Sources, new([], services.GetServices<IObjectSource>(), connected), Polls, HeldBodies.Read);
    }

    public string Path { get; }
    public TimeProvider Clock { get; }
    public Stores Stores { get; }
    public PolicyBook Book { get; }
    public AccountDesk Desk { get; }
    public AdvanceAccount Advance { get; }
    public PortalDoor Door { get; }
    public DueAccounts Due { get; }
    public PastAccount Past { get; }
    public ProcessInbox Inbox { get; }
    public PollSources Polls { get; }
    public Connections Connections { get; }
    public CompareWithSource Compare { get; }
    public WatchedFolder Files { get; }
    public ConnectorSettings? Connectors { get; }
    public SettleSync Holds { get; }
    public SqliteStorage Storage => storage;

    /// <summary>The adapters of the providers' webhooks.</summary>
    public IEnumerable<IInboundSource> Sources => services.GetServices<IInboundSource>();

    /// <summary>The database file of a data folder.</summary>
    public static string DatabaseOf(string path) => System.IO.Path.Combine(path, "collections.db");

    /// <summary>Opens the folder, making it where it is absent.</summary>
    public static async Task<OpenFolder> OpenAsync(string path, TimeProvider clock, CancellationToken cancel)
    {
        Directory.CreateDirectory(path);
        SqliteStorage storage = await SqliteStorage.OpenAsync(new SqliteOptions { Path = DatabaseOf(path), Clock = clock }, cancel);
        try
        {
            PolicyBook book = await KeptBook.OpenAsync(System.IO.Path.Combine(path, "policies"), storage.Ledgers, clock.GetUtcNow(), cancel);
            return new(path, storage, book, ChannelSettings.Open(path, System.IO.Path.Combine(path, "outbox"), storage.Ledgers, clock), clock);
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same folder as a throw-away copy: what is decided and written there is never seen again.</summary>
    /// <param name="outbox">Where messages are written; null: into the copy, to be thrown away with it.</param>
    public async Task<OpenFolder> RehearseAsync(TimeProvider clock, CancellationToken cancel, string? outbox = null)
    {
        string copy = Directory.CreateTempSubdirectory("collections-rehearsal").FullName;
        SqliteStorage rehearsal = await storage.OpenThrowawayCopyAsync(DatabaseOf(copy), cancel);
        return new(copy, rehearsal, Book, ChannelSettings.OutboxOnly(outbox ?? System.IO.Path.Combine(copy, "outbox"), rehearsal.Ledgers, clock), clock) { IsRehearsal = true };
    }

    bool IsRehearsal { get; init; }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await storage.DisposeAsync();
        if (IsRehearsal) Directory.Delete(Path, recursive: true);
    }
}

/// <summary>Write ids that no other host makes.</summary>
internal sealed class RandomWriteIds : IWriteIds
{
    public string Next() => RandomNumberGenerator.GetHexString(24, lowercase: true);
}
