using Collections.Domain;

namespace Collections.Policies;

/// <summary>Routes, promises, standing and order gate: nothing that points beyond the ladder, no cure period too short to cure in.</summary>
internal static class AgreementLint
{
    const int LeastCureDays = 7;

    internal static void Check(PolicyPack rules, Findings found)
    {
        foreach ((int i, FallbackRoute route) in rules.Fallback.Index())
            if (!LadderLint.ContactRoles.Contains(route.Recipient)) found.InPack($"fallback[{i}].recipient", $"\"{route.Recipient}\" is no role of a contact", "Write one of " + string.Join(", ", LadderLint.ContactRoles));
        if (rules.Courtesy is { } courtesy && !LadderLint.ContactRoles.Contains(courtesy.Recipient))
            found.InPack("courtesy.recipient", $"\"{courtesy.Recipient}\" is no role of a contact", "Write one of " + string.Join(", ", LadderLint.ContactRoles));
        if (rules.Promises.LevelAfterBroken is { } after && rules.Level(after) is null)
            found.InPack("promises.levelAfterBroken", $"there is no level {after}", $"Write 1 to {rules.Levels.Length}, or leave it out");
        if (rules.Standing.CureDays < LeastCureDays)
            found.InPack("standing.cureDays", $"is {rules.Standing.CureDays}; a customer cannot act on a notice in less than a week", $"Write {LeastCureDays} or more; 14 is usual");
        if (rules.OrderGate is { PrepayFromDaysPastDue: { } prepay, HoldFromDaysPastDue: { } hold } && hold < prepay)
            found.InPack("orderGate.holdFromDaysPastDue", $"holds at {hold} days, before prepayment at {prepay}", "Let the gate tighten with age");
        if (rules.Promises.FurthestDays < rules.Promises.GraceDays)
            found.InPack("promises.furthestDays", "is shorter than the grace", "Let a promise reach further than its grace");
    }
}
