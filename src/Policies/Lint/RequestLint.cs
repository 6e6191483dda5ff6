using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>Requests and their chain of limits: nobody below may do more than somebody above, no answer comes after its pause, and the rules never do more than the first person.</summary>
internal static class RequestLint
{
    internal static void Check(PolicyPack rules, Findings found)
    {
        RequestRule requests = rules.Requests;
        CheckChain(requests.Chain, found);
        if (requests.Chain.Length > 0)
            foreach (string what in MoreThan(requests.AtOnce, requests.Chain[^1])) found.InPack($"requests.atOnce.{what}", "allows more than the last person of the chain may", "Let a rule do no more than a person");
        if (requests.MostPauseDays < 2 * requests.AnswerDays)
            found.InPack("requests.mostPauseDays", $"{requests.MostPauseDays} days end before two answers of {requests.AnswerDays} business days each are due", "Let the pause reach beyond the second answer");
        if (requests.OfferDays > requests.MostPauseDays) found.InPack("requests.offerDays", $"an offer stands for {requests.OfferDays} days, longer than the pause of {requests.MostPauseDays}", "Let the offer end within the pause");
        if (requests.CoolOffDays == 0) found.Advise("pack.json $.requests.coolOffDays", "is 0: a complaint pauses nothing", "14 days are usual");
        foreach ((int i, MoratoriumRule rule) in requests.Moratoria.Index())
        {
            if (rule.Source.Trim().Length == 0) found.InPack($"requests.moratoria[{i}].source", "is empty", "Name the law and its date");
            if (requests.Moratoria.Take(i).Any(m => m.Kind == rule.Kind)) found.InPack($"requests.moratoria[{i}].kind", $"\"{Code.Of(rule.Kind)}\" stands twice", "Keep one of them");
        }
        foreach (string currency in rules.MinimumBalance.Keys.Where(c => requests.Chain.Length > 0 && !requests.Chain[^1].MostAmount.ContainsKey(c)))
            found.Advise("pack.json $.requests.chain", $"nobody may decide a request in {currency}", $"Give the last of the chain a mostAmount in {currency}");
    }

    static void CheckChain(ImmutableArray<DecisionLimit> chain, Findings found)
    {
        if (chain.IsEmpty) found.InPack("requests.chain", "is empty", "Name who decides, the smallest right first");
        for (int i = 1; i < chain.Length; i++)
        {
            if (chain[i].Role < chain[i - 1].Role) found.InPack($"requests.chain[{i}].role", $"\"{Code.Of(chain[i].Role)}\" comes after \"{Code.Of(chain[i - 1].Role)}\"", "Let the rights rise: controller, approver, admin");
            foreach (string what in MoreThan(chain[i - 1], chain[i])) found.InPack($"requests.chain[{i}].{what}", "allows less than the level below it", "Let the limits rise along the chain");
        }
    }

    /// <summary>The measures in which the one allows more than the other.</summary>
    static IEnumerable<string> MoreThan(TermLimits one, TermLimits other)
    {
        if (Exceeds(one.MostAmount, other.MostAmount)) yield return "mostAmount";
        if (one.FurthestDays > other.FurthestDays) yield return "furthestDays";
        if (one.MostInstalments > other.MostInstalments) yield return "mostInstalments";
        if (one.LeastFirstShare < other.LeastFirstShare) yield return "leastFirstShare";
        if (one.MostDiscountShare > other.MostDiscountShare) yield return "mostDiscountShare";
        if (one.MostReductionShare > other.MostReductionShare) yield return "mostReductionShare";
        if (one.WaivesClaims && !other.WaivesClaims) yield return "waivesClaims";
        if (Exceeds(one.MostOrder, other.MostOrder)) yield return "mostOrder";
    }

    static bool Exceeds(ImmutableSortedDictionary<string, decimal> one, ImmutableSortedDictionary<string, decimal> other) => one.Any(m => m.Value > other.GetValueOrDefault(m.Key));
}
