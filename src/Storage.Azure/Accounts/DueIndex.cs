using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>Finds accounts that are due: one query a shard, then rows that are due. A row that may lag behind its account (a hint, a message under way, five
/// minutes late) is checked against the account's head, and the index is written anew where a second write was lost.</summary>
internal sealed class DueIndex(Tables tables, IndexRepair repair)
{
    /// <summary>From here on nothing should still be waiting: the row is checked.</summary>
    static readonly TimeSpan Late = TimeSpan.FromMinutes(5);
    /// <summary>A hint whose commit has not landed by then has none.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(30);

    public async Task<IReadOnlyList<DueAccount>> DueAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel)
    {
        List<DueAccount> due = [];
        foreach (TableRow row in await RowsAsync(ledgerId, now, most, cancel))
        {
            if (due.Count == most) break;
            AccountId id = new(row.Text("Account")!);
            if (due.Exists(d => d.Id == id)) continue;
            DateTimeOffset at = IndexKeys.TimeOf(row.Key);
            DateTimeOffset? wake = row.Flag("Sure") && now - at < Late ? at : await CheckAsync(id, row, now, cancel);
            if (wake <= now) due.Add(new(id, row.Text("Ledger")!, wake.Value));
        }
        return [.. due.OrderBy(d => d.WakeAt)];
    }

    /// <summary>Checks everything that is due or hinted at; answers how many accounts' index it wrote anew.</summary>
    public async Task<int> RepairAsync(DateTimeOffset now, CancellationToken cancel)
    {
        int before = repair.Count;
        foreach (TableRow row in await RowsAsync(null, now, int.MaxValue, cancel)) await CheckAsync(new(row.Text("Account")!), row, now, cancel);
        return repair.Count - before;
    }

    async Task<IEnumerable<TableRow>> RowsAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel)
    {
        (string from, string to) = IndexKeys.DueBy(now);
        string? ofLedger = ledgerId is null ? null : $"Ledger eq '{ledgerId.Replace("'", "''", StringComparison.Ordinal)}'";
        int enough = most > int.MaxValue - 100 ? most : most + 20; // some may turn out to be moved on
        List<TableRow>[] shards = await Task.WhenAll(
            Tables.AllShards.Select(s => tables.Client.ListAsync(tables.Index, new(s, from, to, enough, "Account,Ledger,Sure,Hint,WriteId", And: ofLedger), cancel)));
        return shards.SelectMany(s => s).OrderBy(r => r.Key, StringComparer.Ordinal);
    }

    /// <summary>When the account really wakes; null when it does not.</summary>
    async Task<DateTimeOffset?> CheckAsync(AccountId id, TableRow row, DateTimeOffset now, CancellationToken cancel)
    {
        TableRow? found = await tables.Client.GetAsync(tables.Accounts, Tables.PartitionOf(id), AccountRows.HeadKey, cancel, AccountHead.Select);
        AccountHead head = found is null ? AccountHead.None(id) : AccountHead.Read(id, found);
        if (head.DueKey == row.Key) return head.WakeAt;
        if (!HasLanded(row, head))
        {
            if (now - IndexKeys.TimeOf(row.Key) > Abandoned) await repair.RemoveAsync(row, cancel);
            return null;
        }
        await repair.ReindexAsync(id, cancel);
        await repair.RemoveAsync(row, cancel);
        return head.WakeAt;
    }

    // A hint names the version that its commit makes, and when only the wake-up moves (no new version) its write id.
    static bool HasLanded(TableRow row, AccountHead head) => row.Number("Hint") is not { } version
        || head.Version > version
        || (head.Version == version && (row.Text("WriteId") is not { Length: > 0 } writeId || head.WriteId == writeId));
}
