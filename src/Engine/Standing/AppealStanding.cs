using Collections.Domain;

namespace Collections.Engine;

/// <summary>The customer appeals against a warning, a proposal or a blacklisting.</summary>
/// <param name="Words">The customer's grounds.</param>
public sealed record AppealStanding(string Words) : Input
{
    /// <inheritdoc />
    public override string Cause => "appeal";

    internal override Answer Decide(Turn turn)
    {
        StandingRecord now = turn.Account.Standing;
        if (now.Standing is not (Standing.Warned or Standing.Proposed or Standing.Blacklisted)) return new Answer.Refused("standing", "there is nothing to appeal against", "see the account's standing");
        if (now.Appeal is { DecidedBy: null }) return new Answer.AlreadyRecorded("an appeal is open already");
        if (now.Appeal is not null) return new Answer.Refused("appeal", "this was appealed against and decided", now.ReviewDate is { } next ? $"it is reviewed on {next:yyyy-MM-dd}" : "paying what is open ends it");
        if (now.Standing == Standing.Blacklisted && turn.Today > now.AppealUntilDate)
            return new Answer.Refused("appeal", $"the time for an appeal ended on {now.AppealUntilDate:yyyy-MM-dd}", $"it is reviewed on {now.ReviewDate:yyyy-MM-dd}; paying what is open is the first step back");
        if (Words.Trim().Length == 0) return new Answer.Refused("words", "an appeal needs its grounds", "write down what the customer says");
        StandingStep.Take(turn, now with { Appeal = new(turn.Today, Words) }, "appealed");
        turn.OpenTask("appeal", "", "The customer has appealed: somebody who neither proposed nor approved decides.");
        // The decision's own letter goes first, and a notice of conduct is never overtaken: the customer must have it.
        if (turn.Account.Standing.ToTell is null) StandingLetters.Tell(turn, new(StandingLetters.AppealReceived, "", ""));
        return new Answer.Done("the appeal is recorded; nobody approves until it is decided");
    }
}

/// <summary>A person who neither proposed nor approved decides an appeal. Upheld, everything it was against ends.</summary>
/// <param name="By">An approver, who neither proposed nor approved.</param>
/// <param name="IsUpheld">True: the customer is right.</param>
/// <param name="Reason">Why, in words that reach the customer.</param>
public sealed record DecideAppeal(Actor By, bool IsUpheld, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "appeal-decision";

    internal override Answer Decide(Turn turn)
    {
        StandingRecord now = turn.Account.Standing;
        if (now.Appeal is not { DecidedBy: null } appeal) return new Answer.Refused("appeal", "no appeal is open", "see the account's standing");
        List<Problem> problems = [];
        if (!By.IsApprover) problems.Add(new("by", "this needs the approver's right", "ask an approver"));
        if (Reason.Trim().Length == 0) problems.Add(new("reason", "a decision needs a reason", "say why, in words that reach the customer"));
        if (now.Proposal is { } proposal && (By.Is(proposal.By) || proposal.ApprovedBy.Any(By.Is))) problems.Add(new("by", "who proposed or approved never decides the appeal", "another person decides"));
        if (problems.Count > 0) return new Answer.Refused([.. problems]);
        if (IsUpheld) StandingStep.Take(turn, StandingStep.Free(turn, $"the appeal was upheld: {Reason}"), "appeal-upheld");
        else StandingStep.Take(turn, now with { Appeal = appeal with { DecidedBy = By.Name.Trim(), Upheld = false, Reason = Reason } }, "appeal-rejected");
        StandingLetters.Tell(turn, new(StandingLetters.AppealDecided, IsUpheld ? "appeal-upheld" : "appeal-rejected", Reason));
        return new Answer.Done(IsUpheld ? "the appeal is upheld: what it was against has ended" : "the appeal is rejected");
    }
}
