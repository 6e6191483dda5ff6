using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Engine.Cases;

/// <summary>Cases of simple statutory interest, fixed sums and statutory days to pay: UK, IE, EU, DE, FR.</summary>
internal static class StatutoryCases
{
    /// <summary>{principal, due, until}: interest, fixed sum and how they came about.</summary>
    public static CaseAnswer? Debt(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.Debt(one) is not { } debt || one.Inputs.Date("until", "paid", "paid_on", "as_of", "to") is not { } until) return null;
        if (CaseDebts.SchemeOf(one, facts) is not { } scheme || scheme.Refix == Refix.MonthlyRest) return null;
        LatePaymentClaims claims = LatePayment.Of(one.Id, debt, until, new StatuteInForce(scheme, facts.Rates));
        bool isOwed = IsOwed(one, scheme);
        Money zero = Money.Zero(debt.Principal.Currency);
        Money interest = isOwed ? Shown(claims.Interest) : zero, sum = isOwed ? claims.FixedSum : zero;
        bool isKnown = claims.Interest.RateAnnual is not null || !isOwed;
        return Of(claims.Interest)
            .Put(isOwed, "statutory_interest", "applies")
            .Put(isKnown ? interest.ToDecimal() : null, "interest", "penalty", "statutory_interest_amount")
            .Put(sum.ToDecimal(), "compensation", "lump_sum", "indemnity", "fixed_sum")
            .Put(isKnown ? (debt.Principal + interest + sum).ToDecimal() : null, "total");
    }

    /// <summary>{due, today}: the rate before it is known must be called provisional.</summary>
    public static CaseAnswer? Provisional(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.Principal(one) is not null || one.Inputs.Date("due", "due_date") is not { } due) return null;
        if (CaseDebts.SchemeOf(one, facts) is not { } scheme) return null;
        LateDebt debt = new(Money.Zero(CaseDebts.CurrencyOf(one)), due);
        return Of(StatutoryInterest.Of(debt, one.Inputs.Date("until") ?? due, scheme, facts.Rates));
    }

    /// <summary>Whether the statute gives anything: {contract_rate, substantial_remedy} or {b2b}.</summary>
    public static CaseAnswer? Remedy(WorkedCase one, CaseFacts facts)
    {
        if (!one.Inputs.Mentions("substantial_remedy", "b2b", "consumer")) return null;
        ClaimBasis basis = ContractInterest.BasisUnderStatute(!CaseDebts.IsConsumer(one), one.Inputs.Flag("substantial_remedy") ?? false);
        string use = basis switch { ClaimBasis.Contract => "contract", ClaimBasis.Statute => "statute", _ => "none" };
        return new CaseAnswer().Put(use, "use").Put(basis == ClaimBasis.Statute, "statutory_interest", "applies");
    }

    /// <summary>{debt}, {debts} or a number of late payments.</summary>
    public static CaseAnswer? FixedSums(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.SchemeOf(one, facts) is not { } scheme) return null;
        Money? sum = FixedSum(one, facts.Rates.FixedSumOf(scheme), CaseDebts.CurrencyOf(one));
        return sum is null ? null : new CaseAnswer().Put(sum.Value.ToDecimal(), "compensation", "lump_sum", "indemnity", "fixed_sum", "sum");
    }

    /// <summary>{debt, costs}: reasonable costs beyond the fixed sum.</summary>
    public static CaseAnswer? Costs(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.Principal(one) is not { } debt || one.Inputs.Number("costs", "reasonable_costs", "recovery_costs", "legal_costs") is not { } costs) return null;
        if (CaseDebts.SchemeOf(one, facts) is not { } scheme || facts.Rates.FixedSumOf(scheme) is not { } sums) return null;
        Money above = sums.CostsAbove(debt, Money.Exact(costs, debt.Currency));
        return new CaseAnswer()
            .Put(above.ToDecimal(), "additional", "additional_costs", "costs_above", "further_costs", "reasonable_costs_above")
            .Put((sums.For(debt) + above).ToDecimal(), "total_costs", "total_recoverable", "recoverable");
    }

    /// <summary>{half_year} or {interest_starts}: the rate of that day.</summary>
    public static CaseAnswer? RateOfDays(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Date("half_year", "interest_starts", "first_day", "start", "date") is not { } day || CaseDebts.SchemeOf(one, facts) is not { } scheme) return null;
        decimal? rate = StatutoryInterest.RateStarting(day, scheme, facts.Rates);
        DateOnly reference = HalfYear.ReferenceFor(day, scheme.Reference);
        return new CaseAnswer()
            .Put(rate, "rate", "statutory_rate", "default")
            .Put(reference, "reference_date")
            .Put(rate is null ? null : facts.Rates.SeriesOf(scheme).At(reference), "base", "base_rate")
            .Put(rate is null ? "provisional" : "final", "status");
    }

    /// <summary>A table is expected: a rate for each day named in it.</summary>
    public static CaseAnswer? RateOnDays(WorkedCase one, CaseFacts facts)
    {
        if (!one.Asked.Any() || one.Asked.Any(a => CaseInputs.DateOf(a) is null) || CaseDebts.SchemeOf(one, facts) is not { } scheme) return null;
        CaseAnswer answer = new();
        foreach (string day in one.Asked) answer.Put(StatutoryInterest.RateStarting(CaseInputs.DateOf(day)!.Value, scheme, facts.Rates), day);
        return answer;
    }

    /// <summary>{delivered, invoice_received, ...}: the last day to pay where none or too long a term was agreed.</summary>
    public static CaseAnswer? Deadline(WorkedCase one, CaseFacts facts)
    {
        DateOnly[] events = [.. new[] { "delivered", "delivery", "goods_received", "invoice_received", "received", "receipt", "acceptance", "accepted", "notice_of_amount" }
            .Select(n => one.Inputs.Date(n)).OfType<DateOnly>()];
        if (events.Length == 0 || CaseDebts.SchemeOf(one, facts) is not { Term: { } term }) return null;
        int? cap = one.Inputs.Flag("public_body", "public_authority") ?? false ? term.LongestForPublicBody ?? term.LongestAgreed
            : one.Inputs.Flag("grossly_unfair") ?? true ? term.LongestAgreed : null;
        PaymentDeadline deadline = PaymentDates.Deadline(events, term, one.Inputs.Whole("agreed_days", "terms_days", "terms"), cap);
        return new CaseAnswer()
            .Put(deadline.PayBy, "relevant_day", "pay_by", "last_day", "due", "payment_date")
            .Put(deadline.InterestFrom, "interest_starts", "interest_from", "first_day");
    }

    public static CaseAnswer Of(InterestCalculation interest) => new CaseAnswer()
        .Put(interest.FirstDay, "first_day", "interest_starts", "interest_from")
        .Put(interest.Days, "days")
        .Put(interest.ReferenceDate, "reference_date")
        .Put(interest.ReferencePercent, "base", "base_rate")
        .Put(interest.RateAnnual, "rate", "annual")
        .Put(interest.ProvisionalFrom is null ? "final" : "provisional", "status")
        .Put(interest.DailyExact is { } daily ? new Printed(daily) : null, "daily")
        .Put(Segments(interest), "segments");

    /// <summary>Interest as a case means it: with rates that are not yet known taken as they stand.</summary>
    public static Money Shown(InterestCalculation interest) => interest.InterestIfRatesStand;

    static object?[] Segments(InterestCalculation interest) =>
        [.. interest.Segments.Select(s => new CaseAnswer()
            .Put(s.From, "from").Put(s.To, "to").Put(s.RateAnnual, "rate").Put(s.Days, "days").Put(s.Principal.ToDecimal(), "principal", "balance")
            .Put(new Printed(s.ExactMinor / (interest.Currency.Exponent == 0 ? 1m : 100m)), "interest"))];

    static bool IsOwed(WorkedCase one, InterestScheme scheme) =>
        scheme.Jurisdiction == "DE"
        || ContractInterest.BasisUnderStatute(!CaseDebts.IsConsumer(one), one.Inputs.Flag("substantial_remedy") ?? false) == ClaimBasis.Statute;

    static Money? FixedSum(WorkedCase one, FixedSumScheme? sums, Currency currency)
    {
        Money[] debts = [.. one.Inputs.Numbers("debts", "invoices", "principals").Select(d => Money.Exact(d, currency))];
        int? count = one.Inputs.Whole("invoices", "late_instalments", "instalments", "late_invoices", "late_payments", "count");
        if (debts.Length == 0 && one.Inputs.Number("debt") is { } debt) debts = [Money.Exact(debt, currency)];
        if (debts.Length == 0 && count is null) return null;
        if (sums is null) return Money.Zero(currency);
        return debts.Length > 0 ? sums.ForEach(debts) : sums.ForCount(count!.Value);
    }
}
