using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Ledgers;

/// <summary>Audit entries of one ledger in their chain: a row an entry, keyed by its number, which no two entries share, so that writers who meet queue up.</summary>
internal sealed class AuditChain(Tables tables)
{
    const int Patience = 100;
    readonly Recent<StoredAudit> last = new(1_000);

    static string PartitionOf(string ledgerId) => "audit " + TableKey.Of(ledgerId);

    public async Task AppendAsync(string ledgerId, AuditEntry entry, CancellationToken cancel)
    {
        string partition = PartitionOf(ledgerId), writeId = Guid.NewGuid().ToString("N");
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            StoredAudit? previous = last[ledgerId] ?? await LastAsync(ledgerId, cancel);
            (StoredAudit next, byte[] bytes) = StoredAudit.After(previous, entry);
            TableRow row = new(partition, "e" + TableKey.Rising(next.Number)) { ["Hash"] = next.Hash, ["WriteId"] = writeId };
            Packed.Into(row, "B", bytes);
            // The pointer to the newest entry stands in the same transaction: reading it costs no walk along the chain.
            TableRow newest = new(partition, "newest") { ["Number"] = next.Number };
            TableWrite[] writes = [TableWrite.Insert(row), TableWrite.Put(newest)];
            bool landed = await tables.Writes.WriteAsync(tables.Ledgers, writes, _ => LandedAsync(row, writeId, cancel), cancel) is not null;
            last[ledgerId] = landed ? next : null;
            if (landed) return;
        }
        throw new StoreUnavailableException("Too many writers met on one audit chain.");
    }

    async Task<Landed> LandedAsync(TableRow row, string writeId, CancellationToken cancel)
    {
        TableRow? there = await tables.Client.GetAsync(tables.Ledgers, row.Partition, row.Key, cancel, "WriteId");
        return there is null ? Landed.NotYet : there.Text("WriteId") == writeId ? Landed.Ours : Landed.Lost;
    }

    async Task<StoredAudit?> LastAsync(string ledgerId, CancellationToken cancel)
    {
        string partition = PartitionOf(ledgerId);
        if (await tables.Client.GetAsync(tables.Ledgers, partition, "newest", cancel) is not { } newest) return null;
        long number = newest.Number("Number")!.Value;
        TableRow row = await tables.Client.GetAsync(tables.Ledgers, partition, "e" + TableKey.Rising(number), cancel)
            ?? throw new StoreDamagedException($"Audit entry {number} is missing.");
        // What came before it is not asked for here: the whole chain is checked whenever it is read.
        return new(number, new(default, "", "", ""), "", row.Text("Hash")!);
    }

    public async IAsyncEnumerable<StoredAudit> ReadAsync(string ledgerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        StoredAudit? previous = null;
        await foreach (TableRow row in tables.Client.QueryAsync(tables.Ledgers, new(PartitionOf(ledgerId), "e", "f"), cancel))
            yield return previous = StoredAudit.Read(Packed.From(row, "B"), row.Text("Hash")!, previous);
    }
}
