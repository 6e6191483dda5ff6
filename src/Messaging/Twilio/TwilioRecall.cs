using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>Final notices by SMS: scheduled on a Messaging Service, cancelled by the provider's id. There is no batch: after an unclear answer the list
/// finds the scheduled message by its reference, and with it the id.</summary>
internal sealed class TwilioRecall(TwilioApi api, TwilioOptions options) : IRecallMessages
{
    public Channel Channel => Channel.Sms;

    public RecallRule Rule { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromDays(7), TimeSpan.FromMinutes(1));

    public Task<BatchOutcome> OpenBatchAsync(CancellationToken cancel) => Task.FromResult<BatchOutcome>(
        options.MessagingServiceSid is null ? new BatchOutcome.Refused("no-messaging-service") : new BatchOutcome.Opened(null));

    public async Task<SendOutcome> ScheduleAsync(OutgoingMessage message, string? batchId, DateTimeOffset sendAt, CancellationToken cancel)
    {
        if (options.MessagingServiceSid is null) return new SendOutcome.Refused("no-messaging-service", Refusal.Configuration);
        if (message.Text.Text.Length > SmsText.LongestBody) return new SendOutcome.Refused("21617", Refusal.Content);
        List<KeyValuePair<string, string>> form = TwilioForm.Of(message, options)!;
        form.Add(new("ScheduleType", "fixed"));
        form.Add(new("SendAt", sendAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        return TwilioAnswers.Sort(await api.CreateAsync(form, cancel));
    }

    public async Task<CancelOutcome> CancelAsync(string handle, CancellationToken cancel)
    {
        ProviderAnswer answer = await api.UpdateAsync(handle, [new("Status", "canceled")], cancel);
        if (answer.Status == 429) return new CancelOutcome.Full(answer.RetryAfter);
        if (answer.Status is 400 or 401 or 403 or 404 or 409)
            return await StatusAsync(handle, cancel) is RecallStatus.Cancelled ? new CancelOutcome.Cancelled() : new CancelOutcome.Refused(answer.Code);
        using JsonDocument? body = answer.IsSuccess ? SafeJson.Parse(answer.Body, out _) : null;
        return body?.RootElement.Text("status") == "canceled" ? new CancelOutcome.Cancelled() : new CancelOutcome.Unclear(answer.Code);
    }

    public async Task<RecallStatus> StatusAsync(string handle, CancellationToken cancel)
    {
        ProviderAnswer answer = await api.FetchAsync(handle, cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        return body?.RootElement.Text("status") switch
        {
            null => new RecallStatus.Unavailable(answer.Code),
            "canceled" => new RecallStatus.Cancelled(),
            "scheduled" or "accepted" or "queued" => new RecallStatus.NotCancelled(handle),
            _ => new RecallStatus.Left(handle),
        };
    }
}
