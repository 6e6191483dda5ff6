using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>Runs a stretch of time on a clock moved by hand: every wake-up in its order, each at its own instant.</summary>
internal sealed class DayRun(OpenFolder folder, HandClock clock)
{
    /// <summary>Advances everything that is due up to an instant, included.</summary>
    public async Task<RunSummary> UntilAsync(string? ledgerId, DateTimeOffset until, CancellationToken cancel)
    {
        RunSummary all = new(keepVerdicts: true);
        while (true)
        {
            RunSummary pass = await folder.Due.AdvanceAsync(ledgerId, keepVerdicts: true, cancel);
            all.Add(pass);
            IReadOnlyList<DueAccount> next = await folder.Stores.Accounts.DueAsync(ledgerId, until, all.Failures.Count + 1, cancel);
            DueAccount? first = next.Cast<DueAccount?>().FirstOrDefault(d => all.Failures.All(f => f.Id != d!.Value.Id));
            if (first is not { } due || (due.WakeAt <= clock.GetUtcNow() && pass is { Count: 0, Begun.Count: 0, Failures.Count: > 0 })) break;
            clock.MoveTo(due.WakeAt);
        }
        clock.MoveTo(until);
        return all;
    }

    /// <summary>A ledger's whole day: from its run to its midnight, so that recipients whose window opens later that day are reached too.</summary>
    public async Task<RunSummary> DayAsync(Ledger ledger, DateOnly date, CancellationToken cancel)
    {
        clock.MoveTo(ledger.RunAt(date));
        return await UntilAsync(ledger.Id, SendTime.InstantOf(date.AddDays(1), TimeOnly.MinValue, ledger.TimeZone).AddSeconds(-1), cancel);
    }
}
