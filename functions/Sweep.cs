using Collections.Domain;
using Collections.Engine;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Collections.Functions;

/// <summary>Every five minutes, in UTC: what was left behind. When a ledger's run is due is the engine's question, from the ledger's own zone.</summary>
internal sealed partial class Sweep(Engine.Sweep sweep, Engine.AdvanceAccount advance, IRepairIndexes indexes, WakeAccount wake, TimeProvider clock, ILogger<Sweep> log)
{
    [Function(nameof(Sweep))]
    public async Task Run([TimerTrigger("0 */5 * * * *", UseMonitor = true)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        await indexes.RepairAsync(clock.GetUtcNow(), cancel);
        SweepRun found = await sweep.RunAsync(cancel);
        int alone = 0;
        foreach (AccountId id in found.ToWake)
        {
            if (await wake.RunAsync(durable, id, cancel)) continue;
            alone++;
            await AdvanceAsync(id, cancel); // no alarm clock can be reached: the sweep itself is slower and does as well
        }
        IntakeLog.Failures(log, found.Inbox);
        foreach ((string source, Exception failure) in found.Polls.Failures) PollFailed(log, failure, source);
        foreach (string source in found.Polls.Unavailable) PollUnavailable(log, source);
        Done(log, found.Inbox.Taken, found.ToWake.Count, alone);
    }

    async Task AdvanceAsync(AccountId id, CancellationToken cancel)
    {
        try
        {
            await advance.RunAsync(id, cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            AdvanceFailed(log, failure, id);
        }
    }

    [LoggerMessage(2101, LogLevel.Information, "Swept {Events} events and {Accounts} accounts, {Alone} of them without their alarm clock")]
    static partial void Done(ILogger log, int events, int accounts, int alone);

    [LoggerMessage(2102, LogLevel.Error, "Account {Account} could not be advanced; it stays due")]
    static partial void AdvanceFailed(ILogger log, Exception failure, AccountId account);

    [LoggerMessage(2103, LogLevel.Error, "The poll of {Source} could not be applied; its page comes again")]
    static partial void PollFailed(ILogger log, Exception failure, string source);

    [LoggerMessage(2104, LogLevel.Warning, "{Source} could not be polled; nothing is taken from that")]
    static partial void PollUnavailable(ILogger log, string source);
}
