using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>What a case is about.</summary>
[JsonConverter(typeof(KebabEnum<CaseKind>))]
public enum CaseKind
{
    /// <summary>The customer asks for time or relief: an extension, a plan, a concession.</summary>
    Request,
    /// <summary>An invoice, or a part of it, is contested.</summary>
    Dispute,
    /// <summary>A grievance about us.</summary>
    Complaint,
    /// <summary>Somebody wrote about us in public.</summary>
    Review,
}

/// <summary>Where a case stands.</summary>
[JsonConverter(typeof(KebabEnum<CaseState>))]
public enum CaseState
{
    /// <summary>Waits for our answer.</summary>
    Open,
    /// <summary>Our offer waits for the customer's.</summary>
    Offered,
    /// <summary>Granted: the agreement stands beside it.</summary>
    Granted,
    /// <summary>Refused, with a reason.</summary>
    Refused,
    /// <summary>Taken back by the customer.</summary>
    Withdrawn,
    /// <summary>Our offer was not answered in its time, or nothing is left that it could be about.</summary>
    Lapsed,
    /// <summary>A dispute, complaint or review was answered.</summary>
    Settled,
}

/// <summary>A request, dispute, complaint or public review on an account, from its first word to the look back at what came of it.</summary>
public sealed record Case
{
    /// <summary>"C4", unique within the account.</summary>
    public required string Id { get; init; }
    /// <summary>What it is.</summary>
    public required CaseKind Kind { get; init; }
    /// <summary>"staff", "portal", "api", "email", "sms".</summary>
    public required string Via { get; init; }
    /// <summary>Who opened it: a person's name, or "customer". Whoever opened it never decides it.</summary>
    public required string OpenedBy { get; init; }
    /// <summary>The contact who asked and who is answered; null: whoever can be reached.</summary>
    public string? ContactId { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset OpenedAt { get; init; }
    /// <summary>The ledger's day of it.</summary>
    public required DateOnly OpenedDate { get; init; }
    /// <summary>In the customer's words; may be empty.</summary>
    public string Words { get; init; } = "";
    /// <summary>The invoices it covers; empty for a complaint or review, which concern the account.</summary>
    public ImmutableArray<string> Invoices { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>The money at stake on the day it was opened, a currency each.</summary>
    public ImmutableArray<Money> AtStake { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>What the customer states of their means; null: nothing.</summary>
    public CustomerStatement? Stated { get; init; }
    /// <summary>What the creditor's staff or systems supply; null: nothing.</summary>
    public SuppliedFacts? Supplied { get; init; }
    /// <summary>The nature of the difficulty, as stated and as the pattern shows.</summary>
    public Difficulty Difficulty { get; init; }
    /// <summary>The person who has it; empty: the first who takes it.</summary>
    public string Owner { get; init; } = "";
    /// <summary>Which level of the policy's chain of limits must answer; from 1.</summary>
    public int Level { get; init; } = 1;
    /// <summary>When the customer was told they would have an answer; null: nothing was promised, or the answer is given.</summary>
    public DateTimeOffset? AnswerBy { get; init; }
    /// <summary>When the case must be looked at next by itself: service time over, an offer that ends; null: only a person or the customer moves it.</summary>
    public DateTimeOffset? DueAt { get; init; }
    /// <summary>Last day, included, on which what it covers is out of the chase; null: it pauses nothing by itself. A dispute's part stays out until it is settled.</summary>
    public DateOnly? PausedUntil { get; init; }
    /// <summary>Where it stands.</summary>
    public CaseState State { get; init; } = CaseState.Open;
    /// <summary>What was asked and offered, the first request first.</summary>
    public ImmutableArray<CaseRound> Rounds { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>The assessment, a sentence each, as it stood when the case was last assessed.</summary>
    public ImmutableArray<string> Facts { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>What it was measured by when it was last assessed; null for what is no request.</summary>
    public CaseMeasures? Measures { get; init; }
    /// <summary>The rules ("days", "amount") that kept it from being granted at once; empty: none did.</summary>
    public ImmutableArray<string> Exceptions { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>How it was decided; null while open.</summary>
    public CaseDecision? Decision { get; init; }
    /// <summary>The look back; null: none is planned.</summary>
    public FollowUp? FollowUp { get; init; }
    /// <summary>The dispute behind it; null: it is none.</summary>
    public string? DisputeId { get; init; }
    /// <summary>The public review behind it; null: it is none.</summary>
    public PublicReview? Review { get; init; }
    /// <summary>The letter that no provider has accepted yet; null: the customer has been told.</summary>
    public CaseLetter? ToTell { get; init; }
    /// <summary>How many letters it has asked for: numbers them.</summary>
    public int Letters { get; init; }
    /// <summary>How often an answer was late and we said so.</summary>
    public int Apologies { get; init; }
    /// <summary>What happened to it, oldest first.</summary>
    public ImmutableArray<CaseStep> History { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>True until it is decided, withdrawn or lapsed.</summary>
    [JsonIgnore] public bool IsOpen => State is CaseState.Open or CaseState.Offered;
    /// <summary>What the customer last asked for; null for what is no request.</summary>
    [JsonIgnore] public CaseTerms? Asked => Rounds.LastOrDefault(r => r.ByCustomer)?.Terms;
    /// <summary>Our offer that waits for the customer; null: none.</summary>
    [JsonIgnore] public CaseRound? Offer => State == CaseState.Offered ? Rounds[^1] : null;

    /// <summary>True on the days on which it takes its invoices out of the chase.</summary>
    public bool Pauses(DateOnly today) => IsOpen && today <= PausedUntil;
}

/// <summary>The figures of a request and its account, as the limits and the comparison with other cases read them.</summary>
/// <param name="Amount">The money that is moved or given up, or the order.</param>
/// <param name="Days">Calendar days from the request to the last day it names; zero when it names none.</param>
/// <param name="Instalments">How many; zero without.</param>
/// <param name="FirstShare">Share (0 to 1) of the first part; zero without parts.</param>
/// <param name="GivenUpShare">Share (0 to 1) given up; zero when nothing is.</param>
/// <param name="ShareLate">Share (0 to 1) of settled invoices that were late.</param>
/// <param name="AverageDaysLate">Days beyond terms of settled invoices, early as zero, a plain mean.</param>
/// <param name="BrokenPromises">In the twelve months before.</param>
/// <param name="GrantedBefore">Requests granted in the twelve months before.</param>
/// <param name="Score">The outside score supplied; null: none.</param>
public sealed record CaseMeasures(
    Money Amount, int Days, int Instalments, decimal FirstShare, decimal GivenUpShare, decimal ShareLate, int AverageDaysLate, int BrokenPromises, int GrantedBefore, int? Score);

/// <summary>One step of a case.</summary>
/// <param name="At">When.</param>
/// <param name="By">"customer", "rule", or a person's name.</param>
/// <param name="Step">"opened", "offered", "countered", "moved-on", "apologised", "granted"...</param>
/// <param name="Words">A sentence for staff.</param>
public sealed record CaseStep(DateTimeOffset At, string By, string Step, string Words);

/// <summary>What was asked or offered in one round.</summary>
/// <param name="By">"customer" or a person's name.</param>
/// <param name="ByCustomer">True: asked; false: offered.</param>
/// <param name="Terms">The terms.</param>
/// <param name="Date">The ledger's day.</param>
/// <param name="Words">Why, in words that reach the other side; may be empty.</param>
/// <param name="UntilDate">Last day on which an offer may be taken, included; null for what is asked.</param>
public sealed record CaseRound(string By, bool ByCustomer, CaseTerms Terms, DateOnly Date, string Words, DateOnly? UntilDate = null);

/// <summary>How a case was decided.</summary>
/// <param name="Outcome">Granted, Refused, Withdrawn, Lapsed or Settled.</param>
/// <param name="By">"rule", "customer" or a person's name.</param>
/// <param name="Date">The ledger's day.</param>
/// <param name="Reason">A person's words that reach the customer; empty: <paramref name="Rule"/> is put into words.</param>
/// <param name="Rule">The rule it rests on, as a code with words in each language ("within-limits", "offer-lapsed", "credited").</param>
/// <param name="Terms">What was granted; null: nothing.</param>
/// <param name="Amount">What it gives or delays, in one currency: the measure of the decider's limit; null: none.</param>
public sealed record CaseDecision(CaseState Outcome, string By, DateOnly Date, string Reason, string Rule, CaseTerms? Terms = null, Money? Amount = null)
{
    /// <summary>Ids of the plan, discounts, waivers or release that carry it; an extension is named by its invoice; empty when it rests on no agreement.</summary>
    public ImmutableArray<string> Agreements { get; init; } = [];
    /// <summary>The request's level when it was decided: whose limits held.</summary>
    public int Level { get; init; } = 1;
}

/// <summary>The look back at a granted request, at a set time.</summary>
/// <param name="DueDate">The ledger's day.</param>
/// <param name="Outcome">What came of it; null before.</param>
/// <param name="DaysLate">Days from the last agreed date to the day all of it was settled; zero in time, null while something is open.</param>
/// <param name="Words">What came, in a sentence; empty before.</param>
public sealed record FollowUp(DateOnly DueDate, FollowUpOutcome? Outcome = null, int? DaysLate = null, string Words = "");

/// <summary>What came of a granted request.</summary>
[JsonConverter(typeof(KebabEnum<FollowUpOutcome>))]
public enum FollowUpOutcome
{
    /// <summary>Everything came as agreed.</summary>
    Worked,
    /// <summary>Everything came, later than agreed.</summary>
    WorkedLate,
    /// <summary>A part came.</summary>
    PartlyWorked,
    /// <summary>Nothing came, or the plan was broken.</summary>
    Failed,
}

/// <summary>Something written about us in public.</summary>
/// <param name="Where">The site's name.</param>
/// <param name="Rating">Stars from 1 to 5.</param>
/// <param name="Link">https; null: unknown.</param>
/// <param name="Draft">A factual answer for a person to look at; never published by us.</param>
public sealed record PublicReview(string Where, int Rating, string? Link, string Draft)
{
    /// <summary>True from four stars: it is thanked, and nothing is paused.</summary>
    [JsonIgnore] public bool IsGood => Rating >= 4;
}

/// <summary>A letter about a case that the customer is to get.</summary>
/// <param name="Letter">Its name in the pack: "request-received", "request-decision"...</param>
/// <param name="Key">What it says, as a code with words in each language; empty: the person's words alone.</param>
/// <param name="Words">A person's words for the customer; may be empty.</param>
/// <param name="MessageId">The message reserved for it; null: nobody could be reached yet.</param>
public sealed record CaseLetter(string Letter, string Key, string Words, string? MessageId = null);

/// <summary>Roles that decide on requests and disputes, the smallest right first.</summary>
[JsonConverter(typeof(KebabEnum<DecisionRole>))]
public enum DecisionRole
{
    /// <summary>Works the exceptions.</summary>
    Controller,
    /// <summary>Decides concessions.</summary>
    Approver,
    /// <summary>Keeps the house.</summary>
    Admin,
}
