using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.StoreContract;

namespace Collections.Living;

/// <summary>A creditor's office in memory: the engine as it ships, a clock moved by hand, providers that answer as they are told. It decides nothing itself.</summary>
internal sealed class Office : IWriteIds
{
    static readonly CancellationToken None = CancellationToken.None;
    readonly HashSet<string> silentLedgers = [];
    readonly Dictionary<string, Ledger> ledgers = new(StringComparer.Ordinal);
    long writes;

    public Office(PolicyBook book, DateTimeOffset from)
    {
        Clock = new(from);
        InMemoryStores memory = new();
        Accounts = new(memory.Accounts, Journal);
        Stores = new(Accounts, memory.Ledgers, memory.Contacts, memory.Inbox);
        Email = new(Channel.Email, Clock, Journal);
        Sms = new(Channel.Sms, Clock, Journal);
        Use(book);
    }

    public HandClock Clock { get; }
    public Journal Journal { get; } = new();
    public WatchedAccounts Accounts { get; }
    public Stores Stores { get; }
    public ScriptedChannel Email { get; }
    public ScriptedChannel Sms { get; }

    /// <summary>Channels that hold letters and give them back; none unless a test adds one.</summary>
    public List<IRecallMessages> Recalls { get; } = [];
    public AccountDesk Desk { get; private set; } = null!;
    public AdvanceAccount Advance { get; private set; } = null!;
    public RunSummary Summary { get; } = new(keepVerdicts: true);

    /// <summary>False: what was decided of each account is counted and not kept.</summary>
    public bool KeepsVerdicts { get; set; } = true;
    public Ledger Ledger => ledgers.Values.First();
    public DateOnly Today => SendTime.DateIn(Ledger.TimeZone, Clock.Now);
    public string Next() => "w" + (++writes).ToString(CultureInfo.InvariantCulture);

    /// <summary>The office goes on with another book, as after a release or an edited policy.</summary>
    public void Use(PolicyBook book)
    {
        Desk = new(Stores, book, Clock, this);
        Advance = new(Desk, [Email, Sms], recalls: Recalls);
    }

    public static async Task<Office> OpenAsync(PolicyBook book, DateTimeOffset from, params Ledger[] ledgers)
    {
        Office office = new(book, from);
        foreach (Ledger ledger in ledgers) await office.SaveAsync(ledger);
        return office;
    }

    public async Task SaveAsync(Ledger ledger)
    {
        ledgers[ledger.Id] = ledger;
        await Stores.Ledgers.SaveAsync(ledger, Clock.Now, "Ada", None);
        await FeedAsync(ledger);
    }

    /// <summary>Until it is fed again by hand, no file of this ledger arrives.</summary>
    public void StopFeeding(string ledgerId) => silentLedgers.Add(ledgerId);

    public void FeedAgain(string ledgerId) => silentLedgers.Remove(ledgerId);

    public Task FeedAsync(Ledger ledger)
    {
        string day = Clock.Now.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
        return Stores.Ledgers.RecordFeedAsync(new(ledger.Id, day, Clock.Now, "daily.csv", 1, null), None);
    }

    public async Task<Answer> PutAsync(string customer, Input input, string? marker = null, string? ledgerId = null) =>
        (await Desk.PutAsync(ledgerId ?? Ledger.Id, customer, input, new("Ada", marker), None)).Answer;

    public async Task OptOutAsync(string address)
    {
        await Stores.Contacts.OptOutAsync(address, Clock.Now, "sms", None);
        Journal.Add(new Opted(Clock.Now, address, true));
    }

    public AccountId Id(string customer, string? ledgerId = null) => AccountId.Of(ledgerId ?? Ledger.Id, customer);

    public async Task<Account> AccountAsync(string customer) => (await Stores.Accounts.LoadAsync(Id(customer), None))!.Account;

    /// <summary>Lives on to a time of the first ledger's clock: files come at six, and every account is looked at when it asked to be.</summary>
    public async Task LiveToAsync(DateTimeOffset until)
    {
        while (Clock.Now < until)
        {
            DateTimeOffset morning = SendTime.InstantOf(SendTime.DateIn(Ledger.TimeZone, Clock.Now).AddDays(1), new(6, 0), Ledger.TimeZone);
            await AnswerWakesAsync(morning < until ? morning : until);
            Clock.Now = morning < until ? morning : until;
            if (morning > until) return;
            foreach (Ledger ledger in ledgers.Values)
                if (!silentLedgers.Contains(ledger.Id)) await FeedAsync(ledger);
        }
    }

    public Task LiveToAsync(string localTime) => LiveToAsync(At(localTime));

    /// <summary>"2026-03-02 09:00" on the first ledger's clock.</summary>
    public DateTimeOffset At(string localTime)
    {
        DateTime wall = DateTime.ParseExact(localTime, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return SendTime.InstantOf(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), Ledger.TimeZone);
    }

    /// <summary>Takes what is due at this instant, once, as a host's sweep does.</summary>
    public async Task SweepAsync() => Summary.Add(await new DueAccounts(Desk, Advance).AdvanceAsync(null, KeepsVerdicts, None));

    async Task AnswerWakesAsync(DateTimeOffset until)
    {
        while (await Stores.Accounts.DueAsync(null, until, 1, None) is [{ WakeAt: var wakeAt }])
        {
            if (wakeAt >= until) return;
            if (wakeAt > Clock.Now) Clock.Now = wakeAt;
            int failures = Summary.Failures.Count;
            await SweepAsync();
            if (Summary.Failures.Skip(failures).FirstOrDefault(f => f.Failure is not HostDied) is { } failed) throw new InvalidOperationException(failed.Failure.Message, failed.Failure);
        }
    }

    /// <summary>"2026-03-05 C1 level 1 INV-1 a@example.com", one a call, in their order.</summary>
    public string[] Told => [.. Journal.Calls.Select(Line)];

    string Line(Called call)
    {
        Message message = Journal.Reserved[call.Message.MessageId];
        string what = message.Kind == MessageKind.Level ? $"level {message.Number}" : Code.Of(message.Kind);
        return $"{SendTime.DateIn(Ledger.TimeZone, call.At):yyyy-MM-dd} {what} {message.About} to {call.Message.To.Address}";
    }
}

/// <summary>The host was killed here.</summary>
internal sealed class HostDied() : Exception("the host died");
