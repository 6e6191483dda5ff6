using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.StoreContract;

namespace Collections.Web.Tests;

/// <summary>A small world on stores in memory, lived day by day through the real engine: two ledgers, customers of several kinds.</summary>
internal sealed class World : IWriteIds
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 30, 0, TimeSpan.Zero);

    static readonly PolicyBook Shipped = PolicyBook.Load();
    long writes;

    public World(PolicyBook? book = null)
    {
        Clock = new(Now.AddDays(-60));
        Memory = new();
        Stores = new(Memory.Accounts, Memory.Ledgers, Memory.Contacts, Memory.Inbox);
        Desk = new(Stores, book ?? Shipped, Clock, this);
        Email = new(Channel.Email);
        Sms = new(Channel.Sms);
        Door = new(Portal, Stores.Ledgers, Clock);
        Advance = new(Desk, [Email, Sms], fill: Door.FillAsync);
    }

    public HandClock Clock { get; }
    public InMemoryStores Memory { get; }
    public InMemoryAccess Access { get; } = new();
    public InMemoryPortal Portal { get; } = new();
    public Portal.PortalDoor Door { get; }
    public Sink Email { get; }
    public Sink Sms { get; }
    public Stores Stores { get; }
    public AccountDesk Desk { get; }
    public AdvanceAccount Advance { get; }

    public string Next() => $"w{Interlocked.Increment(ref writes)}";

    public static AccountId Id(string customer, string ledger = "uk") => AccountId.Of(ledger, customer);

    /// <summary>Two ledgers; C-1 late, C-2 promised, C-3 disputed, C-4 paid, C-5 with a task, in "uk"; C-1 in "de".</summary>
    public static async Task<World> LivedAsync()
    {
        World world = new();
        await world.SaveAsync(Ledger("uk", "Brightwell Tools Ltd", "GB", "GBP", "Europe/London", "uk-b2b"));
        await world.SaveAsync(Ledger("de", "Hellbrunn Werkzeuge GmbH", "DE", "EUR", "Europe/Berlin", "eu-b2b"));
        await world.CustomerAsync("uk", "C-1", "Ashdown Joinery", "GBP", 40, 9);
        await world.CustomerAsync("uk", "C-2", "Bramble & Sons", "GBP", 25);
        await world.CustomerAsync("uk", "C-3", "Carrick Marine", "GBP", 18);
        await world.CustomerAsync("uk", "C-4", "Dunmore Foods", "EUR", -12);
        await world.CustomerAsync("uk", "C-5", "Eastgate Print", "GBP", 12);
        await world.CustomerAsync("de", "C-1", "Falkenau Bau", "EUR", 20);
        await world.LiveAsync();
        return world;
    }

    public async Task CustomerAsync(string ledger, string customer, string name, string currency, params int[] daysPastDue)
    {
        string mail = $"{customer.ToLowerInvariant()}-{ledger}@example.com";
        await PutAsync(ledger, customer, new DescribeCustomer(new(Name: name), [new() { Id = "ap", Name = "Accounts payable", Email = mail, Mobile = "+447700900" + (100 + customer[^1] + ledger[0]) }]));
        int number = 1;
        foreach (int days in daysPastDue) await InvoiceAsync(ledger, customer, $"{customer}-INV-{number++}", 480m + 75.5m * number, currency, days);
    }

    public Task<DeskAnswer> InvoiceAsync(string ledger, string customer, string number, decimal amount, string currency, int daysPastDue)
    {
        DateOnly due = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-daysPastDue);
        return PutAsync(ledger, customer, new RecordInvoice(new() { Number = number, IssueDate = due.AddDays(-30), DueDate = due, Amount = Money.Exact(amount, Currency.Of(currency)), Description = "Hand tools" }));
    }

    public async Task<DeskAnswer> PutAsync(string ledger, string customer, Input input)
    {
        DeskAnswer answer = await Desk.PutAsync(ledger, customer, input, new("Ada"), CancellationToken.None);
        if (answer.Answer is Answer.Refused refused) throw new InvalidOperationException(string.Join("; ", refused.Problems));
        return answer;
    }

    async Task LiveAsync()
    {
        while (Clock.Now < Now)
        {
            foreach (string ledger in (string[])["uk", "de"]) await Stores.Ledgers.RecordFeedAsync(new(ledger, $"{Clock.Now:yyyyMMdd}", Clock.Now, "daily.csv", 40, null), CancellationToken.None);
            if (Clock.Now == Now.AddDays(-10)) await HappenAsync();
            foreach (DueAccount due in await Stores.Accounts.DueAsync(null, Clock.Now, 100, CancellationToken.None)) await Advance.RunAsync(due.Id, CancellationToken.None);
            Clock.Now += TimeSpan.FromHours(6);
        }
        Clock.Now = Now;
        foreach (string ledger in (string[])["uk", "de"])
            await Stores.Ledgers.RecordRunAsync(new(ledger, DateOnly.FromDateTime(Now.Date), Now.AddHours(-2), Now.AddHours(-2).AddSeconds(1), 5, 1, 0, ImmutableSortedDictionary<string, int>.Empty.Add("promise-open", 1).Add("dispute-open", 1)), CancellationToken.None);
    }

    async Task HappenAsync()
    {
        DateOnly today = DateOnly.FromDateTime(Clock.Now.Date);
        await PutAsync("uk", "C-2", new MakePromise(Money.Exact(631m, Currency.Of("GBP")), today.AddDays(14), [], "staff"));
        await PutAsync("uk", "C-3", new OpenDispute("C-3-INV-1", "quality", "Two of the planes came chipped"));
        await PutAsync("uk", "C-5", new RecordReply(Channel.Email, "We moved offices, please resend", false));
    }

    Task SaveAsync(Ledger ledger) => Stores.Ledgers.SaveAsync(ledger, Clock.Now, "Ada", CancellationToken.None);

    static Ledger Ledger(string id, string name, string country, string currency, string zone, string pack) => new()
    {
        Id = id, LegalName = name, Country = country, Currency = Currency.Of(currency), Zone = zone, HolidayArea = country, Pack = pack,
        Sender = new() { Name = name, Email = $"accounts@{id}.example.com", Phone = "+447700900000", SmsFrom = "+447700900001", Address = "1 Quay Street", BankDetails = "Sort code 00-00-00, account 00000000" },
    };

    /// <summary>A channel that takes everything.</summary>
    public sealed class Sink(Channel channel) : ISendMessages
    {
        /// <summary>What left, as it left.</summary>
        public List<OutgoingMessage> Sent { get; } = [];
        public Channel Channel => channel;
        public string Name => "outbox";
        public ReconcileRule Reconcile { get; } = new(true, 1, TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel) => Accept(message);

        Task<SendOutcome> Accept(OutgoingMessage message)
        {
            lock (Sent) Sent.Add(message);
            return Task.FromResult<SendOutcome>(new SendOutcome.Accepted("x" + message.MessageId));
        }

        public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel) => Task.FromResult<SearchOutcome>(new SearchOutcome.Found("x"));
    }
}

/// <summary>A clock that moves by hand.</summary>
internal sealed class HandClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;
    public override DateTimeOffset GetUtcNow() => Now;
}
