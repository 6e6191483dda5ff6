using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

static class PortalSql
{
    const string LinkRow = "SELECT hash, id, account_id, ledger_id, contact_id, purpose, created_at, created_by, expires_at, revoked_at FROM portal_links ";
    public const string AddLink = """
        INSERT INTO portal_links (hash, id, account_id, ledger_id, contact_id, purpose, created_at, created_by, expires_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;
    public const string ForgetLinks = "DELETE FROM portal_links WHERE account_id = ? AND expires_at < ?";
    public const string Link = LinkRow + "WHERE hash = ?";
    public const string LinksOf = LinkRow + "WHERE account_id = ? ORDER BY created_at DESC";
    public const string RevokeLink = "UPDATE portal_links SET revoked_at = ? WHERE account_id = ? AND id = ? AND revoked_at IS NULL";
    public const string AddSession = "INSERT INTO portal_sessions (id, state, expires_at) VALUES (?, ?, ?)";
    public const string ForgetSessions = "DELETE FROM portal_sessions WHERE expires_at < ?";
    public const string Session = "SELECT state FROM portal_sessions WHERE id = ?";
    public const string ChangeSession = "UPDATE portal_sessions SET state = ? WHERE id = ?";
    public const string ForgetSendings = "DELETE FROM portal_sendings WHERE address = ? AND at <= ?";
    public const string Sendings = "SELECT at FROM portal_sendings WHERE address = ?";
    public const string AddSending = "INSERT INTO portal_sendings (address, at) VALUES (?, ?) ON CONFLICT DO NOTHING";
    public const string AddEvidence = "INSERT INTO portal_evidence (account_id, id, file, content) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    public const string EvidenceOf = "SELECT file FROM portal_evidence WHERE account_id = ?";
    public const string Content = "SELECT content FROM portal_evidence WHERE account_id = ? AND id = ?";
}

/// <summary>Links, sessions, sendings and evidence in the one file. What has been over for long is forgotten where the next one is written.</summary>
sealed class SqlitePortal(Writer writer, Readers readers) : IPortalStore
{
    static readonly TimeSpan LinksKept = TimeSpan.FromDays(90), SessionsKept = TimeSpan.FromDays(1);

    public Task AddLinkAsync(PortalLink link, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        db.Sql(PortalSql.ForgetLinks).Add(link.Account.Value).Add(link.CreatedAt - LinksKept).Run();
        db.Sql(PortalSql.AddLink).Add(link.Hash).Add(link.Id).Add(link.Account.Value).Add(link.LedgerId).Add(link.ContactId).Add(link.Purpose)
            .Add(link.CreatedAt).Add(link.CreatedBy).Add(link.ExpiresAt).Add(link.RevokedAt).Run();
        return true;
    }, cancel);

    public Task<PortalLink?> LinkAsync(string hash, CancellationToken cancel) => readers.ReadAsync(db => SqliteAccess.First(db.Sql(PortalSql.Link).Add(hash), Link), cancel);

    public async Task<IReadOnlyList<PortalLink>> LinksOfAsync(AccountId account, CancellationToken cancel)
    {
        IReadOnlyList<PortalLink> links = await readers.ReadAsync(db => SqliteAccounts.All(db.Sql(PortalSql.LinksOf).Add(account.Value), Link), cancel).ConfigureAwait(false);
        return [.. links.OrderByDescending(l => l.CreatedAt).ThenBy(l => l.Id, StringComparer.Ordinal)];
    }

    public Task<bool> RevokeLinkAsync(AccountId account, string id, DateTimeOffset at, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        db.Sql(PortalSql.RevokeLink).Add(at).Add(account.Value).Add(id).Run();
        return db.Changes == 1;
    }, cancel);

    public Task AddSessionAsync(PortalSession session, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        db.Sql(PortalSql.ForgetSessions).Add(session.BeganAt - SessionsKept).Run();
        db.Sql(PortalSql.AddSession).Add(session.Id).AddText(Json(session)).Add(session.ExpiresAt).Run();
        return true;
    }, cancel);

    public Task<PortalSession?> SessionAsync(string id, CancellationToken cancel) => readers.ReadAsync(db => SqliteAccess.First(db.Sql(PortalSql.Session).Add(id), Session), cancel);

    public Task<PortalSession?> ChangeSessionAsync(string id, Func<PortalSession, PortalSession?> change, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        if (SqliteAccess.First(db.Sql(PortalSql.Session).Add(id), Session) is not { } before || change(before) is not { } after) return null;
        db.Sql(PortalSql.ChangeSession).AddText(Json(after)).Add(id).Run();
        return after;
    }, cancel);

    public Task<bool> TakeSendingAsync(string address, DateTimeOffset at, SendingLimit limit, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        if (limit.Take([.. SqliteAccounts.All(db.Sql(PortalSql.Sendings).Add(address), row => row.Instant(0))], at) is null) return false;
        db.Sql(PortalSql.ForgetSendings).Add(address).Add(at - TimeSpan.FromHours(24)).Run();
        db.Sql(PortalSql.AddSending).Add(address).Add(at).Run();
        return true;
    }, cancel);

    public Task AddEvidenceAsync(Evidence file, ReadOnlyMemory<byte> content, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        db.Sql(PortalSql.AddEvidence).Add(file.Account.Value).Add(file.Id).AddText(JsonSerializer.SerializeToUtf8Bytes(file, AccountJson.Default.Evidence)).AddBlob(content.Span).Run();
        return true;
    }, cancel);

    public async Task<IReadOnlyList<Evidence>> EvidenceOfAsync(AccountId account, CancellationToken cancel)
    {
        IReadOnlyList<Evidence> files = await readers.ReadAsync(db => SqliteAccounts.All(db.Sql(PortalSql.EvidenceOf).Add(account.Value),
            row => JsonSerializer.Deserialize(row.Bytes(0), AccountJson.Default.Evidence)!), cancel).ConfigureAwait(false);
        return [.. files.OrderBy(f => f.At).ThenBy(f => f.Id, StringComparer.Ordinal)];
    }

    public Task<byte[]?> EvidenceContentAsync(AccountId account, string id, CancellationToken cancel) =>
        readers.ReadAsync(db => SqliteAccess.First(db.Sql(PortalSql.Content).Add(account.Value).Add(id), row => row.Bytes(0).ToArray()), cancel);

    static byte[] Json(PortalSession session) => JsonSerializer.SerializeToUtf8Bytes(session, AccountJson.Default.PortalSession);

    static PortalSession Session(Statement row) => JsonSerializer.Deserialize(row.Bytes(0), AccountJson.Default.PortalSession)!;

    static PortalLink Link(Statement row) => new(
        row.Text(0), row.Text(1), new(row.Text(2)), row.Text(3), row.TextOrNull(4), row.Text(5), row.Instant(6), row.Text(7), row.Instant(8), row.InstantOrNull(9));
}
