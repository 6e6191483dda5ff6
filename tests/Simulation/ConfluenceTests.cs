using Collections.Domain;
using Collections.Engine;
using Collections.Living;
using Collections.Policies;
using Xunit.Abstractions;

namespace Collections.Simulation;

/// <summary>INV-14: whatever order a source's words arrive in, and however often, the ledger says the same once all have arrived.</summary>
public sealed class ConfluenceTests(ITestOutputHelper output)
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Day = new(2026, 2, 1);
    static readonly Currency Pounds = Currency.Of("GBP");

    [Fact]
    public async Task A_thousand_orders_of_the_same_facts_with_repeats_give_the_same_ledger()
    {
        int orders = 0;
        for (int seed = 1; seed <= 50; seed++)
        {
            Random random = new(seed);
            Input[] facts = Facts(random);
            string expected = await LedgerAsync(facts);
            for (int order = 0; order < 20; order++, orders++)
            {
                Input[] shuffled = [.. facts.Concat(facts.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next())];
                string ledger = await LedgerAsync(shuffled);
                Assert.True(expected == ledger, $"seed {seed}, order {order}\nin order: {expected}\nshuffled: {ledger}\n{string.Join("\n", shuffled.Select(f => f.ToString()))}");
            }
        }
        output.WriteLine($"50 sets of facts, {orders} orders with repeats, one ledger each");
    }

    // What a source says of three invoices, two payments and a credit note, in versions.
    static Input[] Facts(Random random)
    {
        List<Input> facts = [new DescribeCustomer(new(Name: "Customer"), [new() { Id = "ap", Email = "ap@example.com" }])];
        for (int i = 1; i <= 3; i++)
        {
            Invoice invoice = new() { Number = $"I{i}", IssueDate = Day, DueDate = Day.AddDays(20 + i), Amount = Pound(random.Next(200, 300)), SourceVersion = 1 };
            facts.Add(new RecordInvoice(invoice));
            if (random.Next(2) == 0) facts.Add(new RecordInvoice(invoice with { SourceVersion = 2, Amount = Pound(random.Next(300, 400)), DueDate = Day.AddDays(40) }));
            if (random.Next(3) == 0) facts.Add(new VoidInvoice(invoice.Number, Day.AddDays(5), 3));
            if (random.Next(4) == 0) facts.Add(new RecordInvoice(invoice with { SourceVersion = 4, DueDate = Day.AddDays(50) }));
        }
        for (int p = 1; p <= 2; p++)
        {
            Payment payment = new() { Id = $"P{p}", Amount = Pound(100), ValueDate = Day.AddDays(p), SourceVersion = 1, Allocations = [new("I1", Pound(random.Next(10, 100)))] };
            facts.Add(new RecordPayment(payment));
            facts.Add(new RecordPayment(payment with { SourceVersion = 2, Allocations = [new("I2", Pound(60)), new("I1", Pound(random.Next(1, 40)))] }));
            if (random.Next(2) == 0) facts.Add(new RecordPayment(payment with { SourceVersion = 3, Allocations = [new("I3", Pound(100))] }));
            if (random.Next(3) == 0) facts.Add(new RecordPayment(payment with { SourceVersion = 4, IsReversed = true }));
        }
        CreditNote note = new() { Number = "CN1", Amount = Pound(50), ValueDate = Day.AddDays(9), SourceVersion = 1 };
        facts.Add(new RecordCreditNote(note));
        facts.Add(new RecordCreditNote(note with { SourceVersion = 2, Allocations = [new("I2", Pound(30))] }));
        if (random.Next(3) == 0) facts.Add(new RecordCreditNote(note with { SourceVersion = 3, IsVoid = true }));
        return [.. facts];
    }

    static Money Pound(int pounds) => Money.Exact(pounds, Pounds);

    static async Task<string> LedgerAsync(Input[] facts)
    {
        Office office = await Office.OpenAsync(PolicyBook.Of([], HolidayCalendar.WeekendsOnly), Start, new Ledger
        {
            Id = "uk", LegalName = "Tools Ltd", Country = "GB", Currency = Pounds, Zone = "Europe/London", Pack = "none", Sender = new() { Name = "Tools", Email = "a@example.com", Phone = "+447700900000" },
        });
        foreach (Input fact in facts)
        {
            office.Clock.Now += TimeSpan.FromMinutes(1);
            Assert.IsNotType<Answer.Refused>(await office.PutAsync("C1", fact));
        }
        Account account = await office.AccountAsync("C1");
        return string.Join("; ", account.Invoices.OrderBy(i => i.Number).Select(i => i.IsVoid ? $"{i.Number} void v{i.SourceVersion}" : $"{i.Number} {i.Balance} due {i.DueDate:yyyy-MM-dd} v{i.SourceVersion}")
            .Concat(account.Payments.OrderBy(p => p.Id).Select(p => $"{p.Id} {p.Unapplied} unapplied{(p.IsReversed ? " reversed" : "")}"))
            .Concat(account.CreditNotes.OrderBy(c => c.Number).Select(c => $"{c.Number} {c.Open} open{(c.IsVoid ? " void" : "")}")));
    }
}
