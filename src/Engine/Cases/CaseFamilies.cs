using System.Collections.Frozen;

namespace Collections.Engine.Cases;

/// <summary>Which rules calculate which family. The family is the letters that begin an id; the jurisdiction stands in for unknown letters.</summary>
internal static class CaseFamilies
{
    static readonly CaseRule[] Statutory =
        [StatutoryCases.Debt, StatutoryCases.Provisional, StatutoryCases.Remedy, StatutoryCases.FixedSums, StatutoryCases.Costs, StatutoryCases.RateOfDays,
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
        ["TW"] = [HoursCases.Window],
        ["FQ"] = [FrequencyCases.Counted, FrequencyCases.Conversation, FrequencyCases.FirstNotice, FrequencyCases.Tally, FrequencyCases.Bound, FrequencyCases.Carrier],
        ["SMS"] = [SmsCases.Size, SmsCases.Length, SmsCases.Errors],
        ["KW"] = [SmsCases.Reply, RevocationCases.Deadline],
        ["EM"] = [EmailCases.Batches, EmailCases.Copies, EmailCases.Attachment, EmailCases.Schedule, EmailCases.CustomArguments, EmailCases.Repeats, EmailCases.Meanings, EmailCases.Demands, EmailCases.Bulk],
        ["DN"] = [DunningCases.BreathingSpace, DunningCases.CompanyMoratorium, DunningCases.Letter, DunningCases.Debtor, DunningCases.Insurance,
                  DunningCases.Assignment, DunningCases.German],
        ["GD"] = [DunningCases.Erasure, DunningCases.EmailOptOut, DunningCases.German],
        ["KPI"] = [MetricCases.Dso, MetricCases.CountBack, MetricCases.Cei, MetricCases.DaysBeyondTerms, MetricCases.Bucket],
        ["IF"] = [FinanceCases.Base],
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
