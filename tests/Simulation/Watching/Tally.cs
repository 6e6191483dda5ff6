using System.Globalization;

namespace Collections.Simulation.Watching;

/// <summary>Where a host may be killed (reliability 3.1); the two of migration and backup belong to the real process.</summary>
internal enum CrashPoint { C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13, C14, C15, C16 }

/// <summary>What a seed, or many, have met: faults by kind, crash points by name.</summary>
internal sealed class Tally
{
    readonly SortedDictionary<string, long> faults = new(StringComparer.Ordinal), figures = new(StringComparer.Ordinal);
    readonly long[] hits = new long[Enum.GetValues<CrashPoint>().Length];

    public void Fault(string kind) => faults[kind] = faults.GetValueOrDefault(kind) + 1;

    public void Count(string what, long more = 1) => figures[what] = figures.GetValueOrDefault(what) + more;

    public void Hit(CrashPoint point) => hits[(int)point]++;

    public long Of(string figure) => figures.GetValueOrDefault(figure);

    public long Hits(CrashPoint point) => hits[(int)point];

    public void Add(Tally other)
    {
        foreach ((string kind, long count) in other.faults) faults[kind] = faults.GetValueOrDefault(kind) + count;
        foreach ((string what, long count) in other.figures) Count(what, count);
        for (int i = 0; i < hits.Length; i++) hits[i] += other.hits[i];
    }

    public IEnumerable<string> Lines()
    {
        yield return "lived: " + string.Join(", ", figures.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Value} {f.Key}")));
        yield return "faults: " + string.Join(", ", faults.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Value} {f.Key}")));
        yield return "killed at: " + string.Join(", ", Enum.GetValues<CrashPoint>().Select(p => string.Create(CultureInfo.InvariantCulture, $"{p} {hits[(int)p]}")));
    }
}
