using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Engine.Cases;

/// <summary>Cases that state the rate: principal, percent a year, and days or months.</summary>
internal static class PlainCases
{
    public static CaseAnswer? PercentAndDays(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.Principal(one) is not { } principal || one.Inputs.Number("rate", "annual", "rate_annual") is not { } percent) return null;
        if (one.Inputs.Whole("days", "days_late") is not { } days) return null;
        int daysInYear = one.Inputs.Whole("denominator", "days_in_year") ?? 365;
        Money interest = Accrual.Simple(principal, percent, days, daysInYear);
        return Answer(principal, interest).Put(new Printed(Accrual.ExactMinor(principal, percent, 1, daysInYear) / 100m), "daily");
    }

    public static CaseAnswer? PercentAndMonths(WorkedCase one, CaseFacts facts) =>
        CaseDebts.Principal(one) is { } principal && one.Inputs.Number("rate", "annual") is { } percent && one.Inputs.Number("months") is { } months
            ? Answer(principal, Accrual.ByMonths(principal, percent, months)) : null;

    static CaseAnswer Answer(Money principal, Money interest) =>
        new CaseAnswer().Put(interest.ToDecimal(), "interest", "penalty").Put((principal + interest).ToDecimal(), "total");
}
