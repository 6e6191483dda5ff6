using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>The day of the next level (product rule 2.1): the latest of three terms, all in calendar days and inclusive.</summary>
/// <param name="ByDueDate">Due date for chasing plus the level's days.</param>
/// <param name="BySpacing">Day of the level before plus the difference of the two levels' days; null when that level has no day.</param>
/// <param name="ByGap">Day of the last message plus the minimum gap; null before the first message.</param>
public sealed record LevelDay(DateOnly ByDueDate, DateOnly? BySpacing, DateOnly? ByGap)
{
    /// <summary>The first day on which the level may go.</summary>
    public DateOnly Earliest => Later(Later(ByDueDate, BySpacing), ByGap);

    /// <summary>Which term holds it back on a day: the latest of those still to come, because that one decides; None when its day has come.</summary>
    /// <param name="today">The ledger's day.</param>
    /// <param name="byHand">True lifts the two terms that are the level's own days; the gap stands.</param>
    public Stop? StopOn(DateOnly today, bool byHand)
    {
        Stop? latest = null;
        if (!byHand) Hold(Reason.LevelNotReached, ByDueDate, "the level's day is");
        if (!byHand) Hold(Reason.LevelSpacing, BySpacing, "the usual spacing to the level before ends on");
        Hold(Reason.MinimumGap, ByGap, "the minimum gap after the last message ends on");
        return latest;

        void Hold(Reason reason, DateOnly? day, string words)
        {
            if (day > today && !(day <= latest?.Until)) latest = new(reason, day, $"{words} {day:yyyy-MM-dd}");
        }
    }

    /// <summary>The day of a level of the carrying invoice.</summary>
    public static LevelDay Of(Invoice carrying, DunningLevel level, Account account, PolicyPack rules)
    {
        LevelDone? before = carrying.Ladder is { Done.Length: > 0 } ladder ? ladder.Done[^1] : null;
        int difference = before is null ? 0 : level.DaysPastDue - (rules.Level(before.Number)?.DaysPastDue ?? level.DaysPastDue);
        return new(
            carrying.ChasingDueDate.AddDays(level.DaysPastDue),
            before?.Date?.AddDays(difference),
            account.LastMessage?.Date.AddDays(rules.MinimumGapDays));
    }

    static DateOnly Later(DateOnly a, DateOnly? b) => b > a ? b.Value : a;
}
