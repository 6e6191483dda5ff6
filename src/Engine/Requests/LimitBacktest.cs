using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>What one limit of "granted at once", set otherwise, would have done with the year's requests, everything else as it was.</summary>
/// <param name="Limit">The limit's path in the pack: "requests.atOnce.furthestDays".</param>
/// <param name="Now">As it is.</param>
/// <param name="Otherwise">As it is tried.</param>
/// <param name="MoreAtOnce">Requests that would have been granted at once and were not; below zero: fewer.</param>
/// <param name="Money">Their amounts, a currency each.</param>
/// <param name="OfThemGranted">Of those more, how many a person granted.</param>
/// <param name="OfThemWorked">Of those, where everything came.</param>
/// <param name="OfThemFailed">Of those, where nothing or only a part came.</param>
public sealed record LimitChange(
    string Limit, string Now, string Otherwise, int MoreAtOnce, ImmutableArray<Money> Money, int OfThemGranted, int OfThemWorked, int OfThemFailed);

/// <summary>Replays the year's requests under one changed limit at a time, on the figures that each was measured by on its own day.</summary>
internal static class LimitBacktest
{
    public static ImmutableArray<LimitChange> Of(IReadOnlyList<Case> requests, RequestRule rules)
    {
        Case[] measured = [.. requests.Where(c => c.Measures is not null && c.Rounds.Length > 0)];
        return measured.Length == 0 ? [] : [.. Tried(rules.AtOnce).Select(t => Change(measured, rules.AtOnce, t))];
    }

    static IEnumerable<(string Limit, string Now, string Otherwise, AutomaticLimits Limits)> Tried(AutomaticLimits now)
    {
        foreach (decimal factor in new[] { 0.5m, 2m })
        {
            yield return ("mostAmount", Show(now.MostAmount), Show(Times(now.MostAmount, factor)), now with { MostAmount = Times(now.MostAmount, factor) });
            yield return ("furthestDays", Show(now.FurthestDays), Show((int)(now.FurthestDays * factor)), now with { FurthestDays = (int)(now.FurthestDays * factor) });
            yield return ("mostInstalments", Show(now.MostInstalments), Show((int)(now.MostInstalments * factor)), now with { MostInstalments = (int)(now.MostInstalments * factor) });
        }
        yield return ("mostAYear", Show(now.MostAYear), Show(now.MostAYear + 1), now with { MostAYear = now.MostAYear + 1 });
        yield return ("mostBrokenPromises", Show(now.MostBrokenPromises), Show(now.MostBrokenPromises + 1), now with { MostBrokenPromises = now.MostBrokenPromises + 1 });
        foreach (decimal step in new[] { -0.2m, 0.2m })
            yield return ("mostShareLate", Show(now.MostShareLate), Show(Math.Clamp(now.MostShareLate + step, 0, 1)), now with { MostShareLate = Math.Clamp(now.MostShareLate + step, 0, 1) });
        yield return ("leastScore", Show(now.LeastScore), Show(Math.Max(0, now.LeastScore - 20)), now with { LeastScore = Math.Max(0, now.LeastScore - 20) });
        yield return ("mostDiscountShare", Show(now.MostDiscountShare), Show(now.MostDiscountShare + 0.02m), now with { MostDiscountShare = now.MostDiscountShare + 0.02m });
    }

    static LimitChange Change(Case[] requests, AutomaticLimits now, (string Limit, string Now, string Otherwise, AutomaticLimits Limits) tried)
    {
        Case[] more = [.. requests.Where(c => !Passes(c, now) && Passes(c, tried.Limits))], fewer = [.. requests.Where(c => Passes(c, now) && !Passes(c, tried.Limits))], moved = more.Length > 0 ? more : fewer;
        Case[] granted = [.. moved.Where(c => c.State == CaseState.Granted)];
        return new("requests.atOnce." + tried.Limit, tried.Now, tried.Otherwise, more.Length - fewer.Length,
            [.. moved.GroupBy(c => c.Measures!.Amount.Currency).OrderBy(g => g.Key.Code, StringComparer.Ordinal).Select(g => g.Aggregate(Domain.Money.Zero(g.Key), (sum, c) => sum + c.Measures!.Amount))],
            granted.Length, granted.Count(c => c.FollowUp?.Outcome is FollowUpOutcome.Worked or FollowUpOutcome.WorkedLate), granted.Count(c => c.FollowUp?.Outcome is FollowUpOutcome.PartlyWorked or FollowUpOutcome.Failed));
    }

    // Rules that no number moves (a vulnerable person, a moratorium, standing) keep a request from people's hands whatever the limit is.
    static bool Passes(Case request, AutomaticLimits limits)
    {
        if (request.Exceptions.Any(e => !Movable.Contains(e))) return false;
        CaseMeasures m = request.Measures!;
        TermsKind kind = request.Asked!.Kind;
        bool amount = TermLimits.Of(kind == TermsKind.SmallerOrder ? limits.MostOrder : limits.MostAmount, m.Amount.Currency) is { } most && m.Amount <= most;
        return amount && m.Days <= limits.FurthestDays && m.Instalments <= limits.MostInstalments && m.GrantedBefore < limits.MostAYear && m.ShareLate <= limits.MostShareLate
            && m.BrokenPromises <= limits.MostBrokenPromises && !(m.Score < limits.LeastScore) && Given(kind, m, limits);
    }

    static bool Given(TermsKind kind, CaseMeasures m, AutomaticLimits limits) => kind switch
    {
        TermsKind.PartPayment => m.FirstShare >= limits.LeastFirstShare,
        TermsKind.Settlement => m.GivenUpShare <= limits.MostDiscountShare,
        TermsKind.Reduction => m.GivenUpShare <= limits.MostReductionShare,
        TermsKind.ClaimWaiver => limits.WaivesClaims,
        TermsKind.Extension or TermsKind.Plan or TermsKind.SmallFirstPlan or TermsKind.SmallerOrder => true,
    };

    static readonly ImmutableHashSet<string> Movable =
        ["amount", "days", "instalments", "first-part", "discount", "reduction", "claims", "order", "asked-too-often", "pays-late", "promise-broken", "score"];

    static ImmutableSortedDictionary<string, decimal> Times(ImmutableSortedDictionary<string, decimal> amounts, decimal factor) => amounts.ToImmutableSortedDictionary(a => a.Key, a => decimal.Floor(a.Value * factor));

    static string Show(ImmutableSortedDictionary<string, decimal> amounts) => string.Join(", ", amounts.Select(a => $"{Show(a.Value)} {a.Key}"));

    static string Show(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
