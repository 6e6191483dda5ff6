using Collections.Engine;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Collections.Functions;

/// <summary>An event has come in. The message is a hint: whatever is due in the inbox is taken, and a lost hint is made up for by the sweep.</summary>
internal sealed class ProcessInbox(Engine.ProcessInbox inbox, WakeAccount wake, ILogger<ProcessInbox> log)
{
    const int AtOnce = 256;

    [Function(nameof(ProcessInbox))]
    public async Task Run([QueueTrigger(InboxHint.Queue, Connection = "AzureWebJobsStorage")] string hint, [DurableClient] DurableTaskClient durable, CancellationToken cancel)
    {
        InboxRun run = await inbox.RunAsync(AtOnce, TimeSpan.Zero, cancel);
        await wake.RunAllAsync(durable, run.Touched, cancel);
        IntakeLog.Failures(log, run);
    }
}

/// <summary>What the alert on parked events looks for.</summary>
internal static partial class IntakeLog
{
    public static void Failures(ILogger log, InboxRun run)
    {
        foreach (FailedEvent failed in run.Failures) Failed(log, failed.Failure.GetType().Name, failed.Source, failed.EventId);
        if (run[InboxState.Parked] > 0) Parked(log, run[InboxState.Parked]);
    }

    [LoggerMessage(2201, LogLevel.Warning, "Event {EventId} of {Source} could not be applied: {Failure}")]
    static partial void Failed(ILogger log, string failure, string source, string eventId);

    [LoggerMessage(2202, LogLevel.Error, "{Events} events are parked and wait for a person")]
    public static partial void Parked(ILogger log, long events);
}
