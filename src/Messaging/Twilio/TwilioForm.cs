using System.Globalization;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>The form that creates a message, and the address of its status callbacks.</summary>
internal static class TwilioForm
{
    internal const string MessageField = "message", AccountField = "account", AttemptField = "attempt";

    /// <summary>Null when there is nobody to send as.</summary>
    internal static List<KeyValuePair<string, string>>? Of(OutgoingMessage message, TwilioOptions options)
    {
        string? from = options.MessagingServiceSid is null ? message.From.SmsFrom : null;
        if (options.MessagingServiceSid is null && from is not { Length: > 0 }) return null;
        List<KeyValuePair<string, string>> form =
        [
            new("To", message.To.Address),
            new("Body", message.Text.Text),
            new("StatusCallback", Callback(message, options)),
            new("ValidityPeriod", ((int)options.QueueAtMost.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
        ];
        form.Add(options.MessagingServiceSid is { } service ? new("MessagingServiceSid", service) : new("From", from!));
        return form;
    }

    static string Callback(OutgoingMessage message, TwilioOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"{options.PublicBaseUrl.TrimEnd('/')}{options.StatusPath}?{MessageField}={message.MessageId}&{AccountField}={message.AccountId.Value}&{AttemptField}={message.Attempt}");
}
