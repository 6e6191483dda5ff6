using System.Text.Json;
using Collections.Accounting.Xero;
using Collections.Domain;
using Collections.Engine;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Accounting.Tests.Xero;

/// <summary>The provider's demo company, all its documents.</summary>
public sealed class XeroDemoTests(ITestOutputHelper output)
{
    readonly List<string> faults = [];

    [SkippableFact]
    public void We_never_chase_our_own_suppliers()
    {
        Demo demo = Read();
        string[] bills = [.. Items("Invoices").Where(i => i.Text("Type") == "ACCPAY").Select(i => i.Member("Contact")!.Value.Text("ContactID")!)];
        HashSet<string> customers = [.. Items("Invoices").Where(i => i.Text("Type") == "ACCREC").Select(i => i.Member("Contact")!.Value.Text("ContactID")!)];

        Assert.Equal((37, 24, 2), (demo.Invoices.Count(f => Why(f) == XeroObjects.Purchase), demo.Payments.Count(f => Why(f) == XeroObjects.Purchase), demo.CreditNotes.Count(f => Why(f) == XeroObjects.Purchase)));
        Assert.Equal([], bills.Where(demo.Accounts.ContainsKey).Except(customers));
        Assert.Empty(demo.Accounts.Values.SelectMany(a => a.Invoices).Select(i => i.Number).Except(Items("Invoices").Where(i => i.Text("Type") == "ACCREC").Select(i => i.Text("InvoiceNumber")!)));
    }

    [SkippableFact]
    public void Every_sales_invoice_ends_as_its_source_has_it()
    {
        Demo demo = Read();
        Fact[] sales = [.. demo.Invoices.Where(f => Why(f) != XeroObjects.Purchase)];
        int alike = 0;
        foreach (JsonElement item in Items("Invoices").Where(i => i.Text("Type") == "ACCREC"))
        {
            Currency currency = Currency.Of(item.Text("CurrencyCode")!);
            Money total = Amount(item, "Total"), due = Amount(item, "AmountDue"), paid = Amount(item, "AmountPaid"), credited = Amount(item, "AmountCredited");
            Assert.Equal(total, due + paid + credited);
            Invoice? invoice = demo.Accounts.GetValueOrDefault(item.Member("Contact")!.Value.Text("ContactID")!)?.Invoice(item.Text("InvoiceNumber")!);
            if (item.Text("Status") is "AUTHORISED" or "PAID")
                Assert.Equal((total, due, -paid, -credited), (invoice!.Amount, invoice.Balance, Sum(PostingKind.Payment), Sum(PostingKind.CreditNote)));
            else Assert.True(item.Text("Status") == "VOIDED" ? invoice is { IsVoid: true, IsOpen: false } : invoice is null);
            alike++;

            Money Sum(PostingKind kind) => invoice!.Postings.Where(p => p.Kind == kind).Aggregate(Money.Zero(currency), (sum, p) => sum + p.Amount);
            Money Amount(JsonElement of, string name) => Fields.MoneyOf(of, name, currency) ?? Money.Zero(currency);
        }
        int taken = sales.OfType<Fact.InvoiceSeen>().Count(f => !f.Invoice.IsVoid), closed = sales.OfType<Fact.InvoiceSeen>().Count(f => f.Invoice.IsVoid);
        Assert.Equal((45, 37, 2, 5, 1), (alike, taken, closed, sales.Count(f => Why(f) == "draft"), sales.Count(f => Why(f) == "submitted, not yet approved")));
        Assert.Equal((26, 6), (demo.Payments.OfType<Fact.PaymentSeen>().Count(), demo.CreditNotes.OfType<Fact.CreditNoteSeen>().Count()));
        Assert.Equal((26, 5), (demo.Accounts.Values.Sum(a => a.Payments.Count(p => p.Unapplied.IsZero)), demo.Accounts.Values.Sum(a => a.CreditNotes.Count(c => c.Open.IsZero))));
        Assert.Equal("60.50 AUD", demo.Accounts.Values.SelectMany(a => a.CreditNotes).Single(c => c.Open.IsPositive).Open.ToString());
        output.WriteLine($"82 documents: {taken} taken in, {closed} closed, 6 ignored as draft or submitted, 37 bills ignored; 26 payments and 6 credit notes recorded; {alike} of 45 add up and end as in the source");
    }

    [SkippableFact]
    public void In_whatever_order_the_documents_come_the_accounts_end_alike()
    {
        Demo straight = Read();
        for (int seed = 1; seed <= 50; seed++)
        {
            InboundFact[] facts = [.. straight.Facts, .. straight.Facts];
            new Random(seed).Shuffle(facts);
            Dictionary<string, Account> shuffled = Fold(facts);
            Assert.Equal(straight.Accounts.Count, shuffled.Count);
            Assert.All(straight.Accounts, a => Assert.Equal(States(a.Value), States(shuffled[a.Key])));
        }

        static IEnumerable<string> States(Account account) => account.Invoices.Select(i => $"{i.Number} {i.Balance} {i.IsVoid}")
            .Concat(account.Payments.Select(p => $"{p.Id} {p.Unapplied}")).Concat(account.CreditNotes.Select(c => $"{c.Number} {c.Open}")).Order(StringComparer.Ordinal);
    }

    [SkippableFact]
    public void A_contact_that_was_never_sold_to_is_no_account()
    {
        Fact[] contacts = [.. Items("Contacts").Select((c, row) => XeroContacts.Read(c, $"Contacts[{row}]", faults)!.Fact)];

        Assert.Empty(faults);
        Assert.Equal(Items("Contacts").Count(c => c.Text("IsCustomer") == "true"), contacts.OfType<Fact.CustomerSeen>().Count());
        Assert.Equal(104, contacts.Length);
        output.WriteLine($"104 contacts: {contacts.OfType<Fact.CustomerSeen>().Count()} customers, {contacts.OfType<Fact.NotOurs>().Count()} never sold to");
    }

    Demo Read()
    {
        ILookup<string, XeroCredit> links = Items("Invoices").SelectMany(XeroCredit.Of).ToLookup(l => l.CreditNoteId);
        InboundFact[] invoices = [.. Items("Invoices").Select((i, row) => XeroObjects.Invoice(i, $"Invoices[{row}]", faults)).OfType<InboundFact>()];
        InboundFact[] notes = [.. Items("CreditNotes").Select((i, row) => XeroObjects.CreditNote(i, $"CreditNotes[{row}]", faults, links)).OfType<InboundFact>()];
        InboundFact[] payments = [.. Items("Payments").Select((i, row) => XeroObjects.Payment(i, $"Payments[{row}]", faults)).OfType<InboundFact>()];
        Assert.Empty(faults);
        InboundFact[] facts = [.. invoices, .. notes, .. payments];
        return new([.. invoices.Select(f => f.Fact)], [.. notes.Select(f => f.Fact)], [.. payments.Select(f => f.Fact)], facts, Fold(facts));
    }

    static Dictionary<string, Account> Fold(IEnumerable<InboundFact> facts)
    {
        Dictionary<string, Account> accounts = [];
        HashSet<string> seen = [];
        foreach (InboundFact fact in facts.Where(f => seen.Add(f.EventId)))
        {
            (string? customer, AccountEvent? happened) = fact.Fact switch
            {
                Fact.InvoiceSeen f => (f.Customer, new InvoiceRecorded(f.Invoice)),
                Fact.PaymentSeen f => (f.Customer, new PaymentRecorded(f.Payment)),
                Fact.CreditNoteSeen f => (f.Customer, (AccountEvent)new CreditNoteRecorded(f.CreditNote)),
                _ => (null, null),
            };
            if (customer is not null) accounts[customer] = happened!.Apply(accounts.GetValueOrDefault(customer) ?? Account.New(Requests.Ledger, customer));
        }
        return accounts;
    }

    static string? Why(Fact fact) => (fact as Fact.NotOurs)?.Reason;

    static IEnumerable<JsonElement> Items(string list) => JsonDocument.Parse(File.ReadAllText(Shared.Path("data/samples/xero/demo_company.json"))).RootElement.Items(list);

    sealed record Demo(Fact[] Invoices, Fact[] CreditNotes, Fact[] Payments, InboundFact[] Facts, Dictionary<string, Account> Accounts);
}
