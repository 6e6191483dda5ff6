using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Azure.Accounts;

/// <summary>Accounts on Table storage: reads and lists here, commits in <see cref="CommitWriter"/>.</summary>
internal sealed class AzureAccountStore(AccountReader reader, CommitWriter writer, AccountLists lists, DueIndex due) : IAccountStore
{
    const int AtOnce = 16;

    public async Task<StoredAccount?> LoadAsync(AccountId id, CancellationToken cancel) => (await reader.LoadAsync(id, cancel))?.Account;

    public async Task<IReadOnlyList<StoredAccount>> LoadManyAsync(IReadOnlyList<AccountId> ids, CancellationToken cancel)
    {
        List<StoredAccount> loaded = [];
        foreach (AccountId[] some in ids.Chunk(AtOnce)) loaded.AddRange((await Task.WhenAll(some.Select(i => LoadAsync(i, cancel)))).OfType<StoredAccount>());
        return loaded;
    }

    public Task<CommitOutcome> CommitAsync(AccountCommit commit, CancellationToken cancel) => writer.CommitAsync(CommitRows.Of(commit), cancel);

    /// <summary>Accounts side by side, the commits of one account one after the other.</summary>
    public async Task<IReadOnlyList<CommitOutcome>> CommitManyAsync(IReadOnlyList<AccountCommit> commits, CancellationToken cancel)
    {
        CommitRows[] rows = [.. commits.Select(CommitRows.Of)];
        CommitOutcome[] outcomes = new CommitOutcome[rows.Length];
        IEnumerable<int[]> accounts = Enumerable.Range(0, rows.Length).GroupBy(i => rows[i].Commit.To.Id).Select(g => g.ToArray());
        foreach (int[][] some in accounts.Chunk(AtOnce))
            await Task.WhenAll(some.Select(async account =>
            {
                foreach (int i in account) outcomes[i] = await writer.CommitAsync(rows[i], cancel);
            }));
        return outcomes;
    }

    public Task<IReadOnlyList<DueAccount>> DueAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel) => due.DueAsync(ledgerId, now, most, cancel);
    public IAsyncEnumerable<StoredCommit> HistoryAsync(AccountId id, CancellationToken cancel) => reader.HistoryAsync(id, cancel);
    public Task<bool> IsAppliedAsync(AccountId id, string marker, CancellationToken cancel) => reader.IsAppliedAsync(id, marker, cancel);
    public Task<IReadOnlyList<AccountLine>> ListAsync(string ledgerId, AccountQuery query, CancellationToken cancel) => lists.LinesAsync(ledgerId, query, cancel);
    public Task<IReadOnlyList<AccountLine>> FlaggedAsync(string ledgerId, CancellationToken cancel) => lists.FlaggedAsync(ledgerId, cancel);
    public Task<IReadOnlyList<StoredMessage>> MessagesAsync(MessageQuery query, CancellationToken cancel) => lists.MessagesAsync(query, cancel);
    public Task<StoredMessage?> MessageAsync(string messageId, CancellationToken cancel) => lists.MessageAsync(messageId, cancel);
    public Task<IReadOnlyList<StoredTask>> TasksAsync(string? ledgerId, int most, CancellationToken cancel) => lists.TasksAsync(ledgerId, most, cancel);
    public Task<IReadOnlyList<AccountId>> AccountsAtAsync(string address, CancellationToken cancel) => lists.AccountsAtAsync(address, cancel);
}
