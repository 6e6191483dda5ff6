using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation.Watching;

/// <summary>What happened, in the order in which it happened in the world: the checkers go by it and by no host's clock.</summary>
/// <param name="At">The world's time.</param>
internal abstract record Happening(DateTimeOffset At);

/// <summary>A commit that was written.</summary>
internal sealed record Committed(DateTimeOffset At, string Host, AccountCommit Commit) : Happening(At)
{
    public AccountId Id => Commit.To.Id;
}

/// <summary>A host began to call a provider for a message.</summary>
internal sealed record Called(DateTimeOffset At, string Host, Channel Channel, CalledMessage Message) : Happening(At);

/// <summary>What the call carried of ours.</summary>
internal sealed record CalledMessage(string Id, int Attempt, AccountId Account, string Address);

/// <summary>A provider took a message: it will be delivered, whatever the caller learns of it.</summary>
internal sealed record Taken(DateTimeOffset At, string MessageId, int Attempt, string ProviderId) : Happening(At);

/// <summary>An address opted out, or in again, in the store.</summary>
internal sealed record Opted(DateTimeOffset At, string Address, bool IsOut) : Happening(At);

/// <summary>A body is durable in the inbox; false: it was there already.</summary>
internal sealed record Kept(DateTimeOffset At, string Source, string EventId, bool IsNew) : Happening(At);

/// <summary>An inbox row was settled.</summary>
internal sealed record Settled(DateTimeOffset At, string Source, string EventId, InboxState State) : Happening(At);

/// <summary>A sender of a webhook got its 2xx.</summary>
internal sealed record Acknowledged(DateTimeOffset At, string Source, string EventId) : Happening(At);

/// <summary>A person got an answer that says it is done.</summary>
internal sealed record Answered(DateTimeOffset At, AccountId Account, Input Input, Answer.Done Answer) : Happening(At);

/// <summary>A feed was accepted.</summary>
internal sealed record Fed(DateTimeOffset At, FeedRecord Feed) : Happening(At);

/// <summary>A ledger's source was read, or an invoice of it, and answered.</summary>
internal sealed record SourceRead(DateTimeOffset At, string LedgerId) : Happening(At);

/// <summary>Safe mode began or ended in the store.</summary>
internal sealed record Safe(DateTimeOffset At, bool IsOn) : Happening(At);

/// <summary>A host died, was born, froze, or its clock was set: words for the transcript.</summary>
internal sealed record Noted(DateTimeOffset At, string Host, string Words) : Happening(At);
