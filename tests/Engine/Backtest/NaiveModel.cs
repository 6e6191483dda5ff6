namespace Collections.Engine.Tests;

// A second telling of the chase, written from the product's rules alone: plain lists, every day, every customer, nothing remembered that can be counted
// again. It shares no code with the engine; where the two differ, one of them is wrong.

internal sealed record NaiveRules
{
    public int[] Levels = [3, 14, 30];
    public int Gap = 3, EntryCap = 2, PerDay = 1, PerWeek = 2, PromiseGrace, PlanGrace, EndAfter = 7, RepeatEvery, RepeatCap, CourtesyBefore;
    public bool Contextual, GraceInOpenDays, Remind;
    public int? LevelAfterBroken;
    public Dictionary<string, long> Minimum = [];
}

internal sealed record NaiveWorld(NaiveRules Rules, Dictionary<string, string> EmailOf, HashSet<DateOnly> Holidays, List<NaiveFact> Facts, DateOnly From, DateOnly To);

/// <summary>One thing on one day; which fields matter depends on the kind.</summary>
internal sealed record NaiveFact(DateOnly Day, string Customer, string Kind)
{
    public string Id = "", Currency = "GBP";
    public string[] Invoices = [];
    public long Amount;
    public long[] Parts = [];
    public DateOnly A, B;
    public DateOnly[] Dates = [];
}

internal sealed record NaiveMessage(DateOnly Day, string Customer, string What, string About, string Demanded);

internal sealed class NaiveModel(NaiveWorld world)
{
    sealed class Ladder { public bool Entered; public List<DateOnly?> Done = []; public DateOnly? Ended; public int Repeats; public bool Courtesy; public DateOnly? Extended; }
    sealed class Deal { public required NaiveFact Fact; public string Stands = "open"; public string[] Covers = []; public DateOnly Last; public bool Reminded; public int RemindedParts; public Dictionary<int, long> Got = []; }

    readonly NaiveRules rules = world.Rules;
    readonly Dictionary<string, Ladder> ladders = [];
    readonly Dictionary<string, DateOnly> lastMessage = [];
    readonly List<(string Person, DateOnly Day)> spent = [];
    readonly List<(string Customer, Deal Deal)> promises = [], plans = [];
    public List<NaiveMessage> Messages { get; } = [];

    public void Run()
    {
        for (DateOnly day = world.Facts.Min(f => f.Day); day <= world.To; day = day.AddDays(1))
            foreach (string customer in world.EmailOf.Keys.Order(StringComparer.Ordinal))
            {
                if (day >= world.From || world.Facts.Any(f => f.Day == day && f.Customer == customer)) JudgeAll(customer, day);
                foreach (NaiveFact fact in world.Facts.Where(f => f.Day == day && f.Customer == customer)) Agree(fact, day);
                if (world.Facts.Any(f => f.Day == day && f.Customer == customer)) JudgeAll(customer, day);
                if (day >= world.From) Chase(customer, day);
            }
    }

    IEnumerable<NaiveFact> Known(string customer, DateOnly day, string kind) => world.Facts.Where(f => f.Customer == customer && f.Kind == kind && f.Day <= day);

    Ladder LadderOf(string customer, string invoice)
    {
        string key = customer + "/" + invoice;
        return ladders.TryGetValue(key, out Ladder? ladder) ? ladder : ladders[key] = new();
    }

    // ---- money

    IEnumerable<NaiveFact> Money(string customer, DateOnly day) => Known(customer, day, "money").Where(m => !Known(customer, day, "reversal").Any(r => r.Id == m.Id));

    long Balance(NaiveFact invoice, DateOnly day)
    {
        long open = invoice.Amount;
        foreach (NaiveFact money in Money(invoice.Customer, day))
            for (int i = 0; i < money.Invoices.Length; i++)
                if (money.Invoices[i] == invoice.Id) open -= money.Parts[i];
        return open;
    }

    long Contested(NaiveFact invoice, DateOnly day)
    {
        long open = Balance(invoice, day), sum = 0;
        List<NaiveFact> live = [];
        foreach (NaiveFact f in world.Facts.Where(f => f.Customer == invoice.Customer && f.Day <= day && f.Kind.StartsWith("dispute", StringComparison.Ordinal) && f.Invoices.Contains(invoice.Id)).OrderBy(f => f.Day))
            if (f.Kind == "dispute-closed") live.Clear();
            else if (Balance(invoice, f.Day) is > 0 and var then && f.Amount <= then && !live.Any(d => d.Amount == f.Amount)) live.Add(f);
        foreach (NaiveFact dispute in live) sum += dispute.Amount == 0 ? open : dispute.Amount;
        return Math.Min(sum, open);
    }

    sealed record Open(NaiveFact Invoice, long Balance, long Contested, long Cover, bool Chaseable, DateOnly Due)
    {
        public long DueNow => Balance - Contested - Cover;
    }

    List<Open> OpenInvoices(string customer, DateOnly day)
    {
        Dictionary<string, long> credit = [];
        foreach (NaiveFact money in Money(customer, day)) credit[money.Currency] = credit.GetValueOrDefault(money.Currency) + money.Amount - money.Parts.Sum();
        foreach (NaiveFact invoice in Known(customer, day, "invoice")) if (Balance(invoice, day) < 0) credit[invoice.Currency] = credit.GetValueOrDefault(invoice.Currency) - Balance(invoice, day);
        List<Open> open = [];
        foreach (NaiveFact invoice in Known(customer, day, "invoice").Where(i => Balance(i, day) > 0).OrderBy(i => i.B).ThenBy(i => i.A).ThenBy(i => i.Id, StringComparer.Ordinal))
        {
            long balance = Balance(invoice, day), contested = Contested(invoice, day), cover = Math.Min(credit.GetValueOrDefault(invoice.Currency), balance - contested);
            credit[invoice.Currency] = credit.GetValueOrDefault(invoice.Currency) - cover;
            DateOnly due = LadderOf(customer, invoice.Id).Extended ?? invoice.B;
            bool paused = promises.Any(p => p.Customer == customer && p.Deal.Stands == "open" && p.Deal.Covers.Contains(invoice.Id))
                || plans.Any(p => p.Customer == customer && p.Deal.Stands == "open" && p.Deal.Covers.Contains(invoice.Id))
                || Known(customer, day, "block").Any(b => b.Invoices.Contains(invoice.Id) && day <= b.A);
            open.Add(new(invoice, balance, contested, cover, !paused && day > invoice.B && day > due && balance - contested - cover > 0, due));
        }
        return [.. open.OrderBy(o => o.Due).ThenBy(o => o.Invoice.A).ThenBy(o => o.Invoice.Id, StringComparer.Ordinal)];
    }

    // ---- agreements

    void Agree(NaiveFact fact, DateOnly day)
    {
        if (fact.Kind is not ("promise" or "extension" or "plan")) return;
        List<Open> open = OpenInvoices(fact.Customer, day);
        bool Taken(string n) => promises.Concat(plans).Any(p => p.Customer == fact.Customer && p.Deal.Stands == "open" && p.Deal.Covers.Contains(n));
        if (fact.Kind == "extension")
        {
            if (open.Any(o => fact.Invoices.Contains(o.Invoice.Id))) LadderOf(fact.Customer, fact.Invoices[0]).Extended = fact.A;
            return;
        }
        if (fact.Kind == "plan")
        {
            long whole = open.Where(o => fact.Invoices.Contains(o.Invoice.Id)).Sum(o => o.Balance);
            bool sound = fact.Invoices.All(n => open.Any(o => o.Invoice.Id == n && o.Invoice.Currency == fact.Currency && o.Contested == 0)) && fact.Parts.Sum() == whole
                && !fact.Invoices.Any(n => promises.Any(p => p.Customer == fact.Customer && p.Deal.Stands == "open" && p.Deal.Covers.Contains(n)));
            if (sound) plans.Add((fact.Customer, new() { Fact = fact, Covers = fact.Invoices }));
            return;
        }
        if (promises.Any(p => p.Customer == fact.Customer && p.Deal is { Stands: "open" } d && d.Fact.Amount == fact.Amount && d.Fact.Currency == fact.Currency && d.Fact.A == fact.A
            && (fact.Invoices.Length == 0 || fact.Invoices.SequenceEqual(d.Covers)))) return; // said already
        string[] covers = fact.Invoices;
        if (covers.Length == 0)
        {
            List<string> oldest = [];
            long left = fact.Amount;
            foreach (Open o in open.Where(o => o.Invoice.Currency == fact.Currency && o.Contested == 0 && !Taken(o.Invoice.Id)))
            {
                if (left <= 0) break;
                oldest.Add(o.Invoice.Id);
                left -= o.Balance;
            }
            covers = [.. oldest];
        }
        bool allowed = covers.Length > 0 && covers.All(n => open.Any(o => o.Invoice.Id == n && o.Invoice.Currency == fact.Currency && o.Contested == 0) && !Taken(n));
        DateOnly last = fact.A;
        while (!IsOpenDay(last)) last = last.AddDays(1);
        for (int i = 0; i < rules.PromiseGrace; i++)
            do last = last.AddDays(1); while (rules.GraceInOpenDays && !IsOpenDay(last));
        if (allowed) promises.Add((fact.Customer, new() { Fact = fact, Covers = covers, Last = last }));
    }

    void JudgeAll(string customer, DateOnly day)
    {
        HashSet<string> counted = [];
        foreach (Deal promise in promises.Where(p => p.Customer == customer).Select(p => p.Deal).OrderBy(p => p.Fact.A).ThenBy(p => p.Fact.Day).ToList())
        {
            long got = 0;
            foreach (NaiveFact money in Money(customer, day).Where(m => m.Currency == promise.Fact.Currency && m.A >= promise.Fact.Day && m.A <= promise.Last).OrderBy(m => m.A).ThenBy(m => m.Day))
            {
                if (got >= promise.Fact.Amount) break;
                if ((money.Invoices.Length == 0 || money.Invoices.Intersect(promise.Covers).Any()) && counted.Add(money.Id)) got += money.Amount;
            }
            bool settled = promise.Covers.All(n => Known(customer, day, "invoice").Single(i => i.Id == n) is var invoice && Balance(invoice, day) <= 0 && SettledBy(invoice, promise.Last, day));
            string verdict = got >= promise.Fact.Amount || settled ? "kept" : day <= promise.Last ? "open" : got > 0 ? "partly" : "broken";
            if (verdict == promise.Stands) continue;
            promise.Stands = verdict;
            if (verdict is "partly" or "broken" && rules.LevelAfterBroken is { } level)
                if (OpenInvoices(customer, day).FirstOrDefault(o => o.Chaseable && promise.Covers.Contains(o.Invoice.Id)) is { } oldest)
                {
                    Ladder ladder = LadderOf(customer, oldest.Invoice.Id);
                    ladder.Entered = true;
                    while (ladder.Done.Count + 1 < level) ladder.Done.Add(null);
                }
        }
        foreach (Deal plan in plans.Where(p => p.Customer == customer && p.Deal.Stands == "open").Select(p => p.Deal))
        {
            if (plan.Covers.All(n => Balance(Known(customer, day, "invoice").Single(i => i.Id == n), day) <= 0) || PaidOn(plan, day, DateOnly.MaxValue) >= plan.Fact.Parts.Sum()) plan.Stands = "done";
            else for (int i = 0; i < plan.Fact.Parts.Length; i++)
                if (day > plan.Fact.Dates[i].AddDays(rules.PlanGrace) && PaidOn(plan, day, plan.Fact.Dates[i].AddDays(rules.PlanGrace)) < plan.Fact.Parts.Take(i + 1).Sum()) plan.Stands = "broken";
        }
    }

    // The value date of the money that brought the balance to zero.
    bool SettledBy(NaiveFact invoice, DateOnly last, DateOnly day)
    {
        NaiveFact[] money = [.. Money(invoice.Customer, day).Where(m => m.Invoices.Contains(invoice.Id))];
        long open = invoice.Amount;
        foreach (NaiveFact m in money)
        {
            open -= m.Parts[Array.IndexOf(m.Invoices, invoice.Id)];
            if (open <= 0) return m.A <= last;
        }
        return false;
    }

    long PaidOn(Deal plan, DateOnly day, DateOnly last)
    {
        long paid = 0;
        foreach (NaiveFact m in Money(plan.Fact.Customer, day).Where(m => m.Currency == plan.Fact.Currency && m.A >= plan.Fact.Day && m.A <= last))
            if (m.Invoices.Length == 0) paid += m.Amount;
            else for (int i = 0; i < m.Invoices.Length; i++) if (plan.Covers.Contains(m.Invoices[i])) paid += m.Parts[i];
        return paid;
    }

    // ---- the day

    bool IsOpenDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !world.Holidays.Contains(day);

    DateOnly DayBefore(DateOnly date)
    {
        do date = date.AddDays(-1); while (!IsOpenDay(date));
        return date;
    }

    bool MaySend(string customer, DateOnly day)
    {
        string person = world.EmailOf[customer];
        return IsOpenDay(day) && lastMessage.GetValueOrDefault(customer) != day
            && !Known(customer, day, "block").Any(b => b.Invoices.Length == 0 && day <= b.A)
            && spent.Count(s => s.Person == person && s.Day == day) < rules.PerDay && spent.Count(s => s.Person == person && s.Day > day.AddDays(-7) && s.Day <= day) < rules.PerWeek;
    }

    void Chase(string customer, DateOnly day)
    {
        List<Open> open = OpenInvoices(customer, day);
        Dictionary<string, long> totals = open.Where(o => o.Chaseable).GroupBy(o => o.Invoice.Currency).ToDictionary(g => g.Key, g => g.Sum(o => o.DueNow));
        Open? carrier = open.FirstOrDefault(o => o.Chaseable && totals[o.Invoice.Currency] >= rules.Minimum.GetValueOrDefault(o.Invoice.Currency));
        string demanded = string.Join(' ', totals.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}{t.Value}"));
        if (carrier is not null)
        {
            Ladder ladder = LadderOf(customer, carrier.Invoice.Id);
            if (!ladder.Entered)
            {
                ladder.Entered = true;
                int reached = rules.Levels.Count(d => carrier.Due.AddDays(d) <= day);
                for (int i = 1; rules.Contextual && i < Math.Min(reached, rules.EntryCap); i++) ladder.Done.Add(null);
            }
            if (ladder.Done.Count < rules.Levels.Length)
            {
                int next = ladder.Done.Count;
                DateOnly from = carrier.Due.AddDays(rules.Levels[next]);
                if (next > 0 && ladder.Done[next - 1] is { } before && before.AddDays(rules.Levels[next] - rules.Levels[next - 1]) is var spaced && spaced > from) from = spaced;
                if (lastMessage.TryGetValue(customer, out DateOnly last) && last.AddDays(rules.Gap) > from) from = last.AddDays(rules.Gap);
                if (day >= from && MaySend(customer, day))
                {
                    Send(customer, day, $"level {next + 1}", carrier.Invoice.Id, demanded);
                    ladder.Done.Add(day);
                    return;
                }
            }
            else if (ladder.Ended is null && day >= (ladder.Done.LastOrDefault(d => d is not null) ?? DateOnly.MinValue.AddDays(1000)).AddDays(rules.EndAfter)
                && !Known(customer, day, "block").Any(b => b.Invoices.Length == 0 && day <= b.A)) ladder.Ended = day;
        }
        Remind(customer, day, open, carrier, demanded);
    }

    void Remind(string customer, DateOnly day, List<Open> open, Open? carrier, string demanded)
    {
        if (!MaySend(customer, day)) return;
        foreach (Deal promise in promises.Where(p => rules.Remind && p.Customer == customer && p.Deal.Stands == "open" && !p.Deal.Reminded).Select(p => p.Deal))
        {
            DateOnly on = DayBefore(promise.Fact.A);
            if (day < on || day >= promise.Fact.A || on <= promise.Fact.Day) continue;
            promise.Reminded = true;
            Send(customer, day, "promise-reminder", "", "");
            return;
        }
        foreach (Deal plan in plans.Where(p => p.Customer == customer && p.Deal.Stands == "open").Select(p => p.Deal))
        {
            int next = Enumerable.Range(1, plan.Fact.Parts.Length).FirstOrDefault(i => PaidOn(plan, day, DateOnly.MaxValue) < plan.Fact.Parts.Take(i).Sum());
            if (next == 0 || next <= plan.RemindedParts) continue;
            DateOnly on = DayBefore(plan.Fact.Dates[next - 1]);
            if (day < on || day >= plan.Fact.Dates[next - 1] || on <= plan.Fact.Day) continue;
            plan.RemindedParts = next;
            Send(customer, day, "instalment-reminder", "", "");
            return;
        }
        if (carrier is not null && LadderOf(customer, carrier.Invoice.Id) is { Ended: { } ended } ladder && rules.RepeatEvery > 0 && ladder.Repeats < rules.RepeatCap
            && day >= (lastMessage.TryGetValue(customer, out DateOnly last) ? last : ended).AddDays(rules.RepeatEvery))
        {
            ladder.Repeats++;
            Send(customer, day, "repeat", carrier.Invoice.Id, demanded);
            return;
        }
        if (carrier is not null || rules.CourtesyBefore == 0) return;
        foreach (Open o in open)
        {
            bool paused = promises.Concat(plans).Any(p => p.Customer == customer && p.Deal.Stands == "open" && p.Deal.Covers.Contains(o.Invoice.Id));
            Ladder its = LadderOf(customer, o.Invoice.Id);
            if (paused || its.Courtesy || its.Extended is not null || o.DueNow <= 0 || day >= o.Invoice.B || day < o.Invoice.B.AddDays(-rules.CourtesyBefore)) continue;
            if (o.Balance < rules.Minimum.GetValueOrDefault(o.Invoice.Currency)) continue;
            its.Courtesy = true;
            Send(customer, day, "courtesy", o.Invoice.Id, $"{o.Invoice.Currency}{o.DueNow}");
            return;
        }
    }

    void Send(string customer, DateOnly day, string what, string about, string demanded)
    {
        lastMessage[customer] = day;
        spent.Add((world.EmailOf[customer], day));
        Messages.Add(new(day, customer, what, about, demanded));
    }
}
