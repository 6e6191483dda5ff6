using System.Collections.Immutable;

namespace Collections.Engine;

/// <summary>Where raw events from outside wait: durable before they are acknowledged, applied once, parked after five attempts.</summary>
public interface IInbox
{
    /// <summary>Keeps an event in the state it names; false when the same source has already given the same event id (nothing is written then).
    /// What is kept as parked is claimed by nobody until a person settles it.</summary>
    Task<bool> KeepAsync(InboxEvent received, CancellationToken cancel);
    /// <summary>Pending events whose next attempt is due, oldest first; a claim hides them until it expires, and counts as an attempt, so that an event which
    /// brings the process down is parked like any other.</summary>
    Task<IReadOnlyList<InboxEvent>> ClaimAsync(DateTimeOffset now, TimeSpan claim, int most, CancellationToken cancel);
    /// <summary>Records how an attempt ended, or, with <see cref="InboxState.Pending"/>, when the next one is due (null: at once). An unknown event changes nothing.</summary>
    Task SettleAsync(string source, string eventId, InboxState state, string? reason, DateTimeOffset? nextAttemptAt, CancellationToken cancel);
    /// <summary>Events in a state, newest first.</summary>
    Task<IReadOnlyList<InboxEvent>> ListAsync(InboxState state, int most, CancellationToken cancel);
    /// <summary>How many stand in each state.</summary>
    Task<ImmutableDictionary<InboxState, long>> CountAsync(CancellationToken cancel);
}

/// <summary>Where an event stands.</summary>
public enum InboxState
{
    /// <summary>To be applied.</summary>
    Pending,
    /// <summary>Its effect is committed.</summary>
    Applied,
    /// <summary>It concerns nothing of ours; the reason says why.</summary>
    Ignored,
    /// <summary>Five attempts failed: a person must look.</summary>
    Parked,
}

/// <summary>An event as it came.</summary>
public sealed record InboxEvent
{
    /// <summary>"xero", "stripe", "sendgrid", "twilio", "api"...</summary>
    public required string Source { get; init; }
    /// <summary>The source's own id of the event: the key of de-duplication.</summary>
    public required string EventId { get; init; }
    /// <summary>The ledger named in the route; empty for message providers.</summary>
    public string LedgerId { get; init; } = "";
    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    /// <summary>Headers that matter later (signature, content type), one a line.</summary>
    public string Headers { get; init; } = "";
    /// <summary>The body, byte for byte.</summary>
    public required ImmutableArray<byte> Body { get; init; }
    /// <summary>Where it stands.</summary>
    public InboxState State { get; init; }
    /// <summary>Attempts so far.</summary>
    public int Attempts { get; init; }
    /// <summary>Why it was ignored or parked, or why the last attempt failed.</summary>
    public string? Reason { get; init; }
}
