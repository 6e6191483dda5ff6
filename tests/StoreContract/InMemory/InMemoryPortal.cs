using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Customers' links, sessions, sendings and evidence in memory.</summary>
public sealed class InMemoryPortal : IPortalStore
{
    readonly Lock gate = new();
    readonly Dictionary<string, PortalLink> links = new(StringComparer.Ordinal);
    readonly Dictionary<string, PortalSession> sessions = new(StringComparer.Ordinal);
    readonly Dictionary<string, ImmutableArray<DateTimeOffset>> sendings = new(StringComparer.Ordinal);
    readonly Dictionary<(AccountId, string), (Evidence File, byte[] Content)> evidence = [];

    /// <summary>How often anything was written.</summary>
    public int Writes { get; private set; }

    public Task AddLinkAsync(PortalLink link, CancellationToken cancel) => Write(() => links.Add(link.Hash, link));

    public Task<PortalLink?> LinkAsync(string hash, CancellationToken cancel) => Read(() => links.GetValueOrDefault(hash));

    public Task<IReadOnlyList<PortalLink>> LinksOfAsync(AccountId account, CancellationToken cancel) => Read<IReadOnlyList<PortalLink>>(() =>
        [.. links.Values.Where(l => l.Account == account).OrderByDescending(l => l.CreatedAt).ThenBy(l => l.Id, StringComparer.Ordinal)]);

    public Task<bool> RevokeLinkAsync(AccountId account, string id, DateTimeOffset at, CancellationToken cancel) => Read(() =>
    {
        if (links.Values.FirstOrDefault(l => l.Account == account && l.Id == id && l.RevokedAt is null) is not { } link) return false;
        (Writes, links[link.Hash]) = (Writes + 1, link with { RevokedAt = at });
        return true;
    });

    public Task AddSessionAsync(PortalSession session, CancellationToken cancel) => Write(() => sessions.Add(session.Id, session));

    public Task<PortalSession?> SessionAsync(string id, CancellationToken cancel) => Read(() => sessions.GetValueOrDefault(id));

    public Task<PortalSession?> ChangeSessionAsync(string id, Func<PortalSession, PortalSession?> change, CancellationToken cancel) => Read(() =>
    {
        if (!sessions.TryGetValue(id, out PortalSession? before) || change(before) is not { } after) return null;
        (Writes, sessions[id]) = (Writes + 1, after);
        return after;
    });

    public Task<bool> TakeSendingAsync(string address, DateTimeOffset at, SendingLimit limit, CancellationToken cancel) => Read(() =>
    {
        if (limit.Take(sendings.GetValueOrDefault(address, []), at) is not { } after) return false;
        (Writes, sendings[address]) = (Writes + 1, after);
        return true;
    });

    public Task AddEvidenceAsync(Evidence file, ReadOnlyMemory<byte> content, CancellationToken cancel) => Write(() => evidence.TryAdd((file.Account, file.Id), (file, content.ToArray())));

    public Task<IReadOnlyList<Evidence>> EvidenceOfAsync(AccountId account, CancellationToken cancel) => Read<IReadOnlyList<Evidence>>(() =>
        [.. evidence.Values.Select(e => e.File).Where(f => f.Account == account).OrderBy(f => f.At).ThenBy(f => f.Id, StringComparer.Ordinal)]);

    public Task<byte[]?> EvidenceContentAsync(AccountId account, string id, CancellationToken cancel) =>
        Read(() => evidence.TryGetValue((account, id), out (Evidence File, byte[] Content) kept) ? kept.Content : null);

    Task Write(Action act)
    {
        lock (gate)
        {
            act();
            Writes++;
        }
        return Task.CompletedTask;
    }

    Task<T> Read<T>(Func<T> ask)
    {
        lock (gate) return Task.FromResult(ask());
    }
}
