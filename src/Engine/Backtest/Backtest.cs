using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Replays a ledger's facts under a pack with the decisions and the gate that production uses: no rule of its own, no store, no clock.</summary>
public static class Backtest
{
    /// <summary>What would have gone out. The same plan gives the same result for ever.</summary>
    public static BacktestResult Run(BacktestPlan plan, IProgress<DateOnly>? progress = null)
    {
        Replay replay = new(plan);
        for (DateOnly today = replay.Begin; today <= plan.LastDay && plan.Facts.Count > 0; today = today.AddDays(1))
        {
            replay.Day(today);
            progress?.Report(today);
        }
        return Report.Of(plan, replay);
    }

    /// <summary>The same facts under a second pack, and every day and customer on which the two differ.</summary>
    public static BacktestComparison Compare(BacktestPlan plan, LoadedPack other)
    {
        BacktestResult first = Run(plan), second = Run(plan with { Pack = other });
        return BacktestComparison.Of(first, second);
    }
}

/// <summary>A replay under way: accounts, and the day on which each wants to be looked at.</summary>
internal sealed class Replay
{
    readonly BacktestPlan plan;
    readonly PolicyBook book;
    readonly Neighbours neighbours;
    readonly Ledger ledger;
    readonly SortedDictionary<DateOnly, List<DatedFact>> facts = [];
    readonly Dictionary<string, ReplayedAccount> accounts = new(StringComparer.Ordinal);
    readonly Dictionary<DateOnly, List<ReplayedAccount>> due = [];

    public Replay(BacktestPlan plan)
    {
        this.plan = plan;
        LoadedPack pack = plan.Pack with { Rules = plan.Pack.Rules with { Review = false } }; // what would have gone out, had a person released it at once
        book = PolicyBook.Of([pack], plan.Holidays);
        ledger = plan.Ledger with { Pack = pack.Rules.Pack };
        neighbours = new(new Surroundings { Ledger = ledger, Holidays = plan.Holidays }, plan.Addresses.ToLookup(a => a.Date));
        foreach (DatedFact fact in plan.Facts) (facts.TryGetValue(fact.Date, out List<DatedFact>? known) ? known : facts[fact.Date] = []).Add(fact);
    }

    public DateOnly Begin => facts.Count > 0 && facts.Keys.First() < plan.FirstDay ? facts.Keys.First() : plan.FirstDay;
    public IEnumerable<ReplayedAccount> Accounts => accounts.Values;
    public List<BacktestMessage> Messages { get; } = [];
    public List<BacktestEnding> Endings { get; } = [];
    public List<RefusedFact> Refused { get; } = [];
    public Dictionary<Reason, int> Silences { get; } = [];
    public int Considered { get; private set; }

    public void Day(DateOnly today)
    {
        neighbours.Hear(today);
        DateTimeOffset now = ledger.RunAt(today);
        HashSet<ReplayedAccount> touched = Learn(today, now);
        if (today < plan.FirstDay) return;
        if (due.Remove(today, out List<ReplayedAccount>? waiting)) touched.UnionWith(waiting.Where(a => a.NextRun == today));
        if (plan.EveryDay || today == plan.FirstDay) touched.UnionWith(accounts.Values);
        ReplayedAccount[] inOrder = [.. touched.OrderBy(a => a.Account.Customer, StringComparer.Ordinal)];
        foreach (ReplayedAccount account in inOrder) Consider(account, now);
        Send(inOrder, now);
        foreach (ReplayedAccount account in inOrder) Schedule(account, now);
    }

    HashSet<ReplayedAccount> Learn(DateOnly today, DateTimeOffset now)
    {
        HashSet<ReplayedAccount> touched = [];
        if (!facts.Remove(today, out List<DatedFact>? news)) return touched;
        foreach (IGrouping<string, DatedFact> of in news.GroupBy(f => f.Customer, StringComparer.Ordinal))
        {
            if (!accounts.TryGetValue(of.Key, out ReplayedAccount? account)) accounts[of.Key] = account = new(Account.New(ledger.Id, of.Key));
            DatedFact[] inOrder = [.. of.OrderBy(f => f.Order)];
            Put(account, [.. inOrder.Where(f => !f.IsAgreement)], now); // the day's money is known, and what was agreed before is judged,
            if (inOrder.Any(f => f.IsAgreement)) Put(account, [.. inOrder.Where(f => f.IsAgreement)], now); // before something new is agreed
            touched.Add(account);
        }
        return touched;
    }

    void Put(ReplayedAccount account, DatedFact[] news, DateTimeOffset now)
    {
        Decision decision = Decision.OnAll(account.Account, Around(account, now, now), [.. news.Select(f => f.What)], book, now, out ImmutableArray<Answer> answers);
        for (int i = 0; i < news.Length; i++)
            if (answers[i] is Answer.Refused refused) Refused.Add(new(news[i].Date, news[i].Customer, news[i].What.Cause, refused.Problems));
        Take(account, decision.Events, decision.After);
        foreach (DatedFact fact in news) account.Reconsider(fact, Messages);
    }

    void Consider(ReplayedAccount account, DateTimeOffset now)
    {
        Decision decision = Decision.On(account.Account, Around(account, now, now), new DailyRun(), book, now);
        Take(account, decision.Events, decision.After);
        account.Last = decision.Turn;
        Considered++;
        if (decision.Verdict is { MessageId: null } silence) Silences[silence.Reason] = Silences.GetValueOrDefault(silence.Reason) + 1;
    }

    // Messages leave in the order of their instants, then of the customers: so it is settled who gets what is left of a person's budget.
    void Send(ReplayedAccount[] inOrder, DateTimeOffset run)
    {
        DateTimeOffset nextRun = ledger.NextRunAfter(run);
        List<(ReplayedAccount Account, string Id, DateTimeOffset At)> ready =
            [.. inOrder.SelectMany(a => a.Account.Messages.Where(m => m.State == MessageState.Ready && m.NotBefore < nextRun).Select(m => (a, m.Id, m.NotBefore)))];
        foreach ((ReplayedAccount account, string id, DateTimeOffset at) in ready.OrderBy(m => m.At)) Send(account, id, at < run ? run : at, run);
    }

    void Send(ReplayedAccount account, string id, DateTimeOffset at, DateTimeOffset fedAt)
    {
        Surroundings around = Around(account, at, fedAt);
        Message message = account.Account.MessageOf(id)!;
        switch (GateDecision.InReplay(account.Account, around, message, book, at))
        {
            case GateDecision.Drop drop:
                Take(account, drop.Events, drop.After);
                break;
            case GateDecision.Pass pass when neighbours.Grant(pass.Grant, at) is { } stop:
                MessageDropped dropped = new(id, Code.Of(stop));
                Take(account, [dropped], dropped.Apply(account.Account));
                break;
            case GateDecision.Pass pass:
                Messages.Add(Report.Message(plan.Pack.Rules, account.Account, pass));
                Take(account, pass.Events, pass.After);
                Decision sent = Decision.On(account.Account, around, new RecordOutcome(id, message.Attempt + 1, new SendOutcome.Accepted(null), "backtest"), book, at);
                Take(account, sent.Events, sent.After);
                break;
        }
    }

    void Take(ReplayedAccount account, ImmutableArray<AccountEvent> events, Account after)
    {
        account.Account = after;
        foreach (AccountEvent e in events)
            if (e is LadderEnded ended) Endings.Add(new(ended.Date, after.Customer, ended.Invoice, ended.How));
    }

    void Schedule(ReplayedAccount account, DateTimeOffset now)
    {
        // Where nothing was sent since the run, what the run has looked at still holds; what others were sent changes no wake-up.
        DateTimeOffset? next = account.Last is { } run && ReferenceEquals(run.Account, account.Account) ? WakeUp.NextRun(run) : WakeUp.NextRun(account.Account, Around(account, now, now), book, now);
        account.Last = null;
        foreach (Message waiting in account.Account.Messages.Where(m => m.State == MessageState.Ready)) // a correction waits for the recipient's hours
            if (next is null || waiting.NotBefore < next) next = waiting.NotBefore;
        account.NextRun = next is { } at ? SendTime.DateIn(ledger.TimeZone, at) : null;
        if (account.NextRun is not { } day || day > plan.LastDay) return;
        (due.TryGetValue(day, out List<ReplayedAccount>? others) ? others : due[day] = []).Add(account);
    }

    Surroundings Around(ReplayedAccount account, DateTimeOffset now, DateTimeOffset fedAt) => neighbours.Of(account.Account, now, fedAt);
}

/// <summary>An account of a replay.</summary>
internal sealed class ReplayedAccount(Account opened)
{
    public Account Account { get; set; } = opened;
    public DateOnly? NextRun { get; set; }
    public Turn? Last { get; set; }

    /// <summary>Marks messages that went although their carrying invoice had been settled by value date, as only this fact shows.</summary>
    public void Reconsider(DatedFact fact, List<BacktestMessage> messages)
    {
        (DateOnly valueDate, ImmutableArray<Allocation> allocations) = fact.What switch
        {
            RecordPayment { Payment: { IsReversed: false } p } => (p.ValueDate, p.Allocations),
            RecordCreditNote { CreditNote: { IsVoid: false } c } => (c.ValueDate, c.Allocations),
            _ => (fact.Date, []),
        };
        if (valueDate >= fact.Date) return;
        foreach (Allocation late in allocations)
        {
            if (Account.Invoice(late.Invoice) is not { } invoice) continue;
            for (int i = messages.Count - 1; i >= 0 && messages[i].Date >= valueDate; i--)
                if (messages[i].Customer == fact.Customer && messages[i].Carrying == late.Invoice && IsSettledBy(invoice, messages[i].Date)) messages[i] = messages[i] with { AfterMoney = true };
        }
    }

    static bool IsSettledBy(Invoice invoice, DateOnly date) =>
        invoice.Postings.Where(p => p.ValueDate <= date).Aggregate(invoice.Amount, (sum, p) => sum + p.Amount) is { Minor: <= 0 };
}
