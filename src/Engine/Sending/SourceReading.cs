using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What was read of a message's invoices just before its gate.</summary>
/// <param name="At">When it was asked.</param>
/// <param name="Failure">Why nothing could be read, as a short word; null: it was read.</param>
/// <param name="Differences">Invoices of which source and ledger still say different things after everything was applied, each in words.</param>
public sealed record SourceReading(DateTimeOffset At, string? Failure, ImmutableArray<string> Differences);

/// <summary>INV-6: how fresh the invoices of a message must be, and whether they are. Pure.</summary>
internal static class Freshness
{
    /// <summary>Age allowed for a final notice, and for the notice before blacklisting.</summary>
    public static readonly TimeSpan OfFinalNotices = TimeSpan.FromSeconds(60);

    /// <summary>How long a message waits for its source, before it is asked again.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    /// <summary>True when the source must be read before this message may go: its ledger is connected, and the last reading is older than allowed.</summary>
    public static bool MustLook(Account account, Surroundings around, Message message, PolicyBook book, DateTimeOffset now) =>
        around.Ledger.Feed == FeedKind.Connected && (message.CountsAsContact || message.About == StandingLetters.About) && book.Edition(message.Pack) is { } pack
        && !(around.KnownAt is { } known && now - known <= Allowed(message, pack.Rules)) && account.Invoices.Any(i => i.IsOpen);

    /// <summary>What the reading leaves in the way; null: nothing.</summary>
    public static Stop? Stop(Account account, Surroundings around, Message message, PolicyBook book, DateTimeOffset now)
    {
        if (around.Reading is { Failure: { } failure }) return new(Reason.SourceUnread, null, $"the invoices could not be read from their source just before sending ({failure}); it is asked again");
        if (around.Reading is { Differences: [{ } first, ..] differences }) return new(Reason.SourceDiffers, null, $"source and ledger do not say the same: {first}{(differences.Length > 1 ? $", and {differences.Length - 1} more" : "")}");
        return MustLook(account, around, message, book, now) ? new(Reason.SourceUnread, null, "the invoices were not read from their source just before sending") : null;
    }

    static TimeSpan Allowed(Message message, PolicyPack rules)
    {
        DunningLevel? level = message.Kind == MessageKind.Level ? rules.Level(message.Number) : null;
        bool isFinal = level is { Required: true } or { Warns: true } || message.Kind == MessageKind.Repeat || message.About == StandingLetters.About;
        return isFinal ? OfFinalNotices : TimeSpan.FromMinutes(rules.Feed.MaxSourceAgeMinutes);
    }
}
