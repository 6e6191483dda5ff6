using Collections.Domain;
using Collections.Domain.Claims;

namespace Collections.Engine.Cases;

/// <summary>German due days, default and the mechanism of the Basiszinssatz.</summary>
internal static class GermanCases
{
    /// <summary>{due, holidays}: a due day on a closed day moves on.</summary>
    public static CaseAnswer? WorkingDay(WorkedCase one, CaseFacts facts)
    {
        if (CaseDebts.Principal(one) is not null || one.Inputs.Date("due", "due_date") is not { } due) return null;
        PaymentDeadline deadline = PaymentDates.OnWorkingDay(due, CaseDebts.Holidays(one), "case");
        return new CaseAnswer().Put(deadline.PayBy, "effective_due", "pay_by").Put(deadline.InterestFrom, "interest_starts", "interest_from", "default_from");
    }

    /// <summary>{invoice_received, consumer, notice_in_invoice, mahnung, as_of}: default by time or by reminder.</summary>
    public static CaseAnswer? Default(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Date("invoice_received", "received") is not { } received || CaseDebts.SchemeOf(one, facts) is not { Term: { } term } scheme) return null;
        GermanDebt debt = new(received)
        {
            IsConsumer = CaseDebts.IsConsumer(one),
            HasNotice = one.Inputs.Flag("notice_in_invoice", "notice") ?? false,
            Reminded = one.Inputs.Date("mahnung", "reminder"),
        };
        HolidayCalendar holidays = CaseDebts.Holidays(one);
        DateOnly? from = GermanDefault.From(debt, term, holidays, "case");
        DateOnly? asOf = one.Inputs.Date("as_of", "until", "today");
        bool isInDefault = from is not null && (asOf is null || asOf >= from);
        CaseAnswer answer = new CaseAnswer()
            .Put(GermanDefault.LastDay(debt, term, holidays, "case"), "last_day")
            .Put(from, "default_from")
            .Put(isInDefault, "in_default")
            .Put(from is null ? "Mahnung" : null, "next_step");
        if (!isInDefault) return answer.Put(0m, "interest");
        return CaseDebts.Principal(one) is { } principal && asOf is { } until
            ? answer.Put(StatutoryInterest.Of(new LateDebt(principal, from!.Value.AddDays(-1)), until, scheme, facts.Rates).Interest.ToDecimal(), "interest")
            : answer;
    }

    /// <summary>{half_years}: whether the Basiszinssatz followed the ECB's rate in each of the last half-years on file.</summary>
    public static CaseAnswer? Mechanism(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Whole("half_years") is not { } count) return null;
        RateSeries own = facts.Rates.SeriesOf(facts.Rates.Scheme("de-b2b"));
        if (own.Mechanism is not { } mechanism) return null;
        RateSeries other = facts.Rates.Series[mechanism.Series];
        bool isCovered = RateMechanism.HalfYears(own, other).Count() >= count;
        return new CaseAnswer().Put(isCovered && mechanism.Breaks(own, other).Count == 0, "holds");
    }
}
