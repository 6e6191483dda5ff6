using System.Collections.Immutable;
using Collections.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Collections.Engine.Tests.Properties;

/// <summary>A step of a random life: hours pass, then an input comes.</summary>
public sealed record Step(int Hours, Input Input)
{
    public override string ToString() => $"after {Hours} h {Input}";
}

/// <summary>Inputs of every kind, sensible and senseless, on a handful of invoices so that they meet.</summary>
internal static class Inputs
{
    static readonly DateOnly Day = new(2026, 3, 2);
    static readonly string[] Currencies = ["GBP", "EUR", "JPY"];

    public static Arbitrary<Step[]> Lives => Arb.From(
        Gen.ArrayOf(from hours in Gen.Choose(0, 60) from input in One select new Step(hours, input)),
        life => Enumerable.Range(0, life.Length).Select(i => life.Where((_, j) => j != i).ToArray()));

    static Gen<string> Number => from n in Gen.Choose(1, 5) select $"I{n}";
    static Gen<DateOnly> Date => from n in Gen.Choose(-60, 120) select Day.AddDays(n);
    static Gen<Money> Money => from minor in Gen.Choose(-5, 40_000) from c in Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Choose(1, 2))) select new Money(minor, Currency.Of(Currencies[c]));
    static Gen<string> Words => Gen.Elements("", " ", "because", "a reason of its own");
    static Gen<bool> Coin => Gen.Elements(true, false);
    static Gen<long> Version => from v in Gen.Choose(0, 5) select (long)v;

    static Gen<ImmutableArray<Allocation>> Allocations => from all in Gen.ListOf(from n in Number from m in Money select new Allocation(n, m)) select all.Take(3).ToImmutableArray();

    static Gen<Input> One => Gen.Frequency(
        (8, Gen.Constant<Input>(new DailyRun())), (1, Customers), (4, Invoices), (3, Moneys), (2, Agreements), (1, Stops), (1, Messages), (1, Standings));

    static Gen<Input> Customers =>
        from mail in Gen.Elements("a@example.com", "b@example.com", "no mail", "") from mobile in Gen.Elements("+447700900101", "nothing", null) from role in Gen.Elements("accounts-payable", "owner")
        from zone in Gen.Elements("Europe/London", "Asia/Kolkata", "Nowhere/Else", null) from gone in Gen.Choose(0, 6)
        select gone == 0 ? (Input)new RemoveContact(role) : new DescribeCustomer(new(Zone: zone), [new() { Id = role, Role = role, Email = mail, Mobile = mobile, Zone = zone }]);

    static Gen<Input> Invoices =>
        from number in Number from due in Date from amount in Money from version in Version from kind in Gen.Choose(0, 5) from automatic in Gen.Choose(0, 9)
        select kind == 0 ? (Input)new VoidInvoice(number, due, version)
            : new RecordInvoice(new() { Number = number, IssueDate = due.AddDays(-30), DueDate = due, Amount = amount, SourceVersion = version, AutomaticPaymentPending = automatic == 0 });

    static Gen<Input> Moneys =>
        from id in Gen.Choose(1, 6) from amount in Money from date in Date from parts in Allocations from version in Version from kind in Gen.Choose(0, 4) from back in Gen.Choose(0, 5)
        select kind switch
        {
            0 => (Input)new ReversePayment($"P{id}"),
            1 => new RecordCreditNote(new() { Number = $"C{id}", Amount = amount, ValueDate = date, Allocations = parts, SourceVersion = version, IsVoid = back == 0 }),
            _ => new RecordPayment(new() { Id = $"P{id}", Amount = amount, ValueDate = date, Allocations = parts, SourceVersion = version, IsReversed = back == 0 }),
        };

    static Gen<Input> Agreements =>
        from number in Number from amount in Money from date in Date from words in Words from named in Coin from kind in Gen.Choose(0, 7) from approver in Coin
        select kind switch
        {
            0 => new WithdrawPromise($"P{date.Day}", words),
            1 => new Agree(new Agreement.Extension(number, date), words, approver),
            2 => new Agree(new Agreement.Instalments([number], [new(date, amount), new(date.AddDays(20), amount)]), words, approver),
            3 => new Agree(new Agreement.Waiver(number, amount, approver), words, approver),
            4 => new Agree(new Agreement.Settlement(number, amount, date), words, approver),
            _ => (Input)new MakePromise(amount, date, named ? [number] : [], "portal"),
        };

    static Gen<Input> Stops =>
        from number in Number from amount in Money from date in Date from words in Words from whole in Coin from kind in Gen.Choose(0, 10)
        select kind switch
        {
            0 or 1 => new OpenDispute(number, whole ? "quality" : "nonsense", words, whole ? null : amount),
            2 => new CloseDispute($"D{date.Day}", whole ? "rejected" : "nonsense", words),
            3 => new BlockReminders(whole ? null : number, words, date),
            4 => new LiftBlock($"B{date.Day}"),
            5 => new HoldOrders(words, whole ? null : date, "Ada"),
            6 => new ReleaseOrders(words),
            7 => new FlagAccount(words, Insolvency: whole && date.Day == 1, ComplaintUntil: Day.AddDays(date.Day)),
            8 => new RecordReply(Channel.Email, words, date.Day > 4),
            9 => new CloseTask($"T{date.Day}", words),
            _ => (Input)new MarkFeed("feed", true),
        };

    static Gen<Input> Messages => from kind in Gen.Choose(0, 1) from words in Words select kind == 0 ? (Input)new Escalate(words) : new WaiveLevel(words);

    static Gen<Input> Standings =>
        from name in Gen.Elements("ann", "ben", "rule", "") from words in Words from version in Version from kind in Gen.Choose(0, 4)
        select kind switch
        {
            0 => new ProposeBlacklisting(new(name, true), words, [words]),
            1 => new ApproveBlacklisting(new(name, true), version, words),
            2 => new RefuseBlacklisting(new(name, true), version, words),
            3 => new RecordGateAnswer(new(new Money(version, Currency.Of("GBP")))),
            _ => (Input)new ReviewStanding(new(name, true), ReviewOutcome.Lift, words),
        };
}
