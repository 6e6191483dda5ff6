using Azure.Core;
using Azure.Core.Pipeline;
using Collections.Engine;
using Collections.Storage.Azure.Access;
using Collections.Storage.Azure.Accounts;
using Collections.Storage.Azure.Contacts;
using Collections.Storage.Azure.Inbox;
using Collections.Storage.Azure.Ledgers;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure;

/// <summary>All stores on one storage account.</summary>
public sealed class AzureStorage
{
    const int MostReads = 6;
    readonly Tables tables;

    internal Tables Tables => tables;
    readonly DueIndex due;
    readonly AccountLists lists;
    readonly AzureLedgerStore ledgers;

    /// <summary>Stores over these settings; nothing is called yet.</summary>
    /// <param name="transport">Carries the calls; null: an http client of our own.</param>
    /// <exception cref="AzureStorageSettingsException">A setting is wrong; all that are wrong are listed.</exception>
    public AzureStorage(AzureStorageOptions options, TimeProvider clock, HttpPipelineTransport? transport = null)
    {
        if (options.Faults() is { Count: > 0 } faults) throw new AzureStorageSettingsException(faults);
        DelayStrategy delays = DelayStrategy.CreateExponentialDelayStrategy(options.FirstDelay, TimeSpan.FromSeconds(20));
        StorageClientOptions client = new(delays, MostReads) { Transport = transport ?? HttpClientTransport.Shared };
        client.Retry.NetworkTimeout = options.CallTimeout;
        client.Diagnostics.IsLoggingContentEnabled = false; // bodies hold debtors' data
        tables = new(new(new(options.TableEndpoint, client.Build(options, Meter, isQueue: false)), delays, clock), options.TablePrefix, clock);
        AccountReader reader = new(tables);
        IndexRepair repair = new(tables, reader);
        ContactRows contacts = new(tables);
        DailyCaps caps = new(tables);
        due = new(tables, repair);
        lists = new(tables, reader, repair);
        Accounts = new AzureAccountStore(reader, new(tables, reader, repair, new(contacts, caps)), lists, due);
        Contacts = new AzureContactStore(tables, contacts, caps);
        Ledgers = ledgers = new(tables);
        Inbox = new AzureInbox(tables);
        Access = new AzureAccessStore(tables);
        Portal = new AzurePortalStore(tables);
        Queues = options.QueueEndpoint is null ? null : new(options.QueueEndpoint, client.Build(options, Meter, isQueue: true));
    }

    /// <summary>Accounts.</summary>
    public IAccountStore Accounts { get; }
    /// <summary>Opt-outs and budgets.</summary>
    public IContactStore Contacts { get; }
    /// <summary>Ledgers.</summary>
    public ILedgerStore Ledgers { get; }
    /// <summary>Raw events.</summary>
    public IInbox Inbox { get; }
    /// <summary>Who may come in.</summary>
    public IAccessStore Access { get; }
    /// <summary>Customers' links, sessions and evidence.</summary>
    public IPortalStore Portal { get; }
    /// <summary>Queues of the same account; null where the settings name no queue endpoint.</summary>
    public QueueClient? Queues { get; }
    /// <summary>What all this has cost so far, in storage transactions.</summary>
    public StorageMeter Meter { get; } = new();

    /// <summary>Makes the tables that are not there yet. A host calls it once at its start.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        foreach (string table in tables.All) await tables.Client.CreateAsync(table, cancel);
    }

    /// <summary>Puts right what a lost second write has left: due rows, lists, messages, tasks, flagged accounts. A host's sweep calls it; it costs by what is due.</summary>
    public async Task<IndexRepaired> RepairAsync(DateTimeOffset now, CancellationToken cancel)
    {
        int accounts = await due.RepairAsync(now, cancel);
        IEnumerable<string> ids = (await ledgers.ListAsync(cancel)).Select(l => l.Id);
        return new(accounts, await lists.RepairFlaggedAsync(ids, cancel));
    }
}

/// <summary>What a repair found.</summary>
/// <param name="Accounts">Accounts whose index was written anew.</param>
/// <param name="Standings">Rows of flagged accounts that no longer said what their account says.</param>
public sealed record IndexRepaired(int Accounts, int Standings);

/// <summary>The pipeline's options: reads are repeated, writes are not.</summary>
internal sealed class StorageClientOptions : ClientOptions
{
    const string Scope = "https://storage.azure.com/.default";

    public StorageClientOptions(DelayStrategy delays, int mostReads) => RetryPolicy = new ReadRetryPolicy(mostReads, delays);

    public HttpPipeline Build(AzureStorageOptions options, StorageMeter meter, bool isQueue)
    {
        HttpPipelinePolicy letIn = options.Credential is { } credential
            ? new BearerTokenAuthenticationPolicy(credential, Scope)
            : new SharedKeyPolicy(options.AccountName!, Convert.FromBase64String(options.AccountKey!), isQueue);
        return HttpPipelineBuilder.Build(this, [], [letIn, new MeterPolicy(meter)], null);
    }
}
