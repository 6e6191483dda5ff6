using Collections.Domain;

namespace Collections.Engine;

/// <summary>Who decides for whom: what makes a lent right none.</summary>
public static class Deputies
{
    const int LongestDays = 92;

    /// <summary>Everything wrong with delegations; empty: they may be saved.</summary>
    public static IEnumerable<Problem> Problems(IReadOnlyList<Delegation> asked)
    {
        for (int i = 0; i < asked.Count; i++)
        {
            Delegation lent = asked[i];
            if (lent.From.Trim().Length == 0 || lent.To.Trim().Length == 0) yield return new($"delegations[{i}]", "a name is missing", "say whose right it is and who may use it");
            if (TermRules.SameName(lent.From, lent.To)) yield return new($"delegations[{i}].to", "nobody stands in for themselves", "name another person");
            if (lent.UntilDate < lent.FromDate) yield return new($"delegations[{i}].untilDate", "it ends before it begins", "let the last day be no earlier than the first");
            else if (lent.UntilDate.DayNumber - lent.FromDate.DayNumber >= LongestDays) yield return new($"delegations[{i}].untilDate", $"a right is lent for at most {LongestDays} days", "give the person the role instead");
        }
    }
}
