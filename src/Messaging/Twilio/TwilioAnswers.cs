using System.Text.Json;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>Sorts what the creation of a message answers. A definite no is a known list; everything unknown may have been taken.</summary>
internal static class TwilioAnswers
{
    internal static SendOutcome Sort(ProviderAnswer answer)
    {
        using JsonDocument? body = SafeJson.Parse(answer.Body, out _);
        if (answer.IsSuccess) return new SendOutcome.Accepted(Sid(body?.RootElement.Text("sid")));
        if (answer.NotNow() is { } later) return later;
        if (answer.Status is not (400 or 401 or 403 or 404 or 413)) return new SendOutcome.Unclear(answer.Code);
        int? code = TwilioCode.In(body?.RootElement, "code");
        return TwilioCode.Of(code) switch
        {
            TwilioCode.ForGood good => new SendOutcome.Refused(TwilioCode.Words(code!.Value), good.Why),
            TwilioCode.ForNow or TwilioCode.Later => new SendOutcome.Later(TwilioCode.Words(code!.Value), answer.RetryAfter),
            _ => new SendOutcome.Refused(code is { } other ? TwilioCode.Words(other) : answer.Code, Refusal.Configuration),
        };
    }

    internal static string? Sid(string? text) => text is { Length: > 2 and <= 64 } && text.All(char.IsAsciiLetterOrDigit) ? text : null;
}
