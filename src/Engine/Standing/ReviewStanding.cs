using Collections.Domain;

namespace Collections.Engine;

/// <summary>How a review of a blacklisting ends.</summary>
public enum ReviewOutcome
{
    /// <summary>It stays, with a new review date.</summary>
    Keep,
    /// <summary>The way back begins: prepayment, then a small limit, then the usual terms.</summary>
    Rehabilitate,
    /// <summary>It ends at once.</summary>
    Lift,
}

/// <summary>An approver reviews a blacklisting, on its date or before. A warning may be lifted in the same way.</summary>
/// <param name="By">An approver; who approved may also release.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="Reason">Why, for the record.</param>
public sealed record ReviewStanding(Actor By, ReviewOutcome Outcome, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "standing-review";

    internal override Answer Decide(Turn turn)
    {
        StandingRecord now = turn.Account.Standing;
        List<Problem> problems = [];
        if (!By.IsApprover) problems.Add(new("by", "this needs the approver's right", "ask an approver"));
        if (Reason.Trim().Length == 0) problems.Add(new("reason", "a review needs a reason", "say why"));
        bool fits = now.Standing == Standing.Blacklisted || (now.Standing == Standing.Warned && Outcome == ReviewOutcome.Lift);
        if (!fits) problems.Add(new("standing", $"the account is {Code.Of(now.Standing)}", "a blacklisting is reviewed, a warning may be lifted, a proposal is approved or refused"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        turn.CloseTasks(StandingRun.ReviewTask, "", $"{Outcome}: {Reason}");
        return Outcome switch
        {
            ReviewOutcome.Keep => Keep(turn, now),
            ReviewOutcome.Rehabilitate => Rehabilitate(turn),
            ReviewOutcome.Lift => Lift(turn),
        };
    }

    Answer Keep(Turn turn, StandingRecord now)
    {
        DateOnly next = turn.Today.AddDays(StandingStep.RulesOf(turn).ReviewAfterDays);
        StandingStep.Take(turn, now with { ReviewDate = next, Reason = Reason }, "kept");
        return new Answer.Done($"the blacklisting stays; to be reviewed on {next:yyyy-MM-dd}");
    }

    Answer Rehabilitate(Turn turn)
    {
        StandingStep.Take(turn, StandingStep.Rehabilitating(turn, RehabilitationStep.Prepay, Reason), "rehabilitating");
        StandingLetters.Tell(turn, new(StandingLetters.TermsChanged, "prepay", ""));
        return new Answer.Done($"orders against payment in advance until {StandingStep.StepEnds(turn, turn.Account.Standing):yyyy-MM-dd}, then a small limit");
    }

    Answer Lift(Turn turn)
    {
        bool wasNotice = turn.Account.Standing.Standing == Standing.Warned;
        StandingStep.Take(turn, StandingStep.Free(turn, Reason), "lifted");
        string key = wasNotice ? "notice-ended" : Overdue.Lines(turn).Any() ? "decision-ended" : "restored"; // nobody is told of usual terms that the gate would not give
        StandingLetters.Tell(turn, new(StandingLetters.TermsChanged, key, ""));
        return new Answer.Done("it has ended");
    }
}
