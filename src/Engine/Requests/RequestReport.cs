using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>How often a rule kept a request from being granted at once, and what came of those requests.</summary>
/// <param name="Rule">The rule's code.</param>
/// <param name="Requests">Requests it stood in the way of.</param>
/// <param name="GrantedAllTheSame">Of these, granted by a person.</param>
/// <param name="Worked">Of the granted ones that were followed up, those where everything came, in time or late.</param>
/// <param name="FollowedUp">Of the granted ones, those that were followed up.</param>
public sealed record RuleCount(string Rule, int Requests, int GrantedAllTheSame, int Worked, int FollowedUp);

/// <summary>How granted options turned out for one kind of difficulty.</summary>
/// <param name="Difficulty">As it was judged.</param>
/// <param name="Option">What was granted.</param>
/// <param name="Granted">How many.</param>
/// <param name="Worked">Followed up: everything came in time.</param>
/// <param name="WorkedLate">Everything came, late.</param>
/// <param name="PartlyWorked">A part came.</param>
/// <param name="Failed">Nothing came.</param>
public sealed record OptionOutcome(Difficulty Difficulty, TermsKind Option, int Granted, int Worked, int WorkedLate, int PartlyWorked, int Failed);

/// <summary>The year's requests of a ledger. Pure.</summary>
public sealed record RequestReport
{
    /// <summary>First day, included.</summary>
    public required DateOnly FromDate { get; init; }
    /// <summary>Last day, included.</summary>
    public required DateOnly ToDate { get; init; }
    /// <summary>Requests opened in the year.</summary>
    public required int Requests { get; init; }
    /// <summary>Of these, granted at once.</summary>
    public required int AtOnce { get; init; }
    /// <summary>Granted by a person.</summary>
    public required int ByPerson { get; init; }
    /// <summary>Refused.</summary>
    public required int Refused { get; init; }
    /// <summary>Taken back or lapsed.</summary>
    public required int Ended { get; init; }
    /// <summary>Cases of any kind whose promised answer was late.</summary>
    public required int AnsweredLate { get; init; }
    /// <summary>The rules that cause most exceptions, the busiest first.</summary>
    public required ImmutableArray<RuleCount> Exceptions { get; init; }
    /// <summary>How granted options turned out, by kind of difficulty.</summary>
    public required ImmutableArray<OptionOutcome> Outcomes { get; init; }
    /// <summary>What a change of each limit would have done over the year.</summary>
    public required ImmutableArray<LimitChange> Limits { get; init; }

    /// <summary>Over the twelve months that end with a day.</summary>
    public static RequestReport Of(IEnumerable<DecidedCase> cases, RequestRule rules, DateOnly today)
    {
        DateOnly from = today.AddYears(-1).AddDays(1);
        Case[] all = [.. cases.Select(c => c.Case).Where(c => c.OpenedDate >= from && c.OpenedDate <= today)], requests = [.. all.Where(c => c.Kind == CaseKind.Request)];
        Case[] granted = [.. requests.Where(c => c.State == CaseState.Granted)];
        return new()
        {
            FromDate = from, ToDate = today, Requests = requests.Length, AnsweredLate = all.Count(c => c.Apologies > 0),
            AtOnce = granted.Count(c => c.Decision!.By == CaseSteps.Rule), ByPerson = granted.Count(c => c.Decision!.By != CaseSteps.Rule),
            Refused = requests.Count(c => c.State == CaseState.Refused), Ended = requests.Count(c => c.State is CaseState.Withdrawn or CaseState.Lapsed),
            Exceptions = [.. requests.SelectMany(c => c.Exceptions).Distinct().Select(rule => Count(rule, requests)).OrderByDescending(r => r.Requests).ThenBy(r => r.Rule, StringComparer.Ordinal)],
            Outcomes = [.. granted.Where(c => c.Decision!.Terms is not null).GroupBy(c => (c.Difficulty, c.Decision!.Terms!.Kind)).OrderBy(g => g.Key).Select(g => Outcome(g.Key, [.. g]))],
            Limits = LimitBacktest.Of(requests, rules),
        };
    }

    static RuleCount Count(string rule, Case[] requests)
    {
        Case[] held = [.. requests.Where(c => c.Exceptions.Contains(rule))], granted = [.. held.Where(c => c.State == CaseState.Granted)];
        return new(rule, held.Length, granted.Length, granted.Count(c => c.FollowUp?.Outcome is FollowUpOutcome.Worked or FollowUpOutcome.WorkedLate), granted.Count(c => c.FollowUp?.Outcome is not null));
    }

    static OptionOutcome Outcome((Difficulty Difficulty, TermsKind Option) of, Case[] granted) => new(of.Difficulty, of.Option, granted.Length,
        Came(granted, FollowUpOutcome.Worked), Came(granted, FollowUpOutcome.WorkedLate), Came(granted, FollowUpOutcome.PartlyWorked), Came(granted, FollowUpOutcome.Failed));

    static int Came(Case[] granted, FollowUpOutcome outcome) => granted.Count(c => c.FollowUp?.Outcome == outcome);
}
