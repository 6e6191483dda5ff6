using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>A request as lists, comparisons and reports read it, beside the account it belongs to.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Customer">The customer's number.</param>
/// <param name="Case">The case as last committed, without its history and words.</param>
public sealed record DecidedCase(AccountId Account, string Customer, Case Case);

/// <summary>Which decided cases are most like one that is open: by what is asked, the difficulty, the amount and the habit.</summary>
internal static class SimilarCases
{
    /// <summary>The nearest, at most so many, the nearest first; those of the same account count too.</summary>
    public static ImmutableArray<DecidedCase> Of(Surroundings around, Case asked, CaseMeasures measures, int most) =>
        [.. around.Decided.Where(d => d.Case is { Kind: CaseKind.Request, Decision: not null, Measures: { } m } && m.Amount.Currency == measures.Amount.Currency)
            .Select(d => (Decided: d, Distance: Distance(asked, measures, d.Case))).OrderBy(d => d.Distance).ThenByDescending(d => d.Decided.Case.OpenedAt).ThenBy(d => d.Decided.Account.Value, StringComparer.Ordinal)
            .Take(most).Select(d => d.Decided)];

    /// <summary>Zero for the same in everything; each difference in kind counts one, differences of figures count by their share.</summary>
    static decimal Distance(Case asked, CaseMeasures measures, Case other)
    {
        CaseMeasures theirs = other.Measures!;
        decimal distance = Ratio(measures.Amount.Minor, theirs.Amount.Minor) + Math.Abs(measures.ShareLate - theirs.ShareLate) + Ratio(measures.Days, theirs.Days) / 2;
        if (asked.Asked?.Family != other.Asked?.Family) distance += 1;
        if (asked.Difficulty != other.Difficulty) distance += 1;
        if (asked.Stated?.Cause != other.Stated?.Cause) distance += 0.5m;
        return distance;
    }

    static decimal Ratio(long a, long b) => a == b ? 0 : 1 - (decimal)Math.Min(a, b) / Math.Max(Math.Max(a, b), 1);
}
