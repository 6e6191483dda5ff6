using Collections.Domain;
using Collections.Domain.Claims;
using Collections.Domain.Legal;

namespace Collections.Engine.Cases;

/// <summary>Cases of legal stops and deadlines around a debt.</summary>
internal static class DunningCases
{
    /// <summary>{letter_date, reply...}: the letter of claim.</summary>
    public static CaseAnswer? Letter(WorkedCase one, CaseFacts facts)
    {
        ClaimSteps steps = new(one.Inputs.Date("letter_date", "letter"), one.Inputs.Date("reply_received", "reply"),
            one.Inputs.Date("documents_provided", "documents_given", "documents"), one.Inputs.Date("notice_given", "notice"));
        if (ClaimDates.EarliestClaim(steps, facts.Contact.Periods) is not { } earliest) return null;
        CaseAnswer answer = new CaseAnswer().Put(earliest, "earliest_claim");
        return steps.Letter is { } letter ? answer.Put(ClaimDates.ReplyBy(letter, facts.Contact.Periods), "reply_by") : answer;
    }

    public static CaseAnswer? Debtor(WorkedCase one, CaseFacts facts) =>
        one.Inputs.Text("debtor", "debtor_type") is { } debtor ? new CaseAnswer().Put(ClaimDates.HasProtocol(debtor), "pap_debt_applies", "applies") : null;

    /// <summary>{moratorium_start, ...}: the span, and interest around it when a debt is given.</summary>
    public static CaseAnswer? BreathingSpace(WorkedCase one, CaseFacts facts)
    {
        if (IsCompany(one) || one.Inputs.Date("moratorium_start", "moratorium_from", "start") is not { } start) return null;
        LegalPeriods periods = facts.Contact.Periods;
        DaySpan span = one.Inputs.Date("treatment_end", "treatment_ends") is { } treated
            ? new DaySpan(start, treated.AddDays(periods.AfterTreatmentDays))
            : Moratorium.OfDays(start, one.Inputs.Whole("moratorium_days", "days") ?? periods.BreathingSpaceDays);
        CaseAnswer answer = new CaseAnswer()
            .Put(span.To, "moratorium_last_day", "last_day")
            .Put(Moratorium.Day(span, periods.ReviewFromDay), "review_from", "midway_review_from")
            .Put(Moratorium.Day(span, periods.ReviewToDay), "review_to", "midway_review_to")
            .Put(false, "contact_allowed_during");
        if (CaseDebts.Debt(one) is not { } debt || one.Inputs.Date("until") is not { } until || one.Inputs.Number("contract_rate", "rate") is not { } percent) return answer;
        InterestCalculation interest = DailyBalance.AtRates(debt with { Frozen = [span] }, until, [new(debt.FirstInterestDay, percent, false)], "contract");
        return answer
            .Put(interest.Segments.Where(s => s.To < span.From).Sum(s => s.Days), "interest_days_before")
            .Put(interest.Segments.Where(s => s.From > span.To).Sum(s => s.Days), "interest_days_after")
            .Put(interest.Interest.ToDecimal(), "interest");
    }

    /// <summary>{in_force, holidays}: a company moratorium in working days.</summary>
    public static CaseAnswer? CompanyMoratorium(WorkedCase one, CaseFacts facts)
    {
        DateOnly? start = one.Inputs.Date("in_force", "comes_into_force", "effective", "part_a1_start", "filed") ?? (IsCompany(one) ? one.Inputs.Date("moratorium_start", "start") : null);
        if (start is not { } day) return null;
        DaySpan span = Moratorium.OfWorkingDays(day, one.Inputs.Whole("business_days", "working_days") ?? facts.Contact.Periods.CompanyMoratoriumWorkingDays, CaseDebts.Holidays(one, "holidays", "bank_holidays"), "case");
        return new CaseAnswer().Put(span.From, "first_day", "starts").Put(span.To, "moratorium_last_day", "last_day", "ends");
    }

    /// <summary>A company has the moratorium of Part A1, a person the breathing space.</summary>
    static bool IsCompany(WorkedCase one) =>
        one.Inputs.Mentions("business_days", "working_days", "bank_holidays") || (one.Inputs.Text("debtor", "debtor_type") is { } debtor && !ClaimDates.HasProtocol(debtor));

    /// <summary>{invoice_date, terms_days, window_days?}: the credit insurance claim.</summary>
    public static CaseAnswer? Insurance(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Date("invoice_date") is not { } invoice || one.Inputs.Whole("terms_days", "terms") is not { } terms) return null;
        DateOnly due = PaymentDates.LastDay(invoice, terms, DaysCount.After);
        DateOnly fileBy = ClaimDates.InsuranceFileBy(invoice, one.Inputs.Whole("window_days", "claim_days", "file_within_days") ?? facts.Contact.Periods.InsuranceClaimDays);
        return new CaseAnswer().Put(due, "due").Put(fileBy, "file_by").Put(ClaimDates.DaysPastDue(due, fileBy), "days_past_due_at_deadline");
    }

    /// <summary>{assigned, notice_received, payment_to, paid}.</summary>
    public static CaseAnswer? Assignment(WorkedCase one, CaseFacts facts) =>
        one.Inputs.Flag("assigned") is { } assigned && one.Inputs.Date("paid", "paid_on") is { } paid
            ? new CaseAnswer().Put(ClaimDates.Discharges(assigned, one.Inputs.Text("payment_to") != "factor" && one.Inputs.Text("payment_to") != "assignee",
                one.Inputs.Date("notice_received", "notice"), paid), "discharges_debt")
            : null;

    /// <summary>{claim_arose} or {voucher_date}: German limitation and retention.</summary>
    public static CaseAnswer? German(WorkedCase one, CaseFacts facts)
    {
        CaseAnswer answer = new();
        if (one.Inputs.Date("claim_arose", "arose", "claim_due") is { } arose) answer.Put(ClaimDates.GermanLimitation(arose, facts.Contact.Periods), "limitation_ends", "time_barred_after", "last_day");
        if (one.Inputs.Date("voucher_date", "voucher") is { } voucher) answer.Put(ClaimDates.GermanVoucherUntil(voucher, facts.Contact.Periods), "keep_until", "retention_ends");
        return answer;
    }

    /// <summary>{request: erasure, open_balance, keep_until?}.</summary>
    public static CaseAnswer? Erasure(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Text("request") != "erasure") return null;
        DateOnly? keep = one.Inputs.Date("keep_until", "retention_until", "statutory_retention_until");
        if (one.Inputs.Flag("statutory_retention", "retention_duty") ?? false) keep ??= DateOnly.MaxValue;
        ErasureDecision decision = ErasureDecision.Of(one.Inputs.Number("open_balance", "balance") > 0m, keep, one.Inputs.Date("today", "as_of") ?? DateOnly.MinValue);
        return new CaseAnswer().Put(decision.Erase, "erase").Put(decision.RestrictMarketing, "restrict_marketing").Put(decision.Words, "ground");
    }

    /// <summary>{debtor, opt_out_email}.</summary>
    public static CaseAnswer? EmailOptOut(WorkedCase one, CaseFacts facts) =>
        one.Inputs.Text("debtor") is { } debtor && (one.Inputs.Flag("opt_out_email", "opt_out") ?? false)
            ? new CaseAnswer().Put(ReminderOptOut.IsLegalDuty(debtor), "legal_duty_to_stop").Put(ReminderOptOut.ProductDefault, "product_default")
            : null;
}
