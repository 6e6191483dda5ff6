using Collections.Simulation.Watching;

namespace Collections.Simulation.Outside;

/// <summary>How a call into the store ends.</summary>
internal enum StoreEnd { Well, RefusedBefore, LostBefore, LostAfter }

/// <summary>What goes wrong and how often (reliability 3.2, the rows marked D); one seed in twelve is calm, and none is calm at its end.</summary>
internal sealed class Weather(Random random, Tally tally)
{
    public bool IsCalm { get; set; }

    /// <summary>The store answers nothing at all.</summary>
    public bool StoreIsDown { get; set; }

    public bool Happens(double share, string kind)
    {
        if (IsCalm || random.NextDouble() >= share) return false;
        tally.Fault(kind);
        return true;
    }

    public bool Chance(double share) => random.NextDouble() < share;

    public StoreEnd OfRead()
    {
        if (StoreIsDown || Happens(0.004, "store read 503")) return StoreEnd.RefusedBefore;
        return StoreEnd.Well;
    }

    public StoreEnd OfWrite()
    {
        if (StoreIsDown) return StoreEnd.RefusedBefore;
        if (IsCalm) return StoreEnd.Well;
        double luck = random.NextDouble();
        if (luck >= 0.05) return StoreEnd.Well;
        StoreEnd end = luck < 0.02 ? StoreEnd.RefusedBefore : luck < 0.03 ? StoreEnd.LostBefore : StoreEnd.LostAfter;
        tally.Fault(end switch { StoreEnd.RefusedBefore => "store write 429/503", StoreEnd.LostBefore => "store write lost before", _ => "store write lost after commit" });
        return end;
    }

    /// <summary>One way to or from the store or a provider.</summary>
    public TimeSpan Way() => TimeSpan.FromTicks(random.Next(2_000, 120_000)); // 0.2 to 12 ms

    /// <summary>The same for a call that may also be slow.</summary>
    public TimeSpan WayOrSlow() => Happens(0.002, "store slow") ? TimeSpan.FromSeconds(1 + random.Next(12)) : Way();
}
