using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests.Properties;

/// <summary>A random life of one account: decided, put through the gate and answered by a provider, all in memory and without a store.</summary>
internal sealed class Life
{
    static readonly PolicyBook Book = PolicyBook.Of([Given.Pack([3, 10, 17, 30], r => r with { MinimumGapDays = 3, Budget = new(), Promises = new() { Remind = false }, Requests = Requests })], HolidayCalendar.WeekendsOnly);
    readonly Surroundings around = new() { Ledger = Given.Ledger() };
    DateTimeOffset now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public Account Account { get; private set; } = Account.New("book", "C1");
    public List<AccountEvent> Events { get; } = [];
    public List<(DateOnly Date, Message Message, MessageBegun Begun)> Sent { get; } = [];

    /// <summary>Checked after every step; what it answers in words is what does not hold.</summary>
    public Func<Life, string?> Rule { get; init; } = _ => null;

    /// <summary>By rule up to a hundred pounds and thirty days, then a hundred and thirty days more for each role.</summary>
    static RequestRule Requests => new()
    {
        AtOnce = Limits(new AutomaticLimits { MostAYear = 20, MostShareLate = 1, MostBrokenPromises = 20 }, 1),
        Chain = [Limits(new DecisionLimit { Role = DecisionRole.Controller }, 2), Limits(new DecisionLimit { Role = DecisionRole.Approver }, 3), Limits(new DecisionLimit { Role = DecisionRole.Admin }, 4)],
    };

    static T Limits<T>(T limits, int level) where T : TermLimits => limits with
    {
        MostAmount = limits.MostAmount.Add("GBP", 100 * level), FurthestDays = 30 * level, MostInstalments = 2 * level, MostDiscountShare = 0.05m * level, MostReductionShare = 0.05m * level, MostOrder = limits.MostOrder.Add("GBP", 50 * level),
    };

    /// <summary>The account before the last step.</summary>
    public Account BeforeStep { get; private set; } = Account.New("book", "C1");

    /// <summary>The account before the last decision.</summary>
    public Account Before { get; private set; } = Account.New("book", "C1");

    public Surroundings Around => around with { FedAt = now };
    public DateTimeOffset Now => now;
    public static PolicyBook Policies => Book;

    public string? Live(IEnumerable<Step> steps)
    {
        Take(new DescribeCustomer(new(), [new() { Id = "accounts-payable", Email = "a@example.com" }]));
        foreach (Step step in steps)
        {
            now += TimeSpan.FromHours(step.Hours);
            BeforeStep = Account;
            Take(step.Input);
            Send();
            if (Rule(this) is { } broken) return $"{now:O} {step.Input.Cause}: {broken}";
        }
        return null;
    }

    public void Take(Input input)
    {
        Before = Account;
        Decision decision = Decision.On(Account, Around, input, Book, now);
        Add(decision.Events, decision.After);
    }

    void Send()
    {
        foreach (Message message in Account.Messages.Where(m => m.State == MessageState.Ready && m.NotBefore <= now).ToList())
        {
            GateDecision gate = GateDecision.On(Account, Around, message, Book, now);
            if (gate is GateDecision.Drop drop) Add(drop.Events, drop.After);
            if (gate is not GateDecision.Pass pass) continue;
            Sent.Add((DateOnly.FromDateTime(now.UtcDateTime), message, pass.Events.OfType<MessageBegun>().Single()));
            Add(pass.Events, pass.After);
            Take(new RecordOutcome(message.Id, Account.MessageOf(message.Id)!.Attempt, new SendOutcome.Accepted("sid"), "scripted"));
        }
    }

    void Add(IEnumerable<AccountEvent> events, Account after)
    {
        Events.AddRange(events);
        Account = after;
    }
}
