using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.StandardWebhooks;

/// <summary>Our own schema, read member by member: every fault is named, and a message with one gives nothing.</summary>
internal static class StandardObjects
{
    const int MostAllocations = 500, MostContacts = 50;

    internal static Fact? Read(JsonElement body, List<string> faults)
    {
        Fields message = new(body, "message", faults);
        string type = message.Needed("type");
        DateTimeOffset at = message.Instant("timestamp");
        if (body.Member("data") is not { ValueKind: JsonValueKind.Object } data)
        {
            message.Fault("data", "is missing");
            return null;
        }
        Fields fields = new(data, "data", faults);
        long version = Version(fields, at);
        Fact? fact = type switch
        {
            "invoice.changed" => Invoice(fields, version),
            "payment.changed" => Payment(fields, version),
            "credit_note.changed" => CreditNote(fields, version),
            "customer.changed" => Customer(fields),
            _ => null,
        };
        if (fact is null && message.IsSound) message.Fault("type", "is none of invoice.changed, payment.changed, credit_note.changed, customer.changed");
        return fact;
    }

    static long Version(Fields fields, DateTimeOffset at)
    {
        if (fields.At.Member("version") is not { ValueKind: not JsonValueKind.Null }) return at.ToUnixTimeMilliseconds();
        if (fields.At.Whole("version") is >= 0 and long version) return version;
        fields.Fault("version", "is no whole number from zero");
        return 0;
    }

    static Fact.InvoiceSeen Invoice(Fields fields, long version)
    {
        Currency currency = fields.Currency("currency");
        Invoice invoice = new()
        {
            Number = fields.Needed("number"), IssueDate = fields.Day("issue_date"), DueDate = fields.Day("due_date"), Amount = fields.Amount("amount", currency),
            Description = Short(fields, "description", 500), PayLink = PayLink(fields), AutomaticPaymentPending = Truth(fields, "automatic_payment_pending"), IsVoid = Truth(fields, "void"), SourceVersion = version,
        };
        if (invoice.Amount.Minor < 0) fields.Fault("amount", "is negative: send it as a credit note");
        if (fields.IsSound && invoice.DueDate < invoice.IssueDate) fields.Fault("due_date", "lies before issue_date");
        return new(fields.Needed("customer"), invoice);
    }

    static Fact.PaymentSeen Payment(Fields fields, long version)
    {
        Money amount = Above(fields, fields.Amount("amount", fields.Currency("currency")));
        return new(fields.Needed("customer"), new Payment
        {
            Id = fields.Needed("id"), Amount = amount, ValueDate = fields.Day("value_date"), Allocations = Allocations(fields, amount), IsReversed = Truth(fields, "reversed"), SourceVersion = version,
        });
    }

    static Fact.CreditNoteSeen CreditNote(Fields fields, long version)
    {
        Money amount = Above(fields, fields.Amount("amount", fields.Currency("currency")));
        return new(fields.Needed("customer"), new CreditNote
        {
            Number = fields.Needed("number"), Amount = amount, ValueDate = fields.Day("value_date"), Allocations = Allocations(fields, amount), IsVoid = Truth(fields, "void"), SourceVersion = version,
        });
    }

    static Fact.CustomerSeen Customer(Fields fields)
    {
        List<Contact> contacts = [];
        foreach ((int row, JsonElement item) in List(fields, "contacts", MostContacts).Index())
            if (Contact(item, row, fields) is { } contact) contacts.Add(contact);
        string? zone = fields.Optional("time_zone");
        if (zone is not null && !SendTime.IsZone(zone)) fields.Fault("time_zone", "is no IANA time zone, such as Europe/London");
        if (contacts.DistinctBy(c => c.Id).Count() != contacts.Count) fields.Fault("contacts", "two have the same id");
        return new(fields.Needed("customer"), fields.Needed("name"), [.. contacts], zone, fields.Optional("holiday_area"));
    }

    static Contact? Contact(JsonElement item, int row, Fields parent)
    {
        string? id = item.TextOrNumber("id"), email = item.Text("email"), mobile = item.Text("mobile"), role = item.Text("role");
        if (id is not { Length: > 0 and <= 100 }) parent.Fault($"contacts[{row}].id", "is missing or too long");
        if (email is not null && !Address.IsEmail(email)) parent.Fault($"contacts[{row}].email", "is no email address");
        if (mobile is not null && !Address.IsMobile(mobile)) parent.Fault($"contacts[{row}].mobile", "is no international number, such as +44 7700 900123");
        if (role is not (null or "accounts-payable" or "owner" or "escalation")) parent.Fault($"contacts[{row}].role", "is none of accounts-payable, owner, escalation");
        return parent.IsSound ? new() { Id = id!, Name = item.Text("name") ?? "", Role = role ?? "accounts-payable", Email = email, Mobile = mobile, Language = item.Text("language") } : null;
    }

    static ImmutableArray<Allocation> Allocations(Fields fields, Money amount)
    {
        List<Allocation> allocations = [];
        foreach ((int row, JsonElement item) in List(fields, "allocations", MostAllocations).Index())
        {
            if (item.TextOrNumber("invoice") is { Length: > 0 and <= Fields.LongestId } invoice && Fields.MoneyOf(item, "amount", amount.Currency) is { IsPositive: true } part) allocations.Add(new(invoice, part));
            else fields.Fault($"allocations[{row}]", "invoice is missing, or amount is no exact amount above zero");
        }
        if (fields.IsSound && allocations.Aggregate(amount, (rest, a) => rest - a.Amount).Minor < 0) fields.Fault("allocations", "are more than the amount");
        return [.. allocations];
    }

    static IEnumerable<JsonElement> List(Fields fields, string name, int most)
    {
        JsonElement? list = fields.At.Member(name);
        if (list is null or { ValueKind: JsonValueKind.Null }) return [];
        if (list.Value.ValueKind == JsonValueKind.Array && list.Value.GetArrayLength() <= most) return list.Value.Items();
        fields.Fault(name, $"is no list of at most {most}");
        return [];
    }

    static Money Above(Fields fields, Money amount)
    {
        if (fields.IsSound && !amount.IsPositive) fields.Fault("amount", "is not above zero");
        return amount;
    }

    static bool Truth(Fields fields, string name)
    {
        if (fields.At.Member(name) is not { ValueKind: not JsonValueKind.Null }) return false;
        if (fields.At.Truth(name) is { } truth) return truth;
        fields.Fault(name, "is neither true nor false");
        return false;
    }

    static string? Short(Fields fields, string name, int most)
    {
        string? text = fields.Optional(name);
        if (text?.Length > most) fields.Fault(name, $"is longer than {most} characters");
        return text;
    }

    static string? PayLink(Fields fields)
    {
        string? link = Short(fields, "pay_link", 2_000);
        if (link is not null && !(Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) && uri.Scheme == "https" && uri.UserInfo.Length == 0)) fields.Fault("pay_link", "is no https address");
        return link;
    }
}
