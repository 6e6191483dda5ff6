using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Engine.Cases;

/// <summary>Cases under the MSMED Act: the appointed day, compound interest, who is protected.</summary>
internal static class IndianCases
{
    /// <summary>{delivered, agreed_days or agreed_date, objection}: acceptance, last day to pay, first day of interest.</summary>
    public static CaseAnswer? Deadline(WorkedCase one, CaseFacts facts) =>
        Deadline(one, facts, out DateOnly acceptance) is { } deadline
            ? new CaseAnswer()
                .Put(acceptance, "acceptance", "day_of_acceptance")
                .Put(deadline.PayBy, "pay_by", "last_day")
                .Put(deadline.InterestFrom, "appointed_day", "interest_from", "interest_starts")
            : null;

    /// <summary>{principal, interest_from, until}: compound interest with its rests.</summary>
    public static CaseAnswer? Compound(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.Principal(one) is not { } principal || one.Inputs.Date("until", "paid", "paid_on", "to") is not { } until) return null;
        DateOnly? from = one.Inputs.Date("interest_from", "appointed_day", "from") ?? one.Inputs.Date("due", "due_date")?.AddDays(1) ?? Deadline(one, facts, out _)?.InterestFrom;
        if (from is null || CaseDebts.SchemeOf(one, facts) is not { } scheme) return null;
        if (one.Inputs.Text("supplier_class") is { } supplier && !ContractInterest.IsProtectedSupplier(supplier)) return new CaseAnswer().Put(0m, "interest").Put(false, "applies");

        InterestCalculation by365 = CompoundInterest.Of(principal, from.Value, until, new(scheme, facts.Rates));
        InterestCalculation by360 = CompoundInterest.Of(principal, from.Value, until, new(scheme, facts.Rates, PartMonth.Thirty360));
        bool is30 = one.Inputs.Text("part_month", "method", "part_month_method") is { } method && method.Contains("360", StringComparison.Ordinal);
        InterestCalculation chosen = is30 ? by360 : by365;
        return StatutoryCases.Of(chosen)
            .Put(StatutoryCases.Shown(chosen).ToDecimal(), "interest")
            .Put((principal + StatutoryCases.Shown(chosen)).ToDecimal(), "total", "balance")
            .Put(StatutoryCases.Shown(by365).ToDecimal(), "part_month_act365")
            .Put(StatutoryCases.Shown(by360).ToDecimal(), "part_month_30_360")
            .Put(CompoundInterest.PartDays(from.Value, until), "part_days")
            .Put(Schedule(chosen, principal), "schedule");
    }

    public static CaseAnswer? Supplier(WorkedCase one, CaseFacts facts) =>
        one.Inputs.Text("supplier_class", "supplier", "enterprise_class") is { } supplier ? new CaseAnswer().Put(ContractInterest.IsProtectedSupplier(supplier), "applies") : null;

    static PaymentDeadline? Deadline(WorkedCase one, CaseFacts facts, out DateOnly acceptance)
    {
        acceptance = default;
        if (one.Inputs.Date("delivered", "delivery", "acceptance", "accepted") is not { } delivered) return null;
        if (CaseDebts.SchemeOf(one, facts) is not { Term: { } term }) return null;
        DateOnly? cleared = one.Inputs.Date("objection_removed", "objection_removed_on", "objection_cleared", "objection_resolved", "objection_withdrawn", "removed");
        bool objected = one.Inputs.Flag("objection_in_15_days", "objection") ?? cleared is not null;
        acceptance = objected && cleared is not null ? cleared.Value : delivered;
        int? agreed = one.Inputs.Whole("agreed_days") ?? one.Inputs.Date("agreed_date")?.DayNumber - acceptance.DayNumber;
        return PaymentDates.Deadline([acceptance], term, agreed, agreed is null ? null : term.LongestAgreed);
    }

    static object?[] Schedule(InterestCalculation interest, Money principal)
    {
        decimal balance = principal.Minor;
        return [.. interest.Segments.Select(s => new CaseAnswer()
            .Put(s.From, "month_from").Put(s.RateAnnual, "rate").Put(new Printed((balance += s.ExactMinor) / 100m), "balance"))];
    }
}
