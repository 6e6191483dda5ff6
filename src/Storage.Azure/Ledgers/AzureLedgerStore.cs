using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Ledgers;

/// <summary>Ledgers on Table storage. Partitions: "ledger" (a row each), "feed L", "hold L", "run L", "pack", "safe-mode", "audit L", "connection", "object L".</summary>
internal sealed partial class AzureLedgerStore(Tables tables) : ILedgerStore
{
    const int Patience = 50;
    readonly AuditChain audit = new(tables);
    readonly ShortMemory memory = new(tables.Clock);

    public async Task<IReadOnlyList<Ledger>> ListAsync(CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Ledgers, new("ledger"), cancel)).Select(LedgerOf).OrderBy(l => l.Id, StringComparer.Ordinal)];

    public Task<Ledger?> FindAsync(string ledgerId, CancellationToken cancel) => memory.AskAsync("ledger " + ledgerId, () => ReadAsync(ledgerId, cancel));

    async Task<Ledger?> ReadAsync(string ledgerId, CancellationToken cancel) =>
        await tables.Client.GetAsync(tables.Ledgers, "ledger", TableKey.Of(ledgerId), cancel) is { } row ? LedgerOf(row) : null;

    static Ledger LedgerOf(TableRow row) => JsonSerializer.Deserialize(Packed.From(row, "L"), AccountJson.Default.Ledger)!;

    // First what was done, then the doing: a ledger is never changed without its entry. The entry holds the ledger, so a lost second write can be seen and repeated.
    public async Task SaveAsync(Ledger ledger, DateTimeOffset at, string by, CancellationToken cancel)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(ledger, AccountJson.Default.Ledger);
        await audit.AppendAsync(ledger.Id, new(at, by, "ledger-saved", Encoding.UTF8.GetString(json)), cancel);
        TableRow row = new("ledger", TableKey.Of(ledger.Id));
        Packed.Into(row, "L", json);
        await PutAsync([TableWrite.Put(row)], cancel);
    }

    async Task PutAsync(IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        try
        {
            await tables.Writes.PutAsync(tables.Ledgers, writes, cancel);
        }
        finally
        {
            memory.Forget();
        }
    }

    // By time, and by id, so that the same feed id replaces its record wherever it stands.
    public async Task RecordFeedAsync(FeedRecord feed, CancellationToken cancel)
    {
        string partition = "feed " + TableKey.Of(feed.LedgerId), byId = "i" + TableKey.Hash(feed.FeedId), key = $"t{TableKey.Falling(feed.At)} {TableKey.Hash(feed.FeedId)}";
        TableRow? old = await tables.Client.GetAsync(tables.Ledgers, partition, byId, cancel);
        TableRow row = new(partition, key);
        Packed.Into(row, "F", JsonSerializer.SerializeToUtf8Bytes(feed, AzureJson.Default.FeedRecord));
        List<TableWrite> writes = [TableWrite.Put(row), TableWrite.Put(new(partition, byId) { ["Key"] = key })];
        if (old?.Text("Key") is { } oldKey && oldKey != key) writes.Add(TableWrite.Delete(partition, oldKey));
        await PutAsync(writes, cancel);
    }

    public Task<IReadOnlyList<FeedRecord>> FeedsAsync(string ledgerId, int most, CancellationToken cancel) =>
        memory.AskAsync($"feeds {most} {ledgerId}", () => ReadFeedsAsync(ledgerId, most, cancel));

    async Task<IReadOnlyList<FeedRecord>> ReadFeedsAsync(string ledgerId, int most, CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Ledgers, RowRange.Prefix("feed " + TableKey.Of(ledgerId), "t") with { Most = most }, cancel))
            .Select(row => JsonSerializer.Deserialize(Packed.From(row, "F"), AzureJson.Default.FeedRecord)!)];

    public Task SaveHoldAsync(SyncHold hold, CancellationToken cancel)
    {
        TableRow row = new("hold " + TableKey.Of(hold.LedgerId), TableKey.Hash(hold.FeedId));
        Packed.Into(row, "H", JsonSerializer.SerializeToUtf8Bytes(hold, AccountJson.Default.SyncHold));
        return PutAsync([TableWrite.Put(row)], cancel);
    }

    public Task<IReadOnlyList<SyncHold>> HoldsAsync(string ledgerId, CancellationToken cancel) => memory.AskAsync("holds " + ledgerId, () => ReadHoldsAsync(ledgerId, cancel));

    async Task<IReadOnlyList<SyncHold>> ReadHoldsAsync(string ledgerId, CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Ledgers, new("hold " + TableKey.Of(ledgerId)), cancel))
            .Select(row => JsonSerializer.Deserialize(Packed.From(row, "H"), AccountJson.Default.SyncHold)!).OrderBy(h => h.At).ThenBy(h => h.FeedId, StringComparer.Ordinal)];

    public async Task SetSafeModeAsync(bool on, string reason, DateTimeOffset at, CancellationToken cancel)
    {
        string writeId = Guid.NewGuid().ToString("N");
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            TableRow? row = await SafeModeRowAsync(cancel);
            ImmutableArray<SafeModeSpan> spans = SpansOf(row);
            bool isOn = spans is [.., { To: null }];
            if (on == isOn) return;
            TableRow next = new("safe-mode", "spans") { ["WriteId"] = writeId };
            Packed.Into(next, "S", JsonSerializer.SerializeToUtf8Bytes(on ? spans.Add(new(at, null, reason)) : spans.SetItem(spans.Length - 1, spans[^1] with { To = at }), AzureJson.Default.ImmutableArraySafeModeSpan));
            IReadOnlyList<string?>? written = await tables.Writes.WriteAsync(tables.Ledgers, [TableWrite.Replace(next, row?.ETag)], async _ =>
            {
                TableRow? now = await SafeModeRowAsync(cancel);
                return now?.Text("WriteId") == writeId ? Landed.Ours : now?.ETag == row?.ETag ? Landed.NotYet : Landed.Lost;
            }, cancel);
            memory.Forget();
            if (written is not null) return;
        }
        throw new StoreUnavailableException("Too many writers met on the safe mode.");
    }

    public Task<IReadOnlyList<SafeModeSpan>> SafeModeAsync(CancellationToken cancel) => memory.AskAsync("safe mode", () => ReadSafeModeAsync(cancel));

    async Task<IReadOnlyList<SafeModeSpan>> ReadSafeModeAsync(CancellationToken cancel) => SpansOf(await SafeModeRowAsync(cancel));

    Task<TableRow?> SafeModeRowAsync(CancellationToken cancel) => tables.Client.GetAsync(tables.Ledgers, "safe-mode", "spans", cancel);

    static ImmutableArray<SafeModeSpan> SpansOf(TableRow? row) =>
        row is null ? [] : JsonSerializer.Deserialize(Packed.From(row, "S"), AzureJson.Default.ImmutableArraySafeModeSpan);

    public Task RecordRunAsync(RunRecord run, CancellationToken cancel)
    {
        TableRow row = new("run " + TableKey.Of(run.LedgerId), TableKey.Falling(run.StartedAt));
        Packed.Into(row, "R", JsonSerializer.SerializeToUtf8Bytes(run, AccountJson.Default.RunRecord));
        return tables.Writes.PutAsync(tables.Ledgers, [TableWrite.Put(row)], cancel);
    }

    public async Task<IReadOnlyList<RunRecord>> RunsAsync(string ledgerId, int most, CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Ledgers, new("run " + TableKey.Of(ledgerId), Most: most), cancel))
            .Select(row => JsonSerializer.Deserialize(Packed.From(row, "R"), AccountJson.Default.RunRecord)!)];

    public async Task KeepPackAsync(string contentId, string name, int version, byte[] content, DateTimeOffset at, CancellationToken cancel)
    {
        TableRow row = new("pack", TableKey.Hash(contentId)) { ["Id"] = contentId, ["Name"] = name, ["Number"] = (long)version, ["At"] = at.UtcTicks };
        Packed.Into(row, "C", content);
        // A pack is named by its content: one that is there already is this one.
        await tables.Writes.WriteAsync(tables.Ledgers, [TableWrite.Insert(row)], async _ =>
            await tables.Client.GetAsync(tables.Ledgers, row.Partition, row.Key, cancel, "Id") is null ? Landed.NotYet : Landed.Ours, cancel);
    }

    public async Task<IReadOnlyList<KeptPack>> PacksAsync(CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Ledgers, new("pack"), cancel))
            .Select(row => new KeptPack(row.Text("Id")!, row.Text("Name")!, (int)row.Number("Number")!.Value, Packed.From(row, "C")!, row.Instant("At")!.Value)).OrderBy(p => p.FirstUsedAt)];

    public Task AuditAsync(string ledgerId, AuditEntry entry, CancellationToken cancel) => audit.AppendAsync(ledgerId, entry, cancel);

    public IAsyncEnumerable<StoredAudit> AuditTrailAsync(string ledgerId, CancellationToken cancel) => audit.ReadAsync(ledgerId, cancel);
}
