using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>A value of a reference rate: percent a year, from this day until the next row. May be negative.</summary>
public readonly record struct RateRow(DateOnly From, decimal Percent);

/// <summary>One reference rate over time, rows ascending. <paramref name="KnownTo"/> is the last day for which the value is known;
/// after it the rate is a guess, and whoever uses it must say so.</summary>
public sealed record RateSeries(string Name, string Title, DateOnly KnownTo, ImmutableArray<RateRow> Rows)
{
    /// <summary>Where the figures come from, and of which day the copy is.</summary>
    public string Source { get; init; } = "";

    /// <summary>The rule by which this series follows another; null: none.</summary>
    public RateMechanism? Mechanism { get; init; }

    /// <summary>True up to and including <see cref="KnownTo"/>, from the first row on.</summary>
    public bool IsKnown(DateOnly day) => day <= KnownTo && day >= Rows[0].From;

    /// <summary>Percent a year in force on a day; after <see cref="KnownTo"/> the last one known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day lies before the first row.</exception>
    public decimal At(DateOnly day)
    {
        for (int i = Rows.Length - 1; i >= 0; i--)
            if (Rows[i].From <= day) return Rows[i].Percent;
        throw new ArgumentOutOfRangeException(nameof(day), day, $"{Name} begins on {Rows[0].From:yyyy-MM-dd}.");
    }
}

/// <summary>A series that follows another: on the first day of each half-year its value is the other's of the day before, less a constant in
/// percentage points (BGB 247: the Basiszinssatz follows the ECB's main refinancing rate, less 0.88). A check on a newly entered rate.</summary>
public sealed record RateMechanism(string Series, decimal Minus)
{
    /// <summary>The half-years, from the first day on which both are known, in which the rule does not hold.</summary>
    public IReadOnlyList<DateOnly> Breaks(RateSeries own, RateSeries other) =>
        [.. HalfYears(own, other).Where(day => own.At(day) != other.At(day.AddDays(-1)) - Minus)];

    /// <summary>The half-years that can be compared, by first day.</summary>
    public static IEnumerable<DateOnly> HalfYears(RateSeries own, RateSeries other)
    {
        for (DateOnly day = HalfYear.StartOf(own.Rows[0].From); own.KnownTo >= day && other.KnownTo >= day.AddDays(-1); day = HalfYear.NextAfter(day))
            if (own.IsKnown(day) && other.IsKnown(day.AddDays(-1))) yield return day;
    }
}
