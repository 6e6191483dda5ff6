using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>What the order desk may do with an order, the mildest first.</summary>
[JsonConverter(typeof(KebabEnum<GateVerdict>))]
public enum GateVerdict
{
    /// <summary>Ship on the usual terms.</summary>
    Allow,
    /// <summary>Ship once it is paid in advance.</summary>
    Prepay,
    /// <summary>Wait: nothing ships until a payment or a person releases it.</summary>
    Hold,
    /// <summary>Take no order.</summary>
    Refuse,
}

/// <summary>Why the order gate answers as it does, as a stable code ("credit-limit").</summary>
[JsonConverter(typeof(KebabEnum<GateReason>))]
public enum GateReason
{
    /// <summary>Nothing stands in the way.</summary>
    WithinTerms,
    /// <summary>A person let this one order through.</summary>
    ReleasedByPerson,
    /// <summary>Paid in advance, which the terms allow.</summary>
    PaidInAdvance,
    /// <summary>With this order the exposure would pass the credit limit.</summary>
    CreditLimit,
    /// <summary>The oldest overdue invoice has reached the days from which orders are prepaid.</summary>
    Overdue,
    /// <summary>It has reached the days from which orders are held, and the conditions of a hold by rule are met.</summary>
    OverdueLong,
    /// <summary>It has reached those days, but a hold by rule lacks a condition (a notice not accepted, a promise or dispute open): paid in advance instead.</summary>
    HoldNotProven,
    /// <summary>It has reached those days while our own figures may be out of date: no new hold, paid in advance instead.</summary>
    HoldFrozen,
    /// <summary>On the way back: orders are paid in advance.</summary>
    Rehabilitating,
    /// <summary>On the way back: the small limit would be passed, or there is none to take a share of.</summary>
    SmallLimit,
    /// <summary>A person stopped new orders.</summary>
    HeldByPerson,
    /// <summary>Insolvency or a moratorium: only a person lets an order through.</summary>
    Insolvency,
    /// <summary>No credit.</summary>
    Blacklisted,
}

/// <summary>The last answer of the order gate whose kind differed from the one before.</summary>
/// <param name="Verdict">What was answered, or in shadow mode would have been.</param>
/// <param name="Reasons">Why, the strictest first.</param>
/// <param name="Order">The amount of the order asked for.</param>
/// <param name="At">When.</param>
/// <param name="Policy">Policy edition: "uk-b2b v3 (1f2e3d4c)".</param>
/// <param name="IsShadow">True: only recorded; the desk was told to go ahead.</param>
public sealed record GateRecord(
    GateVerdict Verdict, ImmutableArray<GateReason> Reasons, Money Order, DateTimeOffset At, string Policy, bool IsShadow);

/// <summary>One order let through against the gate, by a person with the right to.</summary>
/// <param name="Id">"R1", unique within the account.</param>
/// <param name="Order">The order's own number: the release holds for it alone.</param>
/// <param name="Most">The largest amount it holds for, included.</param>
/// <param name="OnPrepayment">True: let through against payment in advance; false: on the usual terms.</param>
/// <param name="Date">The ledger's day of the release.</param>
/// <param name="UntilDate">Last day, included.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
public sealed record OrderRelease(string Id, string Order, Money Most, bool OnPrepayment, DateOnly Date, DateOnly UntilDate, string Reason, string By);
