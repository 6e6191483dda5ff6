using Collections.Domain;
using Collections.Engine;

namespace Collections.Living;

/// <summary>What happened, in the order in which it was committed: the checkers go by it and by no clock.</summary>
internal abstract record Happening(DateTimeOffset At);

/// <summary>A commit that was written.</summary>
internal sealed record Committed(DateTimeOffset At, AccountCommit Commit) : Happening(At);

/// <summary>The one call of a message, as the provider saw it.</summary>
internal sealed record Called(DateTimeOffset At, Channel Channel, OutgoingMessage Message, SendOutcome Outcome) : Happening(At);

/// <summary>An address said that it wants no more messages, or wants them again.</summary>
internal sealed record Opted(DateTimeOffset At, string Address, bool IsOut) : Happening(At);

/// <summary>Everything that happened in one world, with the messages that were reserved by their ids.</summary>
internal sealed class Journal
{
    public List<Happening> All { get; } = [];

    /// <summary>Sees everything as it happens; with it nothing is kept here but the reservations, because two years of an office are many states.</summary>
    public Action<Happening>? Watch { get; set; }
    public Dictionary<string, Message> Reserved { get; } = new(StringComparer.Ordinal);
    public IEnumerable<Called> Calls => All.OfType<Called>();

    public void Add(Happening happening)
    {
        if (happening is Committed { Commit.Events: var events })
            foreach (MessageReserved reserved in events.OfType<MessageReserved>()) Reserved[reserved.Message.Id] = reserved.Message;
        if (Watch is { } watch) watch(happening);
        else All.Add(happening);
    }
}
