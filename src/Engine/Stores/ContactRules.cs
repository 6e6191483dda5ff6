using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Whether a person's budget has room, the same on every store.</summary>
public static class ContactBudget
{
    /// <summary>Days of the rolling span, the first and the last included.</summary>
    public const int SpanDays = 7;

    /// <summary>True when one more message on the grant's day keeps that day and every span of seven days that holds it within the budget. Spans that end
    /// after the day count too: a neighbour in a zone that is ahead, or a clock set back, may already have spent a later day.</summary>
    /// <param name="others">The days on which this person's budget was spent by other messages; days farther than six away do not matter.</param>
    public static bool HasRoom(SendGrant grant, IEnumerable<DateOnly> others)
    {
        if (!grant.SpendsBudget) return true;
        Span<int> days = stackalloc int[2 * SpanDays - 1]; // six days before to six days after
        foreach (DateOnly day in others)
        {
            int place = day.DayNumber - grant.PersonDate.DayNumber + SpanDays - 1;
            if (place >= 0 && place < days.Length) days[place]++;
        }
        if (days[SpanDays - 1] >= grant.PerDay) return false;
        for (int first = 0; first < SpanDays; first++)
        {
            int spent = 0;
            foreach (int count in days.Slice(first, SpanDays)) spent += count;
            if (spent >= grant.PerSevenDays) return false;
        }
        return true;
    }
}

/// <summary>One word of an address about being written to.</summary>
/// <param name="Address">Normalised.</param>
/// <param name="At">When it was said.</param>
/// <param name="IsOut">True: opted out; false: opted in again.</param>
/// <param name="Via">How it came.</param>
public sealed record OptWord(string Address, DateTimeOffset At, bool IsOut, string Via)
{
    /// <summary>The spans of one address: whatever order its words arrived in, they are taken by their own time; at the same instant the opt-out stands.</summary>
    public static ImmutableArray<OptOutSpan> Spans(IEnumerable<OptWord> words)
    {
        List<OptOutSpan> spans = [];
        foreach (OptWord word in words.OrderBy(w => w.At).ThenBy(w => w.IsOut))
        {
            bool isOut = spans.Count > 0 && spans[^1].To is null;
            if (word.IsOut && !isOut) spans.Add(new(word.Address, word.At, null, word.Via));
            if (!word.IsOut && isOut) spans[^1] = spans[^1] with { To = word.At };
        }
        return [.. spans];
    }
}
