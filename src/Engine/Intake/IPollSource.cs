using System.Collections.Immutable;

namespace Collections.Engine;

/// <summary>The second way in: reads from a source's own records what its webhooks may have lost. Facts repeat those of the webhooks; where the source has
/// one id for both, the event id is the same.</summary>
public interface IPollSource
{
    /// <summary>Its name in the store of cursors: "sendgrid-suppressions", "twilio-inbound"...</summary>
    string Name { get; }

    /// <summary>The ledger it feeds; empty for message providers.</summary>
    string LedgerId { get; }

    /// <summary>From the end of one round to the beginning of the next.</summary>
    TimeSpan Every { get; }

    /// <summary>Reads one page. The cursor is saved after the page is applied, so a page may come twice and none is lost.
    /// Never throws for an answer or a broken line.</summary>
    /// <param name="cursor">What the last page gave; null: never polled.</param>
    /// <param name="now">The caller's clock.</param>
    Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>How a poll ended. A failed read is not data: it changes nothing, and the cursor stays.</summary>
public abstract record PollOutcome
{
    /// <summary>The code of <see cref="Unavailable"/> for an object that the source does not have (any more).</summary>
    public const string NotFound = "not-found";

    PollOutcome() { }

    /// <summary>A page was read.</summary>
    /// <param name="Facts">In the source's order.</param>
    /// <param name="Faults">What could not be read, each with its place.</param>
    /// <param name="Cursor">Where the next page begins.</param>
    /// <param name="More">True when the round has another page.</param>
    public sealed record Page(ImmutableArray<InboundFact> Facts, ImmutableArray<string> Faults, string Cursor, bool More) : PollOutcome;

    /// <summary>The source could not be read.</summary>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter) : PollOutcome;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Page, T> page, Func<Unavailable, T> unavailable) => this switch
    {
        Page o => page(o), Unavailable o => unavailable(o), _ => throw new System.Diagnostics.UnreachableException(),
    };
}
