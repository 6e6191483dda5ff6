using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.Living;
using Collections.Policies;
using Collections.Simulation.Invariants;

namespace Collections.Simulation;

/// <summary>How large a world is.</summary>
internal sealed record Size(int Seed, int Accounts, int Days);

/// <summary>A seeded world, day by day: four ledgers in four zones, their customers, a provider that fails, a policy edited half-way, a host that dies and one long outage.
/// The engine in it is the one that ships; the world decides nothing of the chase.</summary>
internal sealed class World
{
    static readonly DateTimeOffset Start = new(2025, 1, 6, 4, 0, 0, TimeSpan.Zero);
    static readonly PolicyBook Shipped = PolicyBook.Load();
    readonly List<Invariant> invariants;
    readonly Dictionary<AccountId, Queue<Func<string>>> lately = [];
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly Size size;

    World(Size size)
    {
        this.size = size;
        Random = new(size.Seed);
        Book = Shipped;
        Office = new(Shipped, Start) { KeepsVerdicts = false };
        invariants = [new OneCall(), new StopsWin(Office.Journal), new HoursAndBudgets(this), new Ladders(this), new DueProcess(this), new Audit()];
        Office.Journal.Watch = See;
        Customers = new(this);
        Provider = new(this);
    }

    public Random Random { get; }
    public PolicyBook Book { get; private set; }
    public Office Office { get; }
    public Customers Customers { get; }
    public Provider Provider { get; }
    public Dictionary<string, Ledger> Ledgers { get; } = new(StringComparer.Ordinal);
    public List<AccountId> Accounts { get; } = [];
    public Agenda Agenda { get; } = new();
    public bool IsSafe { get; private set; }
    public int Deaths { get; set; }
    public int Calls { get; private set; }
    public int Commits { get; private set; }
    public int Day { get; private set; }
    public bool IsAsleep { get; private set; }
    HashSet<string> Unfed { get; } = [];

    public static async Task<World> OpenAsync(Size size)
    {
        World world = new(size);
        await world.SaveAsync(Ledger("uk", "GBP", "Europe/London", ("GB-ENG", "uk-b2b")) with { EmailsPerDay = 12, SmsPerDay = 3 });
        await world.SaveAsync(Ledger("de", "EUR", "Europe/Berlin", ("DE", "eu-b2b")));
        await world.SaveAsync(Ledger("us", "USD", "America/New_York", ("US", "us-b2b")));
        await world.SaveAsync(Ledger("lh", "GBP", "Australia/Lord_Howe", ("AU-NSW", "uk-b2b")));
        await world.Customers.OpenAsync(size.Accounts);
        return world;
    }

    /// <summary>Lives its days; answers the hash of the transcript.</summary>
    public async Task<string> LiveAsync()
    {
        for (Day = 0; Day < size.Days; Day++)
        {
            await ChangeAsync();
            await Customers.DailyAsync();
            foreach (int slot in Agenda.Times)
            {
                await ToAsync(Start.AddDays(Day).AddMinutes(slot));
                foreach (Func<Task> act in Agenda.Take(Day, slot)) await act();
            }
        }
        foreach (Invariant invariant in invariants) await invariant.AtEndAsync(this);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    public DateOnly Today => DateOnly.FromDateTime(Start.AddDays(Day).UtcDateTime);

    public DateOnly DateIn(string ledger) => SendTime.DateIn(Ledgers[ledger].TimeZone, Office.Clock.Now);

    public bool IsStale(string ledger) => Unfed.Contains(ledger) && Day - unfedSince > 4;

    int unfedSince;

    async Task ToAsync(DateTimeOffset until)
    {
        if (!IsAsleep) await Office.LiveToAsync(until);
        else if (until > Office.Clock.Now) Office.Clock.Now = until;
    }

    // Half-way the British policy is edited; one ledger is not fed for nine days; three days are lived in safe mode; the host is off for three weeks.
    async Task ChangeAsync()
    {
        int half = size.Days / 2;
        if (Day == half) EditPolicy();
        if (Day == half / 2) { Unfed.Add("de"); unfedSince = Day; Office.StopFeeding("de"); }
        if (Day == half / 2 + 9) { Unfed.Clear(); Office.FeedAgain("de"); await Office.FeedAsync(Ledgers["de"]); }
        if (Day == half + 20 || Day == half + 23) await Office.Stores.Ledgers.SetSafeModeAsync(IsSafe = Day == half + 20, "drill", Office.Clock.Now, CancellationToken.None);
        if (Day == half + 40) IsAsleep = true;
        if (Day == half + 61)
        {
            IsAsleep = false;
            foreach (Ledger ledger in Ledgers.Values) await Office.FeedAsync(ledger);
        }
    }

    void EditPolicy()
    {
        LoadedPack old = Shipped.Current("uk-b2b")!;
        string rules = old.Files.Texts["pack.json"].Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)
            .Replace("\"daysPastDue\": 10,", "\"daysPastDue\": 12,", StringComparison.Ordinal).Replace("\"daysPastDue\": 3,", "\"daysPastDue\": 5,", StringComparison.Ordinal);
        PackReading reading = PackReader.Read(old.Files with { Texts = old.Files.Texts.SetItem("pack.json", rules) });
        LoadedPack edited = reading.Pack ?? throw new InvalidOperationException(string.Join("; ", reading.Faults));
        Book = PolicyBook.Of(Shipped.All.Where(p => p.Rules.Pack != "uk-b2b").Append(edited), Shipped.Holidays).With([old]);
        Office.Use(Book);
    }

    async Task SaveAsync(Ledger ledger)
    {
        Ledgers[ledger.Id] = ledger;
        await Office.SaveAsync(ledger);
    }

    static Ledger Ledger(string id, string currency, string zone, (string Area, string Pack) rules) => new()
    {
        Id = id, LegalName = $"Tools {id} Ltd", Country = rules.Area[..2], Currency = Currency.Of(currency), Zone = zone, HolidayArea = rules.Area, Pack = rules.Pack,
        Sender = new() { Name = "Accounts", Email = $"accounts@{id}.example.com", Phone = "+447700900000", SmsFrom = "+447700900001", Address = "1 Quay Street", BankDetails = "on the invoice" },
    };

    void See(Happening happening)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(Mark(happening)));
        if (AccountOf(happening) is { } account)
        {
            if (!lately.TryGetValue(account, out Queue<Func<string>>? lines)) lately[account] = lines = new();
            lines.Enqueue(Line(happening));
            if (lines.Count > 200) lines.Dequeue();
        }
        try
        {
            foreach (Invariant invariant in invariants) Tell(invariant, happening);
        }
        catch (BrokenInvariant broken)
        {
            string[] before = [.. (lately.GetValueOrDefault(broken.Account) ?? []).Select(l => l())];
            throw new InvalidOperationException($"seed {size.Seed}, {size.Accounts} accounts, day {Day}: {broken.Message}\n{string.Join('\n', before)}");
        }
    }

    static void Tell(Invariant invariant, Happening happening)
    {
        if (happening is Committed committed) invariant.On(committed);
        else if (happening is Called called) invariant.On(called);
        else if (happening is Opted opted) invariant.On(opted);
    }

    // What an account's events say is in the hash of its last commit; here it is what happened, when and in which order.
    string Mark(Happening happening)
    {
        if (happening is Committed) Commits++;
        if (happening is Called) Calls++;
        return happening switch
        {
            Committed { Commit: var c } => $"{happening.At.UtcTicks} {c.To.Id} {c.From.Version + 1} {c.From.Hash} {c.By} {c.Cause} {c.WriteId}\n",
            Called c => $"{happening.At.UtcTicks} {c.Message.MessageId} {c.Message.Attempt} {c.Message.To.Address} {c.Outcome}\n",
            Opted o => $"{happening.At.UtcTicks} {o.Address} {o.IsOut}\n",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static AccountId? AccountOf(Happening happening) => happening is Committed { Commit.To.Id: var id } ? id : happening is Called { Message.AccountId: var of } ? of : null;

    // Only what the words need is kept until they are asked for, never the states before and after.
    static Func<string> Line(Happening happening)
    {
        DateTimeOffset at = happening.At;
        if (happening is not Committed { Commit: { By: var by, Cause: var cause, Events: var events, From.Version: var version } }) return () => happening.ToString()!;
        return () => string.Create(CultureInfo.InvariantCulture, $"{at:O} v{version + 1} {by} {cause}: {string.Join("; ", events)}");
    }
}
