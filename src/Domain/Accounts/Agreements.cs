using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>Where a promise to pay stands.</summary>
[JsonConverter(typeof(KebabEnum<PromiseStanding>))]
public enum PromiseStanding
{
    /// <summary>Waiting for its date.</summary>
    Open,
    /// <summary>The amount came, or all it covers is settled.</summary>
    Kept,
    /// <summary>Something came, not all.</summary>
    PartlyKept,
    /// <summary>Nothing came in time.</summary>
    Broken,
    /// <summary>Taken back before its date.</summary>
    Withdrawn,
}

/// <summary>A promise to pay: an amount, a date, the invoices it covers.</summary>
public sealed record Promise
{
    /// <summary>"P1", unique within the account.</summary>
    public required string Id { get; init; }
    /// <summary>Above zero.</summary>
    public required Money Amount { get; init; }
    /// <summary>The promised day, as given.</summary>
    public required DateOnly Date { get; init; }
    /// <summary>The day it was given, on the ledger's clock; payments count from this value date.</summary>
    public required DateOnly GivenDate { get; init; }
    /// <summary>The last value date that keeps it: promised day (next business day of the ledger) plus grace; judged the day after.</summary>
    public required DateOnly LastDate { get; init; }
    /// <summary>The invoices it covers; each is paused whole.</summary>
    public required ImmutableArray<string> Invoices { get; init; }
    /// <summary>"staff", "portal", "sms" or "email".</summary>
    public required string Via { get; init; }
    /// <summary>Where it stands.</summary>
    public PromiseStanding Standing { get; init; } = PromiseStanding.Open;
    /// <summary>The day it was last judged; null while open.</summary>
    public DateOnly? JudgedDate { get; init; }
    /// <summary>What has counted for it so far.</summary>
    public Money? Received { get; init; }
    /// <summary>True once its reminder was reserved.</summary>
    public bool Reminded { get; init; }
    /// <summary>True once a level's message told the customer that it was broken.</summary>
    public bool BrokenSaid { get; init; }
}

/// <summary>Where a payment plan stands.</summary>
[JsonConverter(typeof(KebabEnum<PlanStanding>))]
public enum PlanStanding
{
    /// <summary>Every instalment that is due has come.</summary>
    OnTrack,
    /// <summary>All instalments have come.</summary>
    Completed,
    /// <summary>An instalment was missed after grace.</summary>
    Broken,
    /// <summary>Ended by agreement.</summary>
    Withdrawn,
}

/// <summary>One instalment of a plan.</summary>
/// <param name="DueDate">As agreed.</param>
/// <param name="Amount">Above zero.</param>
public sealed record Instalment(DateOnly DueDate, Money Amount);

/// <summary>An agreed payment plan: the invoices it covers leave the chase while it is on track.</summary>
public sealed record Plan
{
    /// <summary>"A1", unique within the account.</summary>
    public required string Id { get; init; }
    /// <summary>The day it was agreed; payments count from this value date.</summary>
    public required DateOnly AgreedDate { get; init; }
    /// <summary>The invoices it covers.</summary>
    public required ImmutableArray<string> Invoices { get; init; }
    /// <summary>Rising by date, one currency.</summary>
    public required ImmutableArray<Instalment> Instalments { get; init; }
    /// <summary>Calendar days after an instalment's date within which it still counts.</summary>
    public required int GraceDays { get; init; }
    /// <summary>Where it stands.</summary>
    public PlanStanding Standing { get; init; } = PlanStanding.OnTrack;
    /// <summary>How many instalments a reminder was reserved for.</summary>
    public int Reminded { get; init; }
    /// <summary>The day it ended; null while on track.</summary>
    public DateOnly? EndedDate { get; init; }
}

/// <summary>A contested invoice, whole or in part.</summary>
public sealed record Dispute
{
    /// <summary>"D1", unique within the account.</summary>
    public required string Id { get; init; }
    /// <summary>The invoice's number.</summary>
    public required string Invoice { get; init; }
    /// <summary>The contested part; null: the whole invoice.</summary>
    public Money? Amount { get; init; }
    /// <summary>"quality", "price", "quantity", "not-received", "already-paid", "wrong-customer", "other".</summary>
    public required string ReasonCode { get; init; }
    /// <summary>In the customer's words.</summary>
    public string Words { get; init; } = "";
    /// <summary>The day it was opened, on the ledger's clock.</summary>
    public required DateOnly OpenedDate { get; init; }
    /// <summary>The day it was settled; null while open.</summary>
    public DateOnly? ClosedDate { get; init; }
    /// <summary>How it was settled; null while open.</summary>
    public string? Outcome { get; init; }
    /// <summary>What we agreed to credit when it was settled: not demanded while the credit note is on its way. Null: nothing.</summary>
    public Money? CreditDue { get; init; }

    /// <summary>What of the agreed credit has not come yet as a credit note on its invoice, dated from the day the dispute was opened; null: nothing is missing.</summary>
    public Money? CreditMissing(Invoice invoice)
    {
        if (ClosedDate is null || CreditDue is not { } due) return null;
        Money come = invoice.Postings.Where(p => p.Kind == PostingKind.CreditNote && p.ValueDate >= OpenedDate).Aggregate(Money.Zero(due.Currency), (sum, p) => sum - p.Amount);
        return due > come ? due - come : null;
    }
}

/// <summary>A person's stop of reminders on an invoice or the whole account. Never of sales.</summary>
public sealed record DunningBlock
{
    /// <summary>"B1", unique within the account.</summary>
    public required string Id { get; init; }
    /// <summary>The invoice's number; null: the whole account.</summary>
    public string? Invoice { get; init; }
    /// <summary>Why.</summary>
    public required string Reason { get; init; }
    /// <summary>First day, on the ledger's clock.</summary>
    public required DateOnly FromDate { get; init; }
    /// <summary>Last blocked day, included.</summary>
    public required DateOnly UntilDate { get; init; }

    /// <summary>True on the days from first to last, both included.</summary>
    public bool IsActive(DateOnly today) => today >= FromDate && today <= UntilDate;
}

/// <summary>A stop of new orders, by a person. Never of reminders.</summary>
/// <param name="Reason">Why.</param>
/// <param name="PlacedDate">Ledger-local day.</param>
/// <param name="ReviewDate">When it must be looked at again, at most 14 days later.</param>
/// <param name="By">Who placed it.</param>
public sealed record CreditHold(string Reason, DateOnly PlacedDate, DateOnly ReviewDate, string By);
