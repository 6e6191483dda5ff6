using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>A rule that stands in the way, as a stable code, with its values in words for staff.</summary>
/// <param name="Rule">"amount", "days", "instalments", "first-part", "discount", "reduction", "claims", "order"; or of the account: "asked-too-often", "pays-late", "promise-broken"...</param>
/// <param name="Words">A sentence with its values.</param>
public sealed record RuleFinding(string Rule, string Words);

/// <summary>Which limits terms keep, and whose limits would be enough.</summary>
internal static class TermRules
{
    /// <summary>Every measure that passes the limits; empty: allowed.</summary>
    public static IEnumerable<RuleFinding> Over(Turn turn, TermLimits limits, CheckedTerms asked)
    {
        CaseTerms terms = asked.Terms;
        Money amount = asked.Amount(turn);
        if (terms.Kind == TermsKind.SmallerOrder)
        {
            if (Passes(limits.MostOrder, amount) is { } order) yield return new("order", $"an order of {amount}; {order}");
            yield break;
        }
        if (Passes(limits.MostAmount, amount) is { } most) yield return new("amount", $"{amount} is at stake; {most}");
        if (terms.LastDate is { } last && last > turn.Today.AddDays(limits.FurthestDays)) yield return new("days", $"the last day, {last:yyyy-MM-dd}, is {last.DayNumber - turn.Today.DayNumber} days away; the limit is {limits.FurthestDays}");
        if (terms.Parts.Length > limits.MostInstalments) yield return new("instalments", $"{terms.Parts.Length} instalments; the limit is {limits.MostInstalments}");
        if (terms is { Kind: TermsKind.PartPayment, Parts: [var first, ..] } && first.Amount < asked.Covered.Times(limits.LeastFirstShare)) yield return new("first-part", $"{first.Amount} first; the least is {asked.Covered.Times(limits.LeastFirstShare)}");
        if (terms is { Kind: TermsKind.Settlement, Off: { } off } && off > asked.Covered.Times(limits.MostDiscountShare)) yield return new("discount", $"{off} off; the most is {asked.Covered.Times(limits.MostDiscountShare)}");
        if (terms is { Kind: TermsKind.Reduction, Off: { } gone } && gone > asked.Covered.Times(limits.MostReductionShare)) yield return new("reduction", $"{gone} given up; the most is {asked.Covered.Times(limits.MostReductionShare)}");
        if (terms.Kind == TermsKind.ClaimWaiver && !limits.WaivesClaims) yield return new("claims", "interest and fixed sums are not given up at this level");
    }

    /// <summary>The first level, from 1, whose limits are enough for an amount or terms; null when nobody's are.</summary>
    public static int? LevelFor(Turn turn, CheckedTerms asked)
    {
        ImmutableArray<DecisionLimit> chain = turn.Rules.Requests.Chain;
        for (int i = 0; i < chain.Length; i++)
            if (!Over(turn, chain[i], asked).Any()) return i + 1;
        return null;
    }

    /// <summary>The first level whose amount is enough for a contested sum; the last where nobody's is.</summary>
    public static int LevelFor(Turn turn, IEnumerable<Money> amounts)
    {
        ImmutableArray<DecisionLimit> chain = turn.Rules.Requests.Chain;
        for (int i = 0; i < chain.Length; i++)
            if (amounts.All(a => Passes(chain[i].MostAmount, a) is null)) return i + 1;
        return Math.Max(1, chain.Length);
    }

    /// <summary>What a person's rights lack for terms; empty: they may decide. A lent right never serves for what its owner opened.</summary>
    public static ImmutableArray<RuleFinding> Lacking(Turn turn, Case about, Actor by, CheckedTerms asked)
    {
        ImmutableArray<RuleFinding>? best = null;
        foreach (DecisionLimit limit in Rights(turn, about, by))
        {
            ImmutableArray<RuleFinding> over = [.. Over(turn, limit, asked)];
            if (over.IsEmpty) return [];
            if (best is null || over.Length <= best.Value.Length) best = over;
        }
        return best ?? [new("right", "this person has no right to decide requests")];
    }

    /// <summary>The highest limit on an amount that a person may decide on alone; null: none in its currency.</summary>
    public static bool MayDecide(Turn turn, Case about, Actor by, IEnumerable<Money> amounts) =>
        Rights(turn, about, by).Any(limit => amounts.All(a => Passes(limit.MostAmount, a) is null));

    /// <summary>The limits a person may use on a case: those of their own role, and of roles lent to them for today.</summary>
    public static IEnumerable<DecisionLimit> Rights(Turn turn, Case about, Actor by)
    {
        if (by.Right is not { } own) return [];
        DecisionRole lent = turn.Around.Ledger.Delegations.Where(d => d.IsActive(turn.Today) && by.Is(d.To) && !CaseRight.HasPutForward(about, d.From)).Select(d => d.Role).DefaultIfEmpty(own).Max();
        DecisionRole right = own > lent ? own : lent;
        return turn.Rules.Requests.Chain.Where(limit => limit.Role <= right);
    }

    /// <summary>Who has a case of a level on a day: the ledger's owner of cases, or whoever stands in for them.</summary>
    public static string OwnerOn(Ledger ledger, DateOnly today) =>
        ledger.Delegations.FirstOrDefault(d => d.IsActive(today) && SameName(d.From, ledger.CaseOwner)) is { } standIn && ledger.CaseOwner.Length > 0 ? standIn.To : ledger.CaseOwner;

    public static bool SameName(string a, string b) => string.Equals(a.Trim(), b.Trim(), StringComparison.OrdinalIgnoreCase);

    static string? Passes(ImmutableSortedDictionary<string, decimal> amounts, Money amount) =>
        TermLimits.Of(amounts, amount.Currency) is not { } most ? $"nothing is allowed in {amount.Currency}" : amount > most ? $"the limit is {most}" : null;
}
