using System.Diagnostics;

namespace Collections.RealProcess;

/// <summary>What one part found.</summary>
/// <param name="Figures">In one line, with units.</param>
/// <param name="Broken">Every promise that was not kept, in words.</param>
internal sealed record Finding(string Figures, IReadOnlyList<string> Broken);

/// <summary>A part of the proof: a name, what it needs of the machine, and how it is run.</summary>
/// <param name="Name">As it is chosen on the command line.</param>
/// <param name="Run">Runs it so many times and answers what was found.</param>
/// <param name="Times">How often in each build.</param>
/// <param name="TimesBeforeRelease">How often before a release.</param>
internal sealed record Part(string Name, Func<int, Task<Finding>> Run, int Times, int TimesBeforeRelease)
{
    /// <summary>Runs it and prints its line; true when every promise was kept.</summary>
    public async Task<bool> PassesAsync(int times)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Finding found = await Run(times);
        Console.WriteLine($"{(found.Broken.Count == 0 ? "kept  " : "BROKEN")} {Name} ({watch.Elapsed.TotalSeconds:0} s): {found.Figures}");
        foreach (string line in found.Broken.Take(20)) Console.WriteLine("       " + line);
        return found.Broken.Count == 0;
    }
}
