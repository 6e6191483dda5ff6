using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Where ledgers last, with the dated history of what decisions rest on outside the accounts.</summary>
public interface ILedgerStore : ISourceStore
{
    /// <summary>Every ledger, by id.</summary>
    Task<IReadOnlyList<Ledger>> ListAsync(CancellationToken cancel);
    /// <summary>A ledger; null when unknown.</summary>
    Task<Ledger?> FindAsync(string ledgerId, CancellationToken cancel);
    /// <summary>Adds or replaces a ledger, and appends "ledger-saved" with the ledger as it now is (JSON) to its audit chain, in one step.</summary>
    Task SaveAsync(Ledger ledger, DateTimeOffset at, string by, CancellationToken cancel);

    /// <summary>Records that a feed was accepted, or held as implausible; the same feed id again replaces the record (a person let it pass).</summary>
    Task RecordFeedAsync(FeedRecord feed, CancellationToken cancel);
    /// <summary>Feeds of a ledger, newest first.</summary>
    Task<IReadOnlyList<FeedRecord>> FeedsAsync(string ledgerId, int most, CancellationToken cancel);

    /// <summary>Keeps a hold, or replaces the one of the same ledger and feed (a person settled it, or the feed is held again).</summary>
    Task SaveHoldAsync(SyncHold hold, CancellationToken cancel);
    /// <summary>Every hold of a ledger, settled ones too, the oldest first, then by feed id.</summary>
    Task<IReadOnlyList<SyncHold>> HoldsAsync(string ledgerId, CancellationToken cancel);

    /// <summary>Begins or ends safe mode: nothing is sent meanwhile. A repeat changes nothing.</summary>
    Task SetSafeModeAsync(bool on, string reason, DateTimeOffset at, CancellationToken cancel);
    /// <summary>Every span of safe mode, oldest first.</summary>
    Task<IReadOnlyList<SafeModeSpan>> SafeModeAsync(CancellationToken cancel);

    /// <summary>Records how a ledger's run went; the same start again replaces the record.</summary>
    Task RecordRunAsync(RunRecord run, CancellationToken cancel);
    /// <summary>Runs of a ledger, newest first.</summary>
    Task<IReadOnlyList<RunRecord>> RunsAsync(string ledgerId, int most, CancellationToken cancel);

    /// <summary>Keeps the exact content of a pack that was used, so that a ladder can finish under it. A repeat changes nothing.</summary>
    Task KeepPackAsync(string contentId, string name, int version, byte[] content, DateTimeOffset at, CancellationToken cancel);
    /// <summary>Every pack ever used, the first used first.</summary>
    Task<IReadOnlyList<KeptPack>> PacksAsync(CancellationToken cancel);

    /// <summary>Appends an entry to the ledger's audit chain ("" for what concerns no ledger: logins, keys, safe mode).</summary>
    Task AuditAsync(string ledgerId, AuditEntry entry, CancellationToken cancel);
    /// <summary>The audit chain of a ledger, oldest first, each entry checked against the chain.</summary>
    /// <exception cref="StoreDamagedException">An entry was changed or is missing.</exception>
    IAsyncEnumerable<StoredAudit> AuditTrailAsync(string ledgerId, CancellationToken cancel);
}

/// <summary>A feed of a ledger: a file, an API push, a poll.</summary>
/// <param name="LedgerId">Whose.</param>
/// <param name="FeedId">Its own id.</param>
/// <param name="At">When its file or push was accepted: never the time of a run.</param>
/// <param name="Source">File name or connector.</param>
/// <param name="Items">Items it carried.</param>
/// <param name="Implausible">In words, why it is held for a person; null: plausible.</param>
public sealed record FeedRecord(string LedgerId, string FeedId, DateTimeOffset At, string Source, int Items, string? Implausible)
{
    /// <summary>Begins the ids of records that say how far a poll has come: they are no feeds.</summary>
    public const string CursorPrefix = "poll:";

    /// <summary>True for a poll's cursor: it says nothing of how fresh the ledger is.</summary>
    public bool IsCursor => FeedId.StartsWith(CursorPrefix, StringComparison.Ordinal);
}

/// <summary>A time in which nothing was sent.</summary>
/// <param name="From">Included.</param>
/// <param name="To">Excluded; null: still on.</param>
/// <param name="Reason">Why.</param>
public sealed record SafeModeSpan(DateTimeOffset From, DateTimeOffset? To, string Reason);

/// <summary>How a run went.</summary>
public sealed record RunRecord(
    string LedgerId, DateOnly Date, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, int Considered, int Reserved, int Failed,
    ImmutableSortedDictionary<string, int> Waiting);

/// <summary>A pack as it was when it was used.</summary>
public sealed record KeptPack(string ContentId, string Name, int Version, byte[] Content, DateTimeOffset FirstUsedAt);

/// <summary>What somebody did outside an account.</summary>
public sealed record AuditEntry(DateTimeOffset At, string By, string What, string Details);

/// <summary>An audit entry in its chain.</summary>
public sealed record StoredAudit(long Number, AuditEntry Entry, string PreviousHash, string Hash)
{
    /// <summary>The entry that follows one (null: the first of its chain), with the bytes that its hash covers.</summary>
    public static (StoredAudit Entry, byte[] Bytes) After(StoredAudit? previous, AuditEntry entry)
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(entry, AccountJson.Default.AuditEntry);
        string before = previous?.Hash ?? "";
        return (new((previous?.Number ?? 0) + 1, entry, before, AccountJson.HashOf(before, bytes)), bytes);
    }

    /// <summary>Reads an entry and checks it against its chain.</summary>
    /// <exception cref="StoreDamagedException">It was changed, one is missing, or it cannot be read.</exception>
    public static StoredAudit Read(ReadOnlySpan<byte> bytes, string hash, StoredAudit? previous)
    {
        long number = (previous?.Number ?? 0) + 1;
        string before = previous?.Hash ?? "";
        if (AccountJson.HashOf(before, bytes) != hash) throw new StoreDamagedException($"Audit entry {number} does not match its hash: it or one before it was changed or removed.");
        return new(number, JsonSerializer.Deserialize(bytes, AccountJson.Default.AuditEntry)!, before, hash);
    }
}
