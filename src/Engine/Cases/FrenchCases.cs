using Collections.Domain.Claims;

namespace Collections.Engine.Cases;

/// <summary>Whether a French contract clause stands: {half_year, clause_rate}.</summary>
internal static class FrenchCases
{
    public static CaseAnswer? Clause(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Date("half_year", "interest_starts") is not { } day || CaseDebts.SchemeOf(one, facts) is not { } scheme) return null;
        decimal? floor = StatutoryInterest.ClauseFloor(day, scheme, facts.Rates);
        CaseAnswer answer = new CaseAnswer().Put(floor, "floor");
        return one.Inputs.Number("clause_rate", "clause") is { } clause
            ? answer.Put(floor is null ? null : clause >= floor, "clause_valid", "valid") : answer;
    }
}
