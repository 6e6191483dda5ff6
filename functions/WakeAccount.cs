using Collections.Domain;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Collections.Functions;

/// <summary>The one way to call an account. A call that fails is logged and left to the sweep.</summary>
internal sealed partial class WakeAccount(ILogger<WakeAccount> log)
{
    /// <summary>Answers whether the account was called.</summary>
    public async Task<bool> RunAsync(DurableTaskClient durable, AccountId id, CancellationToken cancel)
    {
        try
        {
            OrchestrationMetadata? known = await durable.GetInstanceAsync(id.Value, cancel);
            if (known is { RuntimeStatus: OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending })
                await durable.RaiseEventAsync(id.Value, AccountOrchestrator.Changed, "", cancel);
            else
                await durable.ScheduleNewOrchestrationInstanceAsync(nameof(AccountOrchestrator), id.Value, new() { InstanceId = id.Value }, cancel);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Failed(log, failure, id);
            return false;
        }
    }

    public async Task RunAllAsync(DurableTaskClient durable, IEnumerable<AccountId> ids, CancellationToken cancel)
    {
        foreach (AccountId id in ids) await RunAsync(durable, id, cancel);
    }

    [LoggerMessage(2001, LogLevel.Warning, "Account {Account} could not be woken; the sweep calls it again")]
    static partial void Failed(ILogger log, Exception failure, AccountId account);
}
