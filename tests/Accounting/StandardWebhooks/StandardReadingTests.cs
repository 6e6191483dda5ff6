using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Tests;

namespace Collections.Accounting.Tests.StandardWebhooks;

public sealed class StandardReadingTests
{
    [Fact]
    public void An_invoice_a_payment_a_credit_note_and_a_customer_are_understood()
    {
        Fact.InvoiceSeen invoice = (Fact.InvoiceSeen)Read(Samples.Invoice).Facts.Single().Fact;
        Fact.PaymentSeen payment = (Fact.PaymentSeen)Read(Samples.Payment).Facts.Single().Fact;
        Fact.CreditNoteSeen note = (Fact.CreditNoteSeen)Read(Samples.CreditNote).Facts.Single().Fact;
        Fact.CustomerSeen customer = (Fact.CustomerSeen)Read(Samples.Customer).Facts.Single().Fact;

        Assert.Equal(("C-1001", "INV-2041", "1250.00 GBP", 7L), (invoice.Customer, invoice.Invoice.Number, invoice.Invoice.Amount.ToString(), invoice.Invoice.SourceVersion));
        Assert.Equal("100.00 GBP", payment.Payment.Unapplied.ToString());
        Assert.Equal("0.00 GBP", note.CreditNote.Open.ToString());
        Assert.Equal(("Ashgrove Builders Ltd", "ap@ashgrove.example.com"), (customer.Name, customer.Contacts.Single().Email));
    }

    [Fact]
    public void The_id_of_the_message_is_the_id_of_the_event() => Assert.Equal("msg_9", Read(Samples.Invoice, "msg_9").Facts.Single().EventId);

    [Fact]
    public void Every_fault_is_named_at_once_and_nothing_is_taken()
    {
        InboundReading reading = Read(Samples.Invoice.Replace("1250.00", "1250.005").Replace("GBP", "GPB").Replace("2026-03-03", "3 March").Replace("\"C-1001\"", "\"\"").Replace("https://pay", "http://pay"));

        Assert.Empty(reading.Facts);
        Assert.Equal(["data.currency", "data.amount", "data.due_date", "data.pay_link", "data.customer"], reading.Faults.Select(f => f.Split(':')[0]).Order(StringComparer.Ordinal).OrderBy(f => Array.IndexOf(["data.currency", "data.amount", "data.due_date", "data.pay_link", "data.customer"], f)));
    }

    [Theory]
    [InlineData("1250.00", "-1.00")]
    [InlineData("1250.00", "1e3")]
    [InlineData("1250.00", "1,250.00")]
    [InlineData("1250.00", "١٢٥٠")]
    [InlineData("\"version\":7", "\"version\":1.5")]
    [InlineData("\"version\":7", "\"void\":\"yes\"")]
    [InlineData("2026-03-03", "2026-01-03")]
    [InlineData("invoice.changed", "invoice.exploded")]
    public void An_invoice_that_cannot_be_right_is_a_fault(string right, string wrong)
    {
        InboundReading reading = Read(Samples.Invoice.Replace(right, wrong));

        Assert.Empty(reading.Facts);
        Assert.Single(reading.Faults);
    }

    [Fact]
    public void More_than_the_payment_cannot_be_applied() => Assert.Contains("more than the amount", Read(Samples.Payment.Replace("900.00", "1000.01")).Faults.Single());

    [Fact]
    public void The_example_of_the_manual_is_taken_and_every_member_it_names_is_read()
    {
        string manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "webhooks.md")), schema = File.ReadAllText(Path.Combine(Repository.Root, "docs", "webhooks.schema.json"));
        string body = manual.Split('\n').Single(l => l.StartsWith("body='", StringComparison.Ordinal))["body='".Length..].TrimEnd('\'');
        string source = File.ReadAllText(Path.Combine(Repository.Root, "src", "Accounting", "StandardWebhooks", "StandardObjects.cs"));
        JsonElement defs = JsonDocument.Parse(schema).RootElement.GetProperty("$defs");
        string[] members = [.. new[] { "customer", "invoice", "payment", "credit_note" }.SelectMany(d => defs.GetProperty(d).GetProperty("properties").EnumerateObject()).Select(p => p.Name).Distinct()];

        Assert.Empty(Read(body).Faults);
        Assert.IsType<Fact.InvoiceSeen>(Read(body).Facts.Single().Fact);
        Assert.All(members, m => Assert.Contains($"\"{m}\"", source));
        Assert.All(members, m => Assert.Contains($"`{m}`", manual));
    }

    static InboundReading Read(string body, string id = "msg_1") => Requests.Standard(Requests.Whsec).Read(Requests.Text(body).With("webhook-id", id));
}
