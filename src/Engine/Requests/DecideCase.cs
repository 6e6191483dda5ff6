using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>A person grants or refuses what a request last asked for. Never whoever opened it, never beyond their limits.</summary>
/// <param name="By">The person.</param>
/// <param name="CaseId">Which.</param>
/// <param name="IsGranted">True: as asked; for anything else <see cref="CounterTerms"/> offers it.</param>
/// <param name="Reason">Why, in words that reach the customer.</param>
public sealed record DecideCase(Actor By, string CaseId, bool IsGranted, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "case-decision";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        Case? open = CaseSteps.Open(turn, CaseId, problems);
        if (open is { Kind: not CaseKind.Request }) problems.Add(new("case", $"case {CaseId} is no request", "settle it instead"));
        if (Reason.Trim().Length == 0) problems.Add(new("reason", "a decision needs a reason", "say why, in words that reach the customer"));
        problems.AddRange(CaseRight.Problems(By, open));
        CheckedTerms? terms = open is { Asked: { } asked } && problems.Count == 0 ? IsGranted ? TermCheck.Of(turn, asked, problems) : null : null;
        if (open is null || problems.Count > 0) return new Answer.Refused([.. problems]);
        CaseDecision how = new(IsGranted ? CaseState.Granted : CaseState.Refused, By.Name.Trim(), turn.Today, Reason.Trim(), Deciding.ByPerson);
        if (terms is null) return RefuseIt(turn, open, how);
        ImmutableArray<RuleFinding> over = TermRules.Lacking(turn, open, By, terms);
        return over.IsEmpty ? Deciding.Granted(turn, open, terms, how) : new Answer.Refused([.. over.Select(o => CaseRight.Over(turn, o, terms))]);
    }

    Answer RefuseIt(Turn turn, Case open, CaseDecision how) => TermRules.Rights(turn, open, By).Any()
        ? Deciding.Ended(turn, open, how, "refused")
        : new Answer.Refused("by", "this person has no right to decide requests", "ask somebody who has");
}

/// <summary>Who may decide on a case at all.</summary>
internal static class CaseRight
{
    public static IEnumerable<Problem> Problems(Actor by, Case? open)
    {
        if (by.Right is null) yield return new("by", "only staff with the right decide", "ask a controller or an approver");
        else if (open is not null && HasPutForward(open, by.Name)) yield return new("by", "nobody decides what they have put forward themselves", "another person decides");
        else if (open is { State: CaseState.Offered, Offer: { } offer } && by.Is(offer.By)) yield return new("by", "your own offer waits for the customer", "wait for their answer, or let it lapse");
    }

    /// <summary>True for whoever opened the case, and for whoever wrote down what is asked for now.</summary>
    public static bool HasPutForward(Case open, string name) => TermRules.SameName(name, open.OpenedBy) || (open.Rounds.LastOrDefault(r => r.ByCustomer) is { } asked && TermRules.SameName(name, asked.By));

    /// <summary>What stands in the way of writing down what a customer says: they themselves, or staff with the right to.</summary>
    public static IEnumerable<Problem> Writing(Actor by)
    {
        if (!by.IsCustomer && by.Right is null) yield return new("by", "only the customer, or staff with the right, act on a case", "ask a controller");
    }

    public static Problem Over(Turn turn, RuleFinding over, CheckedTerms terms) => new(over.Rule, over.Words,
        TermRules.LevelFor(turn, terms) is { } level ? $"level {level} ({Code.Of(turn.Rules.Requests.Chain[level - 1].Role)}) may decide it, or offer less" : "it is above every limit of the policy: offer less");
}
