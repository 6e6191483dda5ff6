using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Reads what decisions rest on outside the account, now or at a past instant: each neighbour keeps a dated history.</summary>
internal sealed class SurroundingsReader(Stores stores, PolicyBook book)
{
    const int RecentFeeds = 50;

    public async Task<Surroundings> ReadAsync(Account account, DateTimeOffset at, CancellationToken cancel) =>
        (await ReadManyAsync([account], at, cancel))[0];

    /// <summary>The ledger's part anew (safe mode, feeds, counts of the day); opt-outs and grants stay as they were read, because the gate's commit holds against them.</summary>
    public async Task<Surroundings> RefreshAsync(Surroundings around, DateTimeOffset at, CancellationToken cancel) =>
        await OfLedgerAsync(around.Ledger.Id, at, cancel) with { AccountVersion = around.AccountVersion, EventParked = around.EventParked, OptedOut = around.OptedOut, Grants = around.Grants };

    /// <summary>The surroundings of many accounts with one question to each neighbour.</summary>
    public async Task<IReadOnlyList<Surroundings>> ReadManyAsync(IReadOnlyList<Account> accounts, DateTimeOffset at, CancellationToken cancel)
    {
        Dictionary<string, Surroundings> ledgers = new(StringComparer.Ordinal);
        foreach (string id in accounts.Select(a => a.LedgerId).Distinct()) ledgers[id] = await OfLedgerAsync(id, at, cancel);
        string[] addresses = [.. accounts.SelectMany(a => a.Contacts).SelectMany(c => new[] { c.AddressFor(Channel.Email), c.AddressFor(Channel.Sms) }).OfType<string>().Distinct()];
        string[] persons = [.. accounts.SelectMany(a => a.Contacts).Select(c => c.Person).OfType<string>().Distinct()];
        IReadOnlyList<OptOutSpan> optOuts = addresses.Length == 0 ? [] : await stores.Contacts.OptOutsAsync(addresses, cancel);
        IReadOnlyList<GrantRecord> grants = persons.Length == 0 ? []
            : await stores.Contacts.GrantsAsync(persons, SendTime.DateIn(TimeZoneInfo.Utc, at).AddDays(-9), cancel);
        ImmutableHashSet<string> optedOut = [.. optOuts.Where(o => o.From <= at && (o.To is null || at < o.To)).Select(o => o.Address)];
        ILookup<string, GrantRecord> byPerson = grants.Where(g => g.At <= at).ToLookup(g => g.Person);
        return [.. accounts.Select(a => ledgers[a.LedgerId] with
        {
            OptedOut = optedOut,
            Grants = byPerson.Count == 0 ? [] : [.. a.Contacts.Select(c => c.Person).OfType<string>().Distinct().SelectMany(p => byPerson[p])],
        })];
    }

    static string? Ended(StoredConnection connection, Ledger ledger, DateTimeOffset at) => connection.EndedAt <= at
        ? $"the connection to {connection.Source} ended at {SendTime.In(ledger.TimeZone, connection.EndedAt.Value):yyyy-MM-dd HH:mm zzz} ({connection.EndedBecause}): an administrator connects it again under Connections"
        : null;

    async Task<Surroundings> OfLedgerAsync(string ledgerId, DateTimeOffset at, CancellationToken cancel)
    {
        Ledger ledger = await stores.Ledgers.FindAsync(ledgerId, cancel) ?? throw new UnknownLedgerException(ledgerId);
        DateOnly today = SendTime.DateIn(ledger.TimeZone, at);
        IReadOnlyList<FeedRecord> feeds = await stores.Ledgers.FeedsAsync(ledger.Id, RecentFeeds, cancel);
        if (feeds.Count == RecentFeeds && feeds.All(f => f.At > at)) feeds = await stores.Ledgers.FeedsAsync(ledger.Id, int.MaxValue, cancel); // asked about long ago
        feeds = [.. feeds.Where(f => !f.IsCursor)];
        IReadOnlyList<SyncHold> holds = await stores.Ledgers.HoldsAsync(ledger.Id, cancel);
        IReadOnlyList<SafeModeSpan> safe = await stores.Ledgers.SafeModeAsync(cancel);
        return new()
        {
            Ledger = ledger,
            Holidays = book.Holidays,
            FedAt = feeds.FirstOrDefault(f => f.At <= at && f.Implausible is null)?.At ?? feeds.LastOrDefault()?.At,
            Implausible = holds.FirstOrDefault(h => h.IsOnAt(at))?.Words ?? feeds.FirstOrDefault(f => f.At <= at)?.Implausible,
            ConnectionEnded = ledger.Feed == FeedKind.Connected && await stores.Ledgers.ConnectionAsync(ledger.Id, cancel) is { } connection ? Ended(connection, ledger, at) : null,
            SafeMode = safe.Any(s => s.From <= at && (s.To is null || at < s.To)),
            GrantedToday = ImmutableDictionary<Channel, int>.Empty
                .Add(Channel.Email, await stores.Contacts.GrantedAsync(ledger.Id, Channel.Email, today, cancel))
                .Add(Channel.Sms, await stores.Contacts.GrantedAsync(ledger.Id, Channel.Sms, today, cancel)),
        };
    }
}
