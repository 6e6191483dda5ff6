using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Runs the worked examples of a pack (cases.json) through the replay.</summary>
public static class CaseReplay
{
    const string Customer = "EXAMPLE";

    /// <summary>What went wrong in an example, one sentence each; empty: it gives exactly the messages and the end that it states.</summary>
    public static ImmutableArray<string> Problems(LoadedPack pack, PolicyCase example, HolidayCalendar holidays)
    {
        BacktestResult result = Run(pack, example, holidays);
        string[] expected = [.. example.Expect.Select(Words).Order(StringComparer.Ordinal)], got = [.. result.Messages.Select(Words).Order(StringComparer.Ordinal)];
        List<string> problems = [.. expected.Except(got).Select(m => $"missing: {m}"), .. got.Except(expected).Select(m => $"not expected: {m}")];
        if (problems.Count == 0 && expected.Length != got.Length) problems.Add($"{expected.Length} messages expected, {got.Length} went out");
        problems.AddRange(result.Refused.SelectMany(r => r.Problems.Select(p => $"refused on {r.Date:yyyy-MM-dd}: {r.Cause}, {p.Where}: {p.What}")));
        string[] ends = [.. result.Endings.Select(e => $"{e.Date:yyyy-MM-dd} {e.Outcome}")];
        if (example.End is { } end && !ends.Contains($"{end.Date:yyyy-MM-dd} {Code.Of(end.Outcome)}"))
            problems.Add($"the end {end.Date:yyyy-MM-dd} {Code.Of(end.Outcome)} was not declared; declared: {(ends.Length > 0 ? string.Join(", ", ends) : "none")}");
        return [.. problems];
    }

    /// <summary>The replay of an example.</summary>
    public static BacktestResult Run(LoadedPack pack, PolicyCase example, HolidayCalendar holidays)
    {
        Currency currency = Currency.Of(example.Ledger.Currency);
        Ledger ledger = new()
        {
            Id = "example", LegalName = "Example Supplies", Country = pack.Rules.Jurisdiction, Currency = currency, Zone = example.Ledger.Zone,
            HolidayArea = example.Ledger.HolidayArea, Pack = pack.Rules.Pack,
            Sender = new() { Name = "Accounts team", Email = "accounts@example.com", Phone = "+44 7700 900123", SmsFrom = "+447700900124" },
        };
        DateOnly first = example.Events.Select(e => e.Date).Append(example.From).Min();
        ImmutableArray<Contact> contacts = [.. new[] { "accounts-payable", "owner", "escalation" }.Select((role, i) =>
            new Contact { Id = role, Role = role, Email = $"{role}@example.com", Mobile = $"+44770090013{i}" })];
        return Backtest.Run(new()
        {
            Ledger = ledger, Pack = pack, Holidays = holidays, From = example.From, To = example.To,
            Facts = [new(first, Customer, new DescribeCustomer(new(Name: "Example customer"), contacts)), .. example.Events.SelectMany(e => Facts(e, currency, example))],
        });
    }

    static IEnumerable<DatedFact> Facts(CaseEvent e, Currency usual, PolicyCase example)
    {
        if (e.Invoice is { } i) yield return On(new RecordInvoice(new() { Number = i.Number, IssueDate = i.Issue, DueDate = i.Due, Amount = Sum(i.Amount, i.Currency) }));
        if (e.Payment is { } p) yield return On(new RecordPayment(new() { Id = Id("payment"), Amount = Sum(p.Amount, p.Currency), ValueDate = e.Date, Allocations = Named(p) }));
        if (e.CreditNote is { } c) yield return On(new RecordCreditNote(new() { Number = Id("credit"), Amount = Sum(c.Amount, c.Currency), ValueDate = e.Date, Allocations = Named(c) }));
        if (e.Promise is { } promise) yield return On(new MakePromise(Sum(promise.Amount, promise.Currency), promise.On, promise.Invoices, "staff"));
        if (e.Dispute is { } disputed) yield return On(new OpenDispute(disputed, "other", ""));
        if (e.DisputeSettled is { } settled) yield return On(new CloseDisputesOf(settled, "rejected", "looked into"));
        if (e.Extension is { } extension) yield return On(new Agree(new Agreement.Extension(extension.Invoice, extension.To), "asked for", false));
        if (e.Block is { } reason) yield return On(new BlockReminders(null, reason, example.To.AddDays(1)));
        if (e.BlockLifted is not null) yield return On(new LiftBlocksOf(null));

        DatedFact On(Input what) => new(e.Date, Customer, what);
        Money Sum(decimal amount, string? currency) => Money.Exact(amount, currency is null ? usual : Currency.Of(currency));
        ImmutableArray<Allocation> Named(CasePayment paid) => paid.Invoice is { } number ? [new(number, Sum(paid.Amount, paid.Currency))] : [];
        string Id(string kind) => $"{kind} {example.Events.IndexOf(e)}";
    }

    static string Words(CaseMessage m) => Words(m.Date, m.Level is { } level ? $"level {level}" : m.Letter!, m.Channel, m.Carrying);

    static string Words(BacktestMessage m) => Words(m.Date, m.Level is { } level ? $"level {level}" : m.Letter, m.Channel, m.Kind is MessageKind.Level or MessageKind.Repeat ? m.Carrying : null);

    static string Words(DateOnly date, string what, Channel channel, string? carrying) => $"{date:yyyy-MM-dd} {what} by {Code.Of(channel)}{(carrying is null ? "" : $" for {carrying}")}";
}
