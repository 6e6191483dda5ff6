using Collections.Domain.Claims;
using Collections.Policies.Rates;

namespace Collections.Engine.Cases;

/// <summary>The figures of law that worked cases are calculated with.</summary>
public sealed record CaseFacts(ReferenceRates Rates)
{
    /// <summary>The figures this build carries.</summary>
    public static CaseFacts Own => new(RateFiles.Own);
}
