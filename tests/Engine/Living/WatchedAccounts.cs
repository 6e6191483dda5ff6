using Collections.Domain;
using Collections.Engine;

namespace Collections.Living;

/// <summary>The account store with every written commit put into the journal, and a place where something may happen just before or after one.</summary>
internal sealed class WatchedAccounts(IAccountStore inner, Journal journal) : IAccountStore
{
    /// <summary>Happens before a commit is written: the race that another writer wins.</summary>
    public Func<AccountCommit, Task>? Before { get; set; }

    /// <summary>Happens after a commit was written: a host that stalls or dies.</summary>
    public Func<AccountCommit, Task>? After { get; set; }

    /// <summary>An account whose row cannot be read.</summary>
    public AccountId? Unreadable { get; set; }

    public async Task<CommitOutcome> CommitAsync(AccountCommit commit, CancellationToken cancel)
    {
        if (Before is { } before) await before(commit);
        CommitOutcome outcome = await inner.CommitAsync(commit, cancel);
        if (outcome == CommitOutcome.Committed) journal.Add(new Committed(commit.At, commit));
        if (After is { } after) await after(commit);
        return outcome;
    }

    public async Task<IReadOnlyList<CommitOutcome>> CommitManyAsync(IReadOnlyList<AccountCommit> commits, CancellationToken cancel)
    {
        IReadOnlyList<CommitOutcome> outcomes = await inner.CommitManyAsync(commits, cancel);
        for (int i = 0; i < commits.Count; i++)
            if (outcomes[i] == CommitOutcome.Committed) journal.Add(new Committed(commits[i].At, commits[i]));
        return outcomes;
    }

    public Task<StoredAccount?> LoadAsync(AccountId id, CancellationToken cancel) =>
        id == Unreadable ? throw StoreDamagedException.Of(id, "the row cannot be read.") : inner.LoadAsync(id, cancel);

    public Task<IReadOnlyList<StoredAccount>> LoadManyAsync(IReadOnlyList<AccountId> ids, CancellationToken cancel) =>
        Unreadable is { } bad && ids.Contains(bad) ? throw StoreDamagedException.Of(bad, "the row cannot be read.") : inner.LoadManyAsync(ids, cancel);

    public Task<IReadOnlyList<DueAccount>> DueAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel) => inner.DueAsync(ledgerId, now, most, cancel);
    public IAsyncEnumerable<StoredCommit> HistoryAsync(AccountId id, CancellationToken cancel) => inner.HistoryAsync(id, cancel);
    public Task<bool> IsAppliedAsync(AccountId id, string marker, CancellationToken cancel) => inner.IsAppliedAsync(id, marker, cancel);
    public Task<IReadOnlyList<AccountLine>> ListAsync(string ledgerId, AccountQuery query, CancellationToken cancel) => inner.ListAsync(ledgerId, query, cancel);
    public Task<IReadOnlyList<AccountLine>> FlaggedAsync(string ledgerId, CancellationToken cancel) => inner.FlaggedAsync(ledgerId, cancel);
    public Task<IReadOnlyList<StoredMessage>> MessagesAsync(MessageQuery query, CancellationToken cancel) => inner.MessagesAsync(query, cancel);
    public Task<StoredMessage?> MessageAsync(string messageId, CancellationToken cancel) => inner.MessageAsync(messageId, cancel);
    public Task<IReadOnlyList<StoredTask>> TasksAsync(string? ledgerId, int most, CancellationToken cancel) => inner.TasksAsync(ledgerId, most, cancel);
    public Task<IReadOnlyList<AccountId>> AccountsAtAsync(string address, CancellationToken cancel) => inner.AccountsAtAsync(address, cancel);
}
