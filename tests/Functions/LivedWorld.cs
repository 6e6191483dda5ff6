using System.Globalization;
using System.Reflection;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.StoreContract;

namespace Collections.Functions.Tests;

/// <summary>Some customers of one ledger on stores in memory, with a history that a seed makes: the same for every host.</summary>
internal sealed class LivedWorld : IWriteIds
{
    static readonly PolicyBook Book = PolicyBook.Load();
    static readonly DateTimeOffset Begin = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    readonly Random random;
    readonly InMemoryStores memory = new();
    int writes;

    public LivedWorld(int seed, Crash? crash = null)
    {
        random = new(seed);
        Clock = new() { Now = Begin };
        Provider = new(Clock);
        Stores = new(Crash.Around(memory.Accounts, crash), memory.Ledgers, memory.Contacts, memory.Inbox);
        Desk = new(Stores, Book, Clock, this);
        Advance = new(Desk, [Crash.Around<ISendMessages>(Provider, crash)]);
    }

    public HandClock Clock { get; }
    public Provider Provider { get; }
    public Stores Stores { get; }
    public AccountDesk Desk { get; }
    public Engine.AdvanceAccount Advance { get; }
    public PolicyBook Policies => Book;
    public string Next() => (++writes).ToString(CultureInfo.InvariantCulture);

    public async Task<LivedWorld> OpenAsync(int customers)
    {
        await Stores.Ledgers.SaveAsync(new()
        {
            Id = "uk", LegalName = "Brightwell Tools Ltd", Country = "GB", Currency = Currency.Of("GBP"), Zone = "Europe/London", HolidayArea = "GB", Pack = "uk-b2b",
            Sender = new() { Name = "Brightwell Tools Ltd", Email = "accounts@uk.example.com", Phone = "+447700900000" },
        }, Clock.Now, "test", default);
        for (int i = 1; i <= customers; i++)
        {
            string customer = $"C-{i}";
            await PutAsync(customer, new DescribeCustomer(new(Name: $"Customer {i}"), [new() { Id = "ap", Name = "Pat", Email = $"ap{i}@example.com" }, new() { Id = "boss", Name = "Sam", Email = $"sam{i}@example.com", Role = "owner" }]));
            await PutAsync(customer, Invoice($"{customer}-1", random.Next(5, 60), random.Next(50, 900)));
        }
        return this;
    }

    /// <summary>What happens on a day: feeds, and perhaps a payment, a promise, a dispute or another invoice. Answers whose account changed.</summary>
    public async Task<IReadOnlyList<AccountId>> DayAsync(int customers)
    {
        await Stores.Ledgers.RecordFeedAsync(new("uk", $"{Clock.Now:yyyyMMdd}", Clock.Now, "daily.csv", 1, null), default);
        List<AccountId> changed = [];
        for (int i = 1; i <= customers; i++)
        {
            int dice = random.Next(40), amount = random.Next(50, 900);
            string customer = $"C-{i}";
            Input? input = dice switch
            {
                0 => new RecordPayment(new() { Id = $"P-{Clock.Now:yyyyMMdd}", Amount = Pounds(amount), ValueDate = Today, Allocations = [] }),
                1 => new MakePromise(Pounds(amount), Today.AddDays(5), [], "staff"),
                2 => new OpenDispute($"{customer}-1", "quality", "chipped"),
                3 => Invoice($"{customer}-{Clock.Now:yyyyMMdd}", -20, amount),
                4 => new Escalate("a big one"),
                _ => null,
            };
            if (input is null) continue;
            await PutAsync(customer, input);
            changed.Add(AccountId.Of("uk", customer));
        }
        return changed;
    }

    /// <summary>Every message that the provider took: to whom, which, and on which day.</summary>
    public IEnumerable<string> Transcript(bool toTheMinute) => Provider.Taken
        .Select(t => $"{t.At.UtcDateTime.ToString(toTheMinute ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture)} {t.Message.MessageId} {t.Message.Attempt} {t.Message.To.Address} {t.Message.Text.Subject}").Order(StringComparer.Ordinal);

    DateOnly Today => DateOnly.FromDateTime(Clock.Now.Date);

    RecordInvoice Invoice(string number, int daysPastDue, int amount) =>
        new(new() { Number = number, IssueDate = Today.AddDays(-daysPastDue - 30), DueDate = Today.AddDays(-daysPastDue), Amount = Pounds(amount) });

    static Money Pounds(int amount) => Money.Exact(amount, Currency.Of("GBP"));

    async Task PutAsync(string customer, Input input) => await Desk.PutAsync("uk", customer, input, new("test"), default);
}

/// <summary>A provider that keeps what it took, and can be asked.</summary>
internal sealed class Provider(HandClock clock) : ISendMessages
{
    public List<(OutgoingMessage Message, DateTimeOffset At)> Taken { get; } = [];
    public Channel Channel => Channel.Email;
    public string Name => "test";
    public ReconcileRule Reconcile => ReconcileRule.BySearch;

    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        Taken.Add((message, clock.Now));
        return Task.FromResult<SendOutcome>(new SendOutcome.Accepted("p" + Taken.Count));
    }

    public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel) =>
        Task.FromResult<SearchOutcome>(Taken.Any(t => t.Message.MessageId == message.MessageId) ? new SearchOutcome.Found("p") : new SearchOutcome.Absent());
}

/// <summary>The host dies at its n-th call to the outside: before the call, or after it had its effect.</summary>
internal sealed class Crash(int at, bool after)
{
    int calls;

    public bool Happened { get; private set; }
    public bool IsArmed { get; set; }

    public static T Around<T>(T inner, Crash? crash) where T : class
    {
        if (crash is null) return inner;
        T proxy = DispatchProxy.Create<T, Point>();
        ((Point)(object)proxy).Set(inner, crash);
        return proxy;
    }

    void Pass(bool done)
    {
        if (!IsArmed || Happened || done != after || ++calls != at) return;
        Happened = true;
        throw new HostDiedException();
    }

    public class Point : DispatchProxy
    {
        object inner = null!;
        Crash crash = null!;

        internal void Set(object of, Crash by) => (inner, crash) = (of, by);

        protected override object? Invoke(MethodInfo? method, object?[]? args)
        {
            bool isCall = typeof(Task).IsAssignableFrom(method!.ReturnType);
            if (isCall) crash.Pass(done: false);
            object? answer = method.Invoke(inner, args);
            if (isCall) crash.Pass(done: true);
            return answer;
        }
    }
}

internal sealed class HostDiedException : Exception;
