using Collections.Domain;
using Collections.Engine;

namespace Collections.Server;

/// <summary>The server's alarm clock: takes what is due from the store and advances it. It never decides.</summary>
internal sealed partial class AccountLoop(OpenFolder folder, ILogger<AccountLoop> log) : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1), AfterFailure = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(Beat);
        try
        {
            do await OnceAsync(cancel); while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // stopping: what is under way has finished its commit or will be reconciled
        }
    }

    async Task OnceAsync(CancellationToken cancel)
    {
        try
        {
            RunSummary summary = await folder.Due.AdvanceAsync(null, keepVerdicts: false, cancel);
            foreach (FailedAccount failed in summary.Failures) AccountFailed(log, failed.Failure, failed.Id);
            if (summary.Count + summary.Begun.Count > 0) Advanced(log, summary.Count, summary.Begun.Count);
            if (summary.Failures.Count > 0) await Task.Delay(AfterFailure, cancel);
            await folder.Desk.Pictures.RefreshAsync(cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            StoreFailed(log, failure);
            await Task.Delay(AfterFailure, cancel);
        }
    }

    [LoggerMessage(1001, LogLevel.Information, "Considered {Accounts} accounts, {Messages} messages passed the gate")]
    static partial void Advanced(ILogger log, int accounts, int messages);

    [LoggerMessage(1002, LogLevel.Error, "Account {Account} could not be advanced; it stays due")]
    static partial void AccountFailed(ILogger log, Exception failure, AccountId account);

    [LoggerMessage(1003, LogLevel.Error, "The store does not answer; nothing is sent meanwhile")]
    static partial void StoreFailed(ILogger log, Exception failure);
}
