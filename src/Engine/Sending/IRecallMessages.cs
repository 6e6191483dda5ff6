using Collections.Domain;

namespace Collections.Engine;

/// <summary>A channel that can hold a message at the provider until its time and call it back: the two-phase sending of final notices. Open, keep the
/// handle in the intent, schedule; after an unclear answer cancel, confirm by status, and only then begin anew.</summary>
public interface IRecallMessages
{
    /// <summary>What it carries.</summary>
    Channel Channel { get; }

    /// <summary>The provider's limits.</summary>
    RecallRule Rule { get; }

    /// <summary>Asks for a handle before anything is sent. An unclear answer harms nobody: a batch nobody uses is empty.</summary>
    Task<BatchOutcome> OpenBatchAsync(CancellationToken cancel);

    /// <summary>Hands the message over, to leave at <paramref name="sendAt"/>. One call, never repeated. <paramref name="batchId"/> is what
    /// <see cref="OpenBatchAsync"/> gave.</summary>
    Task<SendOutcome> ScheduleAsync(OutgoingMessage message, string? batchId, DateTimeOffset sendAt, CancellationToken cancel);

    /// <summary>Calls it back; a repeat does no harm. Cancelled means that the provider said so.</summary>
    /// <param name="handle">The batch, or where the provider opens none, its id of the message.</param>
    Task<CancelOutcome> CancelAsync(string handle, CancellationToken cancel);

    /// <summary>What the provider's records say of it.</summary>
    /// <param name="handle">The batch, or where the provider opens none, its id of the message.</param>
    Task<RecallStatus> StatusAsync(string handle, CancellationToken cancel);
}

/// <summary>The limits within which a provider holds a message and gives it back.</summary>
/// <param name="LeastAhead">The time to leave must lie at least this far ahead.</param>
/// <param name="MostAhead">And at most this far.</param>
/// <param name="CancelBefore">A cancel later than this before the time to leave may be refused or ignored.</param>
public sealed record RecallRule(TimeSpan LeastAhead, TimeSpan MostAhead, TimeSpan CancelBefore);

/// <summary>How the request for a handle ended.</summary>
public abstract record BatchOutcome
{
    BatchOutcome() { }

    /// <summary>There is a handle; null where the provider names a message only once it has taken it.</summary>
    public sealed record Opened(string? BatchId) : BatchOutcome;

    /// <summary>No handle for now; nothing was begun.</summary>
    public sealed record Later(string Code, TimeSpan? RetryAfter) : BatchOutcome;

    /// <summary>A definite no: a person must mend our account or key.</summary>
    public sealed record Refused(string Code) : BatchOutcome;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Opened, T> opened, Func<Later, T> later, Func<Refused, T> refused) => this switch
    {
        Opened o => opened(o), Later o => later(o), Refused o => refused(o), _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>How a cancel ended.</summary>
public abstract record CancelOutcome
{
    CancelOutcome() { }

    /// <summary>The provider will not send it.</summary>
    public sealed record Cancelled : CancelOutcome;

    /// <summary>The provider has no room for another pending cancel (SendGrid: 10): try again, and schedule nothing new meanwhile.</summary>
    public sealed record Full(TimeSpan? RetryAfter) : CancelOutcome;

    /// <summary>A definite no: too late, already sent, or unknown.</summary>
    public sealed record Refused(string Code) : CancelOutcome;

    /// <summary>Anything else: ask for the status, or cancel again.</summary>
    public sealed record Unclear(string Code) : CancelOutcome;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Cancelled, T> cancelled, Func<Full, T> full, Func<Refused, T> refused, Func<Unclear, T> unclear) => this switch
    {
        Cancelled o => cancelled(o), Full o => full(o), Refused o => refused(o), Unclear o => unclear(o),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What the provider's records say of a scheduled message.</summary>
public abstract record RecallStatus
{
    RecallStatus() { }

    /// <summary>The provider will not send it.</summary>
    public sealed record Cancelled : RecallStatus;

    /// <summary>No cancel is on record: it leaves at its time, if it was taken at all.</summary>
    public sealed record NotCancelled(string? ProviderId) : RecallStatus;

    /// <summary>It has left.</summary>
    public sealed record Left(string? ProviderId) : RecallStatus;

    /// <summary>The records could not be read.</summary>
    public sealed record Unavailable(string Code) : RecallStatus;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Cancelled, T> cancelled, Func<NotCancelled, T> notCancelled, Func<Left, T> left, Func<Unavailable, T> unavailable) => this switch
    {
        Cancelled o => cancelled(o), NotCancelled o => notCancelled(o), Left o => left(o), Unavailable o => unavailable(o),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
