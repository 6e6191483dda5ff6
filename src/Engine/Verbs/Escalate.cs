using Collections.Domain;

namespace Collections.Engine;

/// <summary>A person brings the next level forward: that lifts the level's days and nothing else. Stops, window, budget, minimum gap and freshness stand.</summary>
public sealed record Escalate(string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "escalate";

    internal override Answer Decide(Turn turn)
    {
        if (Reason.Trim().Length == 0) return new Answer.Refused("reason", "an escalation needs a reason", "say why");
        NextLevel next = NextLevel.Of(turn, byHand: true);
        turn.Verdict = new(turn, next, null);
        if (next.Reason != Engine.Reason.None) return new Answer.Refused([.. next.Stops.Select(Problem)]);
        Message message = Reserve.Level(turn, next, byHand: true);
        turn.Verdict = new(turn, next, message);
        return new Answer.Done(turn.Verdict.InWords().Decided, message.Id);
    }

    internal static Problem Problem(Stop stop) => new(stop.Code, stop.Words, stop.Until is { } day ? $"it passes on {day:yyyy-MM-dd} by itself" : "it needs an event or a person");
}

/// <summary>An approver marks the next level done without sending it.</summary>
public sealed record WaiveLevel(string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "waive-level";

    internal override Answer Decide(Turn turn)
    {
        if (Reason.Trim().Length == 0) return new Answer.Refused("reason", "a waiver needs a reason", "say why");
        NextLevel next = NextLevel.Of(turn);
        if (next.Level is not { } level || next.Pack is not { } pack) return new Answer.Refused("level", "no level is next on this account", "see 'why' for what carries");
        if (turn.Account.Messages.Any(m => m.IsPending && m.Kind == MessageKind.Level)) return new Answer.Refused("level", "a message is on its way", "wait for its outcome");
        Invoice carrying = next.Carrying!.Invoice;
        if (carrying.Ladder is null) turn.Add(new LadderEntered(carrying.Number, pack.ContentId, level.Number));
        turn.Add(new LevelPassed(carrying.Number, level.Number, DoneBy.Waived, turn.Today, Reason));
        return new Answer.Done($"level {level.Number} for invoice {carrying.Number} is waived", carrying.Number);
    }
}
