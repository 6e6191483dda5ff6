using Collections.Engine;

namespace Collections.Simulation.Hosts;

/// <summary>A push of facts through the API of a ledger that is not polled: each is put to its account in order, and then the feed is recorded. One that fails is sent again as a whole.</summary>
internal static class Push
{
    static readonly CancellationToken None = CancellationToken.None;

    public static async Task TakeAsync(AccountDesk desk, IReadOnlyList<InboundFact> facts, FeedRecord feed)
    {
        foreach (InboundFact fact in facts)
            if (Of(fact.Fact) is var (customer, input)) await desk.PutAsync(feed.LedgerId, customer, input, new("import", $"books:{fact.EventId}"), None);
        await desk.Stores.Ledgers.RecordFeedAsync(feed, None);
    }

    static (string Customer, Input Input)? Of(Fact fact) => fact switch
    {
        Fact.InvoiceSeen f => (f.Customer, new RecordInvoice(f.Invoice)),
        Fact.InvoiceWithdrawn f => (f.Customer, new VoidInvoice(f.Number, f.Date, f.SourceVersion)),
        Fact.CreditNoteSeen f => (f.Customer, new RecordCreditNote(f.CreditNote)),
        Fact.PaymentSeen f => (f.Customer, new RecordPayment(f.Payment)),
        _ => null,
    };
}
