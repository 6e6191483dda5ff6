using System.Collections.Frozen;
using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests;

/// <summary>Small random ledgers: a few customers, some of them one person, everything that can happen to an invoice. The same seed makes the same ledger.</summary>
internal static class RandomLedger
{
    static readonly DateOnly Start = new(2026, 3, 2);
    static readonly LoadedPack Plain = Given.Pack([3]);

    public static NaiveWorld Make(int seed)
    {
        Random random = new(seed);
        NaiveRules rules = Rules(random);
        Dictionary<string, string> emails = [];
        int customers = random.Next(1, 4);
        for (int i = 1; i <= customers; i++) emails[$"C{i}"] = random.Next(3) == 0 ? "shared@example.com" : $"c{i}@example.com";
        HashSet<DateOnly> holidays = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Start.AddDays(random.Next(100)))];
        List<NaiveFact> facts = [.. emails.Keys.SelectMany(c => FactsOf(random, c))];
        string[] order = ["invoice", "money", "reversal", "dispute", "dispute-closed", "block", "extension", "plan", "promise"];
        facts = [.. facts.OrderBy(f => f.Day).ThenBy(f => Array.IndexOf(order, f.Kind))];
        return new(rules, emails, holidays, facts, Start, Start.AddDays(85));
    }

    static NaiveRules Rules(Random random)
    {
        List<int> levels = [random.Next(1, 6)];
        for (int n = random.Next(1, 5); n > 0; n--) levels.Add(levels[^1] + random.Next(2, 12));
        bool repeats = random.Next(4) == 0;
        return new()
        {
            Levels = [.. levels], Gap = random.Next(1, 6), Contextual = random.Next(2) == 0, EntryCap = random.Next(1, 4), PerDay = random.Next(1, 3), PerWeek = random.Next(1, 5),
            PromiseGrace = random.Next(4), GraceInOpenDays = random.Next(2) == 0, Remind = random.Next(2) == 0, PlanGrace = random.Next(4), EndAfter = random.Next(1, 6),
            RepeatEvery = repeats ? random.Next(7, 12) : 0, RepeatCap = repeats ? random.Next(1, 4) : 0, CourtesyBefore = random.Next(3) == 0 ? random.Next(1, 5) : 0,
            LevelAfterBroken = random.Next(3) == 0 ? random.Next(1, levels.Count + 1) : null,
            Minimum = random.Next(2) == 0 ? [] : new() { ["GBP"] = random.Next(0, 6) * 1000, ["EUR"] = random.Next(0, 6) * 1000 },
        };
    }

    static IEnumerable<NaiveFact> FactsOf(Random random, string customer)
    {
        List<NaiveFact> facts = [];
        DateOnly Day(int most = 70) => Start.AddDays(random.Next(most));
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            DateOnly issued = Day(45);
            facts.Add(new(issued, customer, "invoice") { Id = $"{customer}-I{i}", Currency = random.Next(4) == 0 ? "EUR" : "GBP", Amount = random.Next(1, 60) * 100, A = issued, B = issued.AddDays(random.Next(0, 25)) });
        }
        NaiveFact[] invoices = [.. facts];
        NaiveFact Any() => invoices[random.Next(invoices.Length)];
        for (int i = random.Next(5); i > 0; i--) facts.Add(MoneyFor(random, Any(), Day(), $"M{i}"));
        foreach (NaiveFact money in facts.Where(f => f.Kind == "money" && random.Next(6) == 0).ToList()) facts.Add(money with { Day = money.Day.AddDays(random.Next(0, 15)), Kind = "reversal" });
        for (int i = random.Next(3); i > 0; i--) Later(Any(), (of, day) => new(day, customer, "dispute") { Invoices = [of.Id], Currency = of.Currency, Amount = random.Next(2) == 0 ? 0 : random.Next(1, (int)of.Amount) });
        foreach (NaiveFact dispute in facts.Where(f => f.Kind == "dispute" && random.Next(2) == 0).ToList()) facts.Add(new(dispute.Day.AddDays(random.Next(1, 20)), customer, "dispute-closed") { Invoices = dispute.Invoices });
        for (int i = random.Next(3); i > 0; i--) Later(Any(), (of, day) => new(day, customer, "block") { Invoices = random.Next(2) == 0 ? [] : [of.Id], A = day.AddDays(random.Next(0, 20)) });
        for (int i = random.Next(4); i > 0; i--) Later(Any(), (of, day) => new(day, customer, "promise") { Invoices = random.Next(2) == 0 ? [] : [of.Id], Currency = of.Currency, Amount = random.Next(2) == 0 ? of.Amount : random.Next(1, 60) * 100, A = day.AddDays(random.Next(0, 15)) });
        if (random.Next(3) == 0) Later(Any(), (of, day) => new(day, customer, "extension") { Invoices = [of.Id], A = day.AddDays(random.Next(1, 20)) });
        if (random.Next(3) == 0) Later(Any(), (of, day) => Plan(random, of, day));
        return facts;

        void Later(NaiveFact of, Func<NaiveFact, DateOnly, NaiveFact> make) => facts.Add(make(of, of.Day.AddDays(random.Next(0, 40))));
    }

    static NaiveFact MoneyFor(Random random, NaiveFact invoice, DateOnly about, string id)
    {
        DateOnly day = about < invoice.Day ? invoice.Day : about;
        long amount = random.Next(3) switch { 0 => invoice.Amount, 1 => Math.Max(100, invoice.Amount / 2), _ => random.Next(1, 60) * 100 };
        bool unapplied = random.Next(3) == 0;
        long part = unapplied ? 0 : random.Next(4) == 0 ? Math.Max(100, amount / 2) : amount;
        return new(day, invoice.Customer, "money")
        {
            Id = $"{invoice.Customer}-{id}", Currency = invoice.Currency, Amount = amount, Invoices = unapplied ? [] : [invoice.Id], Parts = unapplied ? [] : [part],
            A = random.Next(4) == 0 ? day.AddDays(-random.Next(0, 6)) : day, B = random.Next(4) == 0 ? day : DateOnly.MinValue, // B set: a credit note
        };
    }

    static NaiveFact Plan(Random random, NaiveFact of, DateOnly day)
    {
        int count = random.Next(1, 4);
        DateOnly[] dates = new DateOnly[count];
        for (int i = 0; i < count; i++) dates[i] = (i == 0 ? day : dates[i - 1]).AddDays(random.Next(1, 12));
        long[] parts = [.. Enumerable.Repeat(of.Amount / count, count)];
        parts[^1] += of.Amount - parts.Sum();
        return new(day, of.Customer, "plan") { Invoices = [of.Id], Currency = of.Currency, Amount = of.Amount, Dates = dates, Parts = parts };
    }

    public static string Words(int seed)
    {
        NaiveWorld world = Make(seed);
        NaiveRules r = world.Rules;
        return $"levels {string.Join('/', r.Levels)} gap {r.Gap} {(r.Contextual ? $"contextual cap {r.EntryCap}" : "restart")} budget {r.PerDay}/{r.PerWeek} grace {r.PromiseGrace}{(r.GraceInOpenDays ? " open" : "")} remind {r.Remind} plan {r.PlanGrace} end {r.EndAfter} repeat {r.RepeatEvery}x{r.RepeatCap} courtesy {r.CourtesyBefore} after broken {r.LevelAfterBroken} minimum {string.Join(',', r.Minimum)}\n"
            + $"{string.Join(' ', world.EmailOf)} holidays {string.Join(' ', world.Holidays.Order().Select(h => $"{h:MM-dd}"))}\n"
            + string.Join('\n', world.Facts.Select(f => $"{f.Day:MM-dd} {f.Customer} {f.Kind} {f.Id} {string.Join(',', f.Invoices)} {f.Amount} {f.Currency} A {f.A:MM-dd} B {f.B:MM-dd} {string.Join(',', f.Dates.Select(d => $"{d:MM-dd}"))} {string.Join(',', f.Parts)}"));
    }

    public static BacktestPlan Plan(NaiveWorld world)
    {
        NaiveRules r = world.Rules;
        PolicyPack p = Plain.Rules;
        LoadedPack pack = Plain with { Rules = p with
        {
            Levels = [.. r.Levels.Select((d, i) => p.Levels[0] with { Number = i + 1, DaysPastDue = d })],
            MinimumGapDays = r.Gap, Entry = r.Contextual ? LadderEntry.Contextual : LadderEntry.Restart, EntryCap = r.EntryCap, Budget = new() { PerDay = r.PerDay, PerSevenDays = r.PerWeek },
            EndAfterDays = r.EndAfter, EndOfLadder = r.RepeatEvery > 0 ? EndOfLadder.Repeat : EndOfLadder.HandOver,
            Repeat = r.RepeatEvery > 0 ? new() { EveryDays = r.RepeatEvery, Cap = r.RepeatCap } : null, Courtesy = r.CourtesyBefore > 0 ? new() { DaysBefore = r.CourtesyBefore, To = CourtesyTo.Everyone } : null,
            MinimumBalance = r.Minimum.ToImmutableSortedDictionary(m => m.Key, m => m.Value / 100m),
            Promises = p.Promises with { GraceDays = r.PromiseGrace, GraceInBusinessDays = r.GraceInOpenDays, Remind = r.Remind, LevelAfterBroken = r.LevelAfterBroken },
            Agreements = p.Agreements with { PlanGraceDays = r.PlanGrace },
        } };
        Dictionary<string, FrozenSet<DateOnly>> areas = new() { ["XX"] = world.Holidays.ToFrozenSet() };
        DateOnly first = world.Facts.Min(f => f.Day);
        return new()
        {
            Ledger = Given.Ledger(area: "XX"), Pack = pack, Holidays = new("random", areas), From = world.From, To = world.To,
            Facts = [.. world.EmailOf.Select(e => new DatedFact(first, e.Key, new DescribeCustomer(new(), [new() { Id = "ap", Email = e.Value }]))), .. world.Facts.Select(Translate)],
        };
    }

    static DatedFact Translate(NaiveFact f)
    {
        Money amount = new(f.Amount, Currency.Of(f.Currency));
        ImmutableArray<Allocation> parts = [.. f.Kind is "money" or "reversal" ? f.Invoices.Zip(f.Parts, (n, p) => new Allocation(n, amount with { Minor = p })) : []];
        return new(f.Day, f.Customer, f.Kind switch
        {
            "invoice" => new RecordInvoice(new() { Number = f.Id, IssueDate = f.A, DueDate = f.B, Amount = amount }),
            "money" when f.B != DateOnly.MinValue => new RecordCreditNote(new() { Number = f.Id, Amount = amount, ValueDate = f.A, Allocations = parts }),
            "money" => new RecordPayment(new() { Id = f.Id, Amount = amount, ValueDate = f.A, Allocations = parts }),
            "reversal" when f.B != DateOnly.MinValue => new RecordCreditNote(new() { Number = f.Id, Amount = amount, ValueDate = f.A, Allocations = parts, IsVoid = true }),
            "reversal" => new ReversePayment(f.Id),
            "dispute" => new OpenDispute(f.Invoices[0], "other", "", f.Amount == 0 ? null : amount),
            "dispute-closed" => new CloseDisputesOf(f.Invoices[0], "rejected", "looked into"),
            "block" => new BlockReminders(f.Invoices.FirstOrDefault(), "asked", f.A),
            "promise" => new MakePromise(amount, f.A, [.. f.Invoices], "staff"),
            "extension" => new Agree(new Agreement.Extension(f.Invoices[0], f.A), "asked", true),
            _ => new Agree(new Agreement.Instalments([.. f.Invoices], [.. f.Dates.Zip(f.Parts, (d, p) => new Instalment(d, amount with { Minor = p }))]), "asked", true),
        });
    }
}
