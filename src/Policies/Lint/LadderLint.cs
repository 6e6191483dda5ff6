using System.Collections.Immutable;
using System.Text.Json;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>The ladder: every level reachable, spaced as the budget allows, rising in tone, with an end.</summary>
internal static class LadderLint
{
    const int DaysOfBudget = 7;

    internal static void Check(LoadedPack pack, Findings found)
    {
        PolicyPack rules = pack.Rules;
        ImmutableArray<DunningLevel> levels = rules.Levels;
        if (levels.IsEmpty) found.InPack("levels", "is empty, so nothing is ever chased", "Add at least one level");
        for (int i = 0; i < levels.Length; i++) CheckLevel(levels, i, rules, found);
        CheckBudget(rules, found);
        CheckNotice(rules, found);
        CheckEnd(pack, found);
        if (rules.EntryCap > levels.Length && rules.Entry == LadderEntry.Contextual)
            found.InPack("entryCap", $"is {rules.EntryCap}, beyond the last level {levels.Length}", $"Write 1 to {levels.Length}");
    }

    static void CheckLevel(ImmutableArray<DunningLevel> levels, int i, PolicyPack rules, Findings found)
    {
        DunningLevel level = levels[i];
        string at = $"levels[{i}]";
        if (level.Number != i + 1) found.InPack($"{at}.number", $"is {level.Number} where {i + 1} comes next, so the level is never reached", $"Number the levels 1 to {levels.Length} in order");
        if (level.DaysPastDue < 1) found.InPack($"{at}.daysPastDue", $"{level.DaysPastDue} is before the invoice is overdue", "Write 1 or more; before the due date there is the courtesy reminder");
        if (level is { Required: true, Channel: Channel.Sms }) found.InPack($"{at}.channel", "a required level goes by SMS alone", "Send a required level by email; a text has no room for a formal notice");
        if (level is { Warns: true, Required: false }) found.InPack($"{at}.required", "a level that warns of blacklisting is not required", "Add \"required\": true, so that nobody is blacklisted without the notice");
        if (level.RecallMinutes is { } held && (rules.ContactHours.To - rules.ContactHours.From).TotalMinutes < held)
            found.InPack($"{at}.recallMinutes", $"{held} minutes are longer than the contact hours", "Let it leave on the day on which it is handed over");
        if (level is { Warns: true, RecallMinutes: null }) found.InPack($"{at}.recallMinutes", "the notice before blacklisting cannot be called back", "Write 60, so that a payment within the hour stops it");
        if (!ContactRoles.Contains(level.Recipient)) found.InPack($"{at}.recipient", $"\"{level.Recipient}\" is no role of a contact", "Write one of " + string.Join(", ", ContactRoles));
        if (i > 0) CheckAfter(levels[i - 1], level, at, rules, found);
    }

    static void CheckAfter(DunningLevel before, DunningLevel level, string at, PolicyPack rules, Findings found)
    {
        int gap = level.DaysPastDue - before.DaysPastDue;
        if (gap <= 0) found.InPack($"{at}.daysPastDue", $"{level.DaysPastDue} does not come after {before.DaysPastDue}, so level {level.Number} is unreachable on its day", "Let the days rise strictly");
        else if (gap < rules.MinimumGapDays) found.InPack($"{at}.daysPastDue", $"comes {gap} days after the level before, and the minimum gap is {rules.MinimumGapDays}", $"Write {before.DaysPastDue + rules.MinimumGapDays} or more");
        if (level.Tone < before.Tone) found.InPack($"{at}.tone", $"falls from {Code.Of(before.Tone)} to {Code.Of(level.Tone)}", "Let the tone rise or stay");
    }

    // A person may get so many messages in any seven days; the ladder itself must not need more.
    static void CheckBudget(PolicyPack rules, Findings found)
    {
        for (int last = rules.Budget.PerSevenDays; last < rules.Levels.Length; last++)
        {
            int first = last - rules.Budget.PerSevenDays, span = rules.Levels[last].DaysPastDue - rules.Levels[first].DaysPastDue;
            if (span is > 0 and < DaysOfBudget)
                found.InPack($"levels[{last}].daysPastDue", $"is message {rules.Budget.PerSevenDays + 1} within {DaysOfBudget} days, and the budget allows {rules.Budget.PerSevenDays}",
                    $"Write {rules.Levels[first].DaysPastDue + DaysOfBudget} or more, or raise budget.perSevenDays");
        }
    }

    static void CheckNotice(PolicyPack rules, Findings found)
    {
        int notices = rules.Levels.Count(l => l.Warns);
        if (notices > 1) found.InPack("levels", $"{notices} levels warn of blacklisting", "Keep one, near the end");
        if (rules.EndOfLadder != EndOfLadder.ProposeBlacklisting) return;
        if (notices == 0) found.InPack("endOfLadder", "proposes blacklisting, and no level warns of it", "Add \"warns\": true and \"required\": true to a level");
        if (rules.EndAfterDays < rules.Standing.CureDays) found.InPack("endAfterDays", $"is {rules.EndAfterDays}, inside the cure period of {rules.Standing.CureDays} days", $"Write {rules.Standing.CureDays} or more");
    }

    static void CheckEnd(LoadedPack pack, Findings found)
    {
        using JsonDocument json = JsonDocument.Parse(pack.Files.Texts["pack.json"]);
        if (!json.RootElement.TryGetProperty("endOfLadder", out _))
            found.InPack("endOfLadder", "is not said, so the ladder has no end of its own", "Write one of " + string.Join(", ", JsonShape.NamesOf(typeof(EndOfLadder))));
        if (pack.Rules.EndOfLadder == EndOfLadder.Repeat && pack.Rules.Repeat is null)
            found.InPack("repeat", "is missing, so the ladder has no end", "Add how often and how many times the last letter is repeated");
        if (pack.Rules.EndOfLadder != EndOfLadder.Repeat && pack.Rules.Repeat is not null)
            found.InPack("repeat", "is never used", "Remove it, or write \"endOfLadder\": \"repeat\"");
        if (pack.Rules.Repeat is { } repeat && repeat.EveryDays < pack.Rules.MinimumGapDays)
            found.InPack("repeat.everyDays", $"is shorter than the minimum gap of {pack.Rules.MinimumGapDays}", "Repeat slowly: 30 days is usual");
    }

    internal static readonly ImmutableArray<string> ContactRoles = ["accounts-payable", "owner", "escalation"];
}
