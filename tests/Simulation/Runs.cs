using System.Diagnostics;
using System.Globalization;
using Collections.Simulation.Watching;

namespace Collections.Simulation;

/// <summary>The command: many seeds on as many threads as there are cores, one seed a thread at a time; or one seed again, with its last events.</summary>
internal static class Runs
{
    public static int Usage()
    {
        Console.Error.WriteLine("usage: --seeds N [--from FIRST | --until-broken] | --seed N [--about WORD]");
        return 2;
    }

    /// <param name="about">Print every event that holds this word; null: the last events.</param>
    public static int One(int seed, string? about)
    {
        Life life = Life.Of(seed, line => { if (about is not null && line.Contains(about, StringComparison.Ordinal)) Console.WriteLine(line); });
        foreach (string line in about is null ? life.Lately : []) Console.WriteLine(line);
        foreach (string line in life.Tally.Lines()) Console.WriteLine(line);
        Console.WriteLine($"seed {seed}: transcript {life.Transcript}, {(life.Broken is null ? "every rule holds" : "BROKEN " + life.Broken)}");
        return life.Broken is null ? 0 : 1;
    }

    /// <param name="untilBroken">No seed is begun after one that broke a rule: what a planted mistake needs.</param>
    public static int Many(int first, int count, bool untilBroken = false)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Tally all = new();
        List<Life> broken = [];
        int next = first - 1, lived = 0;
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            for (int seed = Interlocked.Increment(ref next); seed < first + count && !(untilBroken && broken.Count > 0); seed = Interlocked.Increment(ref next))
            {
                Life life = Life.Of(seed);
                lock (all)
                {
                    all.Add(life.Tally);
                    lived++;
                    if (life.Broken is not null) broken.Add(life);
                }
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Print(lived, all, broken, watch.Elapsed);
        return broken.Count == 0 ? 0 : 1;
    }

    static void Print(int count, Tally all, List<Life> broken, TimeSpan took)
    {
        foreach (string line in all.Lines()) Console.WriteLine(line);
        foreach (Life life in broken.OrderBy(l => l.Seed).Take(20)) Console.WriteLine($"seed {life.Seed} BROKEN {life.Broken}");
        foreach (string line in broken.OrderBy(l => l.Seed).FirstOrDefault()?.Lately ?? []) Console.WriteLine("  " + line);
        double cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds / count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} seeds of {Life.Days} days and {Life.Accounts} accounts in {took.TotalSeconds:F0} s: {count / took.TotalSeconds:F1} seeds a second, {cpu:F0} ms of processor each, {broken.Count} broken"));
    }
}
