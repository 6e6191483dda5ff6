using Collections.Domain;
using Collections.Living;
using Collections.Policies;

namespace Collections.Engine.Tests.Complaints;

/// <summary>What happens to a customer, in a line each. The office opens on Monday 2 March 2026 at six in the morning.</summary>
internal static class Acts
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public static Task<Office> OfficeAsync(int[]? days = null, Func<PolicyPack, PolicyPack>? change = null, Func<Ledger, Ledger>? ledger = null) =>
        Office.OpenAsync(PolicyBook.Of([Given.Pack(days ?? [3, 10, 21], change)], HolidayCalendar.WeekendsOnly), Monday, (ledger ?? (l => l))(Given.Ledger()));

    /// <summary>The office with the packs that ship, on the British one.</summary>
    public static Task<Office> ShippedAsync(Func<Ledger, Ledger>? ledger = null) =>
        Office.OpenAsync(PolicyBook.Load(), Monday, (ledger ?? (l => l))(Given.Ledger() with { Pack = "uk-b2b", HolidayArea = "GB" }));

    public static Task<Answer> CustomerAsync(this Office office, string customer = "C1", params Contact[] contacts) =>
        office.PutAsync(customer, new DescribeCustomer(new(Name: "Customer " + customer), contacts.Length > 0 ? [.. contacts] : [Person("ap", customer.ToLowerInvariant() + "@example.com")]));

    public static Contact Person(string id, string? email, string role = "accounts-payable", string? mobile = null) => new() { Id = id, Email = email, Role = role, Mobile = mobile };

    public static Task<Answer> InvoiceAsync(this Office office, string due = "2026-03-02", decimal amount = 100, string number = "INV-1", string customer = "C1") =>
        office.PutAsync(customer, new RecordInvoice(new() { Number = number, IssueDate = Given.Day(due).AddDays(-30), DueDate = Given.Day(due), Amount = Given.Gbps(amount) }));

    /// <summary>One customer with one invoice of 100 pounds, due on 2 March: level 1 is due on the 5th, level 2 on the 12th, level 3 on the 23rd.</summary>
    public static async Task<Office> WithInvoiceAsync(this Task<Office> opening, string due = "2026-03-02", decimal amount = 100)
    {
        Office office = await opening;
        await office.CustomerAsync();
        await office.InvoiceAsync(due, amount);
        return office;
    }

    public static Task<Answer> PayAsync(this Office office, decimal amount, string? invoice = "INV-1", string customer = "C1", string? id = null) =>
        office.PutAsync(customer, new RecordPayment(new()
        {
            Id = id ?? $"pay-{office.Clock.Now:MMddHHmm}-{amount}", Amount = Given.Gbps(amount), ValueDate = office.Today,
            Allocations = invoice is null ? [] : [new(invoice, Given.Gbps(amount))],
        }));

    public static string[] Demanded(this Office office) =>
        [.. office.Journal.All.OfType<Committed>().SelectMany(c => c.Commit.Events.OfType<MessageBegun>()).Select(b => $"{string.Join(" ", b.Demanded)} for {string.Join(" ", b.Invoices)}")];

    /// <summary>The levels of an invoice as its ladder keeps them: "1 accepted 2026-03-05".</summary>
    public static async Task<string[]> LevelsAsync(this Office office, string number = "INV-1", string customer = "C1") =>
        [.. ((await office.AccountAsync(customer)).Invoice(number)!.Ladder?.Done ?? []).Select(d => $"{d.Number} {Code.Of(d.By)} {d.Date:yyyy-MM-dd}".Trim())];

    public static async Task<string[]> TasksAsync(this Office office, string customer = "C1") => [.. (await office.AccountAsync(customer)).Tasks.Select(t => t.Kind)];
}
