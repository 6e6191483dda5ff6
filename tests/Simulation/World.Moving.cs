using Collections.Domain;
using Collections.Engine;
using Collections.Simulation.Hosts;
using Collections.Simulation.Outside;
using Collections.Simulation.People;
using Collections.Simulation.Running;
using Collections.Simulation.Watching;

namespace Collections.Simulation;

/// <summary>How the world moves its hosts: what is due is handed to one or two of them, what is asked comes to any, what dies comes back.</summary>
internal sealed partial class World
{
    sealed record Planned(bool IsStop, Action Act)
    {
        public bool IsDone { get; set; }
    }

    /// <summary>A store that has just written tells when the account wants to be looked at.</summary>
    public void Written(Incarnation host, AccountCommit commit)
    {
        See(new Committed(Now, NameOf(host), commit));
        if (commit.WakeAt is { } at) WakeAt(commit.To.Id, at);
        else wakes.Remove(commit.To.Id);
    }

    void WakeAt(AccountId id, DateTimeOffset at)
    {
        wakes[id] = at;
        if (Books[LedgerOf(id)].IsConnected) Loop.At(at - TimeSpan.FromMinutes(1 + Random.Next(14)), () => Webhooks.Freshen()); // of the polls every quarter of an hour, the one that matters
        Loop.At(at + TimeSpan.FromMilliseconds(20 + Random.Next(16_000)), () => { if (wakes.GetValueOrDefault(id) == at) Wake(id, at); });
    }

    string LedgerOf(AccountId id) => Sight.Accounts[id].LedgerId;

    // The loop's next beat, or an account's own alarm clock, or both at once; and the sweep for what neither heard.
    void Wake(AccountId id, DateTimeOffset at)
    {
        int hands = Weather.Chance(0.12) ? 2 : 1;
        for (int hand = 0; hand < hands; hand++)
            if (AnyHost() is { } host)
            {
                if (Random.Next(2) == 0) host.Loop();
                else host.Advance(id);
            }
        Loop.After(TimeSpan.FromMinutes(5), () => { if (wakes.GetValueOrDefault(id) == at) Sweep(id, at); });
    }

    void Sweep(AccountId id, DateTimeOffset at)
    {
        AnyHost()?.Sweep();
        Loop.After(TimeSpan.FromMinutes(5), () => { if (wakes.GetValueOrDefault(id) == at) Sweep(id, at); });
    }

    /// <summary>Something waits in the inbox.</summary>
    public void InboxSoon()
    {
        if (Memory.InboxDueAt is not { } due) return;
        DateTimeOffset at = due > Now ? due : Now;
        if (inboxAt <= at && inboxAt >= Now) return;
        inboxAt = at;
        Loop.At(at + TimeSpan.FromMilliseconds(Random.Next(16_000)), () =>
        {
            inboxAt = null;
            AnyHost()?.Inbox();
            if (Weather.Chance(0.1)) AnyHost()?.Inbox();
            Loop.After(TimeSpan.FromSeconds(45), InboxSoon); // what failed, or was claimed by the dead, comes due again
        });
    }

    /// <summary>Somebody is going to do something; a race may make them do it sooner.</summary>
    public void Plan(AccountId id, TimeSpan wait, Action act, bool isStop)
    {
        Planned plan = new(isStop, act);
        if (isStop) (planned.TryGetValue(id, out List<Planned>? known) ? known : planned[id] = []).Add(plan);
        Loop.After(wait, () => Do(id, plan));
    }

    void Do(AccountId id, Planned plan)
    {
        if (plan.IsDone) return;
        plan.IsDone = true;
        if (plan.IsStop) planned[id].Remove(plan);
        plan.Act();
    }

    /// <summary>A gate is about to be committed: at times a stop that was to come anyway comes just now, and the host dies a few awaits later.</summary>
    public void Magnet(Incarnation host, AccountId id)
    {
        if (!Weather.Chance(0.15)) return;
        if (planned.GetValueOrDefault(id) is { Count: > 0 } waiting)
        {
            Planned plan = waiting[Random.Next(waiting.Count)];
            Tally.Fault("race: a stop pulled to the gate");
            Loop.After(TimeSpan.FromMilliseconds(Random.Next(400)), () => Do(id, plan));
        }
        if (Weather.IsCalm || Random.Next(2) == 0) return;
        Tally.Fault("race: a kill armed at the gate");
        host.DieIn(1 + Random.Next(6));
    }

    /// <summary>The machine stands still after a gate, and its clocks go on.</summary>
    public void MayFreeze(Incarnation host)
    {
        if (Weather.Happens(0.01, "host frozen after its gate")) host.FrozenUntil = Now + TimeSpan.FromSeconds(1 + Math.Pow(Random.NextDouble(), 3) * 3600);
    }

    /// <summary>Kills a host at a named point, so often that each point is met in every few seeds.</summary>
    public bool Crash(Incarnation host, CrashPoint point)
    {
        if (Weather.IsCalm || host.IsDead || Random.NextDouble() >= CrashShare(point)) return false;
        Tally.Hit(point);
        host.Die();
        return true;
    }

    static double CrashShare(CrashPoint point) => point switch
    {
        CrashPoint.C9 or CrashPoint.C10 or CrashPoint.C11 => 0.004,
        CrashPoint.C12 => 0.003,
        CrashPoint.C13 => 0.25,
        CrashPoint.C16 => 0.001,
        _ => 0.015,
    };

    public void Died(Host host)
    {
        int place = Array.IndexOf(hosts, host);
        hosts[place] = null;
        Tally.Count("deaths");
        See(new Noted(Now, host.Name, "dies"));
        Loop.After(TimeSpan.FromSeconds(Random.Next(5) == 0 ? Random.Next(1, 3_600) : Random.Next(1, 20)), () => { if (!calamities.IsOut) Start(place); });
    }

    /// <summary>A person asks any host, and asks again until there is an answer.</summary>
    public void Ask(Customer customer, Input input, string by, int attempt = 0)
    {
        bool answered = false;
        Answer? answer = null;
        AnyHost()?.Serve(async desk => answer = (await desk.PutAsync(customer.Ledger, customer.Number, input, new(by), CancellationToken.None)).Answer, () =>
        {
            answered = true;
            if (answer is Answer.Done done) See(new Answered(Now, customer.Id, input, done));
            else if (answer is Answer.Refused) Tally.Count("inputs refused");
        });
        if (attempt < 8) Loop.After(TimeSpan.FromSeconds(30 << attempt), () => { if (!answered) Ask(customer, input, by, attempt + 1); });
    }

    /// <summary>The morning's push of a ledger that is not polled: all that changed, and then the word that it is up to date. One that fails is sent again.</summary>
    public void Feed(AccountingSource books, int attempt = 0)
    {
        if (Silent.Contains(books.LedgerId)) return;
        DateTimeOffset morning = attempt == 0 ? Sight.Ledgers[books.LedgerId].RunAt(DateIn(books.LedgerId)).AddMinutes(-90 - Random.Next(60)) : Now;
        Loop.At(morning, () =>
        {
            bool answered = false;
            (IReadOnlyList<InboundFact> facts, Action taken) = books.Push();
            FeedRecord feed = new(books.LedgerId, $"{DateIn(books.LedgerId):yyyyMMdd}", Now, "push", facts.Count, null);
            AnyHost()?.Serve(desk => Push.TakeAsync(desk, facts, feed), () => { answered = true; taken(); });
            if (attempt < 6) Loop.After(TimeSpan.FromMinutes(2 << attempt), () => { if (!answered) Feed(books, attempt + 1); });
        });
    }
}
