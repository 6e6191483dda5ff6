using Collections.Engine;

namespace Collections.Server;

/// <summary>Applies what comes in, and asks the providers for what their webhooks may have lost. Beside the account loop, so that a long run holds up no payment or opt-out.</summary>
internal sealed partial class InboxLoop(OpenFolder folder, ILogger<InboxLoop> log) : BackgroundService
{
    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500), PollBeat = TimeSpan.FromMinutes(1), AfterFailure = TimeSpan.FromSeconds(15);
    const int MostEvents = 2_000;

    protected override async Task ExecuteAsync(CancellationToken cancel)
    {
        using PeriodicTimer timer = new(Beat);
        DateTimeOffset pollAt = folder.Clock.GetUtcNow();
        try
        {
            do
            {
                bool polls = folder.Clock.GetUtcNow() >= pollAt;
                if (polls) pollAt = folder.Clock.GetUtcNow() + PollBeat;
                await OnceAsync(polls, cancel);
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // stopping: an event under way is taken again by its claim
        }
    }

    async Task OnceAsync(bool polls, CancellationToken cancel)
    {
        try
        {
            InboxRun run = await folder.Inbox.RunAsync(MostEvents, TimeSpan.Zero, cancel);
            if (run.Taken > 0) Taken(log, run.Taken);
            if (polls) await folder.Polls.RunAsync(cancel);
            if (polls && await folder.Files.RunAsync(cancel) is > 0 and var files) Files(log, files);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            StoreFailed(log, failure);
            await Task.Delay(AfterFailure, cancel);
        }
    }

    [LoggerMessage(1101, LogLevel.Information, "Took {Events} events from the inbox")]
    static partial void Taken(ILogger log, int events);

    [LoggerMessage(1103, LogLevel.Information, "Took {Files} files from the inbox folder; their reports say what became of them")]
    static partial void Files(ILogger log, int files);

    [LoggerMessage(1102, LogLevel.Error, "The inbox cannot be read; what was acknowledged stays in it")]
    static partial void StoreFailed(ILogger log, Exception failure);
}
