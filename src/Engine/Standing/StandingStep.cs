using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>One step of standing: numbered, dated, an event of its own.</summary>
internal static class StandingStep
{
    /// <summary>Takes a step.</summary>
    public static void Take(Turn turn, StandingRecord next, string step)
    {
        StandingRecord now = turn.Account.Standing;
        DateOnly? since = next.Standing == now.Standing ? now.SinceDate : turn.Today;
        turn.Add(new StandingChanged(next with { Steps = now.Steps + 1, SinceDate = since }, step));
    }

    /// <summary>Free of notice, proposal and blacklisting: back on the way it was interrupted on, else watched or good as the debts say.</summary>
    public static StandingRecord Free(Turn turn, string reason)
    {
        StandingRecord now = turn.Account.Standing;
        if (now is { Standing: Standing.Warned or Standing.Proposed, Step: { } step }) return Rehabilitating(turn, step, reason) with { ToTell = null };
        return Overdue.WhyWatched(turn) is { } cause
            ? new StandingRecord { Standing = Standing.Watch, Reason = $"{reason}; {cause}" }
            : new StandingRecord { Reason = reason };
    }

    /// <summary>On the way back, the step begins today, under the policy in use.</summary>
    public static StandingRecord Rehabilitating(Turn turn, RehabilitationStep step, string reason) => new()
    {
        Standing = Standing.Rehabilitating, Reason = reason, Step = step, StepDate = turn.Today, Pack = turn.Pack?.ContentId,
    };

    /// <summary>The rules of the process under way: those it began under, whatever was published since (INV-23).</summary>
    public static StandingRule RulesOf(Turn turn) => PackOf(turn)?.Rules.Standing ?? turn.Rules.Standing;

    /// <summary>The edition of the process under way; null when it cannot be found.</summary>
    public static LoadedPack? PackOf(Turn turn) => turn.Account.Standing.Pack is { } id ? turn.Book.Edition(id) : turn.Pack;

    /// <summary>The first day after the present step of the way back; null when not on it.</summary>
    public static DateOnly? StepEnds(Turn turn, StandingRecord record)
    {
        StandingRule rule = RulesOf(turn);
        return record.StepDate?.AddDays(record.Step == RehabilitationStep.SmallLimit ? rule.SmallLimitDays : rule.PrepayDays);
    }

    /// <summary>True when the blacklisting or proposal rests on unpaid debts.</summary>
    public static bool IsForPayment(StandingRecord record) => record.Proposal is not { Ground: StandingGround.Conduct };
}
