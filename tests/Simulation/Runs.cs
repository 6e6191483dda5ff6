using System.Diagnostics;
using System.Globalization;
using Collections.Simulation.Watching;

namespace Collections.Simulation;

/// <summary>The command: many seeds on as many threads as there are cores, one seed a thread at a time; or one seed again, with its last events.</summary>
internal static class Runs
{
    const int MustCover = 2_000;

    public static int Usage()
    {
        Console.Error.WriteLine("usage: --seeds N [--from FIRST] [--within SECONDS --least M] [--until-broken] | --seed N [--about WORD]");
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

    /// <summary>Lives so many seeds, each on one thread.</summary>
    public static int Many(Span span)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Tally all = new();
        List<Life> broken = [];
        int next = span.First - 1, lived = 0;
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (Interlocked.Increment(ref next) is var seed && seed < span.First + span.Count && !(span.UntilBroken && broken.Count > 0) && !(watch.Elapsed > span.Within && seed >= span.First + span.Least))
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
        bool isCovered = lived < MustCover || Covered(all);
        return broken.Count == 0 && isCovered ? 0 : 1;
    }

    // A run of the size of a build's meets every crash point often, or what it shows is less than it says.
    static bool Covered(Tally all)
    {
        CrashPoint[] rare = [.. Enum.GetValues<CrashPoint>().Where(p => p is not (CrashPoint.C14 or CrashPoint.C15) && all.Hits(p) < 1_000)];
        if (rare.Length > 0) Console.WriteLine($"hit less than 1,000 times: {string.Join(", ", rare)}");
        return rare.Length == 0;
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

/// <summary>Which seeds to live.</summary>
/// <param name="Count">At most so many.</param>
/// <param name="First">From this one on.</param>
/// <param name="UntilBroken">None is begun after one that broke a rule: what a planted mistake needs.</param>
/// <param name="Within">None is begun after so long...</param>
/// <param name="Least">...but so many in any case.</param>
internal sealed record Span(int Count, int First, bool UntilBroken, TimeSpan Within, int Least)
{
    /// <summary>Reads the command's words; null: they cannot be read.</summary>
    public static Span? Read(IReadOnlyList<string> args)
    {
        Dictionary<string, int> given = new(StringComparer.Ordinal) { ["--from"] = 1, ["--within"] = int.MaxValue / 2_000, ["--least"] = 0 };
        bool untilBroken = args.Contains("--until-broken");
        string[] pairs = [.. args.Where(a => a != "--until-broken")];
        for (int i = 0; i + 1 < pairs.Length; i += 2)
            if (!int.TryParse(pairs[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return null;
            else given[pairs[i]] = number;
        return pairs.Length % 2 == 0 && given.TryGetValue("--seeds", out int seeds) && given.Count == 4
            ? new(seeds, given["--from"], untilBroken, TimeSpan.FromSeconds(given["--within"]), given["--least"]) : null;
    }
}
