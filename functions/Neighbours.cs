using System.Collections.Concurrent;
using Collections.Domain;
using Collections.Storage.Azure;
using Collections.Storage.Azure.Table;

namespace Collections.Functions;

/// <summary>Puts right what a lost second write has left.</summary>
internal interface IRepairIndexes
{
    Task RepairAsync(DateTimeOffset now, CancellationToken cancel);
}

internal sealed class StorageRepair(AzureStorage storage) : IRepairIndexes
{
    public Task RepairAsync(DateTimeOffset now, CancellationToken cancel) => storage.RepairAsync(now, cancel);
}

/// <summary>Says that an event waits in the inbox: a hint alone, the inbox row is the truth.</summary>
internal interface IHintInbox
{
    Task HintAsync(CancellationToken cancel);
}

internal sealed class InboxHint(QueueClient queues) : IHintInbox
{
    public const string Queue = "collections-inbox";

    public Task HintAsync(CancellationToken cancel) => queues.PutAsync(Queue, "inbox", cancel);
}

/// <summary>Collects the accounts that are changed while a request is served, so that each can be woken afterwards.</summary>
internal sealed class ChangedAccounts
{
    readonly AsyncLocal<ConcurrentDictionary<AccountId, bool>?> during = new();

    /// <summary>From now on, in this request.</summary>
    public ConcurrentDictionary<AccountId, bool> Begin() => during.Value = new();

    public void Add(AccountId id) => during.Value?.TryAdd(id, true);
}
