using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>run: the ledger's day, for real or as a rehearsal.</summary>
internal static class RunCommand
{
    static readonly Option<bool> DryRun = new("--dry-run") { Description = "Take exactly the decisions of the real run on a copy, and change nothing" };
    static readonly Option<bool> Full = new("--full") { Description = "With --dry-run: print each message in full" };

    public static Command Build()
    {
        Command run = new("run", "Advance everything that is due: now, or through the whole day of --at DATE") { DryRun, Full };
        run.SetAction((parsed, cancel) => Invocation.RunAsync(parsed, RunAsync, cancel));
        return run;
    }

    static async Task<int> RunAsync(Invocation call)
    {
        if (!call.Get(DryRun)) return await RunAsync(call, call.Folder, call.Hand);
        HandClock clock = call.Hand ?? new HandClock(call.Now);
        await using OpenFolder copy = await call.Folder.RehearseAsync(clock, call.Cancel);
        return await RunAsync(call, copy, clock);
    }

    static async Task<int> RunAsync(Invocation call, OpenFolder folder, HandClock? clock)
    {
        DateTimeOffset started = folder.Clock.GetUtcNow();
        RunSummary summary = clock is null
            ? await folder.Due.AdvanceAsync(call.Get(Shared.Ledger), keepVerdicts: true, call.Cancel)
            : await ThroughTheDayAsync(call, folder, clock);
        RunReport report = await RunReport.OfAsync(folder.Stores, summary, (started, call.Get(DryRun)), call.Cancel);
        call.Print(call.Get(Full) ? report : report.WithoutTexts(), () => new RunPrint(report).Print(call.Out, call.Get(Full)));
        return summary.Failures.Count > 0 ? 1 : 0;
    }

    // A date means the day of each ledger, from its run to its midnight; an instant means just that instant.
    static async Task<RunSummary> ThroughTheDayAsync(Invocation call, OpenFolder folder, HandClock clock)
    {
        DayRun day = new(folder, clock);
        if (call.Get(Shared.At) is not { Length: 10 } date) return await day.UntilAsync(call.Get(Shared.Ledger), clock.GetUtcNow(), call.Cancel);
        DateOnly asked = Invocation.Date(date, "--at");
        RunSummary all = new(keepVerdicts: true);
        IReadOnlyList<Ledger> ledgers = call.Get(Shared.Ledger) is null ? await folder.Stores.Ledgers.ListAsync(call.Cancel) : [await call.LedgerAsync()];
        foreach (Ledger ledger in ledgers) all.Add(await new DayRun(folder, clock).DayAsync(ledger, asked, call.Cancel));
        return all;
    }
}
