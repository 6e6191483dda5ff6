using Collections.Domain.Claims;
using Collections.Policies.Contacting;
using Collections.Policies.Rates;

namespace Collections.Engine.Cases;

/// <summary>The figures of law that worked cases are calculated with: dated rates, and the rules of contact.</summary>
public sealed record CaseFacts(ReferenceRates Rates, ContactFacts Contact)
{
    /// <summary>The figures this build carries.</summary>
    public static CaseFacts Own => new(RateFiles.Own, ContactRuleFile.Own);
}
