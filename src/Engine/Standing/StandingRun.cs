using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What time brings for standing, once a day: watching, proposing, the way back, reviews, letters that have not gone yet.</summary>
internal static class StandingRun
{
    public const string ReviewTask = "standing-review", ProposalTask = "blacklist-proposed";

    public static void Advance(Turn turn)
    {
        switch (turn.Account.Standing)
        {
            case { Standing: Standing.Good } when Overdue.WhyWatched(turn) is { } cause:
                StandingStep.Take(turn, turn.Account.Standing with { Standing = Standing.Watch, Reason = cause }, "watched");
                break;
            case { Standing: Standing.Warned } warned when StandingEvidence.Of(turn) is { Holds: true } evidence:
                Propose(turn, warned, evidence);
                break;
            case { Standing: Standing.Blacklisted, ReviewDate: { } review } when turn.Today >= review:
                turn.OpenTask(ReviewTask, "", $"The blacklisting was to be reviewed on {review:yyyy-MM-dd}: keep it with a new date, begin the way back, or lift it.");
                break;
            case { Standing: Standing.Rehabilitating } back when turn.Today >= StandingStep.StepEnds(turn, back) && !Overdue.Lines(turn).Any():
                Onward(turn, back);
                break;
        }
        if (turn.Account.Hold is { } hold && turn.Today >= hold.ReviewDate)
            turn.OpenTask("hold-review", "", $"The hold on orders was to be reviewed on {hold.ReviewDate:yyyy-MM-dd}: release it or hold anew, with a reason.");
        StandingLetters.Again(turn);
    }

    /// <summary>Standing in words for an explanation, with what stands in the way of a proposal; null when it is good.</summary>
    public static string? Words(Turn turn)
    {
        StandingRecord now = turn.Account.Standing;
        if (now.Standing == Standing.Good) return null;
        string words = $"{Code.Of(now.Standing)} since {now.SinceDate:yyyy-MM-dd}: {now.Reason}";
        if (now.Standing != Standing.Warned) return words;
        StandingEvidence evidence = StandingEvidence.Of(turn);
        return evidence.Holds ? words : $"{words}; no proposal: {string.Join("; ", evidence.Missing.Concat(evidence.Frozen.Select(f => $"frozen, {f}")))}";
    }

    static void Propose(Turn turn, StandingRecord warned, StandingEvidence evidence)
    {
        BlacklistProposal proposal = new()
        {
            Ground = StandingGround.Payment, By = BlacklistProposals.ByRule, Date = turn.Today, Evidence = evidence.Facts,
            Reason = $"what the notice of {warned.NoticeDate:yyyy-MM-dd} named was not paid within its cure period",
            AccountVersion = turn.Around.AccountVersion + 1, ApproversNeeded = BlacklistProposals.ApproversFor(turn, BlacklistProposals.ByRule),
        };
        StandingStep.Take(turn, warned with { Standing = Standing.Proposed, Reason = proposal.Reason, Proposal = proposal }, "proposed");
        turn.OpenTask(ProposalTask, "", $"Blacklisting is proposed by the policy: {proposal.ApproversNeeded} approvers look at the evidence and decide.");
    }

    static void Onward(Turn turn, StandingRecord back)
    {
        if (back.Step == RehabilitationStep.Prepay)
        {
            StandingStep.Take(turn, StandingStep.Rehabilitating(turn, RehabilitationStep.SmallLimit, "the time of prepayment has passed without anything overdue"), "small-limit");
            StandingLetters.Tell(turn, new(StandingLetters.TermsChanged, "small-limit", ""));
            return;
        }
        StandingStep.Take(turn, StandingStep.Free(turn, "the way back is complete"), "restored");
        StandingLetters.Tell(turn, new(StandingLetters.TermsChanged, "restored", ""));
    }
}
