using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The service time of open cases has come: a late answer is apologised for and goes a level up, an offer that was not answered ends.</summary>
public sealed record WatchCases : Input
{
    /// <inheritdoc />
    public override string Cause => "service-time";

    /// <summary>True when something is due at an instant.</summary>
    public static bool IsDue(Account account, DateTimeOffset now)
    {
        foreach (Case open in account.Cases)
            if (open.IsOpen && open.DueAt <= now) return true;
        return false;
    }

    internal override Answer Decide(Turn turn)
    {
        foreach (Case due in turn.Account.Cases.Where(c => c.IsOpen && c.DueAt <= turn.Now))
            if (due.State == CaseState.Offered) Deciding.Ended(turn, due, new(CaseState.Lapsed, CaseSteps.Rule, turn.Today, "", Deciding.OfferLapsed), "the offer was not answered in its time");
            else Late(turn, due);
        return new Answer.Done("service times looked at");
    }

    // Nobody has answered in time: the next level has it from now on, and where an answer was promised we say so ourselves.
    static void Late(Turn turn, Case late)
    {
        RequestRule rules = turn.Rules.Requests;
        int level = Math.Min(late.Level + 1, Math.Max(1, rules.Chain.Length));
        bool says = late.AnswerBy is not null && late.Apologies < rules.MostApologies;
        DateTimeOffset next = ServiceTime.After(turn, ServiceTime.DaysFor(rules, late.Kind));
        Case moved = CaseSteps.Take(turn, late with
        {
            Level = level, Owner = level > late.Level ? "" : late.Owner, DueAt = next, AnswerBy = says ? next : null, Apologies = late.Apologies + (says ? 1 : 0),
        }, CaseSteps.Rule, level > late.Level ? "moved-on" : "late", $"nobody answered in time; level {level} answers by {OpenRequest.Local(turn, next)}{(says ? ", and the customer is told" : "")}");
        CaseSteps.Queue(turn, moved);
        turn.OpenTask(CaseSteps.LateTask, late.Id, $"Case {late.Id} was not answered within its service time: level {level} answers now.");
        if (says) CaseLetters.Tell(turn, moved, new(StandardLetters.AnswerLate, "", ""));
    }
}

/// <summary>What time brings for cases, once a day: follow-ups, pauses that end, letters that have not gone.</summary>
internal static class CaseRun
{
    public static void Advance(Turn turn)
    {
        foreach (string id in turn.Account.Cases.Select(c => c.Id).ToArray())
        {
            if (turn.Account.CaseOf(id) is { FollowUp: { Outcome: null, DueDate: var due } } granted && turn.Today >= due) FollowUps.Record(turn, granted);
            if (turn.Account.CaseOf(id) is { IsOpen: true, PausedUntil: { } until } open && until < turn.Today) PauseEnded(turn, open);
            if (turn.Account.CaseOf(id) is { ToTell: not null } untold) CaseLetters.Again(turn, untold);
        }
    }

    static void PauseEnded(Turn turn, Case open)
    {
        if (open.Stated is { Moratorium: { } kind })
            turn.OpenTask(CaseSteps.MoratoriumTask, open.Id, $"The {Code.Of(kind).Replace('-', ' ')} of case {open.Id} ended on {open.PausedUntil:yyyy-MM-dd}: look at it and lift the flag, or say why it goes on.");
        else turn.OpenTask(CaseSteps.PauseTask, open.Id, $"The pause of case {open.Id} ended on {open.PausedUntil:yyyy-MM-dd} without a decision: the chase goes on; decide it now.");
    }
}

/// <summary>What any change may bring to cases: a letter that was accepted, a dispute that was closed elsewhere, a debt that was paid while somebody asked, a plan that broke.</summary>
internal static class CaseRelease
{
    public static void Settle(Turn turn)
    {
        if (turn.Account.Cases.IsEmpty) return;
        CaseLetters.Record(turn);
        if (turn.Account.OpenFeed is not null) return; // an import that is not whole shows nothing yet
        foreach (Case known in turn.Account.Cases)
        {
            if (known is { IsOpen: true, Kind: CaseKind.Dispute }) DisputeClosed(turn, known);
            else if (known is { IsOpen: true, Kind: CaseKind.Request, Invoices.IsEmpty: false } && known.Invoices.All(n => turn.Account.Invoice(n) is not { IsOpen: true }))
                Deciding.Ended(turn, known, new(CaseState.Lapsed, CaseSteps.Rule, turn.Today, "", Deciding.NothingLeft), "what it covered is settled");
            else if (known is { State: CaseState.Granted, FollowUp.Outcome: null } && FollowUps.HasFailed(turn, known)) FollowUps.Record(turn, known);
        }
    }

    static void DisputeClosed(Turn turn, Case known)
    {
        if (turn.Account.Disputes.FirstOrDefault(d => d.Id == known.DisputeId) is not { ClosedDate: not null, Outcome: { } outcome }) return;
        CaseState end = outcome == "withdrawn" ? CaseState.Withdrawn : CaseState.Settled;
        Deciding.Ended(turn, known, new(end, CaseSteps.Rule, turn.Today, "", outcome == "withdrawn" ? Deciding.TakenBack : outcome), $"the dispute was closed: {outcome}");
    }
}
