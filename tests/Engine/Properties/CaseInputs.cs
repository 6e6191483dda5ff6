using System.Collections.Immutable;
using Collections.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Collections.Engine.Tests.Properties;

/// <summary>Lives in which customers ask, complain and dispute, and people answer or do not.</summary>
internal static class CaseInputs
{
    static readonly DateOnly Day = new(2026, 3, 2);
    static readonly Actor[] People = [new("ann", false) { Role = Role.Controller }, new("ben", true) { Role = Role.Approver }, new("cleo", true) { Role = Role.Admin }, new("vic", false) { Role = Role.Viewer }, Actor.Customer];

    public static Arbitrary<Step[]> Lives => Arb.From(
        from first in Gen.ArrayOf(Invoices, 4) from rest in Gen.ArrayOf(from hours in Gen.Choose(0, 40) from input in One select new Step(hours, input)) select (Step[])[.. first.Select(i => new Step(0, i)), .. rest],
        life => Enumerable.Range(0, life.Length).Select(i => life.Where((_, j) => j != i).ToArray()));

    static Gen<string> Number => from n in Gen.Choose(1, 5) select $"I{n}";
    static Gen<DateOnly> Date => from n in Gen.Choose(-5, 90) select Day.AddDays(n);
    static Gen<Money> Money => from minor in Gen.Choose(1_000, 45_000) select new Money(minor, Currency.Of("GBP"));
    static Gen<Actor> Person => Gen.Elements(People);
    static Gen<int> Pick => Gen.Choose(0, 25);
    static Gen<string> Words => Gen.Elements("", "because");

    static Gen<Input> One => Gen.Frequency(
        (6, Gen.Constant<Input>(new DailyRun())), (4, Gen.Constant<Input>(new WatchCases())), (2, Invoices), (2, Payments), (5, Requests), (8, Answers), (2, Disputes), (1, Promises), (1, Others));

    static Gen<Input> Invoices => from number in Number from due in Gen.Choose(-20, 20) from amount in Money
        select (Input)new RecordInvoice(new() { Number = number, IssueDate = Day.AddDays(due - 30), DueDate = Day.AddDays(due), Amount = amount });

    static Gen<Input> Payments => from id in Gen.Choose(1, 40) from number in Number from amount in Money from date in Gen.Choose(0, 60)
        select (Input)new RecordPayment(new() { Id = $"P{id}", Amount = amount, ValueDate = Day.AddDays(date), Allocations = [new(number, amount)] });

    static Gen<CaseTerms> Terms =>
        from kind in Gen.Elements(Enum.GetValues<TermsKind>()) from number in Number from named in Gen.Elements(true, true, false) from until in Date from off in Money from parts in Gen.Choose(1, 4) from whole in Money
        select new CaseTerms
        {
            Kind = kind, Invoices = named ? [number] : [], Until = kind is TermsKind.Extension or TermsKind.Settlement ? until : null,
            Off = kind is TermsKind.Settlement or TermsKind.Reduction ? new Money(off.Minor / 20, off.Currency) : null, Order = kind == TermsKind.SmallerOrder ? "SO-1" : null, Most = kind == TermsKind.SmallerOrder ? off : null,
            Parts = kind is TermsKind.PartPayment or TermsKind.Plan or TermsKind.SmallFirstPlan ? Split(whole, parts, until) : [],
        };

    static ImmutableArray<Instalment> Split(Money whole, int count, DateOnly from)
    {
        Money part = whole with { Minor = whole.Minor / count };
        return [.. Enumerable.Range(0, count).Select(i => new Instalment(from.AddDays(10 * i), i == count - 1 ? whole - part with { Minor = part.Minor * (count - 1) } : part))];
    }

    static Gen<CustomerStatement?> Stated =>
        from kind in Gen.Choose(0, 9) from vulnerable in Gen.Choose(0, 9) from income in Money
        select kind > 3 ? null : new CustomerStatement
        {
            Moratorium = kind == 0 && vulnerable < 2 ? MoratoriumKind.BreathingSpace : null, Vulnerable = vulnerable == 0, Difficulty = kind == 1 ? Difficulty.Lasting : Difficulty.Temporary,
            IncomeMonthly = kind == 2 ? income : null, CostsMonthly = kind == 2 ? new Money(income.Minor / 2, income.Currency) : null,
        };

    static Gen<Input> Requests => from who in Person from terms in Terms from words in Words from stated in Stated from via in Gen.Elements("portal", "staff", "sms", "carrier pigeon")
        select (Input)new OnACase(0, (_, account) => new OpenRequest(who, via, Fitting(terms, account), words) { Stated = stated });

    // Instalments add up to what is open, nine times in ten: else nearly every plan would be refused for its sum.
    static CaseTerms Fitting(CaseTerms terms, Account account)
    {
        if (terms.Parts.IsEmpty || terms.Parts[0].Amount.Minor % 10 == 0) return terms;
        Invoice[] covered = [.. account.Invoices.Where(i => i.IsOpen && terms.Invoices.Contains(i.Number))];
        return covered.Length == 0 ? terms : terms with { Parts = Split(covered.Aggregate(Domain.Money.Zero(covered[0].Amount.Currency), (s, i) => s + i.Balance), terms.Parts.Length, terms.Parts[0].DueDate) };
    }

    static Gen<Input> Answers =>
        from who in Person from pick in Pick from terms in Terms from words in Words from coin in Gen.Elements(true, false) from until in Date from kind in Gen.Choose(0, 9)
        select (Input)new OnACase(pick, (id, account) => kind switch
        {
            0 or 1 or 2 => new DecideCase(who, id, coin, "because"),
            3 or 4 => new CounterTerms(who, id, Fitting(terms, account), "because", coin && !who.IsCustomer && who.Name == "vic"),
            5 => new AcceptOffer(who, id),
            6 => new WithdrawCase(who, id, words),
            7 => new ProlongCase(who, id, until, words),
            8 => new SettleCase(who, id, coin ? "credited" : "rejected", words),
            _ => (Input)new TakeCase(who, id),
        });

    static Gen<Input> Disputes => from who in Person from number in Number from amount in Money from coin in Gen.Elements(true, false) from id in Gen.Choose(1, 25) from kind in Gen.Choose(0, 3)
        select kind == 0 ? (Input)new CloseDispute($"D{id}", "rejected", "no fault") { By = who } : new OpenDispute(number, "quality", "", coin ? null : amount) { By = coin ? who : null };

    static Gen<Input> Promises => from number in Number from amount in Money from date in Date select (Input)new MakePromise(amount, date, [number], "portal");

    static Gen<Input> Others => from who in Person from rating in Gen.Choose(0, 6) from kind in Gen.Choose(0, 2)
        select kind switch { 0 => new OpenComplaint(who, "portal", "nobody answers"), 1 => new OpenReview(who, "Trade Reviews", rating, null, "so"), _ => (Input)new FlagAccount("a word", Insolvency: false, Vulnerability: false) };
}

/// <summary>An input about one of the cases that are open when its turn comes; without one, about a case that is not there.</summary>
internal sealed record OnACase(int Pick, Func<string, Account, Input> Make) : Input
{
    public override string Cause => "aimed";

    internal override Answer Decide(Turn turn)
    {
        Case[] open = [.. turn.Account.Cases.Where(c => c.IsOpen)];
        return Make(open.Length == 0 ? "C0" : open[Pick % open.Length].Id, turn.Account).Decide(turn);
    }
}
