using System.Diagnostics;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Bench;

/// <summary>The account store with its page writes timed, one at a time: nothing overlaps them.</summary>
internal sealed class TimedWrites(IAccountStore store) : IAccountStore
{
    public TimeSpan Writing { get; private set; }

    public Task<IReadOnlyList<CommitOutcome>> CommitManyAsync(IReadOnlyList<AccountCommit> commits, CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        IReadOnlyList<CommitOutcome> outcomes = store.CommitManyAsync(commits, cancel).GetAwaiter().GetResult();
        Writing += Stopwatch.GetElapsedTime(began);
        return Task.FromResult(outcomes);
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
