using Collections.Domain;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-15 and 18 of opt-outs: what an address said is in the store in the end, however it came or was lost; and a number that the provider says has opted out is out with us as soon as that answer is recorded.</summary>
internal sealed class OptOuts(Sight sight) : Invariant(sight, "INV-15/18 opt-outs")
{
    const string OptedOutAtProvider = "21610";
    readonly HashSet<string> outs = new(StringComparer.Ordinal), everIn = new(StringComparer.Ordinal);

    public override void On(Happening happening)
    {
        if (happening is Opted { IsOut: true } o) outs.Add(o.Address);
        else if (happening is Opted i)
        {
            outs.Remove(i.Address);
            everIn.Add(i.Address);
        }
        else if (happening is Committed committed)
            foreach (AccountEvent e in committed.Commit.Events)
                if (e is MessageRefused { Code: OptedOutAtProvider } or MessageDropped { Reason: OptedOutAtProvider }) Refused(committed, e is MessageRefused r ? r.MessageId : ((MessageDropped)e).MessageId);
    }

    void Refused(Committed committed, string messageId)
    {
        string address = Sight.Reserved[messageId].Address;
        Holds(outs.Contains(address) || everIn.Contains(address), committed.Id, $"the provider said that {address} has opted out, and it is not noted");
    }

    public override void AtEnd(World world)
    {
        foreach ((string address, bool isOut) in world.Words)
            Holds(outs.Contains(address) == isOut, default, $"{address} last said {(isOut ? "stop" : "start")}, and the store says otherwise");
    }
}
