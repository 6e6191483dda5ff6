using System.Text.Json;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Ledgers;

internal sealed partial class AzureLedgerStore
{
    public async Task<FeedRecord?> FeedAsync(string ledgerId, string feedId, CancellationToken cancel)
    {
        string partition = "feed " + TableKey.Of(ledgerId);
        if ((await tables.Client.GetAsync(tables.Ledgers, partition, "i" + TableKey.Hash(feedId), cancel))?.Text("Key") is not { } key) return null;
        return await tables.Client.GetAsync(tables.Ledgers, partition, key, cancel) is { } row ? JsonSerializer.Deserialize(Packed.From(row, "F"), AzureJson.Default.FeedRecord) : null;
    }

    public Task PointAsync(string ledgerId, string objectKey, string customer, CancellationToken cancel) =>
        tables.Writes.PutAsync(tables.Ledgers, [TableWrite.Put(new(ObjectsOf(ledgerId), TableKey.Of(objectKey)) { ["Customer"] = customer })], cancel);

    public async Task<string?> PointedAsync(string ledgerId, string objectKey, CancellationToken cancel) =>
        (await tables.Client.GetAsync(tables.Ledgers, ObjectsOf(ledgerId), TableKey.Of(objectKey), cancel))?.Text("Customer");

    static string ObjectsOf(string ledgerId) => "object " + TableKey.Of(ledgerId);

    public async Task<IReadOnlyList<StoredConnection>> ConnectionsAsync(CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Ledgers, new("connection"), cancel)).Select(ConnectionOf).OrderBy(c => c.LedgerId, StringComparer.Ordinal)];

    public async Task<StoredConnection?> ConnectionAsync(string ledgerId, CancellationToken cancel) => await ConnectionRowAsync(ledgerId, cancel) is { } row ? ConnectionOf(row) : null;

    // The ETag holds the version: a host that read an older one loses, and an unclear answer is settled by the write's own id.
    public async Task<bool> SaveConnectionAsync(StoredConnection connection, long expected, CancellationToken cancel)
    {
        TableRow? known = await ConnectionRowAsync(connection.LedgerId, cancel);
        if ((known is null ? 0 : ConnectionOf(known).Version) != expected) return false;
        string writeId = Guid.NewGuid().ToString("N");
        TableRow next = new("connection", TableKey.Of(connection.LedgerId)) { ["WriteId"] = writeId };
        Packed.Into(next, "C", JsonSerializer.SerializeToUtf8Bytes(connection with { Version = expected + 1 }, AccountJson.Default.StoredConnection));
        return await tables.Writes.WriteAsync(tables.Ledgers, [TableWrite.Replace(next, known?.ETag)], async _ =>
        {
            TableRow? now = await ConnectionRowAsync(connection.LedgerId, cancel);
            return now?.Text("WriteId") == writeId ? Landed.Ours : now?.ETag == known?.ETag ? Landed.NotYet : Landed.Lost;
        }, cancel) is not null;
    }

    Task<TableRow?> ConnectionRowAsync(string ledgerId, CancellationToken cancel) => tables.Client.GetAsync(tables.Ledgers, "connection", TableKey.Of(ledgerId), cancel);

    static StoredConnection ConnectionOf(TableRow row) => JsonSerializer.Deserialize(Packed.From(row, "C"), AccountJson.Default.StoredConnection)!;
}
