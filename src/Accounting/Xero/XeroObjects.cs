using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.Xero;

/// <summary>The API's objects in our words. Only sales become facts: a bill, its payments and its credit notes are what we owe, and never reach an account.</summary>
internal static class XeroObjects
{
    internal const string Purchase = "a purchase: what we owe is nobody's debt to us";

    internal static InboundFact? Invoice(JsonElement item, string place, List<string> faults)
    {
        Fields fields = new(item, place, faults);
        string id = fields.Needed("InvoiceID"), type = fields.Needed("Type"), status = fields.Needed("Status");
        if (!fields.IsSound) return null;
        if (type != "ACCREC") return NotOurs(fields, id, type.StartsWith("ACCPAY", StringComparison.Ordinal) ? Purchase : "a document of a type that is no sales invoice");
        if (status is "DRAFT" or "SUBMITTED" or "DELETED") return NotOurs(fields, id, status switch { "DRAFT" => "draft", "SUBMITTED" => "submitted, not yet approved", _ => "deleted before it was approved" });
        if (status is not ("AUTHORISED" or "PAID" or "VOIDED")) fields.Fault("Status", "is none that is known");
        string customer = Contact(fields);
        Invoice invoice = new()
        {
            Number = item.Text("InvoiceNumber")?.Trim() is { Length: > 0 and <= Fields.LongestId } number ? number : id, IssueDate = fields.Day("Date"), DueDate = fields.Day("DueDate"),
            Amount = fields.Amount("Total", fields.Currency("CurrencyCode")), Description = fields.Optional("Reference") is { Length: <= 500 } words ? words : null,
            IsVoid = status == "VOIDED", SourceVersion = Version(fields), SourceId = id,
        };
        if (fields.IsSound && invoice.Amount.Minor < 0) fields.Fault("Total", "is negative");
        return fields.IsSound ? Seen(fields, id, invoice.SourceVersion, new Fact.InvoiceSeen(customer, invoice, Fields.MoneyOf(item, "AmountDue", invoice.Amount.Currency))) : null;
    }

    /// <param name="links">What invoices say of the credit notes set against them; needed only where a list leaves the allocations out.</param>
    internal static InboundFact? CreditNote(JsonElement item, string place, List<string> faults, ILookup<string, XeroCredit>? links = null)
    {
        Fields fields = new(item, place, faults);
        string id = fields.Needed("CreditNoteID"), type = fields.Needed("Type"), status = fields.Needed("Status");
        if (!fields.IsSound) return null;
        if (type != "ACCRECCREDIT") return NotOurs(fields, id, Purchase);
        if (status is "DRAFT" or "SUBMITTED" or "DELETED") return NotOurs(fields, id, "a credit note that is not approved");
        if (status is not ("AUTHORISED" or "PAID" or "VOIDED")) fields.Fault("Status", "is none that is known");
        string customer = Contact(fields);
        Currency currency = fields.Currency("CurrencyCode");
        Money total = fields.Amount("Total", currency);
        ImmutableArray<Allocation> allocations = item.Member("Allocations") is null ? FromLinks(fields, id, status, currency, links) : Allocations(fields, currency);
        DateOnly date = fields.Day("Date");
        long version = Version(fields);
        if (!fields.IsSound) return null;
        // What was paid back to the customer is no credit any more.
        Money left = Fields.MoneyOf(item, "RemainingCredit", currency) is { } rest ? allocations.Aggregate(rest, (sum, a) => sum + a.Amount) : total;
        bool isVoid = status == "VOIDED" || !left.IsPositive;
        return Seen(fields, id, version, new Fact.CreditNoteSeen(customer, new CreditNote
        {
            Number = item.Text("CreditNoteNumber")?.Trim() is { Length: > 0 and <= Fields.LongestId } number ? number : id, Amount = isVoid ? total : left, ValueDate = date,
            Allocations = isVoid ? [] : allocations, IsVoid = isVoid, SourceVersion = version,
        }));
    }

    internal static InboundFact? Payment(JsonElement item, string place, List<string> faults)
    {
        Fields fields = new(item, place, faults);
        string id = fields.Needed("PaymentID"), status = fields.Needed("Status"), type = fields.Needed("PaymentType");
        if (!fields.IsSound) return null;
        if (type != "ACCRECPAYMENT") return NotOurs(fields, id, type.StartsWith("ACCPAY", StringComparison.Ordinal) || type.StartsWith("AP", StringComparison.Ordinal) ? Purchase : "a refund: the credit note or overpayment says what is left of it");
        if (item.Member("Invoice") is not { ValueKind: JsonValueKind.Object } invoice)
        {
            fields.Fault("Invoice", "is missing");
            return null;
        }
        if (invoice.Text("Type") is { } of && of != "ACCREC") return NotOurs(fields, id, Purchase);
        if (status is not ("AUTHORISED" or "DELETED")) fields.Fault("Status", "is none that is known");
        Fields target = new(invoice, place + ".Invoice", faults);
        string customer = Contact(target), number = invoice.Text("InvoiceNumber")?.Trim() is { Length: > 0 and <= Fields.LongestId } given ? given : target.Needed("InvoiceID");
        Money amount = fields.Amount("Amount", target.Currency("CurrencyCode"));
        DateOnly date = fields.Day("Date");
        long version = Version(fields);
        if (!fields.IsSound || !target.IsSound) return null;
        return Seen(fields, id, version, new Fact.PaymentSeen(customer, new Payment
        {
            Id = id, Amount = amount, ValueDate = date, Allocations = amount.IsPositive ? [new(number, amount)] : [], IsReversed = status == "DELETED", SourceVersion = version,
        }));
    }

    /// <summary>Money that came before or beyond an invoice: a payment of which a part may be unapplied.</summary>
    /// <param name="kind">"Overpayment" or "Prepayment".</param>
    internal static InboundFact? MoneyAhead(JsonElement item, string kind, string place, List<string> faults)
    {
        Fields fields = new(item, place, faults);
        string id = fields.Needed(kind + "ID"), type = fields.Needed("Type"), status = fields.Needed("Status");
        if (!fields.IsSound) return null;
        if (!type.StartsWith("RECEIVE-", StringComparison.Ordinal)) return NotOurs(fields, id, Purchase);
        if (status is not ("AUTHORISED" or "PAID" or "VOIDED")) fields.Fault("Status", "is none that is known");
        string customer = Contact(fields);
        Currency currency = fields.Currency("CurrencyCode");
        Money total = fields.Amount("Total", currency);
        ImmutableArray<Allocation> allocations = Allocations(fields, currency);
        DateOnly date = fields.Day("Date");
        long version = Version(fields);
        if (!fields.IsSound) return null;
        Money left = Fields.MoneyOf(item, "RemainingCredit", currency) is { } rest ? allocations.Aggregate(rest, (sum, a) => sum + a.Amount) : total;
        bool isGone = status == "VOIDED" || !left.IsPositive;
        return Seen(fields, id, version, new Fact.PaymentSeen(customer, new Payment
        {
            Id = id, Amount = isGone ? total : left, ValueDate = date, Allocations = isGone ? [] : allocations, IsReversed = isGone, SourceVersion = version,
        }));
    }

    static ImmutableArray<Allocation> Allocations(Fields fields, Currency currency)
    {
        List<Allocation> all = [];
        foreach ((int row, JsonElement item) in fields.At.Items("Allocations").Index())
        {
            if (item.Truth("IsDeleted") == true) continue;
            string? number = item.Member("Invoice")?.Text("InvoiceNumber")?.Trim() is { Length: > 0 } given ? given : item.Member("Invoice")?.Text("InvoiceID");
            if (number is { Length: > 0 and <= Fields.LongestId } && Fields.MoneyOf(item, "Amount", currency) is { IsPositive: true } part) all.Add(new(number, part));
            else fields.Fault($"Allocations[{row}]", "Invoice or Amount is missing or wrong");
        }
        return [.. all];
    }

    static ImmutableArray<Allocation> FromLinks(Fields fields, string id, string status, Currency currency, ILookup<string, XeroCredit>? links)
    {
        ImmutableArray<Allocation> found = [.. (links?[id] ?? []).Where(l => l.Amount.Currency == currency).Select(l => new Allocation(l.Invoice, l.Amount))];
        if (found.IsEmpty && status == "PAID") fields.Fault("Allocations", "are missing, and it is used up");
        return found;
    }

    static string Contact(Fields fields)
    {
        if (Guid.TryParse(fields.At.Member("Contact")?.Text("ContactID"), out Guid contact)) return contact.ToString("D");
        fields.Fault("Contact", "ContactID is missing or wrong");
        return "";
    }

    static long Version(Fields fields) => fields.Instant("UpdatedDateUTC").ToUnixTimeMilliseconds();

    static InboundFact NotOurs(Fields fields, string id, string why) => Seen(fields, id, Instants.Read(fields.At.Text("UpdatedDateUTC"))?.ToUnixTimeMilliseconds() ?? 0, new Fact.NotOurs(why));

    static InboundFact Seen(Fields fields, string id, long version, Fact fact) =>
        new(EventIds.Of("xero", fields.Place.Split('[')[0], id, version.ToString(CultureInfo.InvariantCulture)), fact);
}

/// <summary>What an invoice says of a credit note set against it.</summary>
internal sealed record XeroCredit(string CreditNoteId, string Invoice, Money Amount)
{
    /// <summary>The amount is the note's part, or, where only the sum came and one note made it up, that sum; anything less clear is left out.</summary>
    internal static IEnumerable<XeroCredit> Of(JsonElement invoice)
    {
        if (!Currency.TryOf(invoice.Text("CurrencyCode"), out Currency currency) || invoice.Text("InvoiceNumber") is not { Length: > 0 } number) yield break;
        JsonElement[] notes = [.. invoice.Items("CreditNotes").DistinctBy(n => n.Text("CreditNoteID"))];
        foreach (JsonElement note in notes)
        {
            Money? amount = Fields.MoneyOf(note, "AppliedAmount", currency) ?? (notes.Length == 1 ? Fields.MoneyOf(invoice, "AmountCredited", currency) : null);
            if (amount is { IsPositive: true } part && note.Text("CreditNoteID") is { } id) yield return new(id, number, part);
        }
    }
}
