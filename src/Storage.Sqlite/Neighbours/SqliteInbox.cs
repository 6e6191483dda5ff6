using System.Collections.Immutable;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

static class InboxSql
{
    public const string Keep = """
        INSERT INTO inbox (source, event_id, ledger_id, received_at, headers, state, attempts, due_at, reason, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, event_id) DO NOTHING
        """;
    public const string Count = "UPDATE inbox_counts SET events = events + ? WHERE state = ?";
    public const string Counts = "SELECT state, events FROM inbox_counts ORDER BY state";
    const string Row = "SELECT source, event_id, ledger_id, received_at, headers, body, state, attempts, reason, no FROM inbox ";
    public const string Due = Row + "INDEXED BY inbox_due WHERE state = 0 AND due_at <= ? ORDER BY due_at LIMIT ?";
    public const string Claim = "UPDATE inbox SET due_at = ?, attempts = attempts + 1 WHERE no = ?";
    public const string Find = "SELECT no, state FROM inbox WHERE source = ? AND event_id = ?";
    public const string Settle = "UPDATE inbox SET state = ?, reason = ?, due_at = coalesce(?, received_at) WHERE no = ?";
    public const string List = Row + "WHERE state = ? ORDER BY received_at DESC LIMIT ?";
}

sealed class SqliteInbox(Writer writer, Readers readers) : IInbox
{
    public Task<bool> KeepAsync(InboxEvent received, CancellationToken cancel)
    {
        StoreLimits.Check("An inbox event's body", received.Body.Length, StoreLimits.BodyBytes);
        return writer.WriteAsync(db =>
        {
            db.Sql(InboxSql.Keep).Add(received.Source).Add(received.EventId).Add(received.LedgerId).Add(received.ReceivedAt).Add(received.Headers)
                .Add((long)received.State).Add(received.Attempts).Add(received.ReceivedAt).Add(received.Reason).AddBlob(received.Body.AsSpan()).Run();
            bool isNew = db.Changes == 1;
            if (isNew) db.Sql(InboxSql.Count).Add(1).Add((long)received.State).Run();
            return isNew;
        }, cancel);
    }

    public Task<IReadOnlyList<InboxEvent>> ClaimAsync(DateTimeOffset now, TimeSpan claim, int most, CancellationToken cancel) =>
        writer.WriteAsync<IReadOnlyList<InboxEvent>>(db =>
        {
            IReadOnlyList<(long No, InboxEvent Event)> due = SqliteAccounts.All(db.Sql(InboxSql.Due).Add(now).Add(most), row => (row.Long(9), Read(row)));
            foreach ((long no, InboxEvent _) in due) db.Sql(InboxSql.Claim).Add(now + claim).Add(no).Run();
            return [.. due.Select(d => d.Event with { Attempts = d.Event.Attempts + 1 })];
        }, cancel);

    public Task SettleAsync(string source, string eventId, InboxState state, string? reason, DateTimeOffset? nextAttemptAt, CancellationToken cancel) =>
        writer.WriteAsync(db =>
        {
            (long no, long before) = (0, 0);
            using (Statement found = db.Sql(InboxSql.Find).Add(source).Add(eventId))
                if (found.Step()) (no, before) = (found.Long(0), found.Long(1));
            if (no == 0) return false;
            db.Sql(InboxSql.Settle).Add((long)state).Add(reason).Add(nextAttemptAt).Add(no).Run();
            db.Sql(InboxSql.Count).Add(-1).Add(before).Run();
            db.Sql(InboxSql.Count).Add(1).Add((long)state).Run();
            return true;
        }, cancel);

    public Task<IReadOnlyList<InboxEvent>> ListAsync(InboxState state, int most, CancellationToken cancel) =>
        readers.ReadAsync(db => SqliteAccounts.All(db.Sql(InboxSql.List).Add((long)state).Add(most), Read), cancel);

    public Task<ImmutableDictionary<InboxState, long>> CountAsync(CancellationToken cancel) =>
        readers.ReadAsync(db => SqliteAccounts.All(db.Sql(InboxSql.Counts), row => ((InboxState)row.Int(0), row.Long(1))).ToImmutableDictionary(c => c.Item1, c => c.Item2), cancel);

    static InboxEvent Read(Statement row) => new()
    {
        Source = row.Text(0), EventId = row.Text(1), LedgerId = row.Text(2), ReceivedAt = row.Instant(3), Headers = row.Text(4),
        Body = ImmutableArray.Create(row.Bytes(5)), State = (InboxState)row.Int(6), Attempts = row.Int(7), Reason = row.TextOrNull(8),
    };
}
