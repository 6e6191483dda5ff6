using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Simulation.Watching;

namespace Collections.Simulation.Hosts;

/// <summary>Opt-outs and budgets as one host sees them.</summary>
internal sealed class ContactWire(Wire wire, IContactStore inner) : IContactStore
{
    static readonly CancellationToken None = CancellationToken.None;

    public Task OptOutAsync(string address, DateTimeOffset at, string via, CancellationToken cancel) => SayAsync(address, () => inner.OptOutAsync(address, at, via, None));

    public Task OptInAsync(string address, DateTimeOffset at, string via, CancellationToken cancel) => SayAsync(address, () => inner.OptInAsync(address, at, via, None));

    public Task<IReadOnlyList<OptOutSpan>> OptOutsAsync(IReadOnlyCollection<string> addresses, CancellationToken cancel) => wire.ReadAsync(() => inner.OptOutsAsync(addresses, None));

    public Task<IReadOnlyList<GrantRecord>> GrantsAsync(IReadOnlyCollection<string> persons, DateOnly from, CancellationToken cancel) => wire.ReadAsync(() => inner.GrantsAsync(persons, from, None));

    public Task<int> GrantedAsync(string ledgerId, Channel channel, DateOnly date, CancellationToken cancel) => wire.ReadAsync(() => inner.GrantedAsync(ledgerId, channel, date, None));

    Task SayAsync(string address, Func<Task> say) => wire.WriteAsync(() =>
    {
        say().GetAwaiter().GetResult();
        bool isOut = inner.OptOutsAsync([address], None).Result is [.., { To: null }];
        wire.World.See(new Opted(wire.World.Now, address, isOut));
    });
}

/// <summary>Ledgers, feeds and safe mode as one host sees them.</summary>
internal sealed class LedgerWire(Wire wire, ILedgerStore inner) : ILedgerStore
{
    static readonly CancellationToken None = CancellationToken.None;

    public Task<IReadOnlyList<Ledger>> ListAsync(CancellationToken cancel) => wire.ReadAsync(() => inner.ListAsync(None));
    public Task<Ledger?> FindAsync(string ledgerId, CancellationToken cancel) => wire.ReadAsync(() => inner.FindAsync(ledgerId, None));
    public Task SaveAsync(Ledger ledger, DateTimeOffset at, string by, CancellationToken cancel) => wire.WriteAsync(() => inner.SaveAsync(ledger, at, by, None).GetAwaiter().GetResult());

    public Task RecordFeedAsync(FeedRecord feed, CancellationToken cancel)
    {
        if (feed.IsCursor && wire.Crash(CrashPoint.C16)) return Wire.Never<bool>();
        return wire.WriteAsync(() =>
        {
            inner.RecordFeedAsync(feed, None).GetAwaiter().GetResult();
            wire.World.See(new Fed(wire.World.Now, feed));
        });
    }

    public Task<FeedRecord?> FeedAsync(string ledgerId, string feedId, CancellationToken cancel) => wire.ReadAsync(() => inner.FeedAsync(ledgerId, feedId, None));
    public Task PointAsync(string ledgerId, string objectKey, string customer, CancellationToken cancel) => wire.WriteAsync(() => inner.PointAsync(ledgerId, objectKey, customer, None).GetAwaiter().GetResult());
    public Task<string?> PointedAsync(string ledgerId, string objectKey, CancellationToken cancel) => wire.ReadAsync(() => inner.PointedAsync(ledgerId, objectKey, None));
    public Task<IReadOnlyList<StoredConnection>> ConnectionsAsync(CancellationToken cancel) => wire.ReadAsync(() => inner.ConnectionsAsync(None));
    public Task<StoredConnection?> ConnectionAsync(string ledgerId, CancellationToken cancel) => wire.ReadAsync(() => inner.ConnectionAsync(ledgerId, None));
    public Task<bool> SaveConnectionAsync(StoredConnection connection, long expected, CancellationToken cancel) => wire.WriteAsync(() => inner.SaveConnectionAsync(connection, expected, None).Result);

    public Task<IReadOnlyList<SyncHold>> HoldsAsync(string ledgerId, CancellationToken cancel) => wire.ReadAsync(() => inner.HoldsAsync(ledgerId, None));
    public Task SaveHoldAsync(SyncHold hold, CancellationToken cancel) => wire.WriteAsync(() => inner.SaveHoldAsync(hold, None).GetAwaiter().GetResult());

    public Task<IReadOnlyList<FeedRecord>> FeedsAsync(string ledgerId, int most, CancellationToken cancel) => wire.ReadAsync(() => inner.FeedsAsync(ledgerId, most, None));

    public Task SetSafeModeAsync(bool on, string reason, DateTimeOffset at, CancellationToken cancel) => wire.WriteAsync(() =>
    {
        inner.SetSafeModeAsync(on, reason, at, None).GetAwaiter().GetResult();
        wire.World.See(new Safe(wire.World.Now, on));
    });

    public Task<IReadOnlyList<SafeModeSpan>> SafeModeAsync(CancellationToken cancel) => wire.ReadAsync(() => inner.SafeModeAsync(None));
    public Task RecordRunAsync(RunRecord run, CancellationToken cancel) => wire.WriteAsync(() => inner.RecordRunAsync(run, None).GetAwaiter().GetResult());
    public Task<IReadOnlyList<RunRecord>> RunsAsync(string ledgerId, int most, CancellationToken cancel) => wire.ReadAsync(() => inner.RunsAsync(ledgerId, most, None));
    public Task KeepPackAsync(string contentId, string name, int version, byte[] content, DateTimeOffset at, CancellationToken cancel) => wire.WriteAsync(() => inner.KeepPackAsync(contentId, name, version, content, at, None).GetAwaiter().GetResult());
    public Task<IReadOnlyList<KeptPack>> PacksAsync(CancellationToken cancel) => wire.ReadAsync(() => inner.PacksAsync(None));
    public Task AuditAsync(string ledgerId, AuditEntry entry, CancellationToken cancel) => wire.WriteAsync(() => inner.AuditAsync(ledgerId, entry, None).GetAwaiter().GetResult());
    public IAsyncEnumerable<StoredAudit> AuditTrailAsync(string ledgerId, CancellationToken cancel) => inner.AuditTrailAsync(ledgerId, cancel);
}

/// <summary>The inbox as one host sees it.</summary>
internal sealed class InboxWire(Wire wire, IInbox inner) : IInbox
{
    static readonly CancellationToken None = CancellationToken.None;

    public Task<bool> KeepAsync(InboxEvent received, CancellationToken cancel) => wire.WriteAsync(() =>
    {
        bool isNew = inner.KeepAsync(received, None).Result;
        wire.World.See(new Kept(wire.World.Now, received.Source, received.EventId, isNew));
        return isNew;
    }, _ => wire.Crash(CrashPoint.C10));

    public Task<IReadOnlyList<InboxEvent>> ClaimAsync(DateTimeOffset now, TimeSpan claim, int most, CancellationToken cancel) =>
        wire.WriteAsync(() => inner.ClaimAsync(now, claim, most, None).Result);

    public Task SettleAsync(string source, string eventId, InboxState state, string? reason, DateTimeOffset? nextAttemptAt, CancellationToken cancel) => wire.WriteAsync(() =>
    {
        inner.SettleAsync(source, eventId, state, reason, nextAttemptAt, None).GetAwaiter().GetResult();
        wire.World.See(new Settled(wire.World.Now, source, eventId, state));
    });

    public Task<IReadOnlyList<InboxEvent>> ListAsync(InboxState state, int most, CancellationToken cancel) => wire.ReadAsync(() => inner.ListAsync(state, most, None));
    public Task<ImmutableDictionary<InboxState, long>> CountAsync(CancellationToken cancel) => wire.ReadAsync(() => inner.CountAsync(None));
}
