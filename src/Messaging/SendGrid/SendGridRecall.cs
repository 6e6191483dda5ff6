using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.SendGrid;

/// <summary>Final notices in two phases: a batch is opened and kept, the letter is scheduled into it, and until ten minutes before its time the batch can
/// be cancelled, any number of times, whether or not the letter was taken. So an unclear answer is settled without guessing.</summary>
internal sealed class SendGridRecall(SendGridApi api, SendGridOptions options) : IRecallMessages
{
    public Channel Channel => Channel.Email;

    public RecallRule Rule { get; } = new(TimeSpan.FromMinutes(15), TimeSpan.FromHours(72), TimeSpan.FromMinutes(10));

    public async Task<BatchOutcome> OpenBatchAsync(CancellationToken cancel)
    {
        ProviderAnswer answer = await api.CreateBatchAsync(cancel);
        if (answer.Status is 400 or 401 or 403 or 404) return new BatchOutcome.Refused(answer.Code);
        using JsonDocument? body = answer.IsSuccess ? SafeJson.Parse(answer.Body, out _) : null;
        return body?.RootElement.Text("batch_id") is { Length: > 0 and <= 200 } batch
            ? new BatchOutcome.Opened(batch) : new BatchOutcome.Later(answer.Code, answer.RetryAfter);
    }

    public async Task<SendOutcome> ScheduleAsync(OutgoingMessage message, string? batchId, DateTimeOffset sendAt, CancellationToken cancel) =>
        batchId is null ? throw new ArgumentNullException(nameof(batchId), "Without its batch a scheduled letter cannot be called back.")
        : MailAnswers.Sort(await api.SendMailAsync(MailBody.Write(message, options, batchId, sendAt), cancel));

    public async Task<CancelOutcome> CancelAsync(string handle, CancellationToken cancel)
    {
        ProviderAnswer answer = await api.CancelAsync(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["batch_id"] = handle, ["status"] = "cancel" }), cancel);
        return answer switch
        {
            { IsSuccess: true } => new CancelOutcome.Cancelled(),
            // 400 says three things alike: cancelled already, no room for another cancel, too late. The batch's own status tells the first apart.
            { Status: 400 } => await Explain400Async(handle, answer, cancel),
            { Status: 401 or 403 or 404 } => new CancelOutcome.Refused(answer.Code),
            { Status: 429 } => new CancelOutcome.Full(answer.RetryAfter),
            _ => new CancelOutcome.Unclear(answer.Code),
        };
    }

    public async Task<RecallStatus> StatusAsync(string handle, CancellationToken cancel)
    {
        ProviderAnswer answer = await api.ScheduledAsync(handle, cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.ValueKind != JsonValueKind.Array) return new RecallStatus.Unavailable(answer.Code);
        string? status = body.RootElement.Items().FirstOrDefault(b => b.Text("batch_id") == handle).Text("status");
        return status == "cancel" ? new RecallStatus.Cancelled() : new RecallStatus.NotCancelled(null);
    }

    async Task<CancelOutcome> Explain400Async(string handle, ProviderAnswer refused, CancellationToken cancel)
    {
        RecallStatus status = await StatusAsync(handle, cancel);
        if (status is RecallStatus.Cancelled) return new CancelOutcome.Cancelled();
        if (status is RecallStatus.Unavailable) return new CancelOutcome.Unclear(refused.Code);
        using JsonDocument? body = SafeJson.Parse(refused.Body, out _);
        bool full = body?.RootElement.Items("errors").Any(e => e.Text("message")?.Contains("max", StringComparison.OrdinalIgnoreCase) == true) == true;
        return full ? new CancelOutcome.Full(refused.RetryAfter) : new CancelOutcome.Refused(refused.Code);
    }
}
