using Collections.Domain;

namespace Collections.Engine;

/// <summary>A channel to the outside. One call a send, never repeated by the channel itself: after an unclear answer only reconciliation decides.</summary>
public interface ISendMessages
{
    /// <summary>What it carries.</summary>
    Channel Channel { get; }

    /// <summary>"outbox", "sendgrid", "twilio".</summary>
    string Name { get; }

    /// <summary>How an unclear send is settled on this channel.</summary>
    ReconcileRule Reconcile { get; }

    /// <summary>Makes the one call. Never throws for an answer or a broken line: those are outcomes; a cancelled wait is unclear.</summary>
    Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel);

    /// <summary>Looks for the message in the provider's own records.</summary>
    Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel);
}

/// <summary>What a channel carries.</summary>
/// <param name="MessageId">Travels with the call, so that the provider's records and events name it.</param>
/// <param name="LedgerId">Whose.</param>
/// <param name="AccountId">Whose; opaque, so it may travel.</param>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="To">Address and name.</param>
/// <param name="From">The creditor.</param>
/// <param name="Text">The exact text.</param>
public sealed record OutgoingMessage(
    string MessageId, string LedgerId, AccountId AccountId, int Attempt, MessageKind Kind, Recipient To, SenderIdentity From, MessageText Text);

/// <summary>Who gets it.</summary>
public sealed record Recipient(string Address, string Name);

/// <summary>How the one call ended.</summary>
public abstract record SendOutcome
{
    SendOutcome() { }

    /// <summary>The provider took it.</summary>
    public sealed record Accepted(string? ProviderId) : SendOutcome;

    /// <summary>A definite no, from a known list of answers.</summary>
    public sealed record Refused(string Code, Refusal Why) : SendOutcome;

    /// <summary>A definite "not now": nothing was taken.</summary>
    public sealed record Later(string Code, TimeSpan? RetryAfter) : SendOutcome;

    /// <summary>Anything else: it may have been taken.</summary>
    public sealed record Unclear(string Code) : SendOutcome;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Accepted, T> accepted, Func<Refused, T> refused, Func<Later, T> later, Func<Unclear, T> unclear) => this switch
    {
        Accepted o => accepted(o), Refused o => refused(o), Later o => later(o), Unclear o => unclear(o),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>Why a provider said no for good.</summary>
public enum Refusal
{
    /// <summary>The address is dead or cannot take the channel.</summary>
    AddressDead,
    /// <summary>The recipient opted out at the provider.</summary>
    OptedOut,
    /// <summary>The text or its size.</summary>
    Content,
    /// <summary>Our account, key, region or registration: a person must mend it, the contact is not at fault.</summary>
    Configuration,
}

/// <summary>What the provider's records say.</summary>
public abstract record SearchOutcome
{
    SearchOutcome() { }

    /// <summary>It was taken.</summary>
    public sealed record Found(string? ProviderId) : SearchOutcome;

    /// <summary>It was taken and failed for good.</summary>
    public sealed record Failed(string? ProviderId, string Code, Refusal Why) : SearchOutcome;

    /// <summary>The records do not hold it. One such answer proves nothing.</summary>
    public sealed record Absent : SearchOutcome;

    /// <summary>The records could not be read.</summary>
    public sealed record Unavailable(string Code) : SearchOutcome;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Found, T> found, Func<Failed, T> failed, Func<Absent, T> absent, Func<Unavailable, T> unavailable) => this switch
    {
        Found o => found(o), Failed o => failed(o), Absent o => absent(o), Unavailable o => unavailable(o),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>How an unclear send is settled.</summary>
/// <param name="CanSearch">True when the provider's records can be searched.</param>
/// <param name="SearchesNeeded">Empty answers, spread over <paramref name="Over"/>, that prove it was not taken.</param>
/// <param name="Over">At least this long from the gate to the last of them.</param>
/// <param name="Between">From one search to the next.</param>
/// <param name="GiveUpAfter">After this long without an answer the message is uncertain.</param>
public sealed record ReconcileRule(bool CanSearch, int SearchesNeeded, TimeSpan Over, TimeSpan Between, TimeSpan GiveUpAfter)
{
    /// <summary>Three empty searches over at least fifteen minutes (SMS).</summary>
    public static ReconcileRule BySearch { get; } = new(true, 3, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(6), TimeSpan.FromHours(24));

    /// <summary>Wait for the provider's events for a day (email).</summary>
    public static ReconcileRule ByEvents { get; } = new(false, 0, TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromHours(24));
}
