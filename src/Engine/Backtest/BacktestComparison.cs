using System.Collections.Immutable;

namespace Collections.Engine;

/// <summary>The same facts under two packs.</summary>
/// <param name="First">Under the first.</param>
/// <param name="Second">Under the second.</param>
/// <param name="Differences">By day, then customer; days on which both say the same are left out.</param>
public sealed record BacktestComparison(BacktestResult First, BacktestResult Second, ImmutableArray<BacktestDifference> Differences)
{
    /// <summary>Compares two replays of the same facts.</summary>
    public static BacktestComparison Of(BacktestResult first, BacktestResult second)
    {
        ILookup<(DateOnly, string), BacktestMessage> a = first.Messages.ToLookup(m => (m.Date, m.Customer)), b = second.Messages.ToLookup(m => (m.Date, m.Customer));
        return new(first, second, [.. a.Select(g => g.Key).Union(b.Select(g => g.Key))
            .Where(key => !a[key].Select(Told).SequenceEqual(b[key].Select(Told)))
            .OrderBy(key => key.Item1).ThenBy(key => key.Item2, StringComparer.Ordinal)
            .Select(key => new BacktestDifference(key.Item1, key.Item2, [.. a[key]], [.. b[key]]))]);
    }

    // What the customer would notice.
    static object Told(BacktestMessage m) => (m.Kind, m.Level, m.Letter, m.Channel, m.Person, m.Carrying, string.Join(' ', m.Demanded));
}

/// <summary>A day on which a customer hears something else under the second pack.</summary>
/// <param name="Date">The ledger's day.</param>
/// <param name="Customer">The customer's number.</param>
/// <param name="First">Under the first; empty: silence.</param>
/// <param name="Second">Under the second; empty: silence.</param>
public sealed record BacktestDifference(DateOnly Date, string Customer, ImmutableArray<BacktestMessage> First, ImmutableArray<BacktestMessage> Second);
