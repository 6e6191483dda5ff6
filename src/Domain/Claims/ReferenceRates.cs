using System.Collections.Immutable;

namespace Collections.Domain.Claims;

/// <summary>The legal rate of a US state for a contract debt without an agreed rate; percent a year, simple.</summary>
public sealed record StateRate(string State, decimal Percent, DateOnly Checked, string Statute);

/// <summary>Every dated figure that statutory claims need. Data, read and checked by Policies; a table of law, never of a customer.</summary>
public sealed record ReferenceRates
{
    /// <summary>Reference rates by name.</summary>
    public required ImmutableSortedDictionary<string, RateSeries> Series { get; init; }
    /// <summary>Schemes by name.</summary>
    public required ImmutableSortedDictionary<string, InterestScheme> Schemes { get; init; }
    /// <summary>Fixed sums by jurisdiction.</summary>
    public required ImmutableSortedDictionary<string, FixedSumScheme> FixedSums { get; init; }
    /// <summary>Legal rates by state ("US-CA").</summary>
    public required ImmutableSortedDictionary<string, StateRate> States { get; init; }

    /// <summary>The scheme of that name.</summary>
    /// <exception cref="KeyNotFoundException">No such scheme: a pack that names it does not pass its check.</exception>
    public InterestScheme Scheme(string name) =>
        Schemes.GetValueOrDefault(name) ?? throw new KeyNotFoundException($"No interest scheme '{name}' is on file.");

    /// <summary>The series that a scheme refers to.</summary>
    public RateSeries SeriesOf(InterestScheme scheme) => Series[scheme.Series];

    /// <summary>The fixed sums that go with a scheme; null when its law knows none.</summary>
    public FixedSumScheme? FixedSumOf(InterestScheme scheme) => scheme.FixedSum is null ? null : FixedSums[scheme.FixedSum];
}
