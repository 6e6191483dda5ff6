using System.Collections.Frozen;

namespace Collections.Engine.Cases;

/// <summary>Which rules calculate which family. The family is the letters that begin an id; the jurisdiction stands in for unknown letters.</summary>
internal static class CaseFamilies
{
    static readonly CaseRule[] Statutory =
        [StatutoryCases.Debt, StatutoryCases.Provisional, StatutoryCases.Remedy, StatutoryCases.FixedSums, StatutoryCases.RateOfDays,
         StatutoryCases.RateOnDays, StatutoryCases.Deadline, PlainCases.PercentAndDays, PlainCases.PercentAndMonths];

    static readonly FrozenDictionary<string, CaseRule[]> Rules = new Dictionary<string, CaseRule[]>
    {
        ["UK"] = Statutory,
        ["IE"] = Statutory,
        ["EU"] = Statutory,
        ["FR"] = [.. Statutory, FrenchCases.Clause],
        ["DE"] = [GermanCases.WorkingDay, GermanCases.Default, GermanCases.Mechanism, .. Statutory],
        ["IN"] = [IndianCases.Deadline, IndianCases.Compound, IndianCases.Supplier, PlainCases.PercentAndDays],
        ["US"] = [ContractCases.Monthly, ContractCases.Yearly, ContractCases.Footer, PlainCases.PercentAndDays],
        ["AU"] = [ContractCases.Yearly, ContractCases.Monthly, PlainCases.PercentAndDays],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> Places = new Dictionary<string, string>
    {
        ["GB"] = "UK", ["IE"] = "IE", ["DE"] = "DE", ["FR"] = "FR", ["EU"] = "EU", ["IN"] = "IN", ["US"] = "US", ["AU"] = "AU",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The family's name in our tables; null when neither the id nor the jurisdiction says one.</summary>
    public static string? Of(WorkedCase one)
    {
        if (Rules.ContainsKey(one.Family)) return one.Family;
        foreach (string part in one.Id.ToUpperInvariant().Split('-', '_', '.'))
            if (Rules.ContainsKey(part)) return part;
        return Places.GetValueOrDefault(one.Jurisdiction.Split('-', '/')[0]);
    }

    public static CaseRule[]? RulesOf(WorkedCase one) => Of(one) is { } family ? Rules[family] : null;
}
