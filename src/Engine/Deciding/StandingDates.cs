using Collections.Domain;

namespace Collections.Engine;

/// <summary>The days on which standing must be looked at again.</summary>
internal static class StandingDates
{
    public static IEnumerable<DateOnly?> Of(Turn turn)
    {
        StandingRecord standing = turn.Account.Standing;
        if (standing is { Standing: Standing.Warned, NoticeDate: { } notice }) yield return notice.AddDays(turn.Rules.Standing.CureDays + 1);
        if (standing.ReviewDate is { } review && review >= turn.Today) yield return review;
    }
}
