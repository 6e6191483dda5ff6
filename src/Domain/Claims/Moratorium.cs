namespace Collections.Domain.Claims;

/// <summary>Spans in which neither interest nor contact runs; what is frozen may never be claimed afterwards.</summary>
public static class Moratorium
{
    /// <summary>The span of a number of days beginning with its first day (Breathing Space, SI 2020/1311: sixty).</summary>
    public static DaySpan OfDays(DateOnly first, int days) => new(first, first.AddDays(days - 1));

    /// <summary>The span of a number of working days from the day after it comes into force (Insolvency Act 1986 Part A1: twenty).</summary>
    public static DaySpan OfWorkingDays(DateOnly inForce, int days, HolidayCalendar holidays, string? area) =>
        new(inForce.AddDays(1), holidays.AddOpenDays(inForce, days, area));

    /// <summary>The day of a span by its number, the first being day 1.</summary>
    public static DateOnly Day(DaySpan span, int number) => span.From.AddDays(number - 1);
}
