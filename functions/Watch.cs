using Collections.Engine;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Collections.Functions;

/// <summary>Once an hour: what needs a person, in lines that the alerts of infra/ look for.</summary>
internal sealed partial class Watch(Engine.Watch watch, ILogger<Watch> log)
{
    [Function(nameof(Watch))]
    public async Task Run([TimerTrigger("0 7 * * * *", UseMonitor = true)] TimerInfo timer, CancellationToken cancel)
    {
        WatchFindings found = await watch.RunAsync(cancel);
        if (found.UncertainMessages > 0) Uncertain(log, found.UncertainMessages);
        if (found.ParkedEvents > 0) IntakeLog.Parked(log, found.ParkedEvents);
        foreach (string ledger in found.StaleLedgers) Stale(log, ledger);
    }

    [LoggerMessage(2401, LogLevel.Error, "{Messages} messages are uncertain and wait for a person")]
    static partial void Uncertain(ILogger log, int messages);

    [LoggerMessage(2402, LogLevel.Error, "Ledger {Ledger} is stale: nothing of it is sent")]
    static partial void Stale(ILogger log, string ledger);
}
