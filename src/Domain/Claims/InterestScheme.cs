namespace Collections.Domain.Claims;

/// <summary>When the rate of a debt is fixed anew.</summary>
public enum Refix
{
    /// <summary>Never: one rate for the whole debt.</summary>
    Never,
    /// <summary>On 1 January and 1 July.</summary>
    HalfYear,
    /// <summary>At each monthly rest, with compounding.</summary>
    MonthlyRest,
}

/// <summary>Which day of a reference rate counts for a half-year.</summary>
public enum ReferenceDay
{
    /// <summary>The last day of the half-year before: 30 June or 31 December.</summary>
    EveOfHalfYear,
    /// <summary>The first day of the half-year: 1 January or 1 July.</summary>
    FirstOfHalfYear,
}

/// <summary>Which day of the debt picks the half-year where one rate holds for the whole debt.</summary>
public enum RateFixedBy
{
    /// <summary>The day interest starts to run: the day after the due day.</summary>
    StartDay,
    /// <summary>The due day itself.</summary>
    DueDate,
}

/// <summary>How a span of days to pay is counted.</summary>
public enum DaysCount
{
    /// <summary>The first day is day 1: thirty days beginning with 2 March end on 31 March.</summary>
    BeginningWith,
    /// <summary>The first day is day 0: thirty days after 2 March end on 1 April.</summary>
    After,
}

/// <summary>Days to pay where the law sets them. <paramref name="Days"/> holds where nothing was agreed;
/// the two caps limit an agreed term and are null where the law sets none.</summary>
public sealed record StatutoryTerm(int Days, DaysCount Count, int? LongestAgreed, int? LongestForPublicBody);

/// <summary>One statutory rule of interest on late payment, as data: percent a year = reference rate x <see cref="Multiplier"/> + <see cref="Margin"/>.</summary>
public sealed record InterestScheme
{
    /// <summary>The name a policy pack uses: "uk-late-payment-act".</summary>
    public required string Name { get; init; }
    /// <summary>ISO 3166 code, or "EU".</summary>
    public required string Jurisdiction { get; init; }
    /// <summary>Name of the reference rate's series.</summary>
    public required string Series { get; init; }
    /// <summary>Percentage points added.</summary>
    public decimal Margin { get; init; }
    /// <summary>Factor on the reference rate, before the margin.</summary>
    public decimal Multiplier { get; init; } = 1m;
    /// <summary>When the rate is fixed anew.</summary>
    public Refix Refix { get; init; }
    /// <summary>Which day of the reference rate counts.</summary>
    public ReferenceDay Reference { get; init; }
    /// <summary>Which day picks the half-year when the rate is never fixed anew.</summary>
    public RateFixedBy FixedBy { get; init; }
    /// <summary>The divisor of a year's interest; no statute found sets one, practice is 365 in leap years too.</summary>
    public int DaysInYear { get; init; } = 365;
    /// <summary>The fixed sums that go with it, by jurisdiction; null: none.</summary>
    public string? FixedSum { get; init; }
    /// <summary>Days to pay where nothing was agreed; null: the law sets none.</summary>
    public StatutoryTerm? Term { get; init; }
    /// <summary>A contract clause below this multiple of <see cref="ClauseFloorSeries"/> is void; null: no floor.</summary>
    public decimal? ClauseFloorMultiplier { get; init; }
    /// <summary>The series of the floor; null: no floor.</summary>
    public string? ClauseFloorSeries { get; init; }
    /// <summary>The rule in words, for letters and the console.</summary>
    public required string Rule { get; init; }
    /// <summary>Law and article.</summary>
    public required string Source { get; init; }
}
