using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Access;

/// <summary>Who may come in, on Table storage. Partitions: "key" and "person" (a row each), "token" and "session" by the first two digits of the hash, and
/// "of PERSON", which points to that person's tokens and sessions so that all of them can be ended without a scan.</summary>
internal sealed class AzureAccessStore(Tables tables) : IAccessStore
{
    readonly KeptRows rows = new(tables);

    public async Task AddKeyAsync(ApiKey key, CancellationToken cancel)
    {
        if (!await rows.InsertAsync(KeptRows.Row("key", TableKey.Of(key.Prefix), key), cancel)) throw new InvalidOperationException($"The prefix {key.Prefix} is taken.");
    }

    public async Task<ApiKey?> KeyAsync(string prefix, CancellationToken cancel) => KeptRows.Read<ApiKey>(await rows.GetAsync("key", TableKey.Of(prefix), cancel));

    public async Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Access, new("key"), cancel)).Select(r => KeptRows.Read<ApiKey>(r)!).OrderBy(k => k.CreatedAt).ThenBy(k => k.Prefix, StringComparer.Ordinal)];

    public async Task<bool> RevokeKeyAsync(string prefix, DateTimeOffset at, CancellationToken cancel) =>
        await rows.ChangeAsync<ApiKey>("key", TableKey.Of(prefix), k => k.RevokedAt is null ? k with { RevokedAt = at } : null, cancel) is not null;

    public Task SavePersonAsync(StaffPerson person, CancellationToken cancel) =>
        tables.Writes.PutAsync(tables.Access, [TableWrite.Put(KeptRows.Row("person", TableKey.Of(person.Name), person))], cancel);

    public async Task<StaffPerson?> PersonAsync(string name, CancellationToken cancel) => KeptRows.Read<StaffPerson>(await rows.GetAsync("person", TableKey.Of(name), cancel));

    public async Task<IReadOnlyList<StaffPerson>> PeopleAsync(CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Access, new("person"), cancel)).Select(r => KeptRows.Read<StaffPerson>(r)!).OrderBy(p => p.Name, StringComparer.Ordinal)];

    // The pointer goes first: what is pointed to and absent is nothing, what is there and not pointed to could not be ended.
    public async Task AddTokenAsync(OneTimeToken token, CancellationToken cancel)
    {
        await PointAsync(token.Person, "t", token.Hash, cancel);
        await tables.Writes.PutAsync(tables.Access, [TableWrite.Put(KeptRows.Row(PartitionOf("token", token.Hash), TableKey.Of(token.Hash), new KeptToken(token, false)))], cancel);
    }

    public async Task<OneTimeToken?> SpendTokenAsync(string hash, DateTimeOffset at, CancellationToken cancel) =>
        (await rows.ChangeAsync<KeptToken>(PartitionOf("token", hash), TableKey.Of(hash), t => t.IsSpent || at >= t.Token.ExpiresAt ? null : t with { IsSpent = true }, cancel))?.Token;

    public async Task AddSessionAsync(StaffSession session, CancellationToken cancel)
    {
        await PointAsync(session.Person, "s", session.Hash, cancel);
        await tables.Writes.PutAsync(tables.Access, [TableWrite.Put(KeptRows.Row(PartitionOf("session", session.Hash), TableKey.Of(session.Hash), session))], cancel);
    }

    public async Task<StaffSession?> SessionAsync(string hash, CancellationToken cancel) =>
        KeptRows.Read<StaffSession>(await rows.GetAsync(PartitionOf("session", hash), TableKey.Of(hash), cancel));

    public Task EndSessionAsync(string hash, DateTimeOffset at, CancellationToken cancel) =>
        rows.ChangeAsync<StaffSession>(PartitionOf("session", hash), TableKey.Of(hash), s => s.EndedAt is null ? s with { EndedAt = at } : null, cancel);

    public async Task EndSessionsOfAsync(string person, DateTimeOffset at, CancellationToken cancel)
    {
        foreach (TableRow row in await tables.Client.ListAsync(tables.Access, new(PersonOf(person)), cancel))
        {
            string hash = row.Text("Hash")!;
            if (row.Key[0] == 's') await EndSessionAsync(hash, at, cancel);
            else await rows.ChangeAsync<KeptToken>(PartitionOf("token", hash), TableKey.Of(hash), t => t.IsSpent ? null : t with { IsSpent = true }, cancel);
            await tables.Writes.PutAsync(tables.Access, [TableWrite.Delete(row.Partition, row.Key)], cancel);
        }
    }

    static string PartitionOf(string kind, string hash) => $"{kind} {TableKey.Hash(hash)[..2]}";
    static string PersonOf(string person) => "of " + TableKey.Of(person);

    Task PointAsync(string person, string kind, string hash, CancellationToken cancel) =>
        tables.Writes.PutAsync(tables.Access, [TableWrite.Put(new(PersonOf(person), kind + TableKey.Of(hash)) { ["Hash"] = hash })], cancel);
}

/// <summary>A token and whether it was used.</summary>
internal sealed record KeptToken(OneTimeToken Token, bool IsSpent);
