using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Api;

/// <summary>Turns the members of a feed into inputs, by customer: who they are, then what they owe, then what lowers it.</summary>
internal static class FeedItems
{
    public static IReadOnlyList<(string Customer, ImmutableArray<Input> Inputs)> Of(Members feed)
    {
        Dictionary<string, List<Input>> byCustomer = new(StringComparer.Ordinal);
        foreach (Members m in feed.Objects("customers")) Add(m, Customer(m));
        foreach (Members m in feed.Objects("invoices")) Add(m, m.Flag("void") ? new VoidInvoice(m.Text("number"), m.Date("dueDate"), m.Whole("sourceVersion")) : new RecordInvoice(Invoice(m)));
        foreach (Members m in feed.Objects("creditNotes")) Add(m, new RecordCreditNote(CreditNote(m)));
        foreach (Members m in feed.Objects("payments")) Add(m, new RecordPayment(Payment(m)));
        return [.. byCustomer.Select(c => (c.Key, c.Value.ToImmutableArray()))];

        void Add(Members m, Input input)
        {
            string customer = m.Text("customer");
            if (!byCustomer.TryGetValue(customer, out List<Input>? inputs)) byCustomer[customer] = inputs = [];
            inputs.Add(input);
        }
    }

    public static int Count(Members feed) => feed.Objects("customers").Count + feed.Objects("invoices").Count + feed.Objects("creditNotes").Count + feed.Objects("payments").Count;

    static DescribeCustomer Customer(Members m) => new(
        new(m.TextOrNull("name"), m.TextOrNull("zone"), m.TextOrNull("holidayArea"), m.TextOrNull("pack"), m.MoneyOrNull("creditLimit")),
        [.. m.Objects("contacts").Select(Contact)]);

    public static Contact Contact(Members c) => new()
    {
        Id = c.Text("id"), Name = c.TextOrNull("name") ?? "", Role = c.TextOrNull("role") ?? "accounts-payable", Email = c.TextOrNull("email"), Mobile = c.TextOrNull("mobile"),
        Language = c.TextOrNull("language"), Zone = c.TextOrNull("zone"), HolidayArea = c.TextOrNull("holidayArea"),
    };

    static Invoice Invoice(Members m) => new()
    {
        Number = m.Text("number"), IssueDate = m.Date("issueDate"), DueDate = m.Date("dueDate"), Amount = m.Money("amount"), Description = m.TextOrNull("description"),
        PayLink = m.TextOrNull("payLink"), AutomaticPaymentPending = m.Flag("automaticPaymentPending"), SourceVersion = m.Whole("sourceVersion"),
    };

    public static Payment Payment(Members m) => new()
    {
        Id = m.Text("id"), Amount = m.Money("amount"), ValueDate = m.Date("valueDate"), Allocations = Allocations(m), IsReversed = m.Flag("reversed"), SourceVersion = m.Whole("sourceVersion"),
    };

    public static CreditNote CreditNote(Members m) => new()
    {
        Number = m.Text("number"), Amount = m.Money("amount"), ValueDate = m.Date("valueDate"), Allocations = Allocations(m), IsVoid = m.Flag("void"), SourceVersion = m.Whole("sourceVersion"),
    };

    static ImmutableArray<Allocation> Allocations(Members m) => [.. m.Objects("allocations").Select(a => new Allocation(a.Text("invoice"), a.Money("amount")))];
}
