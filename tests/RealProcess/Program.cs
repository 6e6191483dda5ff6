using System.Globalization;
using System.Text;

namespace Collections.RealProcess;

/// <summary>dotnet run -c Release --project tests/RealProcess [-- --release] [-- PART [TIMES]]: the built server is killed, starved, frozen and corrupted, and every acknowledgement and every
/// accepted message is held against what it knows afterwards. Ends with "N passed, N failed"; exit 1 when a promise was broken.</summary>
internal static class Program
{
    /// <summary>The server as it was built beside this program.</summary>
    public static string ServerDll { get; } = Path.Combine(AppContext.BaseDirectory, "Collections.Server.dll");

    static readonly Part[] Parts =
    [
        new("kills", Kills.RunAsync, 60, 200),
        new("system-calls", SystemCalls.RunAsync, 30, 120),
        new("torn-log", TornLog.RunAsync, 500, 2000),
        new("disk", DiskFaults.RunAsync, 10, 100),
        new("disk-full", DiskFull.RunAsync, 2, 20),
        new("two-servers", TwoServers.RunAsync, 1, 5),
        new("drain", Drain.RunAsync, 5, 30),
        new("clock", ClockJumps.RunAsync, 5, 20),
        new("restore", Restore.RunAsync, 1, 10),
        new("webhooks", WebhookBurst.RunAsync, 10, 60),
    ];

    static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = Encoding.UTF8;
        bool release = args.Contains("--release");
        string[] words = [.. args.Where(a => a != "--release")];
        Part[] chosen = words.Length == 0 ? Parts : [.. Parts.Where(p => p.Name == words[0])];
        if (chosen.Length == 0)
        {
            Console.Error.WriteLine($"There is no part '{words[0]}'. The parts are: {string.Join(", ", Parts.Select(p => p.Name))}.");
            return 2;
        }
        int passed = 0;
        foreach (Part part in chosen)
        {
            int times = words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : release ? part.TimesBeforeRelease : part.Times;
            if (await part.PassesAsync(times)) passed++;
        }
        Console.WriteLine($"{passed} passed, {chosen.Length - passed} failed");
        return passed == chosen.Length ? 0 : 1;
    }
}
