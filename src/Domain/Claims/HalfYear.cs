namespace Collections.Domain.Claims;

/// <summary>Half-years of statutory reference rates: they begin on 1 January and 1 July.</summary>
public static class HalfYear
{
    /// <summary>The first day of the half-year that holds a day.</summary>
    public static DateOnly StartOf(DateOnly day) => new(day.Year, day.Month < 7 ? 1 : 7, 1);

    /// <summary>The first day of the half-year after the one that holds a day.</summary>
    public static DateOnly NextAfter(DateOnly day) => StartOf(day).AddMonths(6);

    /// <summary>The day whose reference rate counts for the half-year that holds <paramref name="day"/>.</summary>
    public static DateOnly ReferenceFor(DateOnly day, ReferenceDay which) =>
        which switch { ReferenceDay.EveOfHalfYear => StartOf(day).AddDays(-1), ReferenceDay.FirstOfHalfYear => StartOf(day) };
}
