using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>How the creditor stands to a customer.</summary>
[JsonConverter(typeof(KebabEnum<Standing>))]
public enum Standing
{
    /// <summary>Nothing to remark.</summary>
    Good,
    /// <summary>Signs of trouble.</summary>
    Watch,
    /// <summary>The notice before blacklisting was accepted; the cure period runs.</summary>
    Warned,
    /// <summary>Blacklisting is proposed and waits for approval.</summary>
    Proposed,
    /// <summary>No credit.</summary>
    Blacklisted,
    /// <summary>On the way back: prepayment, then a small limit.</summary>
    Rehabilitating,
}

/// <summary>Why an account may be blacklisted.</summary>
[JsonConverter(typeof(KebabEnum<StandingGround>))]
public enum StandingGround
{
    /// <summary>Debts unpaid after the notice and its cure period.</summary>
    Payment,
    /// <summary>Deceit, theft or abuse of staff: opened by a person with a written account.</summary>
    Conduct,
}

/// <summary>The step of the way back.</summary>
[JsonConverter(typeof(KebabEnum<RehabilitationStep>))]
public enum RehabilitationStep
{
    /// <summary>Orders are paid before they ship.</summary>
    Prepay,
    /// <summary>A small credit limit.</summary>
    SmallLimit,
}

/// <summary>Standing with its due process.</summary>
public sealed record StandingRecord
{
    /// <summary>A new customer's.</summary>
    public static StandingRecord Good { get; } = new();

    /// <summary>Where it stands.</summary>
    public Standing Standing { get; init; } = Standing.Good;
    /// <summary>Since when, on the ledger's clock; null for an account that never changed.</summary>
    public DateOnly? SinceDate { get; init; }
    /// <summary>Why it stands there, in words.</summary>
    public string Reason { get; init; } = "";
    /// <summary>How many steps it has gone through: numbers the letters about it.</summary>
    public int Steps { get; init; }
    /// <summary>Content id of the policy edition that the process under way began under; null: the one in use.</summary>
    public string? Pack { get; init; }
    /// <summary>The notice before blacklisting; null without one. On the conduct ground it is named when reserved and counts from its acceptance only.</summary>
    public string? NoticeMessageId { get; init; }
    /// <summary>The day the notice was accepted; the cure period counts from it. Null: not accepted.</summary>
    public DateOnly? NoticeDate { get; init; }
    /// <summary>The invoices that the notice named and that are the cause; once blacklisted, those of them still unpaid.</summary>
    public ImmutableArray<string> Noticed { get; init => field = value.IsDefault ? [] : value; } = []; // rows written before it existed lack it
    /// <summary>Last day, included, on which a blacklisting may be appealed; null when not blacklisted.</summary>
    public DateOnly? AppealUntilDate { get; init; }
    /// <summary>The letter about this step that no provider has accepted yet; null: the customer has been told.</summary>
    public StandingLetter? ToTell { get; init; }
    /// <summary>The proposal under way or approved; null without one.</summary>
    public BlacklistProposal? Proposal { get; init; }
    /// <summary>When a blacklisting must be looked at again; null when not blacklisted.</summary>
    public DateOnly? ReviewDate { get; init; }
    /// <summary>The customer's appeal; null without one.</summary>
    public Appeal? Appeal { get; init; }
    /// <summary>The step of the way back; null when not on it.</summary>
    public RehabilitationStep? Step { get; init; }
    /// <summary>The day the step began.</summary>
    public DateOnly? StepDate { get; init; }
}

/// <summary>A proposal to blacklist: who proposes never approves.</summary>
public sealed record BlacklistProposal
{
    /// <summary>On what ground.</summary>
    public required StandingGround Ground { get; init; }
    /// <summary>Who proposed; "rule" when the policy did.</summary>
    public required string By { get; init; }
    /// <summary>The ledger's day of the proposal.</summary>
    public required DateOnly Date { get; init; }
    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }
    /// <summary>What it rests on (reliability INV-19): policy version, ledger age, overdue after credits, notices, agreements.</summary>
    public required ImmutableArray<string> Evidence { get; init; }
    /// <summary>Version of the account that the evidence describes, the commit of the proposal (or of the last approval) included; approval of a
    /// later state needs a new look.</summary>
    public required long AccountVersion { get; init; }
    /// <summary>How many approvers the policy asks for: one or two.</summary>
    public required int ApproversNeeded { get; init; }
    /// <summary>Who approved so far.</summary>
    public ImmutableArray<string> ApprovedBy { get; init; } = [];
}

/// <summary>A customer's appeal against a warning, proposal or blacklisting.</summary>
/// <param name="Date">The ledger's day it came.</param>
/// <param name="Words">The customer's grounds.</param>
/// <param name="DecidedBy">Who decided; null while open.</param>
/// <param name="Upheld">True: the blacklisting ends; null while open.</param>
/// <param name="Reason">The decision's reason.</param>
public sealed record Appeal(DateOnly Date, string Words, string? DecidedBy = null, bool? Upheld = null, string Reason = "");

/// <summary>A letter about a step of standing that the customer is to get.</summary>
/// <param name="Letter">Its name in the pack: "blacklisted", "rehabilitated", "conduct-notice"...</param>
/// <param name="Key">The step in the letter's own language; empty: the person's words alone.</param>
/// <param name="Words">A person's words for the customer; may be empty.</param>
/// <param name="MessageId">The message reserved for it; null: nobody could be reached yet.</param>
public sealed record StandingLetter(string Letter, string Key, string Words, string? MessageId = null);
