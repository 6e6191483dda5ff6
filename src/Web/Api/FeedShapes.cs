namespace Collections.Web.Api;

/// <summary>The body of a feed: customers and their items as the source has them now.</summary>
internal static class FeedShapes
{
    static readonly Field Customer = Field.Text("customer", "the customer's number at the creditor", 200).Needed();
    static readonly Field Version = Field.Whole("sourceVersion", "version of the source's object, higher is newer; an older one never overwrites");
    static readonly Field Allocations = Field.Objects("allocations", "what of it was set against which invoice, all of them",
        Shape.Of("Allocation", Field.Text("invoice", "the invoice's number", 200).Needed(), Field.Money("amount", "above zero, in the invoice's currency").Needed()), 500);

    public static readonly Field[] ContactFields = [
        Field.Text("id", "unique within the customer", 100).Needed(), Field.Text("name", "as the customer writes it", 200),
        Field.Choice("role", "accounts-payable when not said", "accounts-payable", "owner", "escalation"), Field.Text("email", "name@example.com", 254),
        Field.Text("mobile", "with plus and country code: +44 7700 900123", 30), Field.Text("language", "en, de", 10), Field.Text("zone", "IANA time zone: Europe/London", 60),
        Field.Text("holidayArea", "ISO 3166 area: GB-ENG", 10)];

    public static readonly Field[] PaymentFields = [
        Field.Text("id", "unique within the customer", 200).Needed(), Field.Money("amount", "above zero").Needed(), Field.Date("valueDate", "the day the money counts from").Needed(), Allocations,
        Field.Flag("reversed", "true once the bank took it back"), Version];

    public static readonly Field[] CreditNoteFields = [
        Field.Text("number", "unique within the customer", 200).Needed(), Field.Money("amount", "above zero").Needed(), Field.Date("valueDate", "the day it counts from").Needed(), Allocations,
        Field.Flag("void", "true once it was withdrawn"), Version];

    static readonly Shape Contact = Shape.Of("Contact", ContactFields);

    static readonly Shape CustomerOf = Shape.Of("Customer", Customer, Field.Text("name", "the customer's name", 300), Field.Text("zone", "IANA time zone", 60), Field.Text("holidayArea", "ISO 3166 area", 10),
        Field.Text("pack", "the policy pack for new ladders", 60), Field.Money("creditLimit", "the creditor's credit limit"), Field.Objects("contacts", "people; those not named stay", Contact, 50));

    static readonly Shape InvoiceOf = Shape.Of("Invoice", Customer, Field.Text("number", "unique within the customer", 200).Needed(), Field.Date("issueDate", "date of issue").Needed(), Field.Date("dueDate", "contractual due date").Needed(),
        Field.Money("amount", "the invoiced amount, tax included; not negative").Needed(), Field.Text("description", "what was delivered", 300), Field.Text("payLink", "https page where it is paid", 2000),
        Field.Flag("automaticPaymentPending", "true while the source is going to collect it by itself"), Field.Flag("void", "true once it was withdrawn"), Version);

    static readonly Shape PaymentOf = Shape.Of("Payment", [Customer, .. PaymentFields]);
    static readonly Shape CreditNoteOf = Shape.Of("CreditNote", [Customer, .. CreditNoteFields]);

    public static Shape Feed(int mostItems) => Shape.Of("Feed",
        Field.Objects("customers", "who they are", CustomerOf, mostItems), Field.Objects("invoices", "what they owe", InvoiceOf, mostItems),
        Field.Objects("creditNotes", "what lowers it", CreditNoteOf, mostItems), Field.Objects("payments", "what came in", PaymentOf, mostItems));
}
