using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>A provider whose words come in by webhook. Verifies on the raw bytes, then turns its words into facts of ours, and nothing else.</summary>
public interface IInboundSource
{
    /// <summary>Its name in the route and in the inbox: "xero", "sendgrid-events"...</summary>
    string Name { get; }

    /// <summary>Checks the signature over the raw bytes, before anything is parsed. Never throws on what came.</summary>
    SignatureCheck Verify(InboundRequest request, DateTimeOffset now);

    /// <summary>The events that the body carries, each with the source's own id; a body that cannot be read is one fault. Never throws on what came.</summary>
    InboundReading Read(InboundRequest request);
}

/// <summary>A request as it came.</summary>
/// <param name="LedgerId">The ledger named in the route; empty for message providers.</param>
/// <param name="Url">The URL of the request; its <see cref="Uri.OriginalString"/> counts, because <see cref="Uri"/> puts the host in lower case and a
/// signature may be over the host as it was typed.</param>
/// <param name="Headers">By name, any case; a header that came twice is one value with a comma.</param>
/// <param name="Body">Byte for byte.</param>
/// <param name="ReceivedAt">When it came: an inbound SMS carries no time of its own, and the date in an email is its writer's claim.</param>
public sealed record InboundRequest(
    string LedgerId, Uri Url, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt)
{
    /// <summary>A header by name in any case; null when it did not come.</summary>
    public string? Header(string name)
    {
        if (Headers.TryGetValue(name, out string? exact)) return exact;
        foreach ((string key, string value) in Headers)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        return null;
    }
}

/// <summary>How a signature check ended.</summary>
public enum SignatureCheck
{
    /// <summary>Genuine.</summary>
    Genuine,
    /// <summary>Not signed, wrongly signed, or signed for something else: 401, no body.</summary>
    Forged,
    /// <summary>Genuine but too old to be taken again.</summary>
    Stale,
}

/// <summary>What a body says.</summary>
/// <param name="Facts">In the body's order.</param>
/// <param name="Faults">What could not be read, each with its place.</param>
/// <param name="Reply">Body of the answer, where the provider expects one (TwiML, a challenge); null: none.</param>
public sealed record InboundReading(ImmutableArray<InboundFact> Facts, ImmutableArray<string> Faults, string? Reply = null);

/// <summary>A fact from outside, with the source's own event id.</summary>
/// <param name="EventId">Key of de-duplication.</param>
/// <param name="Fact">What happened.</param>
/// <param name="ObjectKey">Kind and the source's id of the object, "invoice:39", where the source may later say of it no more than that it was deleted; null elsewhere.</param>
public sealed record InboundFact(string EventId, Fact Fact, string? ObjectKey = null);

/// <summary>Something from outside happened. Accounting facts name a customer of the ledger; message facts name a message or an address.</summary>
public abstract record Fact
{
    /// <summary>A customer as the source describes it.</summary>
    public sealed record CustomerSeen(string Customer, string Name, ImmutableArray<Contact> Contacts, string? Zone = null, string? HolidayArea = null) : Fact;

    /// <summary>An invoice as the source has it now. Void and paid ones too.</summary>
    /// <param name="Customer">Whose.</param>
    /// <param name="Invoice">As it is recorded.</param>
    /// <param name="Open">What the source says is open of it; null: it does not say.</param>
    public sealed record InvoiceSeen(string Customer, Invoice Invoice, Money? Open = null) : Fact;

    /// <summary>The source withdrew an invoice.</summary>
    public sealed record InvoiceWithdrawn(string Customer, string Number, DateOnly Date, long SourceVersion) : Fact;

    /// <summary>A credit note with all its allocations as the source has them now.</summary>
    public sealed record CreditNoteSeen(string Customer, CreditNote CreditNote) : Fact;

    /// <summary>A payment with all its allocations as the source has them now; reversed ones too.</summary>
    public sealed record PaymentSeen(string Customer, Payment Payment) : Fact;

    /// <summary>Only an id came: the object must be read from the source's API.</summary>
    /// <param name="Kind">"invoice", "payment", "overpayment", "prepayment", "credit-note" or "customer".</param>
    /// <param name="ObjectId">The source's own id; <see cref="Every"/> when so many changed that the source does not name them.</param>
    /// <param name="ChangedAt">The source's time.</param>
    public sealed record ObjectChanged(string Kind, string ObjectId, DateTimeOffset ChangedAt) : Fact
    {
        /// <summary>In place of an id: all of the kind must be read.</summary>
        public const string Every = "*";
    }

    /// <summary>The source deleted an object, and only its id came: nothing is left there to be read.</summary>
    /// <param name="Kind">As of <see cref="ObjectChanged"/>.</param>
    /// <param name="ObjectId">The source's own id.</param>
    /// <param name="DeletedAt">The source's time.</param>
    public sealed record ObjectDeleted(string Kind, string ObjectId, DateTimeOffset DeletedAt) : Fact;

    /// <summary>What became of a message: "processed" (the provider has it), "sent", "delivered", "deferred" (the provider goes on trying), "bounced", "blocked",
    /// "dropped", "failed", "failed-for-now" (the same address may be tried again), "cancelled".</summary>
    /// <param name="MessageId">Ours; null when only the provider's id came.</param>
    /// <param name="ProviderId">The provider's; two different ones under one message id and attempt are a double accept.</param>
    /// <param name="What">The kind of event.</param>
    /// <param name="Code">The provider's reason code; may be empty.</param>
    /// <param name="Why">Set when it failed for good.</param>
    /// <param name="At">The provider's time.</param>
    /// <param name="Account">Whose message it was, as it travelled with the message; null when it did not come back.</param>
    /// <param name="Attempt">Which attempt; null when it did not come back.</param>
    /// <param name="Address">Normalised address it went to; null when the event names none.</param>
    public sealed record DeliverySeen(string? MessageId, string? ProviderId, string What, string Code, Refusal? Why, DateTimeOffset At,
        AccountId? Account = null, int? Attempt = null, string? Address = null) : Fact;

    /// <summary>The provider's own list names an address that refuses messages. <see cref="Refusal.AddressDead"/>: it is dead for the channel;
    /// <see cref="Refusal.Content"/>: it refused a message, and the next may pass.</summary>
    public sealed record AddressFailed(Channel Channel, string Address, Refusal Why, string Code, DateTimeOffset At) : Fact;

    /// <summary>An address asked for help (HELP and its kin): the answer says who we are, whom to call and how to stop.</summary>
    public sealed record HelpAsked(string Address, string To, DateTimeOffset At) : Fact;

    /// <summary>An address opted out.</summary>
    public sealed record OptedOut(string Address, string Via, DateTimeOffset At) : Fact;

    /// <summary>An address opted in again.</summary>
    public sealed record OptedIn(string Address, string Via, DateTimeOffset At) : Fact;

    /// <summary>A reply came in.</summary>
    /// <param name="Channel">How.</param>
    /// <param name="From">Normalised address.</param>
    /// <param name="To">The address it was sent to.</param>
    /// <param name="Text">The words, quoted history cut off where it can be told.</param>
    /// <param name="IsAutomatic">True for out-of-office and other machine answers.</param>
    /// <param name="InReplyTo">Our message id, when it can be told.</param>
    /// <param name="At">The provider's time.</param>
    public sealed record ReplyReceived(Channel Channel, string From, string To, string Text, bool IsAutomatic, string? InReplyTo, DateTimeOffset At) : Fact;

    /// <summary>Nothing of ours, with the reason.</summary>
    public sealed record NotOurs(string Reason) : Fact;
}
