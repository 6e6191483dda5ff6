using System.Text.Json;
using Collections.Engine;

namespace Collections.Messaging.SendGrid;

/// <summary>Sorts what mail/send answers. A definite no is a known list; everything unknown may have been taken.</summary>
internal static class MailAnswers
{
    internal static SendOutcome Sort(ProviderAnswer answer) => answer switch
    {
        { IsSuccess: true } => new SendOutcome.Accepted(answer.Header("X-Message-Id")),
        { Status: 400 } => Refused400(answer),
        { Status: 401 or 403 or 404 } => new SendOutcome.Refused(answer.Code, Refusal.Configuration),
        { Status: 413 } => new SendOutcome.Refused(answer.Code, Refusal.Content),
        _ => (SendOutcome?)answer.NotNow() ?? new SendOutcome.Unclear(answer.Code),
    };

    // The first named field tells who is at fault: the recipient, the letter, or our settings.
    static SendOutcome Refused400(ProviderAnswer answer)
    {
        using JsonDocument? body = SafeJson.Parse(answer.Body, out _);
        string field = body?.RootElement.Items("errors").Select(e => e.Text("field")).FirstOrDefault(f => f is { Length: > 0 }) ?? "";
        return field switch
        {
            _ when field.StartsWith("personalizations", StringComparison.Ordinal) && field.Contains(".to", StringComparison.Ordinal) =>
                new SendOutcome.Refused("http-400-recipient", Refusal.AddressDead),
            _ when field.StartsWith("content", StringComparison.Ordinal) || field.StartsWith("subject", StringComparison.Ordinal) =>
                new SendOutcome.Refused("http-400-content", Refusal.Content),
            _ => new SendOutcome.Refused(answer.Code, Refusal.Configuration),
        };
    }
}
