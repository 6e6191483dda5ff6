using System.Diagnostics;

namespace Collections.Storage.Azure;

/// <summary>Keeps all tests together below what the emulator bears.</summary>
static class Pace
{
    const double MostASecond = 280;
    static readonly Stopwatch Clock = Stopwatch.StartNew();
    static readonly Lock Gate = new();
    static double next;

    /// <summary>Waits for the caller's turn.</summary>
    public static Task TurnAsync()
    {
        double wait;
        lock (Gate)
        {
            double now = Clock.Elapsed.TotalSeconds;
            next = Math.Max(next, now - 0.05) + 1 / MostASecond;
            wait = next - now;
        }
        return wait > 0.001 ? Task.Delay(TimeSpan.FromSeconds(wait)) : Task.CompletedTask;
    }
}
