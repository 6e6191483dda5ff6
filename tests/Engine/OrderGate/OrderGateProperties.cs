using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;
using static Collections.Engine.Tests.Standings.Journey;

namespace Collections.Engine.Tests.OrderGates;

public sealed class OrderGateProperties(ITestOutputHelper output)
{
    static readonly DateOnly Today = Day("2026-06-15");
    static readonly DateTimeOffset Now = Seller.RunAt(Today);
    static readonly LoadedPack Pack = PolicyBook.Load().Current("uk-b2b")!;
    static readonly PolicyBook Book = PolicyBook.Of([Pack], HolidayCalendar.WeekendsOnly);
    static readonly Currency Eur = Currency.Of("EUR");

    static readonly Gen<Line> Lines =
        from days in Gen.Choose(-40, 130)
        from minor in Gen.Choose(1, 60_000)
        from paid in Gen.Choose(0, 99)
        from euro in Gen.Choose(0, 4)
        from noticed in Gen.Choose(0, 2)
        from state in Gen.Choose(0, 11)
        select new Line(days, minor, minor * paid / 100, euro == 0, noticed > 0, state);

    static readonly Gen<Case> Cases =
        from lines in Gen.ListOf(Lines)
        from credit in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 80_000)))
        from limit in Gen.Frequency((1, Gen.Constant(-1)), (2, Gen.Choose(0, 200_000)))
        from order in Gen.Choose(0, 80_000)
        select new Case([.. lines.Take(6)], credit, limit, order);

    [Fact]
    public void More_debt_never_gives_a_milder_answer()
    {
        int[] verdicts = new int[4];
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Arb.From(from c in Cases from more in Lines select (c, more)), pair =>
        {
            Account account = pair.c.Account(), deeper = Add(account, pair.more with { State = 11, Minor = pair.more.Minor + 1 }, 99);
            GateVerdict before = Ask(account, pair.c.Order), after = Ask(deeper, pair.c.Order);
            verdicts[(int)after]++;
            return after >= before && Ask(account, pair.c.Order + 1) >= before;
        }));
        output.WriteLine($"answers after more debt: {verdicts[0]} allow, {verdicts[1]} prepay, {verdicts[2]} hold, {verdicts[3]} refuse");
        Assert.True(verdicts[0] > 50 && verdicts[1] > 50 && verdicts[2] > 50);
    }

    [Fact]
    public void The_smallest_payment_releases_and_one_penny_less_does_not()
    {
        int released = 0, held = 0, several = 0, onAccount = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(Arb.From(Cases), one =>
        {
            Account account = one.Account();
            GateAnswer answer = OrderGate.Ask(account, Around, Book, Now, new(Minor(one.Order)));
            if (answer.WouldBe == GateVerdict.Allow) return answer.Release.IsEmpty;
            released++;
            if (answer.WouldBe == GateVerdict.Hold) held++;
            if (answer.Release.Length > 1) several++;
            if (answer.Release.Any(p => p.OnAccount.IsPositive)) onAccount++;
            bool enough = Ask(Pay(account, answer.Release, 0), one.Order) == answer.ReleasesTo && answer.ReleasesTo == GateVerdict.Allow;
            return enough && answer.Release.Select((_, i) => i).All(i => Ask(Pay(account, answer.Release, i + 1), one.Order) > GateVerdict.Allow);
        }));
        output.WriteLine($"{released} answers released by their smallest payment ({held} holds, {several} in two currencies, {onAccount} with money on account); none by one minor unit less");
        Assert.True(released > 500 && held > 20 && several > 10);
    }

    sealed record Line(int Days, int Minor, int Paid, bool IsEuro, bool IsNoticed, int State);

    sealed record Case(ImmutableArray<Line> Lines, int Credit, int Limit, int Order)
    {
        public Account Account()
        {
            Account account = Domain.Account.New("book", "C1") with { IsOpened = true, CreditLimit = Limit < 0 ? null : Minor(Limit) };
            for (int i = 0; i < Lines.Length; i++) account = Add(account, Lines[i], i);
            return Credit == 0 ? account : new PaymentRecorded(new() { Id = "cash", Amount = Minor(Credit), ValueDate = Today }).Apply(account);
        }
    }

    // States: 0 disputed, 1 partly disputed, 2 promised, 3 blocked, 4 automatic, 5 extended; the rest plain.
    static Account Add(Account account, Line line, int at)
    {
        Currency currency = line.IsEuro ? Eur : Gbp;
        string number = $"INV-{at}";
        DateOnly due = Today.AddDays(-line.Days);
        account = account.With(new Invoice
        {
            Number = number, IssueDate = due.AddDays(-30), DueDate = due, Amount = new(line.Minor, currency), AutomaticPaymentPending = line.State == 4,
            ExtendedTo = line.State == 5 ? Today.AddDays(3) : null, Ladder = line.IsNoticed ? Noticed(at) : null,
            Postings = line.Paid == 0 ? [] : [new(PostingKind.Payment, "earlier", new(-line.Paid, currency), due)],
        });
        return line.State switch
        {
            0 or 1 => account with { Disputes = account.Disputes.Add(new() { Id = $"D{at}", Invoice = number, Amount = line.State == 0 ? null : new(1 + line.Minor / 3, currency), ReasonCode = "price", OpenedDate = Today }) },
            2 => account with { Promises = account.Promises.Add(new() { Id = $"P{at}", Amount = new(line.Minor, currency), Date = Today.AddDays(2), GivenDate = Today, LastDate = Today.AddDays(4), Invoices = [number], Via = "staff" }) },
            3 => account with { Blocks = account.Blocks.Add(new() { Id = $"B{at}", Invoice = number, Reason = "away", FromDate = Today, UntilDate = Today }) },
            _ => account,
        };
    }

    static Ladder Noticed(int at) => new(Pack.ContentId, [.. Pack.Rules.Levels.Select(l => new LevelDone(l.Number, DoneBy.Accepted, Today.AddDays(-l.Number), $"m{at}-{l.Number}"))]);

    static Account Pay(Account account, ImmutableArray<ReleasingPayment> release, int lessOn)
    {
        for (int i = 0; i < release.Length; i++)
        {
            ReleasingPayment payment = release[i];
            long less = lessOn == i + 1 ? 1 : 0;
            bool fromAccount = payment.OnAccount.IsPositive;
            ImmutableArray<Allocation> parts = less == 0 || fromAccount ? payment.Invoices
                : payment.Invoices.SetItem(payment.Invoices.Length - 1, payment.Invoices[^1] with { Amount = payment.Invoices[^1].Amount - new Money(less, payment.Amount.Currency) });
            Money amount = payment.Amount - new Money(less, payment.Amount.Currency);
            if (amount.IsZero) continue;
            RecordPayment paid = new(new() { Id = $"release-{i}", Amount = amount, ValueDate = Today, Allocations = parts.RemoveAll(p => p.Amount.IsZero) });
            Decision decision = Decision.On(account, Around, paid, Book, Now);
            Assert.IsType<Answer.Done>(decision.Answer);
            account = decision.After;
        }
        return account;
    }

    static Money Minor(int minor) => new(minor, Gbp);

    static GateVerdict Ask(Account account, int order) => OrderGate.Ask(account, Around, Book, Now, new(Minor(order))).WouldBe;

    static Surroundings Around { get; } = new() { Ledger = Seller, FedAt = Now };
}
