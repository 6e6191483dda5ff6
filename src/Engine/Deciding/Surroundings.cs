using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Everything outside the account that a decision rests on, read before it and passed in as one value.</summary>
public sealed record Surroundings
{
    /// <summary>The account's ledger.</summary>
    public required Ledger Ledger { get; init; }
    /// <summary>Version of the account that was loaded, commits so far: evidence and approvals name it. Zero where it plays no part.</summary>
    public long AccountVersion { get; init; }
    /// <summary>Public holidays.</summary>
    public HolidayCalendar Holidays { get; init; } = HolidayCalendar.WeekendsOnly;
    /// <summary>When the ledger's last feed was accepted; null: never.</summary>
    public DateTimeOffset? FedAt { get; init; }
    /// <summary>Why the ledger's connection to its software has ended, and since when; null: it stands, or there is none.</summary>
    public string? ConnectionEnded { get; init; }
    /// <summary>What was read of the source for a message just before its gate; null: nothing was.</summary>
    public SourceReading? Reading { get; init; }
    /// <summary>As of when the balances are known: the last feed, or the reading just before the gate; null: never.</summary>
    public DateTimeOffset? KnownAt => Reading is { Failure: null } read && !(FedAt > read.At) ? read.At : FedAt;
    /// <summary>Why the last feed is held for a person; null: it is plausible.</summary>
    public string? Implausible { get; init; }
    /// <summary>True while nothing may be sent.</summary>
    public bool SafeMode { get; init; }
    /// <summary>True while an event of this account is parked.</summary>
    public bool EventParked { get; init; }
    /// <summary>Normalised addresses of the account that have opted out.</summary>
    public ImmutableHashSet<string> OptedOut { get; init; } = [];
    /// <summary>Messages that the account's persons got in the last seven days, over all accounts and ledgers.</summary>
    public ImmutableArray<GrantRecord> Grants { get; init; } = [];
    /// <summary>Messages of each channel granted to the ledger on its day.</summary>
    public ImmutableDictionary<Channel, int> GrantedToday { get; init; } = ImmutableDictionary<Channel, int>.Empty;

    /// <summary>Decided requests of the ledger, the latest first: what similar cases were given. Read for requests alone; empty elsewhere.</summary>
    public ImmutableArray<DecidedCase> Decided { get; init; } = [];
    /// <summary>All that is open in the ledger, a currency each, as last counted; empty: not known.</summary>
    public ImmutableArray<Money> LedgerOpen { get; init; } = [];

    /// <summary>The recipient's zone: the contact's, else the account's, else the ledger's.</summary>
    public TimeZoneInfo ZoneOf(Account account, Contact contact) => SendTime.Zone(contact.Zone ?? account.Zone ?? Ledger.Zone);

    /// <summary>The recipient's holiday area: the contact's, else the account's, else the ledger's.</summary>
    public string? AreaOf(Account account, Contact contact) => contact.HolidayArea ?? account.HolidayArea ?? Ledger.HolidayArea;
}
