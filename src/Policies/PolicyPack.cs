using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>The rules of one ledger's chase as data: what a finance person may change. How the numbers combine is Engine's.
/// Immutable once used; <see cref="ContentId"/> names the exact content.</summary>
public sealed record PolicyPack
{
    /// <summary>The pack's name, as its folder: "uk-b2b".</summary>
    public required string Pack { get; init; }
    /// <summary>Counts from 1; a change of content needs a new number.</summary>
    public required int Version { get; init; }
    public string Title { get; init; } = "";
    /// <summary>ISO 3166 code whose law the pack follows: "GB", "DE", "EU", "US", "IN".</summary>
    public required string Jurisdiction { get; init; }
    public ImmutableArray<string> Languages { get; init; } = ["en"];
    /// <summary>By currency, for the chaseable total; equal is enough; a currency not named has no minimum.</summary>
    public ImmutableSortedDictionary<string, decimal> MinimumBalance { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
    /// <summary>Calendar days from the last message to the next; exactly the gap is enough.</summary>
    public int MinimumGapDays { get; init; } = 3;
    public LadderEntry Entry { get; init; } = LadderEntry.Restart;
    /// <summary>With contextual entry, the highest level an invoice may begin at.</summary>
    public int EntryCap { get; init; } = 2;
    public CourtesyRule? Courtesy { get; init; }
    /// <summary>Rising level days, numbered from 1 without a gap.</summary>
    public required ImmutableArray<DunningLevel> Levels { get; init; }
    /// <summary>Where a message goes after a rejection or bounce, tried in order after the level's own channel and recipient.</summary>
    public ImmutableArray<FallbackRoute> Fallback { get; init; } = [];
    public EndOfLadder EndOfLadder { get; init; } = EndOfLadder.HandOver;
    /// <summary>Calendar days after the last level was done before the end of the ladder is declared.</summary>
    public int EndAfterDays { get; init; } = 7;
    public RepeatRule? Repeat { get; init; }
    public ContactHours ContactHours { get; init; } = new();
    public ContactBudget Budget { get; init; } = new();
    public FeedRule Feed { get; init; } = new();
    public PromiseRule Promises { get; init; } = new();
    public AgreementRule Agreements { get; init; } = new();
    public RequestRule Requests { get; init; } = new();
    public StandingRule Standing { get; init; } = new();
    public OrderGateRule OrderGate { get; init; } = new();
    public ClaimRule Claims { get; init; } = new();
    /// <summary>True: messages wait until a person releases them in a batch.</summary>
    public bool Review { get; init; }
    /// <summary>What a message costs, by channel ("email", "sms" a segment), for the backtest.</summary>
    public ImmutableSortedDictionary<string, decimal> CostPerMessage { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
    /// <summary>Where each figure of law comes from, and its date.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Short hash of the pack's canonical content; set when it is read.</summary>
    [JsonIgnore] public string ContentId { get; init; } = "";
    /// <summary>"uk-b2b v3 (1f2e3d4c)", for explanations.</summary>
    [JsonIgnore] public string Label => $"{Pack} v{Version} ({ContentId})";

    /// <summary>The level of that number, or null past the end.</summary>
    public DunningLevel? Level(int number) => number >= 1 && number <= Levels.Length ? Levels[number - 1] : null;

    /// <summary>The minimum of a currency; zero when none is set.</summary>
    public Money MinimumOf(Currency currency) => Money.Exact(MinimumBalance.GetValueOrDefault(currency.Code), currency);
}

[JsonConverter(typeof(KebabEnum<LadderEntry>))]
public enum LadderEntry { Restart, Contextual }

[JsonConverter(typeof(KebabEnum<EndOfLadder>))]
public enum EndOfLadder { HandOver, ProposeBlacklisting, ProposeWriteOff, Repeat }

[JsonConverter(typeof(KebabEnum<Tone>))]
public enum Tone { Courteous, Firm, Formal }

/// <summary>One rung. <see cref="Recipient"/> is a contact's role: "accounts-payable", "owner", "escalation".</summary>
public sealed record DunningLevel
{
    public required int Number { get; init; }
    public required int DaysPastDue { get; init; }
    public Channel Channel { get; init; } = Channel.Email;
    public required string Letter { get; init; }
    public string Recipient { get; init; } = "accounts-payable";
    /// <summary>How the letter speaks; never falls from one level to the next.</summary>
    public Tone Tone { get; init; } = Tone.Courteous;
    /// <summary>True: without an accepted message the ladder stops for a person (a final notice, the notice before blacklisting).</summary>
    public bool Required { get; init; }
    /// <summary>Minutes (30 to 480) for which the provider holds the message before it leaves: a payment, promise, dispute or opt-out in between calls it back.
    /// Null: it leaves at once. A channel that cannot call back sends at once too.</summary>
    public int? RecallMinutes { get; init; }
    /// <summary>True: this is the notice before blacklisting; once accepted the account is warned and the cure period runs.</summary>
    public bool Warns { get; init; }
}

public sealed record FallbackRoute(Channel Channel, string Recipient);

/// <summary>A reminder before the due date: no level.</summary>
public sealed record CourtesyRule
{
    public int DaysBefore { get; init; } = 3;
    public string Letter { get; init; } = "courtesy";
    public Channel Channel { get; init; } = Channel.Email;
    public string Recipient { get; init; } = "accounts-payable";
    public CourtesyTo To { get; init; } = CourtesyTo.LatePayers;
}

/// <summary>Whom a courtesy reminder goes to: everyone, or accounts that paid at least one invoice late or broke a promise.</summary>
[JsonConverter(typeof(KebabEnum<CourtesyTo>))]
public enum CourtesyTo { Everyone, LatePayers }

/// <summary>After the ladder: the same letter again, slowly, at most <see cref="Cap"/> times.</summary>
public sealed record RepeatRule { public int EveryDays { get; init; } = 30; public int Cap { get; init; } = 3; public string Letter { get; init; } = "final"; }

/// <summary>Allowed hours on the recipient's clock, both bounds allowed; weekends and public holidays there are closed.</summary>
public sealed record ContactHours { public TimeOnly From { get; init; } = new(9, 0); public TimeOnly To { get; init; } = new(17, 30); }

/// <summary>Messages a person may get, over all channels, accounts and ledgers.</summary>
public sealed record ContactBudget { public int PerDay { get; init; } = 1; public int PerSevenDays { get; init; } = 2; }

/// <summary>How old the ledger may be, and how much of it one feed may turn over, before nothing is sent.</summary>
public sealed record FeedRule
{
    /// <summary>Hours since the last accepted feed of a fed ledger; over a weekend or holiday one working day.</summary>
    public int MaxLedgerAgeHours { get; init; } = 36;
    /// <summary>Minutes since the invoices were read from the source, for a connected ledger.</summary>
    public int MaxSourceAgeMinutes { get; init; } = 15;
    /// <summary>Share of open invoices (0 to 1) that one feed may close or void at once; more is held for a person.</summary>
    public decimal ImplausibleShare { get; init; } = 0.4m;
    /// <summary>Ledgers smaller than this are never held as implausible.</summary>
    public int ImplausibleFrom { get; init; } = 20;
}

public sealed record PromiseRule
{
    public int FurthestDays { get; init; } = 30;
    /// <summary>Least share (0 to 1) of what it covers that a promise must name.</summary>
    public decimal LeastShare { get; init; } = 0.25m;
    public int MostOpen { get; init; } = 2;
    /// <summary>Most open promises for an account that broke one within the last year.</summary>
    public int MostOpenAfterBroken { get; init; } = 1;
    public int GraceDays { get; init; } = 2;
    /// <summary>True: grace counts business days of the ledger; false: calendar days.</summary>
    public bool GraceInBusinessDays { get; init; }
    /// <summary>The level the ladder goes on at after a broken promise, if above the next; null: the next.</summary>
    public int? LevelAfterBroken { get; init; }
    public bool Remind { get; init; } = true;
    public string Letter { get; init; } = "promise-reminder";
}

/// <summary>Limits of what staff may agree without an approver.</summary>
public sealed record AgreementRule
{
    public int FurthestExtensionDays { get; init; } = 30;
    public int MostInstalments { get; init; } = 6;
    public int PlanGraceDays { get; init; } = 3;
    public string InstalmentLetter { get; init; } = "instalment-reminder";
    /// <summary>Share (0 to 1) of an invoice that a controller may waive or discount; above it an approver.</summary>
    public decimal ControllerWaiverShare { get; init; } = 0.05m;
}

public sealed record StandingRule
{
    /// <summary>Calendar days after the accepted notice in which payment ends the matter.</summary>
    public int CureDays { get; init; } = 14;
    /// <summary>Overdue by currency from which a proposal is made; equal is enough; a currency not named never leads to one.</summary>
    public ImmutableSortedDictionary<string, decimal> MinimumOverdue { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
    public int MinimumDaysPastDue { get; init; } = 60;
    /// <summary>Exposure by currency above which two approvers must agree.</summary>
    public ImmutableSortedDictionary<string, decimal> TwoApproversAbove { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
    public int ReviewAfterDays { get; init; } = 180;
    public int AppealDays { get; init; } = 30;
    /// <summary>Broken promises in a year from which an account with overdue invoices is watched.</summary>
    public int WatchAfterBrokenPromises { get; init; } = 1;
    /// <summary>Days past due from which an account is watched.</summary>
    public int WatchFromDaysPastDue { get; init; } = 30;
    /// <summary>Rehabilitation: days on prepayment, then days on the small limit, before good standing.</summary>
    public int PrepayDays { get; init; } = 90;
    public int SmallLimitDays { get; init; } = 90;
    /// <summary>The small limit, as a share (0 to 1) of the credit limit.</summary>
    public decimal SmallLimitShare { get; init; } = 0.25m;
}

public sealed record OrderGateRule
{
    /// <summary>Only record what would have been said; always allow.</summary>
    public bool Shadow { get; init; }
    /// <summary>Days past due of the oldest invoice from which orders are prepaid, held, refused; null: never for age.</summary>
    public int? PrepayFromDaysPastDue { get; init; } = 30;
    public int? HoldFromDaysPastDue { get; init; } = 60;
    /// <summary>Overdue by currency that is ignored by the age rules; equal is ignored.</summary>
    public ImmutableSortedDictionary<string, decimal> IgnoreOverdueUpTo { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
    /// <summary>Credit limit by currency where the account has none of its own; a currency not named has no limit.</summary>
    public ImmutableSortedDictionary<string, decimal> CreditLimit { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
    /// <summary>How long an answer holds, in minutes.</summary>
    public int ValidMinutes { get; init; } = 60;
    /// <summary>Longest time to the review of a hold, in days.</summary>
    public int HoldReviewDays { get; init; } = 14;
}

/// <summary>Interest and fixed sums as claims beside the invoice. <see cref="Scheme"/> names a statutory preset; "contract" uses the contract's rate; "none" claims nothing.</summary>
public sealed record ClaimRule
{
    public string Scheme { get; init; } = "none";
    /// <summary>Percent a year, for "contract".</summary>
    public decimal? ContractRateAnnual { get; init; }
    /// <summary>From which level on letters state the claim; null: never.</summary>
    public int? StateFromLevel { get; init; }
}
