using Collections.Domain;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-1, 2, 3, 5 and 25: one intent a step and recipient, at most one accepted call of it; none without its gate committed within five seconds, and once only;
/// after an unclear answer only reconciliation or a person lets it go again, once.</summary>
internal sealed class OneCall(Sight sight) : Invariant(sight, "INV-1/2/3/5/25 one call")
{
    sealed class Fate
    {
        public (int Attempt, DateTimeOffset At)? OpenGate { get; set; }
        public bool IsCalled { get; set; }
        public int Taken { get; set; }
        public int Resends { get; set; }
    }

    readonly Dictionary<string, Fate> fates = new(StringComparer.Ordinal);
    readonly Dictionary<(AccountId, MessageKind, string, int, Channel, string), string> intents = [];

    public override void On(Happening happening)
    {
        switch (happening)
        {
            case Committed c: foreach (AccountEvent e in c.Commit.Events) On(c, e); break;
            case Called c: On(c); break;
            case Taken t: Holds(++Of(t.MessageId).Taken <= 1, default, $"message {t.MessageId} was accepted twice, last as attempt {t.Attempt}"); break;
            default: break;
        }
    }

    void On(Committed committed, AccountEvent happened)
    {
        switch (happened)
        {
            case MessageReserved { Message: var m }:
                string id = intents.GetValueOrDefault((committed.Id, m.Kind, m.About, m.Number, m.Channel, m.ContactId + m.Address), m.Id);
                Holds(id == m.Id, committed.Id, $"the same step has two intents, {id} and {m.Id}");
                intents[(committed.Id, m.Kind, m.About, m.Number, m.Channel, m.ContactId + m.Address)] = m.Id;
                break;
            case MessageBegun begun: Begin(committed, begun); break;
            case MessageAllowedAgain again:
                Holds(++Of(again.MessageId).Resends <= 1, committed.Id, $"message {again.MessageId} was allowed again twice");
                Close(again.MessageId);
                break;
            case MessageDelayed e: Close(e.MessageId); break;
            case MessageAccepted e: Close(e.MessageId); break;
            case MessageRefused e: Close(e.MessageId); break;
            case MessageUncertain e: Close(e.MessageId); break;
            case MessageDropped e: Close(e.MessageId); break;
            case MessageBounced e: Of(e.MessageId).Taken = 0; break; // it came back: a person may open the way to the same contact again
            default: break;
        }
    }

    void Begin(Committed committed, MessageBegun begun)
    {
        Fate fate = Of(begun.MessageId);
        Holds(fate.OpenGate is null, committed.Id, $"message {begun.MessageId} passed the gate while its fate was unknown");
        Holds(committed.Commit.Grant?.MessageId == begun.MessageId && committed.Commit.Text?.MessageId == begun.MessageId, committed.Id, "a gate without its grant and text");
        (fate.OpenGate, fate.IsCalled) = ((begun.Attempt, committed.At), false);
    }

    void On(Called called)
    {
        Fate fate = Of(called.Message.Id);
        AccountId id = called.Message.Account;
        Holds(fate.OpenGate is { } gate && gate.Attempt == called.Message.Attempt, id, $"a call of {called.Message.Id} without its gate");
        Holds(fate.OpenGate is not { } at || called.At - at.At <= TimeSpan.FromSeconds(5), id, $"a call of {called.Message.Id} later than five seconds after its gate");
        Holds(!fate.IsCalled, id, $"a second call of {called.Message.Id} behind one gate");
        fate.IsCalled = true;
    }

    void Close(string messageId) => Of(messageId).OpenGate = null;

    Fate Of(string id) => fates.TryGetValue(id, out Fate? known) ? known : fates[id] = new();
}
