using Collections.Engine;
using Collections.Simulation.Hosts;
using Collections.Simulation.Watching;

namespace Collections.Simulation.Outside;

/// <summary>A webhook on its way.</summary>
internal sealed record Webhook(string Source, string LedgerId, string Url, string ContentType, byte[] Body)
{
    public InboundRequest At(DateTimeOffset now) => new(LedgerId, new Uri(Url), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = ContentType }, Body, now);
}

/// <summary>The senders of webhooks: they repeat, delay, reorder and lose, and give up in the end. What they lose is left to the polls.</summary>
internal sealed class Webhooks(World world)
{
    static readonly TimeSpan[] Again = [TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(20)];
    readonly HashSet<DateTimeOffset> pollsAt = [];

    /// <summary>Sources that deliver nothing for some days.</summary>
    public HashSet<string> Silent { get; } = new(StringComparer.Ordinal);

    public void Send(Webhook webhook)
    {
        if (Silent.Contains(webhook.Source))
        {
            world.Tally.Fault("webhook dropped for days");
            return;
        }
        if (world.Weather.Happens(0.01, "webhook lost")) return;
        int copies = world.Weather.Happens(0.3, "webhook repeated") ? 2 + world.Random.Next(4) : 1;
        for (int copy = 0; copy < copies; copy++)
        {
            TimeSpan wait = world.Weather.Happens(0.2, "webhook delayed") ? TimeSpan.FromSeconds(1 + Math.Pow(world.Random.NextDouble(), 6) * 72 * 3600) : world.Weather.Way();
            world.Loop.After(wait, () => Deliver(webhook, 0));
        }
    }

    void Deliver(Webhook webhook, int attempt)
    {
        bool acknowledged = false;
        if (world.AnyHost() is { } host) host.Receive(webhook, () => acknowledged = true);
        if (attempt < Again.Length) world.Loop.After(Again[attempt], () => { if (!acknowledged) Deliver(webhook, attempt + 1); });
    }

    /// <summary>Something new stands in a source: the poll that will find it is run; those that would find nothing are left out.</summary>
    public void Poll(TimeSpan every)
    {
        long slot = TimeSpan.FromMinutes(5).Ticks; // whenever the source was last asked, a whole interval from now it is due
        DateTimeOffset at = new((world.Now + every).UtcTicks / slot * slot + slot + TimeSpan.FromMinutes(1).Ticks, TimeSpan.Zero);
        if (pollsAt.Add(at)) world.Loop.At(at, () => { pollsAt.Remove(at); Ask(0); });
    }

    /// <summary>A poll of the ordinary round, which finds nothing new and says that it is up to date.</summary>
    public void Freshen()
    {
        long slot = TimeSpan.FromMinutes(4).Ticks;
        DateTimeOffset at = new(world.Now.UtcTicks / slot * slot, TimeSpan.Zero);
        if (!pollsAt.Add(at)) return;
        world.Loop.After(TimeSpan.FromMinutes(4), () => pollsAt.Remove(at));
        Ask(0);
    }

    void Ask(int attempt)
    {
        bool done = false;
        if (world.AnyHost() is { } host) host.Poll(failed => done = !failed);
        if (attempt < 40) world.Loop.After(TimeSpan.FromMinutes(attempt < 3 ? 2 : 60), () => { if (!done) Ask(attempt + 1); });
    }
}
