using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>The file cases.json beside a pack: <c>{ "cases": [ ... ] }</c>. Each is a worked example of the pack that runs as a test:
/// what happens to one account, day by day, and every message that must go out between <c>from</c> and <c>to</c>, both included.</summary>
public sealed record PolicyCases(ImmutableArray<PolicyCase> Cases);

/// <summary>One worked example. Messages not in <see cref="Expect"/> must not go out.</summary>
public sealed record PolicyCase
{
    /// <summary>A sentence a credit controller would agree with.</summary>
    public required string Name { get; init; }
    public required CaseLedger Ledger { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required ImmutableArray<CaseEvent> Events { get; init; }
    public required ImmutableArray<CaseMessage> Expect { get; init; }
    /// <summary>What is declared when the ladder has ended within the span; null: not reached.</summary>
    public CaseEnd? End { get; init; }
}

/// <summary>The ledger of an example. The account has one contact for each role, in the ledger's zone and area, with email and mobile.</summary>
public sealed record CaseLedger
{
    /// <summary>IANA id.</summary>
    public required string Zone { get; init; }
    /// <summary>ISO 3166 area of the holidays; null: weekends alone.</summary>
    public string? HolidayArea { get; init; }
    public string Currency { get; init; } = "GBP";
}

/// <summary>What happened on a day: exactly one of the others is set. Known to that day's run.</summary>
public sealed record CaseEvent
{
    public required DateOnly Date { get; init; }
    public CaseInvoice? Invoice { get; init; }
    public CasePayment? Payment { get; init; }
    public CasePayment? CreditNote { get; init; }
    public CasePromise? Promise { get; init; }
    /// <summary>The invoice's number.</summary>
    public string? Dispute { get; init; }
    public string? DisputeSettled { get; init; }
    public CaseExtension? Extension { get; init; }
    /// <summary>Held for a person: the account is blocked from this day.</summary>
    public string? Block { get; init; }
    public string? BlockLifted { get; init; }
}

public sealed record CaseInvoice
{
    public required string Number { get; init; }
    public required DateOnly Issue { get; init; }
    public required DateOnly Due { get; init; }
    public required decimal Amount { get; init; }
    /// <summary>Null: the ledger's.</summary>
    public string? Currency { get; init; }
}

/// <summary>Money in. Invoice null: unapplied.</summary>
public sealed record CasePayment
{
    public required decimal Amount { get; init; }
    public string? Currency { get; init; }
    public string? Invoice { get; init; }
}

public sealed record CasePromise
{
    public required decimal Amount { get; init; }
    public string? Currency { get; init; }
    /// <summary>The day promised.</summary>
    public required DateOnly On { get; init; }
    /// <summary>Empty: the oldest open ones of the currency until the amount is reached.</summary>
    public ImmutableArray<string> Invoices { get; init; } = [];
}

public sealed record CaseExtension
{
    public required string Invoice { get; init; }
    public required DateOnly To { get; init; }
}

/// <summary>A message that must go out. <see cref="Level"/> null: a courtesy or promise reminder, named by <see cref="Letter"/>.</summary>
public sealed record CaseMessage
{
    public required DateOnly Date { get; init; }
    public int? Level { get; init; }
    public string? Letter { get; init; }
    public required Channel Channel { get; init; }
    /// <summary>The number of the invoice that carries the level; null for a reminder that is no level.</summary>
    public string? Carrying { get; init; }
}

public sealed record CaseEnd
{
    public required DateOnly Date { get; init; }
    public required EndOfLadder Outcome { get; init; }
}
