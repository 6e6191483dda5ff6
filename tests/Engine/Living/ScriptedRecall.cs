using Collections.Domain;
using Collections.Engine;

namespace Collections.Living;

/// <summary>A provider that holds letters until their time and gives them back, as it is told to answer. What has left is in <see cref="Left"/>.</summary>
internal sealed class ScriptedRecall(Channel channel, TimeProvider clock) : IRecallMessages
{
    readonly Dictionary<string, (OutgoingMessage Message, DateTimeOffset SendAt)> held = new(StringComparer.Ordinal);
    readonly HashSet<string> cancelled = new(StringComparer.Ordinal);
    int batches;

    public Channel Channel => channel;
    public RecallRule Rule { get; } = new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(72), TimeSpan.FromMinutes(10));
    public Queue<BatchOutcome> Batches { get; } = new();
    public Queue<SendOutcome> Schedules { get; } = new();
    public Queue<CancelOutcome> Cancels { get; } = new();

    /// <summary>True: its records cannot be read.</summary>
    public bool IsSilent { get; set; }
    public int CancelCalls { get; private set; }
    public List<DateTimeOffset> Handed { get; } = [];

    /// <summary>Letters that left by now: handed over, not cancelled, their time come.</summary>
    public IReadOnlyList<(OutgoingMessage Message, DateTimeOffset At)> Left => [.. held.Where(h => !cancelled.Contains(h.Key) && h.Value.SendAt <= clock.GetUtcNow()).Select(h => (h.Value.Message, h.Value.SendAt))];

    public Task<BatchOutcome> OpenBatchAsync(CancellationToken cancel) =>
        Task.FromResult(Batches.TryDequeue(out BatchOutcome? next) ? next : new BatchOutcome.Opened(channel == Channel.Sms ? null : $"batch-{++batches}"));

    // An unclear answer stands for a letter that was taken all the same.
    public Task<SendOutcome> ScheduleAsync(OutgoingMessage message, string? batchId, DateTimeOffset sendAt, CancellationToken cancel)
    {
        SendOutcome outcome = Schedules.TryDequeue(out SendOutcome? next) ? next : new SendOutcome.Accepted("sid-" + message.MessageId);
        Handed.Add(clock.GetUtcNow());
        if (outcome is SendOutcome.Accepted or SendOutcome.Unclear) held[batchId ?? "sid-" + message.MessageId] = (message, sendAt);
        return Task.FromResult(outcome);
    }

    public Task<CancelOutcome> CancelAsync(string handle, CancellationToken cancel)
    {
        CancelCalls++;
        CancelOutcome outcome = Cancels.TryDequeue(out CancelOutcome? next) ? next : new CancelOutcome.Cancelled();
        if (outcome is CancelOutcome.Cancelled) cancelled.Add(handle);
        return Task.FromResult(outcome);
    }

    public Task<RecallStatus> StatusAsync(string handle, CancellationToken cancel) => Task.FromResult<RecallStatus>(
        IsSilent ? new RecallStatus.Unavailable("503") : cancelled.Contains(handle) ? new RecallStatus.Cancelled() : new RecallStatus.NotCancelled(null));
}
