using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>What happens to a sample customer on a day, before that day's run.</summary>
internal sealed record SampleEvent(DateOnly Date, SampleCustomer Customer, Input Input);

/// <summary>The lives of the sample's customers over the days before an end: invoices, payments, promises, disputes. What goes out to them the engine decides.</summary>
internal static class SampleHistory
{
    public const int Days = 120;

    public static IEnumerable<SampleEvent> Of(DateOnly end) =>
        SampleCustomer.All.SelectMany((customer, i) => Of(customer, i, end)).Where(e => e.Date <= end).OrderBy(e => e.Date);

    static IEnumerable<SampleEvent> Of(SampleCustomer customer, int index, DateOnly end)
    {
        yield return new(end.AddDays(-Days), customer, new DescribeCustomer(new(Name: customer.Name, Zone: customer.Zone, HolidayArea: customer.HolidayArea), customer.Contacts()));
        int number = 0;
        foreach (int dueBeforeEnd in DueDates(customer.Persona, index))
        {
            number++;
            Invoice invoice = Invoice(customer, index, number, end.AddDays(-dueBeforeEnd));
            yield return new(Later(invoice.IssueDate, end.AddDays(-Days)), customer, new RecordInvoice(invoice));
            foreach (SampleEvent next in Afterwards(customer, index, invoice, dueBeforeEnd, end)) yield return next;
        }
    }

    // How many days before the end each invoice falls due; the youngest are not yet due.
    static IEnumerable<int> DueDates(Persona persona, int index) => persona switch
    {
        Persona.Prompt => Enumerable.Range(0, 8).Select(n => 100 - n * 15 + index % 4),
        Persona.LateByHabit => Enumerable.Range(0, 8).Select(n => 98 - n * 15 + index % 5),
        Persona.PromiseBreaker => [90, 75, 60, 38 + index % 3, 20, -10],
        Persona.Promising => [80, 65, 50, 30, 12 + index % 4, -8],
        Persona.Disputer => [85, 70, 55, 25 + index % 3, 18, -5],
        Persona.ShortPayer => [95, 80, 60, 40, 22 + index % 5, 6, -9],
        Persona.GoneSilent => [100, 85, 70, 26 + 2 * (index % 4), 16, 4, -12],
        Persona.SharedPayables => [66 - 4 * (index % 7), 48, 33, 18, 5, -14],
        Persona.HeadingForNotice => [62 - 5 * (index % 2), 45, 30, 12, -6],
        Persona.OnPlan => [70, 55, 40, 25, -4],
        Persona.PaysWithoutReference => [88, 73, 58, 20, 9, -7],
    };

    static IEnumerable<SampleEvent> Afterwards(SampleCustomer customer, int index, Invoice invoice, int age, DateOnly end) => customer.Persona switch
    {
        Persona.Prompt => [Pay(customer, invoice, invoice.DueDate.AddDays(-(index % 3)))],
        Persona.LateByHabit => [Pay(customer, invoice, invoice.DueDate.AddDays(12 + (index + age) % 5))],
        Persona.PromiseBreaker when age > 50 => [Pay(customer, invoice, invoice.DueDate.AddDays(9))],
        Persona.PromiseBreaker when age is > 30 and < 50 => [new(invoice.DueDate.AddDays(12), customer, new MakePromise(invoice.Amount, invoice.DueDate.AddDays(19), [invoice.Number], "email"))],
        Persona.Promising when age > 20 => [Pay(customer, invoice, invoice.DueDate.AddDays(6))],
        Persona.Promising when age > 0 => [new(end.AddDays(-2), customer, new MakePromise(invoice.Amount, end.AddDays(6), [invoice.Number], "portal"))],
        Persona.Disputer when age > 50 => [Pay(customer, invoice, invoice.DueDate.AddDays(4))],
        Persona.Disputer when age > 0 => [new(invoice.DueDate.AddDays(5), customer, new OpenDispute(invoice.Number, "quality", "Two of the ten pallets arrived damaged."))],
        Persona.ShortPayer when age > 30 => [Pay(customer, invoice, invoice.DueDate.AddDays(5), 0.6m), Pay(customer, invoice, invoice.DueDate.AddDays(25), 0.4m)],
        Persona.ShortPayer when age > 15 => [Pay(customer, invoice, invoice.DueDate.AddDays(5), 0.6m)],
        Persona.GoneSilent when age > 60 => [Pay(customer, invoice, invoice.DueDate.AddDays(1))],
        Persona.OnPlan when age == 40 => [Plan(customer, invoice, end)],
        Persona.OnPlan when age > 0 => [Pay(customer, invoice, invoice.DueDate.AddDays(8))],
        Persona.PaysWithoutReference when age > 50 => [Pay(customer, invoice, invoice.DueDate.AddDays(3))],
        Persona.PaysWithoutReference when age == 20 => [new(invoice.DueDate.AddDays(9), customer, new RecordPayment(new() { Id = $"BANK-{customer.Number}", Amount = invoice.Amount, ValueDate = invoice.DueDate.AddDays(9) }))],
        _ => [],
    };

    static SampleEvent Plan(SampleCustomer customer, Invoice invoice, DateOnly end)
    {
        Money third = invoice.Amount.Times(1m / 3m);
        ImmutableArray<Instalment> parts = [new(end.AddDays(5), third), new(end.AddDays(35), third), new(end.AddDays(65), invoice.Amount - third - third)];
        return new(end.AddDays(-10), customer, new Agree(new Agreement.Instalments([invoice.Number], parts), "A large order of theirs was cancelled.", ByApprover: false));
    }

    static SampleEvent Pay(SampleCustomer customer, Invoice invoice, DateOnly date, decimal share = 1m)
    {
        Money amount = invoice.Amount.Times(share);
        return new(date, customer, new RecordPayment(new() { Id = $"PAY-{invoice.Number}-{share:0.0}", Amount = amount, ValueDate = date, Allocations = [new(invoice.Number, amount)] }));
    }

    static Invoice Invoice(SampleCustomer customer, int index, int number, DateOnly due)
    {
        decimal amount = 180 + (index * 137 + number * 311) % 2400 + (index * 7 + number * 13) % 100 / 100m;
        return new() { Number = $"{customer.Number[1..]}-{number:D3}", IssueDate = due.AddDays(-30), DueDate = due, Amount = Money.Exact(amount, customer.Currency), Description = "Goods delivered as ordered" };
    }

    static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
