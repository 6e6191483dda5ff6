using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

static class AccessSql
{
    public const string AddKey = "INSERT INTO api_keys (prefix, hash, name, role, ledgers, created_at, created_by, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    const string KeyRow = "SELECT prefix, hash, name, role, ledgers, created_at, created_by, revoked_at FROM api_keys ";
    public const string Key = KeyRow + "WHERE prefix = ?";
    public const string Keys = KeyRow + "ORDER BY created_at, prefix";
    public const string Revoke = "UPDATE api_keys SET revoked_at = ? WHERE prefix = ? AND revoked_at IS NULL";
    public const string SavePerson = """
        INSERT INTO staff (name, role, ledgers, is_active) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET role = excluded.role, ledgers = excluded.ledgers, is_active = excluded.is_active
        """;
    public const string Person = "SELECT name, role, ledgers, is_active FROM staff WHERE name = ?";
    public const string People = "SELECT name, role, ledgers, is_active FROM staff ORDER BY name";
    public const string AddToken = "INSERT INTO sign_in_tokens (hash, person, expires_at) VALUES (?, ?, ?)";
    public const string Token = "SELECT hash, person, expires_at FROM sign_in_tokens WHERE hash = ?";
    public const string Spend = "UPDATE sign_in_tokens SET spent_at = ? WHERE hash = ? AND spent_at IS NULL AND expires_at > ?";
    public const string SpendOf = "UPDATE sign_in_tokens SET spent_at = ? WHERE person = ? AND spent_at IS NULL";
    public const string AddSession = "INSERT INTO sessions (hash, person, seal_key, began_at, expires_at, ended_at) VALUES (?, ?, ?, ?, ?, ?)";
    public const string Session = "SELECT hash, person, seal_key, began_at, expires_at, ended_at FROM sessions WHERE hash = ?";
    public const string End = "UPDATE sessions SET ended_at = ? WHERE hash = ? AND ended_at IS NULL";
    public const string EndOf = "UPDATE sessions SET ended_at = ? WHERE person = ? AND ended_at IS NULL";
}

sealed class SqliteAccess(Writer writer, Readers readers) : IAccessStore
{
    public async Task AddKeyAsync(ApiKey key, CancellationToken cancel)
    {
        bool added = await ChangeAsync(db => db.Sql(AccessSql.AddKey).Add(key.Prefix).Add(key.Hash).Add(key.Name).Add(Code.Of(key.Role)).Add(Lines(key.Ledgers))
            .Add(key.CreatedAt).Add(key.CreatedBy).Add(key.RevokedAt), cancel).ConfigureAwait(false);
        if (!added) throw new InvalidOperationException($"There is a key {key.Prefix} already.");
    }

    public Task<ApiKey?> KeyAsync(string prefix, CancellationToken cancel) => FirstAsync(db => db.Sql(AccessSql.Key).Add(prefix), Key, cancel);

    public Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken cancel) => readers.ReadAsync(db => SqliteAccounts.All(db.Sql(AccessSql.Keys), Key), cancel);

    public Task<bool> RevokeKeyAsync(string prefix, DateTimeOffset at, CancellationToken cancel) => ChangeAsync(db => db.Sql(AccessSql.Revoke).Add(at).Add(prefix), cancel);

    public Task SavePersonAsync(StaffPerson person, CancellationToken cancel) =>
        ChangeAsync(db => db.Sql(AccessSql.SavePerson).Add(person.Name).Add(Code.Of(person.Role)).Add(Lines(person.Ledgers)).Add(person.IsActive), cancel);

    public Task<StaffPerson?> PersonAsync(string name, CancellationToken cancel) => FirstAsync(db => db.Sql(AccessSql.Person).Add(name), Person, cancel);

    public Task<IReadOnlyList<StaffPerson>> PeopleAsync(CancellationToken cancel) => readers.ReadAsync(db => SqliteAccounts.All(db.Sql(AccessSql.People), Person), cancel);

    public Task AddTokenAsync(OneTimeToken token, CancellationToken cancel) =>
        ChangeAsync(db => db.Sql(AccessSql.AddToken).Add(token.Hash).Add(token.Person).Add(token.ExpiresAt), cancel);

    public Task<OneTimeToken?> SpendTokenAsync(string hash, DateTimeOffset at, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        db.Sql(AccessSql.Spend).Add(at).Add(hash).Add(at).Run();
        return db.Changes == 1 ? First(db.Sql(AccessSql.Token).Add(hash), row => new OneTimeToken(row.Text(0), row.Text(1), row.Instant(2))) : null;
    }, cancel);

    public Task AddSessionAsync(StaffSession session, CancellationToken cancel) => ChangeAsync(db => db.Sql(AccessSql.AddSession)
        .Add(session.Hash).Add(session.Person).Add(session.SealKey).Add(session.BeganAt).Add(session.ExpiresAt).Add(session.EndedAt), cancel);

    public Task<StaffSession?> SessionAsync(string hash, CancellationToken cancel) => FirstAsync(db => db.Sql(AccessSql.Session).Add(hash),
        row => new StaffSession(row.Text(0), row.Text(1), row.Text(2), row.Instant(3), row.Instant(4), row.InstantOrNull(5)), cancel);

    public Task EndSessionAsync(string hash, DateTimeOffset at, CancellationToken cancel) => ChangeAsync(db => db.Sql(AccessSql.End).Add(at).Add(hash), cancel);

    public Task EndSessionsOfAsync(string person, DateTimeOffset at, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        db.Sql(AccessSql.EndOf).Add(at).Add(person).Run();
        db.Sql(AccessSql.SpendOf).Add(at).Add(person).Run();
        return true;
    }, cancel);

    Task<bool> ChangeAsync(Func<Database, Statement> change, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        change(db).Run();
        return db.Changes == 1;
    }, cancel);

    Task<T?> FirstAsync<T>(Func<Database, Statement> ask, Func<Statement, T> read, CancellationToken cancel) where T : class =>
        readers.ReadAsync(db => First(ask(db), read), cancel);

    internal static T? First<T>(Statement asked, Func<Statement, T> read) where T : class
    {
        using Statement row = asked;
        return row.Step() ? read(row) : null;
    }

    static ApiKey Key(Statement row) => new(row.Text(0), row.Text(1), row.Text(2), RoleOf(row.Text(3)), Ids(row.Text(4)), row.Instant(5), row.Text(6), row.InstantOrNull(7));

    static StaffPerson Person(Statement row) => new(row.Text(0), RoleOf(row.Text(1)), Ids(row.Text(2)), row.Bool(3));

    static Role RoleOf(string code) => Code.TryRead(code, out Role role) ? role : throw new StoreDamagedException($"'{code}' is no role.");

    static string Lines(ImmutableArray<string> ids) => string.Join('\n', ids);

    static ImmutableArray<string> Ids(string lines) => lines.Length == 0 ? [] : [.. lines.Split('\n')];
}
