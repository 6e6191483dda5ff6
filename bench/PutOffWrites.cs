using System.Diagnostics;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Bench;

/// <summary>The account store with its page writes put off until all is decided, so that they can be timed with nothing beside them.</summary>
internal sealed class PutOffWrites(IAccountStore store) : IAccountStore
{
    readonly List<IReadOnlyList<AccountCommit>> pages = [];

    public Task<IReadOnlyList<CommitOutcome>> CommitManyAsync(IReadOnlyList<AccountCommit> commits, CancellationToken cancel)
    {
        pages.Add(commits);
        return Task.FromResult<IReadOnlyList<CommitOutcome>>([.. commits.Select(_ => CommitOutcome.Committed)]);
    }

    /// <summary>Writes every page that was put off: how long that takes by itself.</summary>
    public async Task<TimeSpan> WriteAsync(CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        foreach (IReadOnlyList<AccountCommit> page in pages) await store.CommitManyAsync(page, cancel);
        return Stopwatch.GetElapsedTime(began);
    }

    public Task<StoredAccount?> LoadAsync(AccountId id, CancellationToken cancel) => store.LoadAsync(id, cancel);
    public Task<IReadOnlyList<StoredAccount>> LoadManyAsync(IReadOnlyList<AccountId> ids, CancellationToken cancel) => store.LoadManyAsync(ids, cancel);
    public Task<CommitOutcome> CommitAsync(AccountCommit commit, CancellationToken cancel) => store.CommitAsync(commit, cancel);
    public Task<IReadOnlyList<DueAccount>> DueAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel) => store.DueAsync(ledgerId, now, most, cancel);
    public IAsyncEnumerable<StoredCommit> HistoryAsync(AccountId id, CancellationToken cancel) => store.HistoryAsync(id, cancel);
    public Task<bool> IsAppliedAsync(AccountId id, string marker, CancellationToken cancel) => store.IsAppliedAsync(id, marker, cancel);
    public Task<IReadOnlyList<AccountLine>> ListAsync(string ledgerId, AccountQuery query, CancellationToken cancel) => store.ListAsync(ledgerId, query, cancel);
    public Task<IReadOnlyList<AccountLine>> FlaggedAsync(string ledgerId, CancellationToken cancel) => store.FlaggedAsync(ledgerId, cancel);
    public Task<IReadOnlyList<StoredMessage>> MessagesAsync(MessageQuery query, CancellationToken cancel) => store.MessagesAsync(query, cancel);
    public Task<StoredMessage?> MessageAsync(string messageId, CancellationToken cancel) => store.MessageAsync(messageId, cancel);
    public Task<IReadOnlyList<StoredTask>> TasksAsync(string? ledgerId, int most, CancellationToken cancel) => store.TasksAsync(ledgerId, most, cancel);
    public Task<IReadOnlyList<AccountId>> AccountsAtAsync(string address, CancellationToken cancel) => store.AccountsAtAsync(address, cancel);
}
