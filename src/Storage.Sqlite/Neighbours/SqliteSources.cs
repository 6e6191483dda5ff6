using System.Text.Json;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

static class SourceSql
{
    public const string Feed = "SELECT feed_id, accepted_at, source, items, implausible FROM feeds WHERE ledger_id = ? AND feed_id = ?";
    public const string Point = "INSERT INTO source_objects (ledger_id, object_key, customer) VALUES (?, ?, ?) ON CONFLICT (ledger_id, object_key) DO UPDATE SET customer = excluded.customer";
    public const string Pointed = "SELECT customer FROM source_objects WHERE ledger_id = ? AND object_key = ?";
    public const string Connections = "SELECT connection FROM connections ORDER BY ledger_id";
    public const string Connection = "SELECT connection FROM connections WHERE ledger_id = ?";
    public const string Version = "SELECT version FROM connections WHERE ledger_id = ?";
    public const string Connect = "INSERT INTO connections (ledger_id, version, connection) VALUES (?, ?, ?) ON CONFLICT (ledger_id) DO UPDATE SET version = excluded.version, connection = excluded.connection";
}

sealed partial class SqliteLedgers
{
    public Task<FeedRecord?> FeedAsync(string ledgerId, string feedId, CancellationToken cancel) => readers.ReadAsync(
        db => SqliteAccounts.All(db.Sql(SourceSql.Feed).Add(ledgerId).Add(feedId), row => new FeedRecord(ledgerId, row.Text(0), row.Instant(1), row.Text(2), row.Int(3), row.TextOrNull(4))).SingleOrDefault(), cancel);

    public Task PointAsync(string ledgerId, string objectKey, string customer, CancellationToken cancel) =>
        WriteAsync(db => db.Sql(SourceSql.Point).Add(ledgerId).Add(objectKey).Add(customer).Run(), cancel);

    public Task<string?> PointedAsync(string ledgerId, string objectKey, CancellationToken cancel) =>
        readers.ReadAsync(db => SqliteAccounts.All(db.Sql(SourceSql.Pointed).Add(ledgerId).Add(objectKey), row => row.Text(0)).SingleOrDefault(), cancel);

    public Task<IReadOnlyList<StoredConnection>> ConnectionsAsync(CancellationToken cancel) => readers.ReadAsync(db => SqliteAccounts.All(db.Sql(SourceSql.Connections), ReadConnection), cancel);

    public Task<StoredConnection?> ConnectionAsync(string ledgerId, CancellationToken cancel) =>
        readers.ReadAsync(db => SqliteAccounts.All(db.Sql(SourceSql.Connection).Add(ledgerId), ReadConnection).SingleOrDefault(), cancel);

    static StoredConnection ReadConnection(Statement row) => JsonSerializer.Deserialize(row.Bytes(0), AccountJson.Default.StoredConnection)!;

    public Task<bool> SaveConnectionAsync(StoredConnection connection, long expected, CancellationToken cancel)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(connection with { Version = expected + 1 }, AccountJson.Default.StoredConnection);
        return writer.WriteAsync(db =>
        {
            if (db.Sql(SourceSql.Version).Add(connection.LedgerId).Number() != expected) return false;
            db.Sql(SourceSql.Connect).Add(connection.LedgerId).Add(expected + 1).AddText(bytes).Run();
            return true;
        }, cancel);
    }
}
