using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>All that a letter may say, as plain values. The renderer cleans, formats and escapes them; none of them is ever a template.
/// What a letter does not need stays empty.</summary>
public sealed record LetterModel
{
    public required CreditorWords Creditor { get; init; }
    public required string CustomerName { get; init; }
    /// <summary>The person written to; empty addresses the customer.</summary>
    public string ContactName { get; init; } = "";
    public string AccountReference { get; init; } = "";
    /// <summary>The time of the ledger that the amounts rest on, with the offset of the ledger's zone.</summary>
    public required DateTimeOffset AsOf { get; init; }
    /// <summary>The day of sending in the ledger's zone.</summary>
    public DateOnly Today { get; init; }
    public int? Level { get; init; }
    public string CarryingInvoice { get; init; } = "";
    /// <summary>What is demanded, a currency each; lines and total agree.</summary>
    public ImmutableArray<DemandedCurrency> Demanded { get; init; } = [];
    /// <summary>What falls due soon, for a courtesy reminder; days past due are not shown.</summary>
    public ImmutableArray<DemandedCurrency> Upcoming { get; init; } = [];
    /// <summary>Promised, planned, extended or not yet due: shown, not demanded.</summary>
    public ImmutableArray<QuietLine> NotDemanded { get; init; } = [];
    public ImmutableArray<QuietLine> Disputed { get; init; } = [];
    /// <summary>Unapplied cash and open credit notes, a currency each.</summary>
    public ImmutableArray<Money> UnappliedCredit { get; init; } = [];
    public DatedAmount? BrokenPromise { get; init; }
    public DatedAmount? Promise { get; init; }
    /// <summary>Those still to come, the next one first.</summary>
    public ImmutableArray<DatedAmount> Instalments { get; init; } = [];
    /// <summary>Interest and fixed sums, stated beside the invoices from the policy's level on; empty: not stated.</summary>
    public ImmutableArray<ClaimWords> Claims { get; init; } = [];
    /// <summary>https; the customer's own page. Empty: letters name phone and email instead.</summary>
    public string PortalLink { get; init; } = "";
    /// <summary>https; where this account can be paid online.</summary>
    public string PayLink { get; init; } = "";
    /// <summary>Six characters that let an SMS be found again at the provider.</summary>
    public string ReferenceCode { get; init; } = "";
    /// <summary>The date this letter turns on: end of the cure period, extended due date, review of a blacklisting.</summary>
    public DateOnly? UntilDate { get; init; }
    /// <summary>When an answer is promised, with the offset of the ledger's zone; null: not promised.</summary>
    public DateTimeOffset? AnswerBy { get; init; }
    /// <summary>Last day to ask for a second look at a decision.</summary>
    public DateOnly? AppealDate { get; init; }
    /// <summary>What a person or rule decided or answered, in words for the customer; may have several lines.</summary>
    public string DecisionWords { get; init; } = "";
    /// <summary>Where help is found, a line each; empty: the letter's own.</summary>
    public string HelpWords { get; init; } = "";
    /// <summary>A one-time code.</summary>
    public string Code { get; init; } = "";
}

/// <summary>Who is owed, as its letters say it.</summary>
public sealed record CreditorWords
{
    public required string Name { get; init; }
    /// <summary>May have several lines.</summary>
    public string Address { get; init; } = "";
    /// <summary>"Registered in England, company number 01234567".</summary>
    public string Registration { get; init; } = "";
    /// <summary>The person or team that signs.</summary>
    public string SenderName { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Email { get; init; } = "";
    /// <summary>How to pay by bank; may have several lines.</summary>
    public string BankDetails { get; init; } = "";
}

/// <summary>What is demanded in one currency.</summary>
public sealed record DemandedCurrency(Currency Currency, ImmutableArray<DemandedLine> Lines, Money Total);

/// <summary>One demanded invoice. <paramref name="DueNow"/> is the open amount less what unapplied credit covers.</summary>
public sealed record DemandedLine(
    string Number, DateOnly IssueDate, DateOnly DueDate, int DaysPastDue, Money Original, Money Open, Money DueNow);

/// <summary>An invoice that is shown without a demand. <paramref name="Until"/>: the date promised, planned or extended to.</summary>
public sealed record QuietLine(string Number, DateOnly IssueDate, DateOnly DueDate, Money Open, QuietReason Reason, DateOnly? Until = null);

/// <summary>Why an invoice is shown without a demand.</summary>
public enum QuietReason { Promised, Planned, Requested, Extended, NotYetDue, CoveredByCredit, AutomaticPayment, OnHold, InDispute }

/// <summary>An amount on a date: a promise, an instalment.</summary>
public sealed record DatedAmount(Money Amount, DateOnly Date);

/// <summary>Interest and a fixed sum of one currency, and the rule they rest on: the name of a claim scheme ("uk-late-payment-act"), which the letter
/// puts into words of its language, or words of your own.</summary>
public sealed record ClaimWords(Money Interest, Money FixedSum, string Source);

/// <summary>A finished letter. For email: subject, text and HTML; for SMS: the text alone.</summary>
public sealed record RenderedLetter(string? Subject, string Text, string? Html);
