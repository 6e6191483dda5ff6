using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Steps of a case: each is an event of its own and a line of the case's history.</summary>
internal static class CaseSteps
{
    public const string Task = "case", LateTask = "case-late", PauseTask = "case-pause-ended", MoratoriumTask = "moratorium-ended", Customer = "customer", Rule = "rule";
    const int LongestHistory = 40;

    /// <summary>Takes a step and answers the case after it.</summary>
    public static Case Take(Turn turn, Case next, string by, string step, string words)
    {
        next = next with { History = [.. next.History.TakeLast(LongestHistory - 1), new(turn.Now, by, step, words)] };
        turn.Add(new CaseChanged(next, step, words));
        return next;
    }

    /// <summary>Puts the case before the people of its level.</summary>
    public static void Queue(Turn turn, Case open)
    {
        turn.CloseTasks(Task, open.Id, "the case has moved on");
        string answer = open.AnswerBy is { } by ? $", an answer is promised by {SendTime.In(turn.Around.Ledger.TimeZone, by):yyyy-MM-dd HH:mm}" : "";
        turn.OpenTask(Task, open.Id, $"Case {open.Id} ({Code.Of(open.Kind)}) waits for {(open.Owner.Length > 0 ? open.Owner : "whoever takes it")}, level {open.Level}: {CaseWords.Of(open)}{answer}.");
    }

    /// <summary>Closes what waits for a person on a case that is over or waits for the customer.</summary>
    public static void Unqueue(Turn turn, string caseId, string how)
    {
        turn.CloseTasks(Task, caseId, how);
        turn.CloseTasks(LateTask, caseId, how);
    }

    public static string NameOf(Actor by) => by.IsCustomer ? Customer : by.Name.Trim();

    /// <summary>The case, where a person or the customer may still act on it; else what stands in the way.</summary>
    public static Case? Open(Turn turn, string caseId, List<Problem> problems)
    {
        if (turn.Account.CaseOf(caseId) is not { } found) problems.Add(new("case", $"there is no case {caseId}", "see the account for its cases"));
        else if (!found.IsOpen) problems.Add(new("case", $"case {caseId} is {Code.Of(found.State)}", "open another if there is more to ask"));
        else return found;
        return null;
    }
}

/// <summary>The instants that cases turn on, on the ledger's clock.</summary>
internal static class ServiceTime
{
    /// <summary>So many business days of the ledger from today, at the policy's hour; strictly after now.</summary>
    public static DateTimeOffset After(Turn turn, int openDays)
    {
        DateOnly day = turn.Around.Holidays.AddOpenDays(turn.Today, Math.Max(1, openDays), turn.Around.Ledger.HolidayArea);
        return SendTime.InstantOf(day, turn.Rules.Requests.AnswerAt, turn.Around.Ledger.TimeZone);
    }

    /// <summary>The first instant of the day after a date: an offer that stands until a day ends with that day.</summary>
    public static DateTimeOffset EndOf(Turn turn, DateOnly date) => SendTime.InstantOf(date.AddDays(1), TimeOnly.MinValue, turn.Around.Ledger.TimeZone);

    /// <summary>Business days in which a kind is answered.</summary>
    public static int DaysFor(RequestRule rules, CaseKind kind) => kind switch
    {
        CaseKind.Request => rules.AnswerDays,
        CaseKind.Dispute => rules.DisputeAnswerDays,
        CaseKind.Complaint => rules.ComplaintAnswerDays,
        CaseKind.Review => rules.ReviewAnswerDays,
    };
}

/// <summary>The days on which a run must look at an account's cases, so that every pause ends and every follow-up comes.</summary>
internal static class CaseDates
{
    public static IEnumerable<DateOnly?> Of(Turn turn)
    {
        foreach (Case known in turn.Account.Cases)
        {
            if (known is { IsOpen: true, PausedUntil: { } until } && until >= turn.Today) yield return until.AddDays(1);
            if (known.FollowUp is { Outcome: null, DueDate: var due }) yield return due > turn.Today ? due : turn.Today.AddDays(1);
            if (known.ToTell is { } letter && (letter.MessageId is not { } id || turn.Account.MessageOf(id) is null)) yield return turn.Today.AddDays(1);
        }
    }
}
