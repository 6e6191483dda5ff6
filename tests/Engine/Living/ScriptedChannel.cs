using Collections.Domain;
using Collections.Engine;

namespace Collections.Living;

/// <summary>A provider whose answers are written beforehand; it keeps its own journal of every call.</summary>
internal sealed class ScriptedChannel(Channel channel, TimeProvider clock, Journal journal) : ISendMessages
{
    public Channel Channel => channel;
    public string Name => "scripted";
    public ReconcileRule Reconcile { get; set; } = ReconcileRule.BySearch;

    /// <summary>The next answers, in order; when they are used up, <see cref="Otherwise"/>.</summary>
    public Queue<SendOutcome> Answers { get; } = new();
    public Func<OutgoingMessage, SendOutcome> Otherwise { get; set; } = m => new SendOutcome.Accepted("sid-" + m.MessageId);

    /// <summary>What its records say of a message; absent unless told otherwise.</summary>
    public Func<OutgoingMessage, SearchOutcome> Records { get; set; } = _ => new SearchOutcome.Absent();

    /// <summary>Happens after the provider has the call and before we have its answer.</summary>
    public Func<OutgoingMessage, Task>? OnTheWire { get; set; }
    public int Searches { get; private set; }

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        SendOutcome outcome = Answers.TryDequeue(out SendOutcome? next) ? next : Otherwise(message);
        journal.Add(new Called(clock.GetUtcNow(), channel, message, outcome));
        if (OnTheWire is { } happens) await happens(message);
        return outcome;
    }

    public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel)
    {
        Searches++;
        return Task.FromResult(Records(message));
    }
}
