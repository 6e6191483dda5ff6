using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.Simulation.Hosts;
using Collections.Simulation.Outside;
using Collections.Simulation.Watching;

namespace Collections.Simulation;

/// <summary>What befalls a seed as a whole: outages, silent sources, expired tokens, an edited policy, drills of safe mode, poisoned bodies.</summary>
internal sealed class Calamities
{
    readonly World world;
    readonly List<(int Day, Action Act)> to = [];

    public Calamities(World world) => this.world = world;

    /// <summary>Every host is off.</summary>
    public bool IsOut { get; private set; }

    public void OfTheDay(int day, int days)
    {
        if (day == 0) Draw(days);
        foreach ((int at, Action act) in to) if (at == day) world.Loop.After(TimeSpan.FromSeconds(world.Random.Next(86_400)), act);
    }

    public void End()
    {
        (world.Weather.IsCalm, world.Weather.StoreIsDown, IsOut) = (true, false, false);
        world.Webhooks.Silent.Clear();
        world.Silent.Clear();
        foreach (AccountingSource books in world.Books.Values) books.IsLocked = false;
        world.StartAll();
    }

    void Draw(int days)
    {
        world.StartAll();
        if (world.Weather.IsCalm) return;
        Maybe(0.5, days, "store outage", Outage);
        Maybe(0.25, days, "all hosts off for days", Off);
        Maybe(0.05, days, "webhooks of a source silent for days", SilentSource);
        Maybe(0.05, days, "token expired for a week", ExpiredToken);
        Maybe(0.1, days, "feed stopped for days", StoppedFeed);
        Maybe(0.2, days, "policy edited", EditPolicy);
        Maybe(0.1, days, "safe mode drill", Drill);
        Maybe(0.1, days, "poisoned body", Poison);
    }

    void Maybe(double share, int days, string kind, Action act)
    {
        if (!world.Weather.Chance(share)) return;
        to.Add((world.Random.Next(days * 9 / 10), () => { world.Tally.Fault(kind); act(); }));
    }

    void Outage()
    {
        world.Weather.StoreIsDown = true;
        world.Loop.After(TimeSpan.FromSeconds(30 + Math.Pow(world.Random.NextDouble(), 3) * 7_200), () => world.Weather.StoreIsDown = false);
    }

    void Off()
    {
        IsOut = true;
        foreach (Host host in world.Hosts.ToArray()) host.Incarnation.Die();
        world.Loop.After(TimeSpan.FromMinutes(1 + Math.Pow(world.Random.NextDouble(), 4) * 90 * 1440), () => { IsOut = false; world.StartAll(); });
    }

    void SilentSource()
    {
        string source = new[] { "sendgrid-events", "twilio-status", "twilio-inbound", AccountingSource.Name }[world.Random.Next(4)];
        world.Webhooks.Silent.Add(source);
        world.Loop.After(TimeSpan.FromDays(1 + world.Random.Next(7)), () => world.Webhooks.Silent.Remove(source));
    }

    void ExpiredToken()
    {
        foreach (AccountingSource books in world.Books.Values.Where(b => b.IsConnected)) books.IsLocked = true;
        world.Webhooks.Silent.Add(AccountingSource.Name);
        world.Loop.After(TimeSpan.FromDays(7), () =>
        {
            foreach (AccountingSource books in world.Books.Values) books.IsLocked = false;
            world.Webhooks.Silent.Remove(AccountingSource.Name);
            world.Webhooks.Poll(TimeSpan.FromMinutes(15));
        });
    }

    void StoppedFeed()
    {
        if (world.Books.Values.FirstOrDefault(b => !b.IsConnected) is not { } books) return;
        world.Silent.Add(books.LedgerId);
        world.Loop.After(TimeSpan.FromDays(2 + world.Random.Next(9)), () => { world.Silent.Remove(books.LedgerId); world.Feed(books, 1); });
    }

    void EditPolicy()
    {
        world.Use(Editions.EditedUnitedKingdom.Value);
        foreach (Host host in world.Hosts.ToArray()) world.Loop.After(TimeSpan.FromMinutes(world.Random.Next(600)), host.Incarnation.Die); // one after the other they come back with it
    }

    void Drill()
    {
        Set(true, 0);
        world.Loop.After(TimeSpan.FromDays(1 + world.Random.Next(4)), () => Set(false, 0));
    }

    void Set(bool on, int attempt)
    {
        bool done = false;
        world.AnyHost()?.Serve(desk => desk.Stores.Ledgers.SetSafeModeAsync(on, "drill", world.Now, CancellationToken.None), () => done = true);
        if (attempt < 12) world.Loop.After(TimeSpan.FromMinutes(1 << Math.Min(attempt, 8)), () => { if (!done) Set(on, attempt + 1); });
    }

    void Poison()
    {
        for (byte kind = 0; kind < 3; kind++) world.Webhooks.Send(new(PoisonSource.Source, "", "https://collections.example.com/webhooks/poison", "text/plain", [kind]));
    }
}

/// <summary>The packs as they ship, and one of them edited.</summary>
internal static class Editions
{
    public static readonly Lazy<PolicyBook> Shipped = new(() => PolicyBook.Load());

    public static readonly Lazy<PolicyBook> EditedUnitedKingdom = new(() =>
    {
        LoadedPack old = Shipped.Value.Current("uk-b2b")!;
        string rules = old.Files.Texts["pack.json"].Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)
            .Replace("\"daysPastDue\": 10,", "\"daysPastDue\": 12,", StringComparison.Ordinal).Replace("\"daysPastDue\": 3,", "\"daysPastDue\": 5,", StringComparison.Ordinal);
        PackReading reading = PackReader.Read(old.Files with { Texts = old.Files.Texts.SetItem("pack.json", rules) });
        LoadedPack edited = reading.Pack ?? throw new InvalidOperationException(string.Join("; ", reading.Faults));
        return PolicyBook.Of(Shipped.Value.All.Where(p => p.Rules.Pack != "uk-b2b").Append(edited), Shipped.Value.Holidays).With([old]);
    });
}
