using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>Days with one rate and one principal, both ends included. <paramref name="RateAnnual"/> is percent a year;
/// <paramref name="ExactMinor"/> is the interest in minor units, not rounded; <paramref name="IsProvisional"/> marks a rate that is not yet known.</summary>
public sealed record InterestSegment(DateOnly From, DateOnly To, decimal RateAnnual, Money Principal, decimal ExactMinor, bool IsProvisional)
{
    /// <summary>Days that bear interest.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>Interest on one debt with everything a letter or the console needs to show how it came about.</summary>
public sealed record InterestCalculation
{
    /// <summary>The first day that may bear interest.</summary>
    public required DateOnly FirstDay { get; init; }
    /// <summary>The last day counted: the day of payment, or the day asked for. Before <see cref="FirstDay"/> nothing is owed.</summary>
    public required DateOnly LastDay { get; init; }
    /// <summary>Currency of all amounts.</summary>
    public required Currency Currency { get; init; }
    /// <summary>In order of days, without overlap; days without rate, principal or within a moratorium are left out.</summary>
    public required ImmutableArray<InterestSegment> Segments { get; init; }
    /// <summary>Percent a year on the first day; null when its reference rate is not yet known.</summary>
    public decimal? RateAnnual { get; init; }
    /// <summary>The reference rate itself on <see cref="ReferenceDate"/>; null when not yet known or where there is none.</summary>
    public decimal? ReferencePercent { get; init; }
    /// <summary>The day whose reference rate fixes the rate of the first day; null for contract rates.</summary>
    public DateOnly? ReferenceDate { get; init; }
    /// <summary>Interest of one more day at the end, in major units, not rounded; null when the rate is not yet known.</summary>
    public decimal? DailyExact { get; init; }
    /// <summary>The rule and its source, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>Days that bear interest.</summary>
    public int Days => Segments.Sum(s => s.Days);

    /// <summary>The first day whose rate is not yet known; null when all are. Nothing of it is in <see cref="Interest"/>.</summary>
    public DateOnly? ProvisionalFrom =>
        RateAnnual is null && ReferenceDate is not null ? FirstDay : Segments.FirstOrDefault(s => s.IsProvisional)?.From;

    /// <summary>What may be claimed: days whose rate is known, rounded once.</summary>
    public Money Interest => Rounded(Segments.Where(s => !s.IsProvisional));

    /// <summary>What it will be if the rates that are not yet known stay as they are; an outlook, never a claim.</summary>
    public Money InterestIfRatesStand => Rounded(Segments);

    Money Rounded(IEnumerable<InterestSegment> segments) => Accrual.Rounded(segments.Sum(s => s.ExactMinor), Currency);
}
