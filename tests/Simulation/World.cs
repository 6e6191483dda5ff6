using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.Simulation.Hosts;
using Collections.Simulation.Outside;
using Collections.Simulation.People;
using Collections.Simulation.Running;
using Collections.Simulation.Watching;
using Collections.StoreContract;

namespace Collections.Simulation;

/// <summary>Everything that is not the product: time, the store's disks, providers, accounting software, customers, staff, and the hosts' lives and deaths. It decides nothing of the chase.</summary>
internal sealed partial class World : IWriteIds
{
    readonly Calamities calamities;
    readonly Dictionary<string, bool> taken = new(StringComparer.Ordinal);
    readonly Dictionary<AccountId, DateTimeOffset> wakes = [];
    readonly Dictionary<AccountId, List<Planned>> planned = [];
    readonly Host?[] hosts;
    DateTimeOffset? inboxAt;
    long writes;

    public World(int seed, PolicyBook book, Action<string>? listener = null, bool keepsRows = false)
    {
        Random = new(seed);
        Loop = new(Random, new DateTimeOffset(2024, 9, 2, 0, 0, 0, TimeSpan.Zero).AddDays(Random.Next(300)), () => Sight!.Broken is not null);
        Weather = new(Random, Tally) { IsCalm = seed % 12 == 0 };
        Sight = new() { Holidays = book.Holidays, Listener = listener, Sources = Books, KeepsRows = keepsRows };
        GrantsApart = Random.Next(2) == 0;
        RunsEveryPoll = seed % 50 == 7;
        (Mail, Texts, Webhooks) = (new(this), new(this), new(this));
        Places.Choose(this);
        (Customers, Staff) = (new(this), new(this));
        hosts = new Host?[2 + Random.Next(2)];
        Use(book);
        calamities = new(this);
    }

    public Random Random { get; }
    public Loop Loop { get; }
    public Tally Tally { get; } = new();
    public Weather Weather { get; }
    public Sight Sight { get; }
    public InMemoryStores Memory { get; } = new();
    public MailServer Mail { get; }
    public TextServer Texts { get; }
    public Webhooks Webhooks { get; }
    public SortedDictionary<string, AccountingSource> Books { get; } = new(StringComparer.Ordinal);
    public Customers Customers { get; }
    public Staff Staff { get; }
    public PolicyBook Book { get; private set; } = null!;

    /// <summary>The store takes a grant in a step of its own before the gate, as Table storage does.</summary>
    public bool GrantsApart { get; }
    public bool RunsEveryPoll { get; }
    public DateTimeOffset Now => Loop.Now;
    public List<string> Silent { get; } = [];

    /// <summary>What each address last said of being written to: true, stop.</summary>
    public Dictionary<string, bool> Words { get; } = new(StringComparer.Ordinal);
    public IEnumerable<Host> Hosts => hosts.OfType<Host>();
    public string Next() => "w" + (++writes).ToString(CultureInfo.InvariantCulture);
    public DateOnly DateIn(string ledger) => SendTime.DateIn(Sight.Ledgers[ledger].TimeZone, Now);
    public bool WasTaken(string messageId) => taken.ContainsKey(messageId);

    /// <summary>Lives so many days, then two in which nothing more goes wrong; then everything must be where it belongs.</summary>
    public void Live(int days, int accounts)
    {
        Customers.Open(accounts);
        for (int day = 0; day < days && Sight.Broken is null; day++)
        {
            calamities.OfTheDay(day, days);
            if (Now.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                foreach (AccountingSource books in Books.Values.Where(b => !b.IsConnected)) Feed(books);
            Customers.Live();
            if (day % 7 == 1) Loop.After(TimeSpan.FromHours(9), Staff.Work);
            Loop.RunTo(Now.Date.AddDays(1).ToUniversal());
        }
        calamities.End();
        foreach (TimeSpan _ in (TimeSpan[])[TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(24), TimeSpan.FromHours(74)])
        {
            Webhooks.Poll(TimeSpan.FromMinutes(60));
            foreach (AccountingSource books in Books.Values.Where(b => !b.IsConnected)) Feed(books, 1);
            Loop.RunTo(Now + _);
        }
        Tally.Count("awaits", Loop.Steps);
        Sight.End(this);
    }

    public void Use(PolicyBook book)
    {
        Book = book;
        foreach (LoadedPack pack in book.All) Sight.Editions[pack.ContentId] = pack;
    }

    /// <summary>A host comes to life under the book of the day.</summary>
    public void Start(int place)
    {
        if (hosts[place] is not null) return;
        Host host = hosts[place] = new(this, $"h{place + 1}", Book);
        host.Clock.Off = TimeSpan.FromSeconds(Random.Next(-15, 16));
        See(new Noted(Now, host.Name, "starts"));
        Loop.After(TimeSpan.FromMilliseconds(500 + Random.Next(1500)), () => { host.Loop(); host.Inbox(); });
    }

    public void StartAll()
    {
        for (int place = 0; place < hosts.Length; place++) Start(place);
    }

    public Host? AnyHost() => Hosts.ToArray() is { Length: > 0 } alive ? alive[Random.Next(alive.Length)] : null;

    public string NameOf(Incarnation of) => Hosts.FirstOrDefault(h => h.Incarnation == of)?.Name ?? "dead";

    public void See(Happening happening)
    {
        if (happening is Taken t) taken[t.MessageId] = true;
        if (happening is Called) Tally.Count("calls");
        if (happening is Committed) Tally.Count("commits");
        Sight.Add(happening);
    }

    /// <summary>What the weather explains is the weather; anything else that reaches a host's edge is a fault of ours.</summary>
    public void Failed(Host host, Exception failure)
    {
        Tally.Count("failures at a host's edge");
        for (Exception? at = failure; at is not null; at = at.InnerException)
            if (at is StoreUnavailableException or AccountContendedException or UnknownLedgerException { Id: "" } || at.GetType().Name == "FactRefusedException") return;
        if (failure.Message.Contains("the row cannot be read", StringComparison.Ordinal) || failure.StackTrace?.Contains(nameof(PoisonSource), StringComparison.Ordinal) == true) return;
        Sight.Break("no unexpected failure", $"{host.Name}: {failure}");
    }
}

internal static class Dates
{
    public static DateTimeOffset ToUniversal(this DateTime date) => new(date, TimeSpan.Zero);
}
