using System.Collections.Concurrent;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>The connections of ledgers to accounting software: made and ended by people, their tokens renewed under a lock that all hosts respect. A consent that is gone
/// ends the connection: from then on nothing of the ledger is sent, until a person connects it again.</summary>
public sealed class Connections(ILedgerStore ledgers, IEnumerable<IConnectLedgers> kinds, TimeProvider clock)
{
    /// <summary>So long before it expires an access token is replaced.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(3);

    /// <summary>How long one host may take to renew; after that another one may try.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, SemaphoreSlim> renewing = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<(string LedgerId, string Source, string Organisation, string Zone), ConnectedSource> open = new();

    volatile IReadOnlyList<StoredConnection>? known;

    /// <summary>What can be connected to.</summary>
    public IReadOnlyList<IConnectLedgers> Kinds { get; } = [.. kinds];

    /// <summary>The organisation that feeds a ledger from a source, as it was last looked up; empty: none does; null: it was not looked up yet.</summary>
    public string? OrganisationOf(string ledgerId, string source) =>
        known is null ? null : known.FirstOrDefault(c => c.LedgerId == ledgerId && c.Source == source && !c.HasEnded)?.Organisation ?? "";

    /// <summary>What reads each connected ledger now.</summary>
    public async Task<IReadOnlyList<ConnectedSource>> SourcesAsync(CancellationToken cancel)
    {
        List<ConnectedSource> sources = [];
        if (Kinds.Count == 0) return sources;
        known = await ledgers.ConnectionsAsync(cancel);
        foreach (StoredConnection connection in known)
        {
            if (connection.HasEnded || KindOf(connection.Source) is not { } kind || await ledgers.FindAsync(connection.LedgerId, cancel) is not { } ledger) continue;
            sources.Add(open.GetOrAdd((ledger.Id, kind.Name, connection.Organisation, ledger.Zone + ledger.Currency), _ => kind.Open(ledger, connection.Organisation, token => TokensAsync(ledger.Id, token))));
        }
        return sources;
    }

    /// <summary>Connects a ledger with the consent that a person gave.</summary>
    public async Task<ConnectAnswer> ConnectAsync(string ledgerId, string source, ConsentCode code, string by, CancellationToken cancel)
    {
        if (KindOf(source) is not { } kind || await ledgers.FindAsync(ledgerId, cancel) is not { } ledger) return new(null, "there is no such ledger or source");
        ConsentAnswer answer = await kind.RedeemAsync(code, cancel);
        if (answer is not ConsentAnswer.Granted granted) return new(null, $"{kind.Title} did not accept the consent ({answer.Match(_ => "", r => r.Code, u => u.Code)}): begin again");
        IReadOnlyList<StoredConnection> others = [.. (await ledgers.ConnectionsAsync(cancel)).Where(c => c.LedgerId != ledgerId && c is { HasEnded: false } && c.Source == source)];
        if (granted.Organisations.FirstOrDefault(o => others.All(c => c.Organisation != o.Id)) is not { } organisation)
            return new(null, granted.Organisations.IsEmpty ? "the consent names no organisation" : $"{granted.Organisations[0].Name} already feeds the ledger {others.First(c => c.Organisation == granted.Organisations[0].Id).LedgerId}: two ledgers would chase the same customers");
        StoredConnection? before = await ledgers.ConnectionAsync(ledgerId, cancel);
        StoredConnection next = new()
        {
            LedgerId = ledgerId, Source = source, Organisation = organisation.Id, Name = organisation.Name, Sealed = granted.Sealed, ExpiresAt = granted.ExpiresAt, ConnectedAt = clock.GetUtcNow(), ConnectedBy = by,
        };
        if (!await ledgers.SaveConnectionAsync(next, before?.Version ?? 0, cancel)) return new(null, "somebody else changed the connection at the same moment: look again");
        if (ledger.Feed != FeedKind.Connected) await ledgers.SaveAsync(ledger with { Feed = FeedKind.Connected }, clock.GetUtcNow(), by, cancel);
        known = await ledgers.ConnectionsAsync(cancel);
        await ledgers.AuditAsync(ledgerId, new(clock.GetUtcNow(), by, "connected", $"{source} {organisation.Id}"), cancel);
        return new(next, null);
    }

    /// <summary>Ends a ledger's connection: the provider is told, and the tokens are forgotten whatever it answers.</summary>
    /// <returns>False when there was none to end.</returns>
    public async Task<bool> DisconnectAsync(string ledgerId, string by, CancellationToken cancel)
    {
        if (await ledgers.ConnectionAsync(ledgerId, cancel) is not { Sealed.Length: > 0 } connection) return false;
        bool revoked = KindOf(connection.Source) is { } kind && await kind.RevokeAsync(connection.Sealed, cancel);
        await EndAsync(connection, $"disconnected by {by}{(revoked ? "" : $"; {connection.Source} did not confirm, so look there too")}", by, cancel);
        return true;
    }

    /// <summary>Tokens that are good now; null: the connection has ended, or cannot be renewed just now.</summary>
    public async ValueTask<string?> TokensAsync(string ledgerId, CancellationToken cancel)
    {
        if (await GoodAsync(ledgerId, cancel) is { } good) return good;
        SemaphoreSlim one = renewing.GetOrAdd(ledgerId, _ => new(1));
        await one.WaitAsync(cancel);
        try
        {
            return await GoodAsync(ledgerId, cancel) ?? await RenewAsync(ledgerId, cancel);
        }
        finally
        {
            one.Release();
        }
    }

    async Task<string?> GoodAsync(string ledgerId, CancellationToken cancel) =>
        await ledgers.ConnectionAsync(ledgerId, cancel) is { HasEnded: false } connection && clock.GetUtcNow() < connection.ExpiresAt - RenewBefore ? connection.Sealed : null;

    // The lease is written before the provider is asked: a refresh token works once, and a second host that asked with it would end the connection.
    async Task<string?> RenewAsync(string ledgerId, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (await ledgers.ConnectionAsync(ledgerId, cancel) is not { HasEnded: false } read || KindOf(read.Source) is not { } kind) return null;
        string? still = now < read.ExpiresAt ? read.Sealed : null;
        if (read.RefreshingUntil > now || !await ledgers.SaveConnectionAsync(read with { RefreshingUntil = now + Lease }, read.Version, cancel)) return still; // another host is at it
        StoredConnection held = read with { RefreshingUntil = null, Version = read.Version + 1 };
        switch (await kind.RenewAsync(read.Sealed, cancel))
        {
            case ConsentAnswer.Granted granted:
                await ledgers.SaveConnectionAsync(held with { Sealed = granted.Sealed, ExpiresAt = granted.ExpiresAt }, held.Version, cancel);
                return granted.Sealed;
            case ConsentAnswer.Refused refused:
                await EndAsync(held, $"{kind.Title} refused to renew it: {refused.Code}", "provider:" + kind.Name, cancel);
                return null;
            default:
                await ledgers.SaveConnectionAsync(held, held.Version, cancel);
                return still;
        }
    }

    async Task EndAsync(StoredConnection connection, string why, string by, CancellationToken cancel)
    {
        if (!await ledgers.SaveConnectionAsync(connection with { Sealed = "", RefreshingUntil = null, EndedAt = clock.GetUtcNow(), EndedBecause = why }, connection.Version, cancel)) return;
        await ledgers.AuditAsync(connection.LedgerId, new(clock.GetUtcNow(), by, "connection-ended", why), cancel);
    }

    IConnectLedgers? KindOf(string source) => Kinds.FirstOrDefault(k => k.Name == source);
}

/// <summary>How connecting ended.</summary>
/// <param name="Connection">The connection; null where there is none.</param>
/// <param name="Problem">In words for the person; null where it is connected.</param>
public sealed record ConnectAnswer(StoredConnection? Connection, string? Problem);
