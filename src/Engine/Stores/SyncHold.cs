using System.Collections.Immutable;

namespace Collections.Engine;

/// <summary>A sync that would turn over an implausible share of a ledger's invoices: held for a person, and nothing is sent for the ledger meanwhile.</summary>
/// <param name="LedgerId">Whose.</param>
/// <param name="FeedId">Of the sync: "api:KEY", "poll:NAME", "webhook:NAME".</param>
/// <param name="At">When it was held.</param>
/// <param name="Source">Who brought it, in words.</param>
/// <param name="Words">Why it is held.</param>
public sealed record SyncHold(string LedgerId, string FeedId, DateTimeOffset At, string Source, string Words)
{
    /// <summary>What it would change, an invoice a line: "C-1 INV-7 would close (120.00 GBP)". At most <see cref="MostLines"/>; the count is in <see cref="Words"/>.</summary>
    public ImmutableArray<string> Changes { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>Items that the sync carried.</summary>
    public int Items { get; init; }
    /// <summary>Of a poll: where the page after the held one begins; null: no poll.</summary>
    public string? NextCursor { get; init; }
    /// <summary>When a person settled it; null: it stands.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>True: it was let pass; false with <see cref="EndedAt"/>: it was discarded.</summary>
    public bool Released { get; init; }
    /// <summary>Who settled it; null while it stands.</summary>
    public string? By { get; init; }

    /// <summary>Lines that are kept.</summary>
    public const int MostLines = 1_000;

    /// <summary>True from the instant it was held until, the bound excluded, it was settled.</summary>
    public bool IsOnAt(DateTimeOffset at) => At <= at && (EndedAt is not { } ended || at < ended);
}
