using Collections.Domain;
using Collections.Engine;
using Collections.Living;

namespace Collections.Simulation.Invariants;

/// <summary>INV-1, 2, 3 and 5: at most one accepted call a message; none without its gate committed within five seconds; after an unclear answer only reconciliation or a person lets it go again, once.</summary>
internal sealed class OneCall() : Invariant("INV-1/2/3/5 one call")
{
    sealed class Fate
    {
        public (int Attempt, DateTimeOffset At)? OpenGate { get; set; }
        public bool IsUnclear { get; set; }
        public int Accepted { get; set; }
        public int Resends { get; set; }
    }

    readonly Dictionary<string, Fate> fates = new(StringComparer.Ordinal);

    public override void On(Committed committed)
    {
        AccountId id = committed.Commit.To.Id;
        foreach (AccountEvent happened in committed.Commit.Events)
            switch (happened)
            {
                case MessageBegun begun:
                    Fate fate = Of(begun.MessageId);
                    Holds(!fate.IsUnclear && fate.OpenGate is null, id, $"message {begun.MessageId} passed the gate while its fate was unknown");
                    Holds(committed.Commit.Grant?.MessageId == begun.MessageId && committed.Commit.Text?.MessageId == begun.MessageId, id, "a gate without its grant and text");
                    fate.OpenGate = (begun.Attempt, committed.At);
                    break;
                case MessageAllowedAgain again:
                    Holds(++Of(again.MessageId).Resends <= 1, id, $"message {again.MessageId} was allowed again twice");
                    Settle(again.MessageId);
                    break;
                case MessageDelayed delayed: Settle(delayed.MessageId); break;
                case MessageAccepted accepted: Settle(accepted.MessageId); break;
                case MessageRefused refused: Settle(refused.MessageId); break;
                case MessageUncertain uncertain: Settle(uncertain.MessageId); break;
                case MessageDropped dropped: Settle(dropped.MessageId); break;
                default: break;
            }
    }

    public override void On(Called called)
    {
        Fate fate = Of(called.Message.MessageId);
        AccountId id = called.Message.AccountId;
        Holds(fate.OpenGate is { } gate && gate.Attempt == called.Message.Attempt, id, $"a call of {called.Message.MessageId} without its gate");
        Holds(called.At - fate.OpenGate!.Value.At <= TimeSpan.FromSeconds(5), id, "a call later than five seconds after its gate");
        Holds(!fate.IsUnclear, id, $"a second call of {called.Message.MessageId} while the first is unclear");
        if (called.Outcome is SendOutcome.Accepted) fate.Accepted++;
        Holds(fate.Accepted <= 1, id, $"message {called.Message.MessageId} was accepted twice");
        fate.IsUnclear = true; // until its outcome is committed
    }

    void Settle(string messageId)
    {
        Fate fate = Of(messageId);
        fate.OpenGate = null;
        fate.IsUnclear = false;
    }

    Fate Of(string id) => fates.TryGetValue(id, out Fate? known) ? known : fates[id] = new();
}
