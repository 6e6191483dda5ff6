using Collections.Domain;

namespace Collections.Engine;

/// <summary>A person takes a case, or gives it to somebody.</summary>
/// <param name="By">Who does it.</param>
/// <param name="CaseId">Which.</param>
/// <param name="To">Who has it from now on; null: whoever does it.</param>
public sealed record TakeCase(Actor By, string CaseId, string? To = null) : Input
{
    /// <inheritdoc />
    public override string Cause => "case-owner";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        if (By.Right is null) problems.Add(new("by", "only staff have cases", "ask a controller"));
        Case? open = CaseSteps.Open(turn, CaseId, problems);
        if (open is null || problems.Count > 0) return new Answer.Refused([.. problems]);
        string owner = (To ?? By.Name).Trim();
        if (open.Owner == owner) return new Answer.AlreadyRecorded($"{owner} has case {CaseId} already");
        Case taken = CaseSteps.Take(turn, open with { Owner = owner }, By.Name.Trim(), "taken", $"{owner} has it");
        if (open.State == CaseState.Open) CaseSteps.Queue(turn, taken);
        return new Answer.Done($"{owner} has case {CaseId}", CaseId);
    }
}

/// <summary>A person lets a case rest the chase for longer than the policy allows by itself: with a reason, and never for longer than the policy's span at once.</summary>
/// <param name="By">Who.</param>
/// <param name="CaseId">Which.</param>
/// <param name="Until">Last day without reminders for what it covers, included.</param>
/// <param name="Reason">Why.</param>
public sealed record ProlongCase(Actor By, string CaseId, DateOnly Until, string Reason) : Input
{
    /// <inheritdoc />
    public override string Cause => "case-prolonged";

    internal override Answer Decide(Turn turn)
    {
        List<Problem> problems = [];
        Case? open = CaseSteps.Open(turn, CaseId, problems);
        DateOnly furthest = turn.Today.AddDays(turn.Rules.Requests.MostPauseDays);
        if (By.Right is null) problems.Add(new("by", "only staff prolong a pause", "ask a controller"));
        if (open is { PausedUntil: null, Kind: not CaseKind.Request }) problems.Add(new("case", $"case {CaseId} pauses nothing by itself", "see the account's flags and disputes"));
        if (Reason.Trim().Length == 0) problems.Add(new("reason", "a longer pause needs a reason", "say why"));
        if (Until < turn.Today || Until > furthest) problems.Add(new("until", $"{Until:yyyy-MM-dd} is no allowed day", $"choose a day from {turn.Today:yyyy-MM-dd} to {furthest:yyyy-MM-dd}"));
        if (open is null || problems.Count > 0) return new Answer.Refused([.. problems]);
        if (open.PausedUntil == Until) return new Answer.AlreadyRecorded("it rests until that day already");
        CaseSteps.Take(turn, open with { PausedUntil = Until }, By.Name.Trim(), "prolonged", $"reminders rest until {Until:yyyy-MM-dd}: {Reason.Trim()}");
        turn.CloseTasks(CaseSteps.PauseTask, CaseId, "prolonged");
        return new Answer.Done($"reminders for what case {CaseId} covers rest until {Until:yyyy-MM-dd}", CaseId);
    }
}
