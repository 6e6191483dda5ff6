using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>A person answers a dispute, a complaint or a public review. A dispute goes along the chain of limits by its amount.</summary>
/// <param name="By">The person; never whoever opened the case.</param>
/// <param name="CaseId">Which.</param>
/// <param name="Outcome">Dispute: "credited", "partly-credited", "rejected", "withdrawn". Complaint and review: "answered".</param>
/// <param name="Reason">Why, or the answer itself, in words that reach the customer.</param>
/// <param name="Amount">Partly credited: how much; null otherwise.</param>
public sealed record SettleCase(Actor By, string CaseId, string Outcome, string Reason, Money? Amount = null) : Input
{
    /// <summary>How a complaint or a review ends.</summary>
    public const string Answered = "answered";

    /// <inheritdoc />
    public override string Cause => "case-settled";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        if (CaseSteps.Open(turn, CaseId, problems) is not { } open) return new Answer.Refused([.. problems]);
        if (open.Kind == CaseKind.Request) return new Answer.Refused("case", $"case {CaseId} is a request", "grant it, refuse it, or offer something else");
        bool isTakenBack = open.Kind == CaseKind.Dispute && Outcome == "withdrawn";
        if (isTakenBack) problems.AddRange(CaseRight.Writing(By));
        else problems.AddRange(CaseRight.Problems(By, GivesNothing ? null : open));
        if (!isTakenBack && Reason.Trim().Length == 0) problems.Add(new("reason", "an answer has words", "say it, in words that reach the customer"));
        if (open.Kind == CaseKind.Dispute) OfDispute(turn, open, problems);
        else if (Outcome != Answered) problems.Add(new("outcome", $"'{Outcome}' is no outcome", $"a {Code.Of(open.Kind)} is {Answered}"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        if (open.Kind == CaseKind.Dispute) Close(turn, open);
        CaseDecision how = isTakenBack ? new(CaseState.Withdrawn, CaseSteps.NameOf(By), turn.Today, Reason.Trim(), Deciding.TakenBack)
            : new(CaseState.Settled, By.Name.Trim(), turn.Today, Reason.Trim(), Outcome, Amount: Credit(open));
        return Deciding.Ended(turn, open, how, Outcome);
    }

    void OfDispute(Turn turn, Case open, List<Problem> problems)
    {
        if (!CloseDispute.Outcomes.Contains(Outcome)) problems.Add(new("outcome", $"'{Outcome}' is no outcome", $"one of: {string.Join(", ", CloseDispute.Outcomes)}"));
        if (Outcome == "partly-credited" && (Amount is not { IsPositive: true } part || part.Currency != open.AtStake[0].Currency || part >= open.AtStake[0]))
            problems.Add(new("amount", $"a part of {open.AtStake[0]} is credited", "say how much: more than nothing and less than all"));
        if (Outcome != "withdrawn" && By.Right is not null && !TermRules.MayDecide(turn, open, By, open.AtStake))
            problems.Add(new("amount", $"{string.Join(" and ", open.AtStake)} is above this person's limit", $"level {TermRules.LevelFor(turn, open.AtStake)} ({Code.Of(RoleAt(turn, open))}) settles it"));
    }

    // Whoever wrote a dispute down may find no fault in it; to give money back for it takes another person.
    bool GivesNothing => Outcome == "rejected";

    static DecisionRole RoleAt(Turn turn, Case open) =>
        turn.Rules.Requests.Chain is { Length: > 0 } chain ? chain[Math.Min(chain.Length, TermRules.LevelFor(turn, open.AtStake)) - 1].Role : DecisionRole.Admin;

    Money? Credit(Case open) => Outcome switch { "credited" => open.AtStake[0], "partly-credited" => Amount, _ => null };

    // What we have agreed to credit is never chased again, though the credit note comes later from the accounting software.
    void Close(Turn turn, Case open)
    {
        turn.Add(new DisputeClosed(open.DisputeId!, turn.Today, Outcome, Reason.Trim()) { CreditDue = Credit(open) });
        turn.CloseTasks("dispute", open.DisputeId!, Outcome);
        if (Credit(open) is { } credit) turn.OpenTask("credit-due", open.DisputeId!, $"A credit note of {credit} on invoice {string.Join(", ", open.Invoices)} was agreed in case {open.Id}: issue it in the accounting software.");
    }
}
