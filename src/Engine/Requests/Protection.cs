using Collections.Domain;
using Collections.Domain.Claims;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>People and companies whom the law or fairness protects: a person decides, and interest stops where the law says so.</summary>
internal static class Protection
{
    /// <summary>Sets the flags that a statement asks for. Interest stops from the moratorium's first day.</summary>
    public static void Apply(Turn turn, Case opened)
    {
        if (opened.Stated is not { } stated) return;
        AccountFlags now = turn.Account.Flags;
        if (stated.Vulnerable && !now.Vulnerability) turn.Add(new FlagsSet(now with { Vulnerability = true }, $"stated in case {opened.Id}"));
        if (stated.Moratorium is not { } kind || turn.Account.Flags.Insolvency) return;
        DateOnly? from = StopsInterest(turn.Rules, kind) ? First(turn, stated) : null;
        turn.Add(new FlagsSet(turn.Account.Flags with { Insolvency = true }, $"{Code.Of(kind)} stated in case {opened.Id}", from));
    }

    /// <summary>Last day for which the law itself stops the chase; null: no such stop, or one without an end on file.</summary>
    public static DateOnly? PausedUntil(Turn turn, CustomerStatement? stated)
    {
        if (stated?.Moratorium is not { } kind || RuleOf(turn.Rules, kind) is not { Days: { } days } rule) return null;
        DateOnly first = First(turn, stated);
        return (rule.InBusinessDays ? Moratorium.OfWorkingDays(first, days, turn.Around.Holidays, turn.Around.Ledger.HolidayArea) : Moratorium.OfDays(first, days)).To;
    }

    /// <summary>True when a person speaks with the customer about their hardship, and the letter says where help is found.</summary>
    public static bool Needs(Turn turn, Case open) => turn.Account.Flags.Vulnerability || open.Stated is { Vulnerable: true } || (open.Stated is { Moratorium: null } && open.Difficulty == Difficulty.Lasting);

    static bool StopsInterest(PolicyPack rules, MoratoriumKind kind) => RuleOf(rules, kind)?.StopsInterest ?? true;

    static MoratoriumRule? RuleOf(PolicyPack rules, MoratoriumKind kind) => rules.Requests.Moratoria.FirstOrDefault(m => m.Kind == kind);

    // A notice that came late reaches back to its own first day, never forward.
    static DateOnly First(Turn turn, CustomerStatement stated) => stated.MoratoriumFrom is { } from && from < turn.Today ? from : turn.Today;
}
