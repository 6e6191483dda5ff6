using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Sqlite;

namespace Collections.RealProcess;

/// <summary>Reads a database by the product's own store, and holds each account's state against the fold of its events.</summary>
internal static class Chains
{
    public static async Task<(IReadOnlyList<string> Faults, int Commits)> ReadAsync(string path)
    {
        List<string> faults = [.. DatabaseCheck.Faults(path)];
        int commits = 0;
        try
        {
            await using SqliteStorage storage = await SqliteStorage.OpenAsync(path, CancellationToken.None);
            foreach (AccountLine line in await storage.Accounts.ListAsync("uk", new AccountQuery(null, null, null, 500), CancellationToken.None))
            {
                Account fold = Account.New(line.LedgerId, line.Customer);
                string hash = "";
                await foreach (StoredCommit commit in storage.Accounts.HistoryAsync(line.Id, CancellationToken.None))
                {
                    if (commit.PreviousHash != hash) faults.Add($"{line.Customer}: commit {commit.Version} does not follow the one before");
                    (hash, fold) = (commit.Hash, fold.Apply(commit.Events));
                    commits++;
                }
                StoredAccount? stored = await storage.Accounts.LoadAsync(line.Id, CancellationToken.None);
                if (stored is null || stored.Hash != hash || !AccountSnapshot.Head(fold).AsSpan().SequenceEqual(AccountSnapshot.Head(stored.Account)))
                    faults.Add($"{line.Customer}: the stored state is not the fold of its events");
            }
        }
        catch (Exception failure) when (failure is StoreDamagedException or StoreUnavailableException)
        {
            faults.Add(failure.Message);
        }
        return (faults, commits);
    }
}
