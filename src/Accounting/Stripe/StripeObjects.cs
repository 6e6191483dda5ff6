using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.Stripe;

/// <summary>The provider's objects, whole. What an object only names (the invoice of a credit note, the payments of an invoice) must be read from the API.</summary>
internal static class StripeObjects
{
    internal static IEnumerable<Fact> Invoice(JsonElement thing, DateTimeOffset at, StripeOptions options, List<string> faults)
    {
        string? status = thing.Text("status");
        if (status is "draft") return [new Fact.NotOurs("draft")];
        Fields fields = new(thing, "invoice", faults);
        string id = fields.Needed("id"), customer = Customer(fields), number = NumberOf(thing) ?? "";
        if (number.Length is 0 or > Fields.LongestId) fields.Fault("number", "is missing or too long");
        if (status is not ("open" or "paid" or "void" or "uncollectible")) fields.Fault("status", "is none that is known");
        Money? total = StripeMoney.Of(thing.Whole("total"), thing.Text("currency")), paid = StripeMoney.Of(thing.Whole("amount_paid") ?? 0, thing.Text("currency"));
        DateTimeOffset? issued = SafeJson.FromUnixSeconds(thing.Member("status_transitions")?.Whole("finalized_at") ?? thing.Whole("effective_at") ?? thing.Whole("created"));
        if (total is null || paid is null) fields.Fault("total", "total, amount_paid or currency is missing or wrong");
        if (issued is null) fields.Fault("created", "is missing or wrong");
        if (!fields.IsSound) return [];
        if (MustBeRead(thing, status!)) return [new Fact.ObjectChanged("invoice", id, at)];
        if (total!.Value.Minor < 0) return [new Fact.NotOurs("an invoice below zero is credit on the customer's balance with the provider")];
        DateOnly day = SendTime.DateIn(options.TimeZone, issued!.Value);
        Fact.InvoiceSeen seen = new(customer, new Invoice
        {
            Number = number, IssueDate = day, DueDate = SafeJson.FromUnixSeconds(thing.Whole("due_date")) is { } due ? Later(day, SendTime.DateIn(options.TimeZone, due)) : day,
            Amount = total.Value, Description = fields.Optional("description") is { Length: <= 500 } words ? words : null, PayLink = fields.Optional("hosted_invoice_url") is { Length: <= 2_000 } link && link.StartsWith("https://", StringComparison.Ordinal) ? link : null,
            AutomaticPaymentPending = WillBeCollected(thing, status!), IsVoid = status is "void" or "uncollectible", SourceVersion = Version(thing, at, status!), SourceId = id,
        }, StripeMoney.Of(thing.Whole("amount_remaining"), thing.Text("currency")));
        return [seen, .. Payments(thing, seen, paid!.Value, at, id, options)];
    }

    // Payments are told in full by the object when it was asked for them, and only then: an amount paid alone does not say which payments made it up.
    static IEnumerable<Fact> Payments(JsonElement thing, Fact.InvoiceSeen seen, Money paid, DateTimeOffset at, string id, StripeOptions options)
    {
        if (thing.Member("payments")?.Member("data") is not { ValueKind: JsonValueKind.Array } list || thing.Member("payments")?.Truth("has_more") == true)
            return paid.IsPositive ? [new Fact.ObjectChanged("invoice", id, at)] : [];
        return list.Items().Where(p => p.Text("status") == "paid").Select(p => Payment(p, seen, options)).OfType<Fact>();
    }

    static Fact.PaymentSeen? Payment(JsonElement payment, Fact.InvoiceSeen seen, StripeOptions options)
    {
        if (payment.Text("id") is not { Length: > 0 and <= Fields.LongestId } id || StripeMoney.Of(payment.Whole("amount_paid"), payment.Text("currency")) is not { IsPositive: true } amount
            || SafeJson.FromUnixSeconds(payment.Member("status_transitions")?.Whole("paid_at") ?? payment.Whole("created")) is not { } at || amount.Currency != seen.Invoice.Amount.Currency) return null;
        return new(seen.Customer, new Payment
        {
            Id = id, Amount = amount, ValueDate = SendTime.DateIn(options.TimeZone, at), Allocations = [new(seen.Invoice.Number, amount)], SourceVersion = at.ToUnixTimeMilliseconds(),
        });
    }

    internal static IEnumerable<Fact> CreditNote(JsonElement thing, DateTimeOffset at, StripeOptions options, List<string> faults)
    {
        Fields fields = new(thing, "credit_note", faults);
        string id = fields.Needed("id"), number = fields.Needed("number"), status = fields.Needed("status"), customer = Customer(fields);
        string? currency = thing.Text("currency");
        // What was credited after payment is refunded or stands on the customer's balance with the provider: the invoice's own balance never had it.
        Money? whole = StripeMoney.Of(thing.Whole("total") ?? thing.Whole("amount"), currency), before = StripeMoney.Of(thing.Whole("pre_payment_amount") ?? (thing.Text("type") == "post_payment" ? 0 : thing.Whole("total")), currency);
        if (whole is null || before is null) fields.Fault("total", "total or currency is missing or wrong");
        if (status is not ("issued" or "void")) fields.Fault("status", "is none that is known");
        if (SafeJson.FromUnixSeconds(thing.Whole("effective_at") ?? thing.Whole("created")) is not { } dated) fields.Fault("created", "is missing or wrong");
        else if (fields.IsSound)
        {
            if (!before!.Value.IsPositive) return [new Fact.NotOurs("credited after payment: it is refunded or stays with the provider")];
            if (thing.Member("invoice") is not { ValueKind: JsonValueKind.Object } invoice || NumberOf(invoice) is not { } of) return [new Fact.ObjectChanged("credit-note", id, at)];
            return [new Fact.CreditNoteSeen(customer, new CreditNote
            {
                Number = number, Amount = before.Value, ValueDate = SendTime.DateIn(options.TimeZone, dated), Allocations = [new(of, before.Value)], IsVoid = status == "void",
                SourceVersion = at.ToUnixTimeMilliseconds() + (status == "void" ? 1 : 0),
            })];
        }
        return [];
    }

    internal static IEnumerable<Fact> InvoicePayment(JsonElement thing, DateTimeOffset at, List<string> faults)
    {
        Fields fields = new(thing, "invoice_payment", faults);
        string invoice = fields.Needed("invoice");
        return fields.IsSound ? [new Fact.ObjectChanged("invoice", invoice, at)] : [];
    }

    internal static IEnumerable<Fact> Customer(JsonElement thing, List<string> faults)
    {
        Fields fields = new(thing, "customer", faults);
        string id = fields.Needed("id"), name = fields.Optional("name") ?? fields.Optional("email") ?? "";
        if (!fields.IsSound) return [];
        string? email = fields.Optional("email") is { } address && Address.IsEmail(address) ? address : null, mobile = fields.Optional("phone") is { } phone && Address.IsMobile(phone) ? phone : null;
        string? language = thing.Items("preferred_locales").FirstOrDefault().Text() is { Length: >= 2 and <= 10 } locale ? locale[..2].ToLowerInvariant() : null;
        ImmutableArray<Contact> contacts = email is null && mobile is null ? [] : [new() { Id = "billing", Name = name.Length <= 200 ? name : name[..200], Email = email, Mobile = mobile, Language = language }];
        return [new Fact.CustomerSeen(id, name.Length <= 200 ? name : name[..200], contacts)];
    }

    /// <summary>A payment began, failed or came in: of which invoice, its own list says.</summary>
    internal static IEnumerable<Fact> PaymentIntent(JsonElement thing, DateTimeOffset at, List<string> faults)
    {
        Fields fields = new(thing, "payment_intent", faults);
        string id = fields.Needed("id");
        return fields.IsSound ? [new Fact.ObjectChanged("payment-intent", id, at)] : [];
    }

    // An open invoice that somebody has begun to pay looks like an unpaid one until its payments are read: a direct debit takes days.
    static bool MustBeRead(JsonElement thing, string status) => status == "open" && thing.Truth("attempted") == true && !WillBeCollected(thing, status)
        && thing.Member("payments")?.Member("data") is not { ValueKind: JsonValueKind.Array };

    static bool IsBeingPaid(JsonElement thing) => (thing.Member("payments")?.Items("data") ?? []).Any(p => p.Text("status") == "open" && p.Member("payment")?.Member("payment_intent")?.Text("status") == "processing");

    /// <summary>True while the provider goes on trying: before the first attempt of an invoice that moves on by itself, and after a failed one as long as another is
    /// planned. After the last failure nothing is planned, and the invoice is chased like any other. Also while a payment of any kind is under way at the bank.</summary>
    static bool WillBeCollected(JsonElement thing, string status) => status == "open" && (IsBeingPaid(thing) || thing.Text("collection_method") == "charge_automatically"
        && (thing.Whole("next_payment_attempt") is not null || (thing.Truth("attempted") != true && thing.Truth("auto_advance") == true)));

    // Events of one second have one time: what cannot be undone counts as newer, then the later attempt.
    static long Version(JsonElement thing, DateTimeOffset at, string status) => at.ToUnixTimeMilliseconds()
        + (status switch { "open" => 0, "uncollectible" => 400, _ => 600 }) + Math.Clamp(thing.Whole("attempt_count") ?? 0, 0, 300);

    static string? NumberOf(JsonElement invoice) => invoice.Text("number") ?? invoice.Text("id");

    static string Customer(Fields fields) => fields.At.Member("customer") is { ValueKind: JsonValueKind.Object } whole ? whole.Text("id") ?? "" : fields.Needed("customer");

    static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
