namespace Collections.Domain.Claims;

/// <summary>What puts a German debtor into default (Verzug).</summary>
public sealed record GermanDebt(DateOnly InvoiceReceived)
{
    /// <summary>The debtor is a consumer (BGB 13).</summary>
    public bool IsConsumer { get; init; }
    /// <summary>The invoice says that default begins after thirty days; counts for consumers alone.</summary>
    public bool HasNotice { get; init; }
    /// <summary>A reminder (Mahnung) that reached the debtor on this day; null: none.</summary>
    public DateOnly? Reminded { get; init; }
}

/// <summary>Default without an agreed calendar date, BGB 286(1) and (3).</summary>
public static class GermanDefault
{
    /// <summary>The last day without default under the thirty-day rule; null where that rule does not bind (a consumer without the notice).
    /// Counted by BGB 187(1) and 188(1); an end on a closed day moves on (BGB 193).</summary>
    public static DateOnly? LastDay(GermanDebt debt, StatutoryTerm term, HolidayCalendar holidays, string? area) =>
        debt.IsConsumer && !debt.HasNotice
            ? null
            : holidays.OpenOnOrAfter(PaymentDates.LastDay(debt.InvoiceReceived, term.Days, term.Count), area);

    /// <summary>The first day of default: the day after <see cref="LastDay"/>, or the day after a reminder when that is earlier; null: not in
    /// default until a reminder goes.</summary>
    public static DateOnly? From(GermanDebt debt, StatutoryTerm term, HolidayCalendar holidays, string? area)
    {
        DateOnly? byTime = LastDay(debt, term, holidays, area)?.AddDays(1);
        DateOnly? byReminder = debt.Reminded?.AddDays(1);
        return byTime is null || byReminder < byTime ? byReminder : byTime;
    }
}
