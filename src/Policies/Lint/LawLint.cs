using System.Globalization;
using Collections.Domain;
using Collections.Domain.Claims;
using Collections.Policies.Rates;

namespace Collections.Policies;

/// <summary>What law and calendar say: hours, claims, holidays on file. The figures are data (policies/jurisdictions.json, policies/rates).</summary>
internal static class LawLint
{
    // The product's own bound, narrower than every jurisdiction's on file: nobody is written to at breakfast or dinner.
    static readonly TimeOnly OwnFrom = new(9, 0), OwnTo = new(19, 0);

    internal static void Check(PolicyPack rules, HolidayCalendar holidays, DateOnly today, Findings found)
    {
        if (rules.Sources.IsEmpty) found.Advise("pack.json $.sources", "is empty", "Say where each figure of law comes from, and its date");
        if (!JurisdictionFile.Known.TryGetValue(rules.Jurisdiction, out Jurisdiction? law))
        {
            found.InPack("jurisdiction", $"\"{rules.Jurisdiction}\" is not on file", "Write one of " + string.Join(", ", JurisdictionFile.Known.Keys));
            return;
        }
        CheckHours(rules, law, found);
        CheckClaims(rules, law, found);
        foreach (string area in law.HolidayAreas)
            foreach (int year in new[] { today.Year, today.Year + 1 })
                if (!holidays.HasDataFor(area, year))
                    found.Advise($"holidays/{area}.json", $"has no holidays for {year}", $"Add the public holidays of {area} for {year}, with their source");
    }

    static void CheckHours(PolicyPack rules, Jurisdiction law, Findings found)
    {
        ContactHours hours = rules.ContactHours;
        if (hours.From < law.ContactFrom || hours.To > law.ContactTo)
            found.InPack("contactHours", $"{Show(hours.From)} to {Show(hours.To)} is outside {Show(law.ContactFrom)} to {Show(law.ContactTo)}, which {rules.Jurisdiction} allows", $"Stay inside {Show(law.ContactFrom)} to {Show(law.ContactTo)}");
        else if (hours.From < OwnFrom || hours.To > OwnTo)
            found.Advise("pack.json $.contactHours", $"{Show(hours.From)} to {Show(hours.To)} is allowed, but wider than {Show(OwnFrom)} to {Show(OwnTo)}", "Narrow it, unless your customers work such hours");
    }

    static void CheckClaims(PolicyPack rules, Jurisdiction law, Findings found)
    {
        ClaimRule claims = rules.Claims;
        if (claims.StateFromLevel is { } from && rules.Level(from) is null) found.InPack("claims.stateFromLevel", $"there is no level {from}", $"Write 1 to {rules.Levels.Length}, or leave it out");
        if (claims.Scheme == "contract" && claims.ContractRateAnnual is null) found.InPack("claims.contractRateAnnual", "is missing", "Write the contract's rate in percent a year");
        if (claims.Scheme != "contract" && claims.ContractRateAnnual is not null) found.InPack("claims.contractRateAnnual", $"is not used by the scheme \"{claims.Scheme}\"", "Remove it, or write \"scheme\": \"contract\"");
        if (claims.ContractRateAnnual is { } rate && (rate > law.HighestContractRateAnnual || rate < 0))
            found.InPack("claims.contractRateAnnual", $"{rate.ToString(CultureInfo.InvariantCulture)} % is over the cap of {law.HighestContractRateAnnual.ToString(CultureInfo.InvariantCulture)} % in {rules.Jurisdiction}", $"Write 0 to {law.HighestContractRateAnnual.ToString(CultureInfo.InvariantCulture)}");
        if (claims.Scheme is "none" or "contract") return;
        if (!RateFiles.Own.Schemes.TryGetValue(claims.Scheme, out InterestScheme? scheme))
            found.InPack("claims.scheme", $"\"{claims.Scheme}\" is not on file", "Write one of none, contract, " + string.Join(", ", RateFiles.Own.Schemes.Keys));
        else if (!law.ClaimJurisdictions.Contains(scheme.Jurisdiction))
            found.InPack("claims.scheme", $"\"{claims.Scheme}\" is the law of {scheme.Jurisdiction}, not of {rules.Jurisdiction}", "Write a scheme of the pack's own jurisdiction, or \"none\"");
    }

    static string Show(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
