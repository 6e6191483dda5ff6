using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>Looks for what a pack can say and should not: levels nobody reaches, letters nobody wrote, hours nobody may call in. All at once.</summary>
public static class PolicyLint
{
    /// <summary>Everything worth mending, in the order of the pack. Those that stop must be mended before the pack is used.</summary>
    /// <param name="today">The years of today and of the next January must have holidays on file.</param>
    public static ImmutableArray<PolicyFault> Check(LoadedPack pack, HolidayCalendar holidays, DateOnly today)
    {
        Findings found = new();
        LadderLint.Check(pack, found);
        AgreementLint.Check(pack.Rules, found);
        RequestLint.Check(pack.Rules, found);
        LawLint.Check(pack.Rules, holidays, today, found);
        LetterLint.Check(pack, found);
        return found.All;
    }

    /// <summary>Reads and checks: the whole of "policy check" for one pack.</summary>
    public static ImmutableArray<PolicyFault> Check(PackFiles files, HolidayCalendar holidays, DateOnly today)
    {
        List<PolicyFault> faults = [];
        return PackReader.ReadLeniently(files, faults) is { } pack ? [.. faults, .. Check(pack, holidays, today)] : [.. faults];
    }
}

/// <summary>Collects faults.</summary>
internal sealed class Findings
{
    readonly List<PolicyFault> all = [];

    internal ImmutableArray<PolicyFault> All => [.. all];

    /// <param name="path">JSON path inside pack.json, without the "$.".</param>
    internal void InPack(string path, string what, string cure) => all.Add(new PolicyFault($"pack.json $.{path}", what, cure));

    internal void InFile(string file, string what, string cure) => all.Add(new PolicyFault(file, what, cure));

    internal void Advise(string where, string what, string cure) => all.Add(new PolicyFault(where, what, cure) { Stops = false });
}
