using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Engine.Cases;

/// <summary>Cases of contract interest and of the legal rate that stands in for it: US and AU.</summary>
internal static class ContractCases
{
    /// <summary>{principal, contract_monthly, days}: both counts a contract may mean.</summary>
    public static CaseAnswer? Monthly(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.Principal(one) is not { } principal || one.Inputs.Number("contract_monthly", "monthly_rate", "contract_rate_monthly") is not { } monthly) return null;
        if (Days(one) is not { } days) return null;
        Money actual = ContractInterest.Monthly(principal, monthly, days, ContractCount.Actual365);
        Money months = ContractInterest.Monthly(principal, monthly, days, ContractCount.Months30);
        CaseAnswer answer = new CaseAnswer().Put(actual.ToDecimal(), "interest");
        foreach (string asked in one.Asked)
        {
            if (asked.StartsWith("act_365", StringComparison.Ordinal) || asked.StartsWith("actual_365", StringComparison.Ordinal)) answer.Put(actual.ToDecimal(), asked);
            if (asked.Contains("30_360", StringComparison.Ordinal) || asked.Contains("months", StringComparison.Ordinal)) answer.Put(months.ToDecimal(), asked);
        }
        return answer;
    }

    /// <summary>{principal, contract_rate, days}: the agreed rate, else the state's legal rate, else nothing.</summary>
    public static CaseAnswer? Yearly(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.Principal(one) is not { } principal || !one.Inputs.Mentions("contract_rate", "state") || Days(one) is not { } days) return null;
        string place = one.Inputs.Text("state") is { } state ? state.StartsWith("US", StringComparison.Ordinal) ? state : $"US-{state}" : one.Jurisdiction;
        decimal? agreed = one.Inputs.Number("contract_rate");
        ClaimBasis basis = ContractInterest.BasisWithoutStatute(agreed, place);
        decimal? percent = basis == ClaimBasis.StateLegalRate ? facts.Rates.States.GetValueOrDefault(place)?.Percent : agreed;
        if (basis == ClaimBasis.StateLegalRate && percent is null) return null;
        Money interest = percent is null ? Money.Zero(principal.Currency) : Accrual.Simple(principal, percent.Value, days, one.Inputs.Whole("denominator") ?? 365);
        return new CaseAnswer().Put(percent, "annual", "rate").Put(interest.ToDecimal(), "interest").Put((principal + interest).ToDecimal(), "total");
    }

    /// <summary>{contract_rate: null, invoice_footer_rate}: a rate printed on an invoice is not agreed.</summary>
    public static CaseAnswer? Footer(WorkedCase one, CaseFacts facts)
    {
        if (!one.Inputs.Mentions("invoice_footer_rate", "footer_rate")) return null;
        ClaimBasis basis = ContractInterest.BasisWithoutStatute(one.Inputs.Number("contract_rate"), one.Jurisdiction);
        CaseAnswer answer = new CaseAnswer().Put(basis == ClaimBasis.StateLegalRate ? "state legal rate" : null, "fallback");
        return basis == ClaimBasis.Contract ? answer : answer.Put(0m, "chargeable_contract_interest");
    }

    static int? Days(WorkedCase one) =>
        one.Inputs.Whole("days", "days_late")
        ?? (one.Inputs.Date("due") is { } due && one.Inputs.Date("until", "paid_on") is { } until ? Math.Max(0, until.DayNumber - due.DayNumber) : null);
}
