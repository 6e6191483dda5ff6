using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>What changes an invoice's balance.</summary>
[JsonConverter(typeof(KebabEnum<PostingKind>))]
public enum PostingKind
{
    /// <summary>Cash applied.</summary>
    Payment,
    /// <summary>A credit note applied.</summary>
    CreditNote,
    /// <summary>Given up for good by agreement.</summary>
    Waiver,
    /// <summary>Given up because the rest was paid in time.</summary>
    Discount,
    /// <summary>Given up as lost.</summary>
    WriteOff,
    /// <summary>An earlier posting taken back.</summary>
    Reversal,
    /// <summary>The source changed the invoice's amount.</summary>
    Correction,
}

/// <summary>One line of an invoice's history. Negative lowers the balance.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Reference">The payment, credit note or agreement behind it.</param>
/// <param name="Amount">Signed, in the invoice's currency.</param>
/// <param name="ValueDate">The day the money counts from.</param>
public sealed record Posting(PostingKind Kind, string Reference, Money Amount, DateOnly ValueDate);

/// <summary>An invoice as we chase it. Its balance is always the sum of its postings.</summary>
public sealed record Invoice
{
    /// <summary>Unique within the account.</summary>
    public required string Number { get; init; }
    /// <summary>Place in the account's list: items of fifty consecutive places are stored together.</summary>
    public int Place { get; init; }
    /// <summary>Date of issue.</summary>
    public required DateOnly IssueDate { get; init; }
    /// <summary>The contractual due date: days past due count from it, whatever was agreed later.</summary>
    public required DateOnly DueDate { get; init; }
    /// <summary>The invoiced amount, tax included; not negative.</summary>
    public required Money Amount { get; init; }
    /// <summary>What was delivered, in the creditor's words; null when the source does not say.</summary>
    public string? Description { get; init; }
    /// <summary>https page where this invoice is paid; null: the ledger's.</summary>
    public string? PayLink { get; init; }
    /// <summary>Version of the source's object, higher is newer; an older one never overwrites.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long SourceVersion { get; init; }
    /// <summary>The source's own id of the invoice, by which it is read again; null: the source gives none, or a person recorded it.</summary>
    public string? SourceId { get; init; }
    /// <summary>Everything that changed the balance, oldest first.</summary>
    public ImmutableArray<Posting> Postings { get; init; } = [];
    /// <summary>An agreed later date for chasing; null: none. The contractual date stays.</summary>
    public DateOnly? ExtendedTo { get; init; }
    /// <summary>True while the source is going to collect it by itself (card, direct debit).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool AutomaticPaymentPending { get; init; }
    /// <summary>True once a courtesy reminder before its due date was reserved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool CourtesyReserved { get; init; }
    /// <summary>True once the source has withdrawn it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsVoid { get; init; }
    /// <summary>The chase of this invoice; null until it first carried a message.</summary>
    public Ladder? Ladder { get; init; }
    /// <summary>The day the balance last became zero; null while open.</summary>
    public DateOnly? ClosedDate { get; init; }
    /// <summary>An agreed settlement discount; null: none.</summary>
    public DiscountOffer? Discount { get; init; }

    /// <summary>Interest, fixed sum and fees are given up for all days up to this one, included; null: none are.</summary>
    public DateOnly? ClaimsWaivedTo { get; init; }

    /// <summary>Amount plus postings; zero when void; negative when overpaid.</summary>
    [JsonIgnore] public Money Balance => IsVoid ? Money.Zero(Amount.Currency) : Postings.IsEmpty ? Amount : Postings.Aggregate(Amount, (sum, p) => sum + p.Amount);
    /// <summary>The balance as the source knows it: what was given up here alone (waivers, discounts, write-offs) is not deducted.</summary>
    [JsonIgnore] public Money SourceBalance => IsVoid ? Money.Zero(Amount.Currency)
        : Postings.Where(p => p.Kind is not (PostingKind.Waiver or PostingKind.Discount or PostingKind.WriteOff)).Aggregate(Amount, (sum, p) => sum + p.Amount);
    /// <summary>True with a balance above zero.</summary>
    [JsonIgnore] public bool IsOpen => Balance.IsPositive;
    /// <summary>The due date for chasing: the extension's, else the contractual one.</summary>
    [JsonIgnore] public DateOnly ChasingDueDate => ExtendedTo ?? DueDate;

    /// <summary>Ledger-local date minus the contractual due date; the day after it is day 1; zero or less: not overdue.</summary>
    public int DaysPastDue(DateOnly today) => today.DayNumber - DueDate.DayNumber;
}

/// <summary>If the rest is paid by the date, the discount is given.</summary>
/// <param name="Off">What is given up, above zero.</param>
/// <param name="Until">Last value date that counts.</param>
/// <param name="AgreementId">The agreement it rests on.</param>
public sealed record DiscountOffer(Money Off, DateOnly Until, string AgreementId);

/// <summary>The chase of one invoice: which levels are done and under which policy it runs to its end.</summary>
/// <param name="Pack">Content id of the pack it began under.</param>
/// <param name="Done">Rising by level.</param>
public sealed record Ladder(string Pack, ImmutableArray<LevelDone> Done)
{
    /// <summary>Routes that failed for the level that is next: "email:ap-1". Cleared when the level is done.</summary>
    public ImmutableArray<string> FailedRoutes { get; init; } = [];
    /// <summary>The day the end of the ladder was declared; null before.</summary>
    public DateOnly? EndedDate { get; init; }
    /// <summary>How often the last letter was repeated after the end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Repeats { get; init; }
    /// <summary>True when a required level could not be delivered: the ladder stops for a person.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool StoppedForPerson { get; init; }

    /// <summary>The first level not yet done.</summary>
    [JsonIgnore] public int NextLevel => Done.Length == 0 ? 1 : Done[^1].Number + 1;
}

/// <summary>How a level came to be done.</summary>
[JsonConverter(typeof(KebabEnum<DoneBy>))]
public enum DoneBy
{
    /// <summary>The provider accepted the message.</summary>
    Accepted,
    /// <summary>It was never learnt whether the message left; nothing rests on it.</summary>
    Uncertain,
    /// <summary>A person waived it.</summary>
    Waived,
    /// <summary>Skipped when a contextual ladder entered above it.</summary>
    SkippedOnEntry,
    /// <summary>Skipped because a broken promise moved the ladder on.</summary>
    SkippedAfterBrokenPromise,
    /// <summary>It was accepted and bounced after a later level had gone: it stays done, and nothing rests on it.</summary>
    BouncedLater,
    /// <summary>No contact was left to send it to.</summary>
    SkippedNoContact,
}

/// <summary>A level that is done.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="By">How.</param>
/// <param name="Date">Ledger-local day; null when skipped on entry or after a broken promise: the spacing to the next level does not apply then.</param>
/// <param name="MessageId">The message behind it; null when there was none.</param>
public sealed record LevelDone(int Number, DoneBy By, DateOnly? Date, string? MessageId)
{
    /// <summary>Routes that had failed for this level before it was done: a bounce that un-does it, days later, does not open them again. Default: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public ImmutableArray<string> FailedBefore { get; init; }
}

/// <summary>A credit note: lowers invoices once allocated; until then it covers the oldest for deciding.</summary>
public sealed record CreditNote
{
    /// <summary>Unique within the account.</summary>
    public required string Number { get; init; }
    /// <summary>Place in the account's list of credit notes.</summary>
    public int Place { get; init; }
    /// <summary>Above zero.</summary>
    public required Money Amount { get; init; }
    /// <summary>The day it counts from.</summary>
    public required DateOnly ValueDate { get; init; }
    /// <summary>What of it was set against which invoice.</summary>
    public ImmutableArray<Allocation> Allocations { get; init; } = [];
    /// <summary>True once the source has withdrawn it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsVoid { get; init; }
    /// <summary>Version of the source's object, higher is newer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long SourceVersion { get; init; }
    /// <summary>The source's own id; null: none.</summary>
    public string? SourceId { get; init; }
    /// <summary>What is not yet allocated; zero when void.</summary>
    [JsonIgnore] public Money Open => IsVoid ? Money.Zero(Amount.Currency) : Allocation.Rest(Amount, Allocations);
}

/// <summary>A payment. What no invoice is named for is unapplied cash.</summary>
public sealed record Payment
{
    /// <summary>Unique within the account.</summary>
    public required string Id { get; init; }
    /// <summary>Place in the account's list of payments.</summary>
    public int Place { get; init; }
    /// <summary>Above zero.</summary>
    public required Money Amount { get; init; }
    /// <summary>The day the money counts from; promises and interest are judged by it.</summary>
    public required DateOnly ValueDate { get; init; }
    /// <summary>What of it was applied to which invoice.</summary>
    public ImmutableArray<Allocation> Allocations { get; init; } = [];
    /// <summary>True once the bank took it back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool IsReversed { get; init; }
    /// <summary>Version of the source's object, higher is newer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public long SourceVersion { get; init; }
    /// <summary>Unapplied cash: what no invoice has taken; zero when reversed.</summary>
    [JsonIgnore] public Money Unapplied => IsReversed ? Money.Zero(Amount.Currency) : Allocation.Rest(Amount, Allocations);
}

/// <summary>A part of a payment or credit note set against an invoice.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="Amount">Above zero, in the invoice's currency.</param>
public sealed record Allocation(string Invoice, Money Amount)
{
    internal static Money Rest(Money amount, ImmutableArray<Allocation> allocations) =>
        allocations.Aggregate(amount, (rest, a) => rest - a.Amount);
}
