using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>One creditor's book: who is owed, in which currency, zone and calendar, under which policy, and how the book is fed.</summary>
public sealed record Ledger
{
    /// <summary>Short name in routes and on the command line: letters, digits and dashes.</summary>
    public required string Id { get; init; }
    /// <summary>The legal entity that is owed the money.</summary>
    public required string LegalName { get; init; }
    /// <summary>ISO 3166 alpha-2.</summary>
    public required string Country { get; init; }
    /// <summary>The currency of the book; invoices may be in others.</summary>
    public required Currency Currency { get; init; }
    /// <summary>IANA zone of the book: days past due, the daily run and its dates are on this clock.</summary>
    public required string Zone { get; init; }
    /// <summary>Public holidays of the book (ISO 3166-2 or -1); null: weekends alone.</summary>
    public string? HolidayArea { get; init; }
    /// <summary>Name of the policy pack that new ladders begin under.</summary>
    public required string Pack { get; init; }
    /// <summary>How the book comes to us.</summary>
    public FeedKind Feed { get; init; } = FeedKind.Fed;
    /// <summary>The one time a day at which levels are decided, on the ledger's clock.</summary>
    public TimeOnly RunTime { get; init; } = new(8, 0);
    /// <summary>Who the messages come from and how to answer them.</summary>
    public required SenderIdentity Sender { get; init; }
    /// <summary>Most emails a day that may leave for this ledger; never passed.</summary>
    public int EmailsPerDay { get; init; } = 2000;
    /// <summary>Most text messages a day that may leave for this ledger; never passed.</summary>
    public int SmsPerDay { get; init; } = 200;
    /// <summary>True when the sender is not the creditor (agency, factor): SMS is then refused where carriers forbid it.</summary>
    public bool ThirdPartySender { get; init; }
    /// <summary>Who has new requests, disputes and complaints; empty: whoever takes them first.</summary>
    public string CaseOwner { get; init; } = "";
    /// <summary>Who decides for whom while somebody is away.</summary>
    public ImmutableArray<Delegation> Delegations { get; init => field = value.IsDefault ? [] : value; } = []; // rows written before it existed lack it
    /// <summary>The zone, resolved.</summary>
    [JsonIgnore] public TimeZoneInfo TimeZone => SendTime.Zone(Zone);

    /// <summary>The instant of this ledger's run on a date.</summary>
    public DateTimeOffset RunAt(DateOnly date) => SendTime.InstantOf(date, RunTime, TimeZone);

    /// <summary>The first run strictly after an instant.</summary>
    public DateTimeOffset NextRunAfter(DateTimeOffset instant) => NextRunOn(SendTime.DateIn(TimeZone, instant), instant);

    /// <summary>The first run on or after a date that lies strictly after an instant.</summary>
    public DateTimeOffset NextRunOn(DateOnly date, DateTimeOffset after)
    {
        DateOnly today = SendTime.DateIn(TimeZone, after);
        if (date < today) date = today;
        DateTimeOffset run = RunAt(date);
        return run > after ? run : RunAt(date.AddDays(1));
    }
}

/// <summary>A right to decide that is lent for a time.</summary>
/// <param name="From">Whose right.</param>
/// <param name="To">Who may use it; never for what <paramref name="From"/> opened.</param>
/// <param name="Role">The right.</param>
/// <param name="FromDate">First day, on the ledger's clock.</param>
/// <param name="UntilDate">Last day, included.</param>
public sealed record Delegation(string From, string To, DecisionRole Role, DateOnly FromDate, DateOnly UntilDate)
{
    /// <summary>True on the days from first to last, both included.</summary>
    public bool IsActive(DateOnly today) => today >= FromDate && today <= UntilDate;
}

/// <summary>How a ledger is fed.</summary>
[JsonConverter(typeof(KebabEnum<FeedKind>))]
public enum FeedKind
{
    /// <summary>By files or by an API push: as old as the last accepted feed.</summary>
    Fed,
    /// <summary>Read through the accounting software's API, also at the moment of sending.</summary>
    Connected,
}

/// <summary>Who the creditor's messages come from, and what every message must say.</summary>
public sealed record SenderIdentity
{
    /// <summary>Name shown as sender and under the letter.</summary>
    public required string Name { get; init; }
    /// <summary>Address the mail comes from.</summary>
    public required string Email { get; init; }
    /// <summary>Where answers go; null: the sender's address.</summary>
    public string? ReplyTo { get; init; }
    /// <summary>Whom to call, E.164.</summary>
    public required string Phone { get; init; }
    /// <summary>Number or name that text messages come from; null: no SMS.</summary>
    public string? SmsFrom { get; init; }
    /// <summary>Postal address, one line a part.</summary>
    public string Address { get; init; } = "";
    /// <summary>Company registration as the law asks letters to show it.</summary>
    public string Registration { get; init; } = "";
    /// <summary>https address of a page where a customer pays; null: bank transfer alone.</summary>
    public string? PayLink { get; init; }
    /// <summary>https address, without a path, under which customers reach their own pages; null: letters carry no link to them.</summary>
    public string? PortalAddress { get; init; }
    /// <summary>Bank details as the letter prints them.</summary>
    public string BankDetails { get; init; } = "";
}
