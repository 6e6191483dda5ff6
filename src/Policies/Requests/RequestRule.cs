using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>How requests, disputes, complaints and reviews are answered: service times, limits, prices.</summary>
public sealed record RequestRule
{
    /// <summary>Business days of the ledger until an answer is promised, and the hour on its clock.</summary>
    public int AnswerDays { get; init; } = 2;
    public TimeOnly AnswerAt { get; init; } = new(17, 0);
    /// <summary>The same for a dispute, a complaint, a public review.</summary>
    public int DisputeAnswerDays { get; init; } = 10;
    public int ComplaintAnswerDays { get; init; } = 5;
    public int ReviewAnswerDays { get; init; } = 2;
    /// <summary>Calendar days from the first request for which what it covers is out of the chase, unless a person prolongs it.</summary>
    public int MostPauseDays { get; init; } = 21;
    /// <summary>Calendar days for which our offer stands.</summary>
    public int OfferDays { get; init; } = 7;
    /// <summary>Rounds of asking and offering, the first request included.</summary>
    public int MostRounds { get; init; } = 3;
    /// <summary>Calendar days after the last agreed date at which it is looked at whether it worked.</summary>
    public int FollowUpDays { get; init; } = 14;
    /// <summary>Calendar days without reminders after a complaint or a bad review.</summary>
    public int CoolOffDays { get; init; } = 14;
    /// <summary>Calendar days after a decision in which a second look may be asked for.</summary>
    public int AskAgainDays { get; init; } = 30;
    /// <summary>What a delayed amount costs, percent a year: prices each option.</summary>
    public decimal CostOfMoneyAnnual { get; init; } = 8;
    /// <summary>Share (0 to 1) of what is left a month that an instalment may take.</summary>
    public decimal AffordableShare { get; init; } = 0.75m;
    /// <summary>Apologies for one late answer; after them only a person writes.</summary>
    public int MostApologies { get; init; } = 2;
    /// <summary>What is granted at once, by nobody but these rules.</summary>
    public AutomaticLimits AtOnce { get; init; } = new();
    /// <summary>Who may decide how much, the smallest right first; a case goes along it until the limit suffices or somebody answers.</summary>
    public ImmutableArray<DecisionLimit> Chain { get; init; } = DecisionLimit.Usual;
    /// <summary>Stops of enforcement that the law gives.</summary>
    public ImmutableArray<MoratoriumRule> Moratoria { get; init; } = [];
}

/// <summary>The measures of terms. A measure that is left out is not allowed at all; amounts name each currency in which they allow anything.</summary>
public record TermLimits
{
    /// <summary>Most money whose payment is moved, by currency; equal is allowed.</summary>
    public ImmutableSortedDictionary<string, decimal> MostAmount { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;
    /// <summary>The last agreed day lies at most so many calendar days from today.</summary>
    public int FurthestDays { get; init; }
    public int MostInstalments { get; init; }
    /// <summary>Part payment and plans: least share (0 to 1) of the first part.</summary>
    public decimal LeastFirstShare { get; init; }
    /// <summary>Most share (0 to 1) given up if the rest comes in time, given up for good.</summary>
    public decimal MostDiscountShare { get; init; }
    public decimal MostReductionShare { get; init; }
    /// <summary>True: interest, fixed sums and fees may be given up.</summary>
    public bool WaivesClaims { get; init; }
    /// <summary>Largest order let through while a debt stands, by currency.</summary>
    public ImmutableSortedDictionary<string, decimal> MostOrder { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>The limit of a currency; null: nothing is allowed in it.</summary>
    public static Money? Of(ImmutableSortedDictionary<string, decimal> amounts, Currency currency) =>
        amounts.TryGetValue(currency.Code, out decimal most) ? Money.Exact(most, currency) : null;
}

/// <summary>Limits within which a request is granted at once.</summary>
public sealed record AutomaticLimits : TermLimits
{
    /// <summary>Requests granted in the last twelve months, above which a person looks.</summary>
    public int MostAYear { get; init; } = 2;
    /// <summary>Share (0 to 1) of settled invoices that were late, above which a person looks.</summary>
    public decimal MostShareLate { get; init; } = 0.5m;
    /// <summary>Promises broken in the last twelve months, above which a person looks.</summary>
    public int MostBrokenPromises { get; init; }
    /// <summary>Outside score (0 to 100), where supplied, below which a person looks.</summary>
    public int LeastScore { get; init; } = 40;
}

/// <summary>Who decides within which limits.</summary>
public sealed record DecisionLimit : TermLimits
{
    /// <summary>The role that has the right, and every higher one.</summary>
    public required DecisionRole Role { get; init; }

    /// <summary>Nobody but an administrator where a pack says nothing: careful, and never a dead end.</summary>
    public static ImmutableArray<DecisionLimit> Usual { get; } = [new() { Role = DecisionRole.Controller }, new() { Role = DecisionRole.Approver }, new() { Role = DecisionRole.Admin }];
}

/// <summary>A stop of enforcement: for its time no contact about the debt, and no interest that could be claimed later.</summary>
public sealed record MoratoriumRule
{
    public required MoratoriumKind Kind { get; init; }
    /// <summary>Days from its first day, that day included; null: until a person ends it.</summary>
    public int? Days { get; init; }
    /// <summary>True: the days count business days of the ledger, from the day after.</summary>
    public bool InBusinessDays { get; init; }
    /// <summary>True: interest and fees neither run in it nor may be claimed for it later.</summary>
    public bool StopsInterest { get; init; } = true;
    /// <summary>The law and its date.</summary>
    public required string Source { get; init; }
}
