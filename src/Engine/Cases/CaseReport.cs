using System.Text;

namespace Collections.Engine.Cases;

/// <summary>Worked cases as plain text: a line a case with what was expected and what came out, then the sums.</summary>
public static class CaseReport
{
    /// <summary>The whole report; lines end in a line feed.</summary>
    public static string Of(IReadOnlyList<CaseResult> results)
    {
        StringBuilder text = new();
        foreach (CaseResult result in results) text.Append(Line(result)).Append('\n');
        text.Append($"{results.Count} cases: {Count(CaseOutcome.Pass)} pass, {Count(CaseOutcome.Differs)} differ");
        Append("of unknown shape", CaseOutcome.UnknownShape);
        Append("of unknown family", CaseOutcome.UnknownFamily);
        return text.Append('\n').ToString();

        int Count(CaseOutcome outcome) => results.Count(r => r.Outcome == outcome);

        void Append(string what, CaseOutcome outcome)
        {
            if (Count(outcome) > 0)
                text.Append($"; {Count(outcome)} {what} ({string.Join(", ", results.Where(r => r.Outcome == outcome).Select(r => r.Id))})");
        }
    }

    static string Line(CaseResult result)
    {
        string expected = string.Join(", ", result.Fields.Select(f => $"{f.Name}={f.Expected}"));
        string got = string.Join(", ", result.Fields.Select(f => $"{f.Name}={f.Got ?? "?"}{(f.IsEqual ? "" : " (!)")}"));
        return $"{Word(result.Outcome),-7} {result.Id,-12} expected {expected} | got {got}{(result.Problem is null ? "" : $" | {result.Problem}")}";
    }

    static string Word(CaseOutcome outcome) => outcome switch
    {
        CaseOutcome.Pass => "pass",
        CaseOutcome.Differs => "DIFFERS",
        CaseOutcome.UnknownFamily => "family?",
        CaseOutcome.UnknownShape => "shape?",
    };
}
