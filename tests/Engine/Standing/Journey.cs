using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests.Standings;

/// <summary>One account on its way through time, moved by hand. It is looked at only when its own wake-up says so, as in production.</summary>
internal sealed class Journey
{
    public static readonly Currency Gbp = Currency.Of("GBP");
    public static readonly Actor Ann = new("ann", true), Ben = new("ben", true), Cleo = new("cleo", true), Pat = new("pat", false);
    static readonly PolicyBook Shipped = PolicyBook.Load();

    DateTimeOffset? runAt;
    DateTimeOffset? stoppedFeedingAt;

    public Journey(string start = "2026-01-02", Func<PolicyPack, PolicyPack>? change = null)
    {
        LoadedPack pack = Shipped.Current("uk-b2b")!;
        Book = PolicyBook.Of([pack with { Rules = (change ?? (r => r))(pack.Rules) }], HolidayCalendar.WeekendsOnly);
        Now = Seller.RunAt(Day(start)).AddHours(-1);
        Put(new DescribeCustomer(new(Name: "Brightwater Joinery Ltd"), [
            new() { Id = "ap", Email = "ap@example.com", Mobile = "+447700900111" }, new() { Id = "boss", Role = "owner", Email = "owner@example.com" }]));
    }

    public PolicyBook Book { get; }
    public DateTimeOffset Now { get; private set; }
    public Account Account { get; private set; } = Account.New("book", "C1");
    public long Version { get; private set; }
    public bool SafeMode { get; set; }
    public bool IsParked { get; set; }
    public string? Implausible { get; set; }
    public Func<Message, SendOutcome> Provider { get; set; } = _ => new SendOutcome.Accepted(null);
    public List<(DateOnly Day, Message Message, MessageText Text)> Sent { get; } = [];
    public List<(DateOnly Day, string Step)> Steps { get; } = [];
    public List<AccountEvent> Events { get; } = [];
    public StandingRecord Standing => Account.Standing;
    public DateOnly Today => SendTime.DateIn(Seller.TimeZone, Now);

    public static Ledger Seller { get; } = new()
    {
        Id = "book", LegalName = "Harbour Timber Supplies Ltd", Country = "GB", Currency = Gbp, Zone = "Europe/London", Pack = "uk-b2b",
        Sender = new() { Name = "Accounts team", Email = "accounts@example.com", Phone = "+44 7700 900123", SmsFrom = "+447700900124" },
    };

    public Surroundings Around => new()
    {
        Ledger = Seller, FedAt = stoppedFeedingAt ?? Now.AddHours(-1), SafeMode = SafeMode, EventParked = IsParked, Implausible = Implausible, AccountVersion = Version,
    };

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd");

    public static Money Pounds(decimal amount) => Money.Exact(amount, Gbp);

    /// <summary>An invoice of 1,000.00 pounds due on 2 February 2026: warned on 24 March, the cure period ends on 7 April.</summary>
    public static Journey WithAnInvoice(decimal amount = 1000m, Func<PolicyPack, PolicyPack>? change = null)
    {
        Journey journey = new(change: change);
        journey.Put(new RecordInvoice(new() { Number = "INV-1", IssueDate = Day("2026-01-02"), DueDate = Day("2026-02-02"), Amount = Pounds(amount) }));
        return journey;
    }

    public static Journey Proposed(decimal amount = 1000m, Func<PolicyPack, PolicyPack>? change = null) => WithAnInvoice(amount, change).To("2026-04-08");

    public static Journey Blacklisted()
    {
        Journey journey = Proposed();
        journey.Approve(Ann);
        journey.Approve(Ben);
        return journey;
    }

    public void StopFeeding() => stoppedFeedingAt = Now;

    /// <summary>As if the last feed had come so many days ago.</summary>
    public void StopFeedingSince(int days) => stoppedFeedingAt = Now.AddDays(-days);

    public void FeedAgain() => stoppedFeedingAt = null;

    public Answer Put(Input input)
    {
        Decision decision = Decision.On(Account, Around, input, Book, Now);
        Commit(decision.Events, decision.After, input is DailyRun);
        return decision.Answer;
    }

    public Answer Approve(Actor by, long? version = null) => Put(new ApproveBlacklisting(by, version ?? Version, "the evidence holds"));

    public Answer Pay(decimal amount, string? invoice = "INV-1") => Put(new RecordPayment(new()
    {
        Id = $"pay-{Version}", Amount = Pounds(amount), ValueDate = Today, Allocations = invoice is null ? [] : [new(invoice, Pounds(amount))],
    }));

    public GateAnswer Ask(decimal amount = 100m, string order = "", bool prepaid = false) => OrderGate.Ask(Account, Around, Book, Now, new(Pounds(amount), order, prepaid));

    /// <summary>Lets time pass to six in the evening of a day.</summary>
    public Journey To(string date) => To(Day(date));

    public Journey To(DateOnly date)
    {
        DateTimeOffset end = SendTime.InstantOf(date, new(18, 0), Seller.TimeZone);
        while (WakeUp.Of(Account, runAt) is { } wake && wake <= end)
        {
            if (wake > Now) Now = wake;
            if (runAt <= Now) Put(new DailyRun());
            else Advance(Account.Messages.Where(m => m.WakesAt <= Now).MinBy(m => m.WakesAt)!);
        }
        Now = end;
        return this;
    }

    void Advance(Message message)
    {
        if (message.State != MessageState.Ready)
        {
            Put(new RecordSearch(message.Id, message.Attempt, new SearchOutcome.Unavailable("no search"), ReconcileRule.ByEvents));
            return;
        }
        GateDecision gate = GateDecision.On(Account, Around, message, Book, Now);
        if (gate is GateDecision.Drop drop) Commit(drop.Events, drop.After, false);
        if (gate is not GateDecision.Pass pass) return;
        Commit(pass.Events, pass.After, false);
        Sent.Add((Today, message, pass.Text));
        Put(new RecordOutcome(message.Id, Account.MessageOf(message.Id)!.Attempt, Provider(message), "test"));
    }

    void Commit(ImmutableArray<AccountEvent> events, Account after, bool isRun)
    {
        foreach (StandingChanged changed in events.OfType<StandingChanged>()) Steps.Add((Today, changed.Step));
        if (events.Length > 0) Version++;
        Events.AddRange(events);
        Account = after;
        if (isRun || !(runAt <= Now)) runAt = WakeUp.NextRun(after, Around, Book, Now);
    }
}
