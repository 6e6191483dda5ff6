using System.Diagnostics;
using Collections.Domain;
using Collections.Simulation.Watching;

namespace Collections.Simulation;

/// <summary>What became of a seed.</summary>
/// <param name="Broken">The first rule that was broken; null: all hold.</param>
/// <param name="Transcript">The hash of everything that happened, in order.</param>
/// <param name="Lately">Its last events, when they were asked for or a rule was broken.</param>
internal sealed record Life(int Seed, string? Broken, string Transcript, IReadOnlyList<string> Lately, Tally Tally, TimeSpan Took)
{
    public const int Days = 400, Accounts = 5;

    /// <summary>The rows of each account of a seed that is lived for some days, and the state they lead to.</summary>
    public static IEnumerable<(AccountId Id, IReadOnlyList<byte[]> Commits, Account State)> Histories(int seed, int days)
    {
        World world = new(seed, Editions.Shipped.Value, keepsRows: true);
        world.Live(days, Accounts);
        if (world.Sight.Broken is { } broken) throw new InvalidOperationException(broken);
        foreach ((AccountId id, Account state) in world.Sight.Accounts) yield return (id, world.Sight.Rows[id], state);
    }

    /// <summary>Lives a seed on the calling thread.</summary>
    /// <param name="listener">Told of every event in words.</param>
    public static Life Of(int seed, Action<string>? listener = null)
    {
        Stopwatch watch = Stopwatch.StartNew();
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null); // a test runner's own would catch what belongs to the hosts
        try
        {
            World world = new(seed, Editions.Shipped.Value, listener);
            world.Live(Days, Accounts);
            return new(seed, world.Sight.Broken, world.Sight.Transcript, world.Sight.Broken is not null || listener is not null ? [.. world.Sight.Lately] : [], world.Tally, watch.Elapsed);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
