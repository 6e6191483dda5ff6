using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>SMS through Twilio. The reference in the text finds an unclear send in the provider's list.</summary>
internal sealed class TwilioChannel(TwilioApi api, TwilioOptions options) : ISendMessages
{
    public Channel Channel => Channel.Sms;

    public string Name => "twilio";

    public ReconcileRule Reconcile => ReconcileRule.BySearch;

    public async Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        if (message.Text.Text.Length > SmsText.LongestBody) return new SendOutcome.Refused("21617", Refusal.Content);
        return TwilioForm.Of(message, options) is { } form
            ? TwilioAnswers.Sort(await api.CreateAsync(form, cancel)) : new SendOutcome.Refused("no-sender", Refusal.Configuration);
    }

    public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel) =>
        new TwilioSearch(api, message, begunAt).RunAsync(cancel);
}
