using System.Collections.Immutable;

namespace Collections.Domain.Contacting;

/// <summary>Who writes or calls.</summary>
public enum PartyRole
{
    /// <summary>The creditor in its own name.</summary>
    Creditor,
    /// <summary>The creditor under a name that suggests somebody else.</summary>
    CreditorUnderAnotherName,
    /// <summary>An agency, a factor that collects, a buyer of the debt.</summary>
    ThirdParty,
}

/// <summary>What kind of debt is chased.</summary>
public enum DebtKind
{
    /// <summary>Owed for business purposes.</summary>
    Business,
    /// <summary>Owed for personal, family or household purposes.</summary>
    Consumer,
    /// <summary>A consumer's regulated credit agreement.</summary>
    RegulatedCredit,
}

/// <summary>How a contact is made, as rules count it.</summary>
public enum ContactMeans
{
    /// <summary>A telephone call, also one that is not answered where a rule says so.</summary>
    Call,
    /// <summary>A text message.</summary>
    Sms,
    /// <summary>An email.</summary>
    Email,
    /// <summary>A letter.</summary>
    Letter,
}

/// <summary>Allowed hours on some weekdays, on the recipient's clock; both bounds are allowed to the second. Weekdays not named are closed.</summary>
public sealed record DayHours(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To);

/// <summary>At most so many contacts in a rolling window of consecutive days that includes the day asked about.</summary>
public sealed record FrequencyLimit(int Most, int WindowDays, ImmutableArray<ContactMeans> Counts);

/// <summary>One rule of contact: whom it binds, where, and what it allows. Data, never code.</summary>
public sealed record ContactRule
{
    /// <summary>A short name for explanations: "us-reg-f".</summary>
    public required string Name { get; init; }
    /// <summary>ISO 3166 code of the recipient's place, narrower ones after dashes: "US", "US-NY-NYC". A rule of a place holds inside it.</summary>
    public required string Place { get; init; }
    /// <summary>Who is bound.</summary>
    public required ImmutableArray<PartyRole> Binds { get; init; }
    /// <summary>For which debts.</summary>
    public required ImmutableArray<DebtKind> Debts { get; init; }
    /// <summary>The first day it holds.</summary>
    public required DateOnly From { get; init; }
    /// <summary>Allowed hours; empty: the rule says nothing of hours.</summary>
    public ImmutableArray<DayHours> Hours { get; init; } = [];
    /// <summary>True: none on public holidays of the place.</summary>
    public bool ClosedOnHolidays { get; init; }
    /// <summary>Counts in rolling windows; empty: none.</summary>
    public ImmutableArray<FrequencyLimit> Limits { get; init; } = [];
    /// <summary>Days without calls from a conversation on, whose own day is day 1; null: none.</summary>
    public int? CooldownDays { get; init; }
    /// <summary>Days to wait after the first notice; null: none.</summary>
    public int? WaitAfterFirstNoticeDays { get; init; }
    /// <summary>Law and article, or the guideline.</summary>
    public required string Source { get; init; }

    /// <summary>True when the recipient's place lies in the rule's.</summary>
    public bool HoldsAt(string place) =>
        place == Place || place.StartsWith(Place + "-", StringComparison.Ordinal);

    /// <summary>True when it binds this party for this debt at this place on this day.</summary>
    public bool IsBinding(ContactParty party, string place, DateOnly day) =>
        day >= From && HoldsAt(place) && Binds.Contains(party.Role) && Debts.Contains(party.Debt);
}

/// <summary>The sender as rules see it.</summary>
public sealed record ContactParty(PartyRole Role, DebtKind Debt);

/// <summary>Carriers that refuse text messages for another creditor, with or without consent, and the provider's errors that say so.</summary>
public sealed record SmsBan(ImmutableArray<string> Countries, ImmutableArray<PartyRole> Roles, ImmutableArray<int> ProviderErrors, string Source);
