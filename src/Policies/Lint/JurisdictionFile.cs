using System.Collections.Immutable;

namespace Collections.Policies;

/// <summary>What a jurisdiction's law and practice allow, as data with sources: policies/jurisdictions.json.</summary>
internal sealed record JurisdictionFile(ImmutableSortedDictionary<string, Jurisdiction> Jurisdictions)
{
    static readonly Lazy<JurisdictionFile> Shipped = new(() =>
    {
        List<PolicyFault> faults = [];
        return JsonShape.Read<JurisdictionFile>("jurisdictions.json", PackFiles.JurisdictionText, faults) ?? throw new InvalidDataException(string.Join('\n', faults));
    });

    internal static ImmutableSortedDictionary<string, Jurisdiction> Known => Shipped.Value.Jurisdictions;
}

/// <summary>Bounds of one jurisdiction. The hours are on the recipient's clock, both allowed.</summary>
internal sealed record Jurisdiction
{
    public required TimeOnly ContactFrom { get; init; }
    public required TimeOnly ContactTo { get; init; }
    /// <summary>Percent a year.</summary>
    public required decimal HighestContractRateAnnual { get; init; }
    /// <summary>Areas whose holidays must be on file.</summary>
    public required ImmutableArray<string> HolidayAreas { get; init; }
    /// <summary>Jurisdictions whose statutory claims a pack may make.</summary>
    public required ImmutableArray<string> ClaimJurisdictions { get; init; }
    public required ImmutableArray<string> Sources { get; init; }
}
