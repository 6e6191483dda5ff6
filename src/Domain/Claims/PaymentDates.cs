namespace Collections.Domain.Claims;

/// <summary>A last day to pay and the first day that bears interest, the day after it.</summary>
public readonly record struct PaymentDeadline(DateOnly PayBy)
{
    /// <summary>The day after the last day to pay.</summary>
    public DateOnly InterestFrom => PayBy.AddDays(1);
}

/// <summary>The last day to pay where none was agreed, and the caps on an agreed one.</summary>
public static class PaymentDates
{
    /// <summary>The last day of a statutory span that begins with, or after, its first day.</summary>
    public static DateOnly LastDay(DateOnly first, int days, DaysCount count) =>
        count switch { DaysCount.BeginningWith => first.AddDays(days - 1), DaysCount.After => first.AddDays(days) };

    /// <summary>The deadline counted from the latest of the events that start it (delivery, receipt of the invoice, acceptance).
    /// <paramref name="agreedDays"/> null: the law's own term. A cap cuts a longer agreement; for others than public bodies the UK cap
    /// holds only where the longer term is grossly unfair, which the caller says by passing the term as <paramref name="cap"/>.</summary>
    public static PaymentDeadline Deadline(IEnumerable<DateOnly> events, StatutoryTerm term, int? agreedDays = null, int? cap = null)
    {
        DateOnly start = events.Max();
        int days = Math.Min(agreedDays ?? term.Days, cap ?? int.MaxValue);
        return new(LastDay(start, days, term.Count));
    }

    /// <summary>A due day on a Saturday, Sunday or public holiday moves to the next working day (Germany: BGB 193, BGH III ZR 159/06).</summary>
    public static PaymentDeadline OnWorkingDay(DateOnly due, HolidayCalendar holidays, string? area) => new(holidays.OpenOnOrAfter(due, area));
}
