using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>An approver agrees with a proposal, on the very version of the account that its evidence describes. The last approval needed blacklists.</summary>
/// <param name="By">Never the proposer, and nobody twice.</param>
/// <param name="Version">The account's version that the approver looked at.</param>
/// <param name="Reason">Why, for the record.</param>
public sealed record ApproveBlacklisting(Actor By, long Version, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "blacklist-approval";

    internal override Answer Decide(Turn turn)
    {
        if (BlacklistDecision.Problems(turn, By, Version, Reason) is { Count: > 0 } problems) return new Answer.Refused([.. problems]);
        if (TooEarly(turn).ToArray() is { Length: > 0 } early) return new Answer.Refused([.. early]);
        StandingRecord now = turn.Account.Standing;
        BlacklistProposal approved = now.Proposal! with { ApprovedBy = now.Proposal!.ApprovedBy.Add(By.Name.Trim()), AccountVersion = turn.Around.AccountVersion + 1 };
        int missing = approved.ApproversNeeded - approved.ApprovedBy.Length;
        if (missing <= 0) return Blacklist(turn, approved);
        StandingStep.Take(turn, now with { Proposal = approved }, "approved");
        return new Answer.Done($"approved by {By.Name.Trim()}; {missing} more must approve");
    }

    Answer Blacklist(Turn turn, BlacklistProposal approved)
    {
        StandingRecord now = turn.Account.Standing;
        StandingRule rule = StandingStep.RulesOf(turn);
        StandingStep.Take(turn, now with
        {
            Standing = Standing.Blacklisted, Reason = Reason, Proposal = approved, Appeal = null, Step = null, StepDate = null,
            ReviewDate = turn.Today.AddDays(rule.ReviewAfterDays), AppealUntilDate = turn.Today.AddDays(rule.AppealDays),
        }, "blacklisted");
        bool isConduct = approved.Ground == StandingGround.Conduct;
        StandingLetters.Tell(turn, new(StandingLetters.Blacklisted, isConduct ? "" : "unpaid-after-notice", isConduct ? approved.Reason : ""));
        return new Answer.Done($"blacklisted; to be reviewed on {turn.Account.Standing.ReviewDate:yyyy-MM-dd}, open to appeal until {turn.Account.Standing.AppealUntilDate:yyyy-MM-dd}");
    }

    // No step is skipped: an appeal is decided first, the evidence holds today, the notice was accepted and its period is over.
    static IEnumerable<Problem> TooEarly(Turn turn)
    {
        StandingRecord now = turn.Account.Standing;
        if (now.Appeal is { DecidedBy: null }) yield return new("appeal", "the customer has appealed", "the appeal is decided first, by somebody else");
        if (now.Proposal!.Ground == StandingGround.Payment)
        {
            foreach (string word in StandingEvidence.Of(turn).Missing) yield return new("evidence", word, "the proposal does not hold");
            yield break;
        }
        DateOnly? ends = now.NoticeDate?.AddDays(StandingStep.RulesOf(turn).CureDays);
        if (ends is null) yield return new("notice", "the customer's notice has not been accepted by a provider", "wait for it, or mend the contact");
        else if (turn.Today <= ends) yield return new("notice", $"the customer may answer until {ends:yyyy-MM-dd}", "decide from the day after");
    }
}

/// <summary>An approver refuses a proposal: notice and proposal end, and only a new notice could lead to another.</summary>
public sealed record RefuseBlacklisting(Actor By, long Version, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "blacklist-refusal";

    internal override Answer Decide(Turn turn)
    {
        if (BlacklistDecision.Problems(turn, By, Version, Reason, against: false) is { Count: > 0 } problems) return new Answer.Refused([.. problems]);
        bool isConduct = !StandingStep.IsForPayment(turn.Account.Standing);
        StandingStep.Take(turn, StandingStep.Free(turn, $"the proposal was refused: {Reason}"), "refused");
        if (isConduct) StandingLetters.Tell(turn, new(StandingLetters.AppealDecided, "not-blacklisted", ""));
        return new Answer.Done("the proposal is refused");
    }
}

/// <summary>A person looks again after the account has changed: the evidence is taken anew and earlier approvals fall away.</summary>
public sealed record RenewEvidence(Actor By) : Input
{
    /// <inheritdoc />
    public override string Cause => "blacklist-evidence";

    internal override Answer Decide(Turn turn)
    {
        StandingRecord now = turn.Account.Standing;
        if (now is not { Standing: Standing.Proposed, Proposal: { } proposal }) return new Answer.Refused("standing", "no blacklisting is proposed", "see the account's standing");
        if (proposal.AccountVersion == turn.Around.AccountVersion) return new Answer.AlreadyRecorded("the evidence describes the account as it is");
        StandingEvidence evidence = StandingEvidence.Of(turn);
        bool isPayment = proposal.Ground == StandingGround.Payment;
        StandingStep.Take(turn, now with
        {
            Proposal = proposal with { Evidence = isPayment ? evidence.Facts : proposal.Evidence, ApprovedBy = [], AccountVersion = turn.Around.AccountVersion + 1 },
        }, "evidence-renewed");
        return new Answer.Done("the evidence is taken anew; everybody approves anew");
    }
}

/// <summary>What stands in the way of anybody's decision on a proposal.</summary>
internal static class BlacklistDecision
{
    public static List<Problem> Problems(Turn turn, Actor by, long version, string reason, bool against = true)
    {
        List<Problem> problems = [];
        if (!by.IsApprover) problems.Add(new("by", "this needs the approver's right", "ask an approver"));
        if (reason.Trim().Length == 0) problems.Add(new("reason", "a decision needs a reason", "say why"));
        if (turn.Account.Standing is not { Standing: Standing.Proposed, Proposal: { } proposal })
        {
            problems.Add(new("standing", "no blacklisting is proposed", "a proposal comes first, by rule or by a person"));
            return problems;
        }
        if (by.Is(proposal.By)) problems.Add(new("by", "who proposed never decides", "another person decides"));
        if (against && proposal.ApprovedBy.Any(by.Is)) problems.Add(new("by", $"{by.Name.Trim()} has approved already", "another person approves"));
        if (version != turn.Around.AccountVersion || (against && proposal.AccountVersion != turn.Around.AccountVersion))
            problems.Add(new("version", "the account has changed, look again", "read the account as it is now; where the evidence is older, renew it"));
        if (against) problems.AddRange(BlacklistProposals.Frozen(turn));
        return problems;
    }
}
