using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.QuickBooks;

/// <summary>The API's objects in our words.</summary>
internal static class QuickBooksObjects
{
    /// <summary>In place of an invoice: what of a credit memo payments have set against invoices. The payments say which.</summary>
    internal const string ByPayments = "(applied by payments)";

    internal static bool IsDeleted(JsonElement item) => item.Text("status") == "Deleted";

    /// <summary>The number as the customer knows it; the id where the company numbers nothing.</summary>
    internal static string NumberOf(JsonElement item, string id) => item.Text("DocNumber")?.Trim() is { Length: > 0 and <= Fields.LongestId } number ? number : id;

    /// <param name="numbers">The numbers behind the ids of invoices: a payment's lines know them by id alone.</param>
    internal static IEnumerable<InboundFact> Read(string entity, JsonElement item, QuickBooksPlace at, IReadOnlyDictionary<string, string> numbers)
    {
        Fields fields = new(item, at.Place, at.Faults);
        string id = fields.Needed("Id");
        DateTimeOffset? updated = Instants.Read(item.Member("MetaData")?.Text("LastUpdatedTime"));
        if (updated is null) fields.Fault("MetaData.LastUpdatedTime", "is missing or no time");
        if (!fields.IsSound) return [];
        string eventId = EventIds.Of("quickbooks", entity, id, item.TextOrNumber("SyncToken") ?? "", updated!.Value.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), IsDeleted(item) ? "deleted" : "");
        if (IsDeleted(item)) return [new(eventId, new Fact.ObjectDeleted(QuickBooksKinds.Of(entity)!, id, updated.Value))];
        long version = updated.Value.ToUnixTimeMilliseconds();
        IEnumerable<Fact> facts = entity switch
        {
            "Customer" => Customer(fields, id),
            "Invoice" => Invoice(fields, id, version, at.Home),
            "CreditMemo" => CreditMemo(fields, id, version, at.Home) is { } memo ? [memo] : [],
            _ => Payment(fields, id, version, at.Home, numbers),
        };
        string key = $"{QuickBooksKinds.Of(entity)}:{id}";
        return [.. facts.Select((fact, nth) => new InboundFact(nth == 0 ? eventId : string.Create(CultureInfo.InvariantCulture, $"{eventId}#{nth}"), fact, nth == 0 && entity != "Customer" ? key : null))];
    }

    static IEnumerable<Fact> Customer(Fields fields, string id)
    {
        string name = fields.Needed("DisplayName");
        if (!fields.IsSound) return [];
        string? email = fields.At.Member("PrimaryEmailAddr")?.Text("Address")?.Split(',')[0].Trim() is { } address && Address.IsEmail(address) ? address : null;
        string? mobile = fields.At.Member("Mobile")?.Text("FreeFormNumber") is { } phone && Address.IsMobile(phone) ? Address.Mobile(phone) : null;
        string person = $"{fields.At.Text("GivenName")} {fields.At.Text("FamilyName")}".Trim();
        return [new Fact.CustomerSeen(id, name, email is null && mobile is null ? [] : [new() { Id = "main", Name = person.Length > 0 ? person : name, Email = email, Mobile = mobile }])];
    }

    static IEnumerable<Fact> Invoice(Fields fields, string id, long version, Currency home)
    {
        string customer = Reference(fields, "CustomerRef");
        Invoice invoice = new()
        {
            Number = NumberOf(fields.At, id), SourceId = id, IssueDate = fields.Day("TxnDate"), DueDate = fields.At.Member("DueDate") is null ? fields.Day("TxnDate") : fields.Day("DueDate"),
            Amount = fields.Amount("TotalAmt", CurrencyOf(fields, home)), IsVoid = IsVoided(fields.At), SourceVersion = version,
        };
        if (fields.IsSound && invoice.Amount.Minor < 0) fields.Fault("TotalAmt", "is negative");
        if (!fields.IsSound) return [];
        // A deposit taken on the invoice itself is a payment that no other object tells.
        Money deposit = Fields.MoneyOf(fields.At, "Deposit", invoice.Amount.Currency) ?? Money.Zero(invoice.Amount.Currency);
        Fact.InvoiceSeen seen = new(customer, invoice, Fields.MoneyOf(fields.At, "Balance", invoice.Amount.Currency));
        return !deposit.IsPositive || invoice.IsVoid ? [seen] : [seen, new Fact.PaymentSeen(customer, new Payment
        {
            Id = "deposit-" + id, Amount = deposit, ValueDate = invoice.IssueDate, Allocations = [new(invoice.Number, deposit)], SourceVersion = version,
        })];
    }

    /// <summary>A credit memo. Which invoices it was set against stand in payments alone, so it says no more than how much of it is left; each payment then counts for what it
    /// sets against invoices, credit included. So each object is whole in itself, and a newer one replaces an older one whatever came before.</summary>
    internal static Fact.CreditNoteSeen? CreditMemo(Fields fields, string id, long version, Currency home)
    {
        string customer = Reference(fields, "CustomerRef");
        Currency currency = CurrencyOf(fields, home);
        Money amount = fields.Amount("TotalAmt", currency), left = Fields.MoneyOf(fields.At, "RemainingCredit", currency) ?? Fields.MoneyOf(fields.At, "Balance", currency) ?? amount;
        DateOnly date = fields.Day("TxnDate");
        bool isVoid = IsVoided(fields.At);
        if (!fields.IsSound || (amount.IsZero && !isVoid)) return null;
        return new(customer, new CreditNote
        {
            Number = NumberOf(fields.At, id), Amount = amount, ValueDate = date, IsVoid = isVoid, SourceVersion = version, SourceId = id,
            Allocations = !isVoid && left < amount && left.Minor >= 0 ? [new(ByPayments, amount - left)] : [],
        });
    }

    // A payment's lines set invoices against its cash and against credit memos.
    static IEnumerable<Fact> Payment(Fields fields, string id, long version, Currency home, IReadOnlyDictionary<string, string> numbers)
    {
        string customer = Reference(fields, "CustomerRef");
        Currency currency = CurrencyOf(fields, home);
        Money cash = fields.Amount("TotalAmt", currency);
        DateOnly date = fields.Day("TxnDate");
        List<Allocation> invoices = [], memos = [];
        foreach ((int row, JsonElement line) in fields.At.Items("Line").Index()) Line(fields, line, row, currency, invoices, memos);
        if (!fields.IsSound) return [];
        if (IsVoided(fields.At)) return [new Fact.PaymentSeen(customer, new Payment { Id = id, Amount = cash, ValueDate = date, IsReversed = true, SourceVersion = version })];
        Money amount = memos.Aggregate(cash, (sum, m) => sum + m.Amount);
        if (!amount.IsPositive) return [new Fact.NotOurs("a payment of nothing")];
        ImmutableArray<Allocation> named = [.. invoices.Where(a => numbers.ContainsKey(a.Invoice)).Select(a => a with { Invoice = numbers[a.Invoice] })];
        return [new Fact.PaymentSeen(customer, new Payment { Id = id, Amount = amount, ValueDate = date, Allocations = named, SourceVersion = version })];
    }

    static void Line(Fields fields, JsonElement line, int row, Currency currency, List<Allocation> invoices, List<Allocation> memos)
    {
        foreach (JsonElement linked in line.Items("LinkedTxn"))
        {
            List<Allocation>? to = linked.Text("TxnType") switch { "Invoice" => invoices, "CreditMemo" => memos, _ => null };
            if (to is null) continue;
            if (linked.TextOrNumber("TxnId") is { Length: > 0 and <= 40 } txn && Fields.MoneyOf(line, "Amount", currency) is { Minor: >= 0 } part)
            {
                if (part.IsPositive) to.Add(new(txn, part));
            }
            else fields.Fault($"Line[{row}]", "Amount or TxnId is missing or wrong");
        }
    }

    // Voiding sets all amounts to zero and writes this word before the note.
    static bool IsVoided(JsonElement item) => item.Text("PrivateNote")?.StartsWith("Voided", StringComparison.Ordinal) == true && item.Number("TotalAmt") is 0m;

    static string Reference(Fields fields, string name)
    {
        if (fields.At.Member(name)?.TextOrNumber("value") is { Length: > 0 and <= 40 } id) return id;
        fields.Fault(name, "is missing");
        return "";
    }

    static Currency CurrencyOf(Fields fields, Currency home)
    {
        if (fields.At.Member("CurrencyRef")?.Text("value") is not { } code) return home;
        if (Currency.TryOf(code, out Currency currency)) return currency;
        fields.Fault("CurrencyRef", "is no ISO 4217 currency");
        return home;
    }
}

/// <summary>Where an object stood, and the company's own currency.</summary>
internal sealed record QuickBooksPlace(string Place, Currency Home, List<string> Faults);
