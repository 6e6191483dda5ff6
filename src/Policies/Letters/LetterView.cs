using System.Collections.Immutable;

namespace Collections.Policies;

// The words a template may use, by name (a property Phone is {{phone}}). All are finished text of one line; an empty one counts as absent.
// The lint lists these names, so a new property is known to it at once.

internal sealed record LetterView
{
    public string CreditorName { get; init; } = "";
    public ImmutableArray<string> CreditorAddress { get; init; } = [];
    public string CreditorRegistration { get; init; } = "";
    public string SenderName { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Email { get; init; } = "";
    public ImmutableArray<string> BankDetails { get; init; } = [];
    public string PayLink { get; init; } = "";
    public string PortalLink { get; init; } = "";
    public string CustomerName { get; init; } = "";
    /// <summary>The contact's name, else the customer's.</summary>
    public string Addressee { get; init; } = "";
    public string AccountReference { get; init; } = "";
    public string AsOf { get; init; } = "";
    public string Today { get; init; } = "";
    public string Level { get; init; } = "";
    public string CarryingInvoice { get; init; } = "";
    public string CarryingDue { get; init; } = "";
    /// <summary>All totals in one phrase: "£10.00 and €5.00".</summary>
    public string TotalDue { get; init; } = "";
    public string DaysPastDue { get; init; } = "";
    /// <summary>Set when more than one invoice is demanded.</summary>
    public string Several { get; init; } = "";
    public ImmutableArray<CurrencyView> Demanded { get; init; } = [];
    public ImmutableArray<CurrencyView> Upcoming { get; init; } = [];
    public string UpcomingTotal { get; init; } = "";
    public string UpcomingDue { get; init; } = "";
    public ImmutableArray<QuietView> NotDemanded { get; init; } = [];
    public ImmutableArray<QuietView> Disputed { get; init; } = [];
    public string UnappliedCredit { get; init; } = "";
    public AmountView? BrokenPromise { get; init; }
    public AmountView? Promise { get; init; }
    public AmountView? NextInstalment { get; init; }
    public ImmutableArray<AmountView> Instalments { get; init; } = [];
    public ImmutableArray<ClaimView> Claims { get; init; } = [];
    public string ReferenceCode { get; init; } = "";
    public string UntilDate { get; init; } = "";
    public string AnswerBy { get; init; } = "";
    public string AppealDate { get; init; } = "";
    public ImmutableArray<string> DecisionWords { get; init; } = [];
    public ImmutableArray<string> HelpWords { get; init; } = [];
    public string Code { get; init; } = "";
}

internal sealed record CurrencyView(string Currency, ImmutableArray<LineView> Lines, string Total);

/// <summary>Open is set only when it differs from what is due now, Original only when it differs from what is open.</summary>
internal sealed record LineView(string Number, string Issued, string Due, string DaysPastDue, string Original, string Open, string DueNow);

internal sealed record QuietView(string Number, string Issued, string Due, string Open, string Reason);

internal sealed record AmountView(string Number, string Amount, string Date);

internal sealed record ClaimView(string Interest, string FixedSum, string Sum, string Source);

/// <summary>What the shared HTML layout may use.</summary>
internal sealed record LayoutView(string Language, string Subject, string Body, LetterView Letter);
