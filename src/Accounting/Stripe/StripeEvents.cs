using System.Collections.Immutable;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Stripe;

/// <summary>An event, from the webhook or from the list of events: the id is the same, so what came both ways has one effect.</summary>
internal static class StripeEvents
{
    internal static ImmutableArray<InboundFact> Read(JsonElement item, StripeOptions options, List<string> faults)
    {
        string? id = item.Text("id"), type = item.Text("type");
        if (id is not { Length: > 0 and <= 200 } || type is not { Length: > 0 } || SafeJson.FromUnixSeconds(item.Whole("created")) is not { } created
            || item.Member("data")?.Member("object") is not { ValueKind: JsonValueKind.Object } thing)
        {
            faults.Add("event: id, type, created or data.object is missing or wrong");
            return [];
        }
        if (item.Truth("livemode") == options.IsTestMode) return [new(id, new Fact.NotOurs("an event of the other mode, live or test"))];
        // One event may say several things: the first has the event's own id, as de-duplication knows it.
        return [.. Meaning(type, thing, created, options, faults).Select((fact, nth) => new InboundFact(nth == 0 ? id : $"{id}#{nth}", fact))];
    }

    /// <summary>An event as a hint: the object that it names, to be read as it stands now. An event's own copy is as old as the event.</summary>
    internal static ImmutableArray<InboundFact> Named(JsonElement item, StripeOptions options, List<string> faults)
    {
        ImmutableArray<InboundFact> told = Read(item, options, faults);
        string? kind = item.Member("data")?.Member("object")?.Text("object") switch { "invoice" => "invoice", "credit_note" => "credit-note", "customer" => "customer", _ => null };
        bool says = told.Any(f => f.Fact is not Fact.NotOurs);
        return kind is not null && says && item.Member("data")!.Value.Member("object")!.Value.Text("id") is { Length: > 0 and <= 200 } id
            ? [new(told[0].EventId, new Fact.ObjectChanged(kind, id, DateTimeOffset.UnixEpoch))]
            : told;
    }

    static IEnumerable<Fact> Meaning(string type, JsonElement thing, DateTimeOffset at, StripeOptions options, List<string> faults)
    {
        string group = type.Split('.')[0];
        return (group, type) switch
        {
            (_, "invoice.upcoming") => [new Fact.NotOurs("a preview of an invoice")],
            (_, "invoice.deleted") => [new Fact.NotOurs("a deleted draft")],
            ("invoice", _) => StripeObjects.Invoice(thing, at, options, faults),
            ("credit_note", _) => StripeObjects.CreditNote(thing, at, options, faults),
            ("invoice_payment", _) => StripeObjects.InvoicePayment(thing, at, faults),
            (_, "customer.created" or "customer.updated") => StripeObjects.Customer(thing, faults),
            (_, "payment_intent.processing" or "payment_intent.succeeded" or "payment_intent.payment_failed" or "payment_intent.canceled") => StripeObjects.PaymentIntent(thing, at, faults),
            (_, "customer.deleted") => [new Fact.NotOurs("a deleted customer: its invoices stay")],
            ("charge", _) or ("refund", _) => [new Fact.NotOurs("a charge or refund: what it does to an invoice comes with the invoice or as a credit note")],
            _ => [new Fact.NotOurs("an event of a kind that is no matter of an account")],
        };
    }
}
