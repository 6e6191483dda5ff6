using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Takes the decisions of a ledger's run and makes its texts on any store, and writes nothing. Every provider is taken to accept.
/// A message whose fate is being looked up stays as it is: its provider is not asked.</summary>
public sealed class RehearseRun(AccountDesk desk)
{
    /// <summary>Most accounts that are rehearsed at once; beyond, the whole working set would have to stand in memory.</summary>
    public const int MostAccounts = 20_000;

    const int MostSteps = 20, Page = 256;

    /// <summary>Rehearses what is due now, or a whole day of the ledger from its run to its midnight; null when more than <see cref="MostAccounts"/> are due.</summary>
    /// <exception cref="UnknownLedgerException">The ledger does not exist.</exception>
    public async Task<RunReport?> OfAsync(string ledgerId, DateOnly? day, CancellationToken cancel)
    {
        Ledger ledger = await desk.Stores.Ledgers.FindAsync(ledgerId, cancel) ?? throw new UnknownLedgerException(ledgerId);
        DateTimeOffset from = day is { } date ? ledger.RunAt(date) : desk.Now;
        DateTimeOffset until = day is { } whole ? SendTime.InstantOf(whole.AddDays(1), TimeOnly.MinValue, ledger.TimeZone).AddSeconds(-1) : from;
        IReadOnlyList<DueAccount> due = await desk.Stores.Accounts.DueAsync(ledgerId, until, MostAccounts + 1, cancel);
        if (due.Count > MostAccounts) return null;
        Stage stage = new(desk, from);
        foreach (DueAccount[] page in due.Chunk(Page))
            foreach (StoredAccount stored in await desk.Stores.Accounts.LoadManyAsync([.. page.Select(d => d.Id)], cancel)) stage.Accounts.Add(stored.Account.Id, stored);
        for (DateTimeOffset? at = from; at is { } instant; at = stage.NextUpTo(until)) await stage.PassAsync(instant, cancel);
        return RunReport.Of(stage.Summary, stage.Messages, stage.Accounts.ToDictionary(a => a.Key, a => a.Value.Account), (from, true));
    }

    /// <summary>The accounts as they would become, and what they would have spent of budgets and caps. Thrown away at the end.</summary>
    sealed class Stage(AccountDesk desk, DateTimeOffset from)
    {
        readonly List<(SendGrant Grant, DateTimeOffset At)> granted = [];
        readonly HashSet<AccountId> left = [];
        DateTimeOffset now = from;

        public Dictionary<AccountId, StoredAccount> Accounts { get; } = [];
        public List<StoredMessage> Messages { get; } = [];
        public RunSummary Summary { get; } = new(keepVerdicts: true);

        public DateTimeOffset? NextUpTo(DateTimeOffset until) => Accounts.Values.Where(a => !left.Contains(a.Account.Id) && a.WakeAt > now && a.WakeAt <= until).Min(a => a.WakeAt);

        // As DueAccounts does it: every run of the instant is decided before the first message meets its gate.
        public async Task PassAsync(DateTimeOffset at, CancellationToken cancel)
        {
            now = at;
            AccountId[] due = [.. Accounts.Values.Where(a => !left.Contains(a.Account.Id) && a.WakeAt <= now).OrderBy(a => a.WakeAt).Select(a => a.Account.Id)];
            foreach (AccountId[] page in due.Chunk(Page))
            {
                StoredAccount[] runs = [.. page.Select(id => Accounts[id]).Where(a => a.RunAt <= now)];
                IReadOnlyList<Surroundings> around = await desk.Reader.ReadManyAsync([.. runs.Select(r => r.Account)], now, cancel);
                for (int i = 0; i < runs.Length; i++) Decide(runs[i], With(runs[i], around[i]), new DailyRun());
            }
            foreach (AccountId id in due) await AdvanceAsync(id, cancel);
        }

        async Task AdvanceAsync(AccountId id, CancellationToken cancel)
        {
            for (int step = 0; step < MostSteps; step++)
            {
                StoredAccount stored = Accounts[id];
                Message? message = stored.Account.Messages.Where(m => m.WakesAt <= now).MinBy(m => m.WakesAt);
                if (stored.RunAt > now && message is null) return;
                if (stored.RunAt <= now || message is { State: MessageState.Ready })
                {
                    Surroundings around = With(stored, await desk.Reader.ReadAsync(stored.Account, now, cancel));
                    if (stored.RunAt <= now) Decide(stored, around, new DailyRun());
                    else Send(stored, around, message!);
                }
                else break; // its fate is being looked up, which a rehearsal does not do
                if (Accounts[id].WakeAt is null || Accounts[id].WakeAt > now) return;
            }
            left.Add(id);
        }

        void Send(StoredAccount stored, Surroundings around, Message message)
        {
            GateDecision gate = GateDecision.On(stored.Account, around, message, desk.Book, now);
            if (gate is GateDecision.Drop drop)
            {
                Become(stored, drop.After, around, null);
                return;
            }
            GateDecision.Pass pass = (GateDecision.Pass)gate;
            granted.Add((pass.Grant, now));
            MessageBegun begun = pass.Events.OfType<MessageBegun>().Last();
            Message sent = pass.After.MessageOf(message.Id)! with { State = MessageState.Accepted };
            Messages.Add(new(sent, stored.Account.Id, stored.Account.LedgerId, pass.Text, begun.Demanded, null));
            Become(stored, pass.After, around, null);
            Decide(Accounts[stored.Account.Id], around, new RecordOutcome(message.Id, begun.Attempt, new SendOutcome.Accepted(null), "rehearsal"));
        }

        void Decide(StoredAccount stored, Surroundings around, Input input)
        {
            Decision decision = Decision.On(stored.Account, around, input, desk.Book, now);
            if (decision.Verdict is { } verdict && input is DailyRun) Summary.Add(new ConsideredAccount(stored.Account.Id, stored.Account.LedgerId, verdict));
            Become(stored, decision.After, around, input is DailyRun ? decision.Turn : null);
        }

        // As AccountDesk commits it: a run that is due and was not yet decided stays due.
        void Become(StoredAccount stored, Account after, Surroundings around, Turn? run)
        {
            DateTimeOffset? runAt = run is null && stored.RunAt <= now ? stored.RunAt : run is null ? WakeUp.NextRun(after, around, desk.Book, now) : WakeUp.NextRun(run);
            Accounts[after.Id] = stored with { Account = after, Version = stored.Version + 1, RunAt = runAt, WakeAt = WakeUp.Of(after, runAt) };
        }

        // What the rehearsal itself has granted so far counts as if it stood in the store.
        Surroundings With(StoredAccount stored, Surroundings around)
        {
            if (granted.Count == 0) return around with { AccountVersion = stored.Version };
            HashSet<string> persons = [.. stored.Account.Contacts.Select(c => c.Person).OfType<string>()];
            DateOnly today = SendTime.DateIn(around.Ledger.TimeZone, now);
            return around with
            {
                AccountVersion = stored.Version,
                Grants = around.Grants.AddRange(granted.Where(g => g.Grant.SpendsBudget && persons.Contains(g.Grant.Person)).Select(g => new GrantRecord(g.Grant.Person, g.Grant.PersonDate, g.Grant.MessageId, g.At))),
                GrantedToday = ImmutableDictionary.CreateRange(around.GrantedToday.Select(c => KeyValuePair.Create(c.Key, c.Value + granted.Count(g => g.Grant.Channel == c.Key && g.Grant.LedgerDate == today)))),
            };
        }
    }
}
