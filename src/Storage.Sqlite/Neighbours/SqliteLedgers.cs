using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

static class LedgerSql
{
    public const string List = "SELECT ledger FROM ledgers ORDER BY id LIMIT 10000";
    public const string Find = "SELECT ledger FROM ledgers WHERE id = ?";
    public const string Save = "INSERT INTO ledgers (id, ledger) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET ledger = excluded.ledger";
    public const string Feed = """
        INSERT INTO feeds (ledger_id, feed_id, accepted_at, source, items, implausible) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (ledger_id, feed_id) DO UPDATE SET accepted_at = excluded.accepted_at, source = excluded.source, items = excluded.items, implausible = excluded.implausible
        """;
    public const string Feeds = "SELECT feed_id, accepted_at, source, items, implausible FROM feeds WHERE ledger_id = ? ORDER BY accepted_at DESC LIMIT ?";
    public const string SaveHold = """
        INSERT INTO sync_holds (ledger_id, feed_id, held_at, hold) VALUES (?, ?, ?, ?)
        ON CONFLICT (ledger_id, feed_id) DO UPDATE SET held_at = excluded.held_at, hold = excluded.hold
        """;
    public const string Holds = "SELECT hold FROM sync_holds WHERE ledger_id = ? ORDER BY held_at, feed_id";
    public const string LastSpan = "SELECT no FROM safe_mode WHERE to_at IS NULL ORDER BY no DESC LIMIT 1";
    public const string BeginSpan = "INSERT INTO safe_mode (from_at, reason) VALUES (?, ?)";
    public const string EndSpan = "UPDATE safe_mode SET to_at = ? WHERE no = ?";
    public const string Spans = "SELECT from_at, to_at, reason FROM safe_mode ORDER BY no";
    public const string Run = "INSERT INTO runs (ledger_id, started_at, run) VALUES (?, ?, ?) ON CONFLICT (ledger_id, started_at) DO UPDATE SET run = excluded.run";
    public const string Runs = "SELECT run FROM runs WHERE ledger_id = ? ORDER BY started_at DESC LIMIT ?";
    public const string KeepPack = "INSERT INTO packs (content_id, name, version, first_used_at, content) VALUES (?, ?, ?, ?, ?) ON CONFLICT (content_id) DO NOTHING";
    public const string Packs = "SELECT content_id, name, version, content, first_used_at FROM packs ORDER BY first_used_at";
    public const string LastAudit = "SELECT number, hash, entry FROM audit WHERE ledger_id = ? ORDER BY number DESC LIMIT 1";
    public const string AddAudit = "INSERT INTO audit (ledger_id, number, hash, entry) VALUES (?, ?, ?, ?)";
    public const string Audit = "SELECT hash, entry FROM audit WHERE ledger_id = ? AND number > ? ORDER BY number LIMIT ?";
}

sealed partial class SqliteLedgers(Writer writer, Readers readers) : ILedgerStore
{
    const int EntriesAPage = 500;

    public Task<IReadOnlyList<Ledger>> ListAsync(CancellationToken cancel) => readers.ReadAsync(db => SqliteAccounts.All(db.Sql(LedgerSql.List), ReadLedger), cancel);

    public Task<Ledger?> FindAsync(string ledgerId, CancellationToken cancel) =>
        readers.ReadAsync(db => SqliteAccounts.All(db.Sql(LedgerSql.Find).Add(ledgerId), ReadLedger).SingleOrDefault(), cancel);

    static Ledger ReadLedger(Statement row) => JsonSerializer.Deserialize(row.Bytes(0), AccountJson.Default.Ledger)!;

    public Task SaveAsync(Ledger ledger, DateTimeOffset at, string by, CancellationToken cancel)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(ledger, AccountJson.Default.Ledger);
        return WriteAsync(db =>
        {
            db.Sql(LedgerSql.Save).Add(ledger.Id).AddText(bytes).Run();
            Append(db, ledger.Id, new(at, by, "ledger-saved", Encoding.UTF8.GetString(bytes)));
        }, cancel);
    }

    public Task RecordFeedAsync(FeedRecord feed, CancellationToken cancel) => WriteAsync(
        db => db.Sql(LedgerSql.Feed).Add(feed.LedgerId).Add(feed.FeedId).Add(feed.At).Add(feed.Source).Add(feed.Items).Add(feed.Implausible).Run(), cancel);

    public Task<IReadOnlyList<FeedRecord>> FeedsAsync(string ledgerId, int most, CancellationToken cancel) => readers.ReadAsync(
        db => SqliteAccounts.All(
            db.Sql(LedgerSql.Feeds).Add(ledgerId).Add(most), row => new FeedRecord(ledgerId, row.Text(0), row.Instant(1), row.Text(2), row.Int(3), row.TextOrNull(4))),
        cancel);

    public Task SaveHoldAsync(SyncHold hold, CancellationToken cancel) => WriteAsync(
        db => db.Sql(LedgerSql.SaveHold).Add(hold.LedgerId).Add(hold.FeedId).Add(hold.At).AddText(JsonSerializer.SerializeToUtf8Bytes(hold, AccountJson.Default.SyncHold)).Run(), cancel);

    public Task<IReadOnlyList<SyncHold>> HoldsAsync(string ledgerId, CancellationToken cancel) => readers.ReadAsync(
        db => SqliteAccounts.All(db.Sql(LedgerSql.Holds).Add(ledgerId), row => JsonSerializer.Deserialize(row.Bytes(0), AccountJson.Default.SyncHold)!), cancel);

    public Task SetSafeModeAsync(bool on, string reason, DateTimeOffset at, CancellationToken cancel) => WriteAsync(db =>
    {
        long open = db.Sql(LedgerSql.LastSpan).Number();
        if (on && open == 0) db.Sql(LedgerSql.BeginSpan).Add(at).Add(reason).Run();
        if (!on && open != 0) db.Sql(LedgerSql.EndSpan).Add(at).Add(open).Run();
    }, cancel);

    public Task<IReadOnlyList<SafeModeSpan>> SafeModeAsync(CancellationToken cancel) => readers.ReadAsync(
        db => SqliteAccounts.All(db.Sql(LedgerSql.Spans), row => new SafeModeSpan(row.Instant(0), row.InstantOrNull(1), row.Text(2))), cancel);

    public Task RecordRunAsync(RunRecord run, CancellationToken cancel) => WriteAsync(
        db => db.Sql(LedgerSql.Run).Add(run.LedgerId).Add(run.StartedAt).AddText(JsonSerializer.SerializeToUtf8Bytes(run, AccountJson.Default.RunRecord)).Run(), cancel);

    public Task<IReadOnlyList<RunRecord>> RunsAsync(string ledgerId, int most, CancellationToken cancel) => readers.ReadAsync(
        db => SqliteAccounts.All(db.Sql(LedgerSql.Runs).Add(ledgerId).Add(most), row => JsonSerializer.Deserialize(row.Bytes(0), AccountJson.Default.RunRecord)!), cancel);

    public Task KeepPackAsync(string contentId, string name, int version, byte[] content, DateTimeOffset at, CancellationToken cancel) => WriteAsync(
        db => db.Sql(LedgerSql.KeepPack).Add(contentId).Add(name).Add(version).Add(at).AddBlob(content).Run(), cancel);

    public Task<IReadOnlyList<KeptPack>> PacksAsync(CancellationToken cancel) => readers.ReadAsync(
        db => SqliteAccounts.All(db.Sql(LedgerSql.Packs), row => new KeptPack(row.Text(0), row.Text(1), row.Int(2), row.Bytes(3).ToArray(), row.Instant(4))), cancel);

    public Task AuditAsync(string ledgerId, AuditEntry entry, CancellationToken cancel) => WriteAsync(db => Append(db, ledgerId, entry), cancel);

    static void Append(Database db, string ledgerId, AuditEntry entry)
    {
        StoredAudit? previous = null;
        using (Statement last = db.Sql(LedgerSql.LastAudit).Add(ledgerId))
            if (last.Step()) previous = new(last.Long(0), entry, "", Convert.ToHexStringLower(last.Bytes(1))); // only its number and hash matter to the next
        (StoredAudit stored, byte[] bytes) = StoredAudit.After(previous, entry);
        db.Sql(LedgerSql.AddAudit).Add(ledgerId).Add(stored.Number).AddBlob(Convert.FromHexString(stored.Hash)).AddText(bytes).Run();
    }

    public async IAsyncEnumerable<StoredAudit> AuditTrailAsync(string ledgerId, [EnumeratorCancellation] CancellationToken cancel)
    {
        StoredAudit? previous = null;
        while (true)
        {
            long after = previous?.Number ?? 0;
            IReadOnlyList<(string Hash, byte[] Bytes)> page = await readers.ReadAsync(
                db => SqliteAccounts.All(db.Sql(LedgerSql.Audit).Add(ledgerId).Add(after).Add(EntriesAPage), row => (Convert.ToHexStringLower(row.Bytes(0)), row.Bytes(1).ToArray())),
                cancel).ConfigureAwait(false);
            foreach ((string hash, byte[] bytes) in page) yield return previous = StoredAudit.Read(bytes, hash, previous);
            if (page.Count < EntriesAPage) yield break;
        }
    }

    Task WriteAsync(Action<Database> write, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        write(db);
        return true;
    }, cancel);
}
