namespace Collections.Engine;

/// <summary>The two ways of reading one ledger's source.</summary>
/// <param name="Poll">What changed.</param>
/// <param name="Objects">One object.</param>
public sealed record ConnectedSource(IPollSource Poll, IObjectSource Objects);

/// <summary>Ledgers that are connected just now: a connection may begin or end while the host runs.</summary>
public delegate Task<IReadOnlyList<ConnectedSource>> ConnectedSources(CancellationToken cancel);

/// <summary>Every source that can be read: those that the host was started with, and those that people have connected since.</summary>
/// <param name="polls">Of the host's settings, message providers too.</param>
/// <param name="objects">Of the host's settings.</param>
/// <param name="connected">What people have connected; null: nothing can be.</param>
public sealed class LedgerSources(IEnumerable<IPollSource> polls, IEnumerable<IObjectSource> objects, ConnectedSources? connected = null)
{
    readonly IPollSource[] polls = [.. polls];
    readonly IObjectSource[] objects = [.. objects];

    /// <summary>Everything that is polled.</summary>
    public async Task<IReadOnlyList<IPollSource>> PollsAsync(CancellationToken cancel) => connected is null ? polls : [.. polls, .. (await connected(cancel)).Select(c => c.Poll)];

    /// <summary>What reads a ledger's objects; null: nothing does.</summary>
    /// <param name="name">The source's name; null: whichever the ledger has.</param>
    public async Task<IObjectSource?> ObjectsAsync(string ledgerId, string? name, CancellationToken cancel)
    {
        if (objects.FirstOrDefault(Fits) is { } known) return known;
        return connected is null ? null : (await connected(cancel)).Select(c => c.Objects).FirstOrDefault(Fits);

        bool Fits(IObjectSource source) => source.LedgerId == ledgerId && (name is null || source.Name == name);
    }
}
