using Collections.Domain;
using Collections.Engine;
using Collections.Simulation.Hosts;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-11, 12, 13 and 26: what is acknowledged is durable; each event has one effect; in the end all that was acknowledged is applied, ignored or parked; poison is parked and holds up nobody.</summary>
internal sealed class Intake(Sight sight) : Invariant(sight, "INV-11/12/13/26 intake")
{
    readonly HashSet<(string Source, string EventId)> kept = [];
    readonly HashSet<(AccountId, string Marker)> markers = [];
    readonly Dictionary<(string Source, string EventId), InboxState> states = [];

    public override void On(Happening happening)
    {
        switch (happening)
        {
            case Kept k: kept.Add((k.Source, k.EventId)); break;
            case Acknowledged a: Holds(kept.Contains((a.Source, a.EventId)), default, $"{a.Source} {a.EventId} was acknowledged and is not in the inbox"); break;
            case Settled s: states[(s.Source, s.EventId)] = s.State; break;
            case Committed c:
                bool isFact = c.Commit.By.StartsWith("provider:", StringComparison.Ordinal) && c.Commit.Cause is not ("outcome" or "reconcile");
                Holds(!isFact || c.Commit.Markers.Length > 0, c.Id, $"an effect of {c.Commit.By} was written without its marker");
                foreach (string marker in c.Commit.Markers) Holds(markers.Add((c.Id, marker)), c.Id, $"event {marker} took effect twice");
                break;
            default: break;
        }
    }

    public override void AtEnd(World world)
    {
        foreach ((string source, string id) in kept)
        {
            InboxState state = states.GetValueOrDefault((source, id));
            Holds(state is InboxState.Applied or InboxState.Ignored or InboxState.Parked, default, $"{source} {id} was acknowledged and is {state}");
            if (source == PoisonSource.Source) Holds(state == InboxState.Parked, default, $"the poisoned event {id} is {state}");
            world.Tally.Count($"events {Code.Of(state)}");
        }
    }
}
