using System.Globalization;

namespace Collections.Engine;

/// <summary>How far a round of polling has come: kept in the feeds of the ledger that it feeds.</summary>
/// <param name="BegunAt">When the round began; of a round that has ended, the last one.</param>
/// <param name="Cursor">Where the next page begins; null: never polled.</param>
/// <param name="Items">Facts of the round so far.</param>
/// <param name="InProgress">True while the round has another page.</param>
/// <param name="EndedAt">When the last page was applied.</param>
/// <param name="Flips">Invoices that the round has turned over so far: its pages are judged together.</param>
public sealed record PollRound(DateTimeOffset BegunAt, string? Cursor, int Items, bool InProgress, DateTimeOffset EndedAt, int Flips = 0)
{
    /// <summary>Reads a kept round; null: the first one begins now.</summary>
    public static PollRound Read(FeedRecord? kept, DateTimeOffset now)
    {
        if (kept is null) return new(now, null, 0, true, now);
        int blank = kept.Source.IndexOf(' ', StringComparison.Ordinal);
        string[] head = kept.Source[..Math.Max(0, blank)].Split('/');
        DateTimeOffset begun = long.TryParse(head[0], NumberStyles.None, CultureInfo.InvariantCulture, out long ms) ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : kept.At;
        int flips = head.Length > 1 && int.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out int counted) ? counted : 0;
        return new(begun, kept.Source[(blank + 1)..], Math.Max(0, kept.Items - 1), kept.Items > 0, kept.At, flips);
    }

    /// <summary>True when the round goes on, or the next one is to begin.</summary>
    public bool IsDue(TimeSpan every, DateTimeOffset now) => InProgress || EndedAt + every <= now;

    internal PollRound Begin(DateTimeOffset now) => InProgress ? this : new(now, Cursor, 0, true, now);

    internal PollRound After(PollOutcome.Page page, int flips) => this with { Cursor = page.Cursor, Items = Items + page.Facts.Length, InProgress = page.More, Flips = Flips + flips };

    /// <summary>The round ends behind a page that a person has discarded.</summary>
    internal PollRound Behind(string cursor) => this with { Cursor = cursor, InProgress = false };

    /// <summary>As it is kept: a number of items above zero says that the round goes on.</summary>
    internal FeedRecord Record(string ledgerId, string feedId, DateTimeOffset now) =>
        new(ledgerId, feedId, now, string.Create(CultureInfo.InvariantCulture, $"{BegunAt.ToUnixTimeMilliseconds()}/{Flips} {Cursor}"), InProgress ? Items + 1 : 0, null);
}
