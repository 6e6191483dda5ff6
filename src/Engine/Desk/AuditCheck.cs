using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Checks every hash chain: each account's commits, each ledger's entries and the house's; and that each stored state is the fold of its events.</summary>
public sealed class AuditCheck(Stores stores)
{
    const int Page = 500;

    /// <summary>Checks everything. Costs by all that was ever written.</summary>
    public async Task<AuditFindings> RunAsync(CancellationToken cancel)
    {
        long commits = 0, entries = 0, accounts = 0;
        List<string> broken = [];
        foreach (Ledger ledger in await stores.Ledgers.ListAsync(cancel))
        {
            entries += await TrailAsync(ledger.Id, broken, cancel);
            await foreach (AccountLine line in stores.Accounts.EveryAsync(ledger.Id, Page, cancel))
            {
                accounts++;
                commits += await ChainAsync(line, broken, cancel);
            }
        }
        entries += await TrailAsync("", broken, cancel);
        return new(accounts, commits, entries, [.. broken]);
    }

    async Task<long> ChainAsync(AccountLine line, List<string> broken, CancellationToken cancel)
    {
        long count = 0;
        string hash = "";
        Account? fold = null;
        try
        {
            await foreach (StoredCommit commit in stores.Accounts.HistoryAsync(line.Id, cancel))
            {
                if (commit.PreviousHash != hash) broken.Add($"{line.LedgerId}/{line.Customer}: commit {commit.Version} does not follow the one before");
                hash = commit.Hash;
                fold = (fold ?? Account.New(line.LedgerId, line.Customer)).Apply(commit.Events);
                count++;
            }
            StoredAccount? stored = await stores.Accounts.LoadAsync(line.Id, cancel);
            if (stored is null || fold is null || stored.Hash != hash || !AccountSnapshot.Head(fold).AsSpan().SequenceEqual(AccountSnapshot.Head(stored.Account)))
                broken.Add($"{line.LedgerId}/{line.Customer}: the stored state is not the fold of its events");
        }
        catch (StoreDamagedException damage)
        {
            broken.Add(damage.Message);
        }
        return count;
    }

    async Task<long> TrailAsync(string ledgerId, List<string> broken, CancellationToken cancel)
    {
        long count = 0;
        string hash = "";
        try
        {
            await foreach (StoredAudit entry in stores.Ledgers.AuditTrailAsync(ledgerId, cancel))
            {
                if (entry.PreviousHash != hash) broken.Add($"ledger '{ledgerId}': entry {entry.Number} does not follow the one before");
                hash = entry.Hash;
                count++;
            }
        }
        catch (StoreDamagedException damage)
        {
            broken.Add(damage.Message);
        }
        return count;
    }
}

/// <summary>What checking the chains found.</summary>
/// <param name="Accounts">Accounts looked at.</param>
/// <param name="Commits">Their commits.</param>
/// <param name="Entries">Entries of the ledgers' and the house's audit.</param>
/// <param name="Broken">Each chain that does not hold, in words; empty: all hold.</param>
public sealed record AuditFindings(long Accounts, long Commits, long Entries, ImmutableArray<string> Broken);

/// <summary>Every account of a ledger, page by page.</summary>
public static class EveryAccount
{
    /// <summary>By customer number. A scan: for exports, checks and backtests, never for a page or a decision.</summary>
    public static async IAsyncEnumerable<AccountLine> EveryAsync(this IAccountStore accounts, string ledgerId, int page, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        while (true)
        {
            IReadOnlyList<AccountLine> lines = await accounts.ListAsync(ledgerId, new(AfterCustomer: after, Most: page), cancel);
            foreach (AccountLine line in lines) yield return line;
            if (lines.Count < page) yield break;
            after = lines[^1].Customer;
        }
    }
}
