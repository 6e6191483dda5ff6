using Collections.Domain;
using Collections.Domain.Contacting;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>Inbound messages. STOP, START and HELP become their own facts; every other text is an answer, which the engine reads further (a promise) or gives
/// to a person. The number in "From" can be forged, so nothing here commits anybody to anything.</summary>
internal sealed class TwilioInbound(TwilioOptions options, SmsKeywords keywords) : IInboundSource
{
    const int Longest = 1_600;

    public string Name => "twilio-inbound";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => TwilioSignature.Check(request, options);

    public InboundReading Read(InboundRequest request)
    {
        FormBody? form = FormBody.Read(request.Body.Span);
        string? sid = TwilioAnswers.Sid(form?["MessageSid"] ?? form?["SmsSid"]);
        if (form is null || sid is null || form["From"] is not { } from) return new([], ["MessageSid or From is missing"]);
        string body = form["Body"] is { Length: > 0 } words ? words : form["NumMedia"] is { Length: > 0 and < 4 } and not "0" ? "[a picture without words]" : "";
        return new([new InboundFact(sid, Meaning(from, form["To"] ?? "", body, form["OptOutType"], request.ReceivedAt))], []);
    }

    internal Fact Meaning(string from, string to, string body, string? optOutType, DateTimeOffset at)
    {
        if (from.Contains(':')) return new Fact.NotOurs("a channel other than SMS");
        if (Number(from) is not { } number) return new Fact.NotOurs("the sender is no phone number, so nobody's answer");
        string ours = Number(to) ?? to;
        if (number == ours || options.InboundNumbers.Any(n => Address.Mobile(n) == number)) return new Fact.NotOurs("our own message came back");
        string text = body.Length > Longest ? body[..Longest] : body;
        return Class(text, optOutType) switch
        {
            ReplyClass.OptOut => new Fact.OptedOut(number, "sms", at),
            ReplyClass.OptIn => new Fact.OptedIn(number, "sms", at),
            ReplyClass.Help => new Fact.HelpAsked(number, ours, at),
            ReplyClass.Review => new Fact.ReplyReceived(Channel.Sms, number, ours, text, false, null, at),
        };
    }

    // The provider's own opt-out lists may know words of the customer's language that ours lacks; ours know words that the provider's lacks.
    ReplyClass Class(string text, string? optOutType) => optOutType switch
    {
        "STOP" => ReplyClass.OptOut,
        "START" => ReplyClass.OptIn,
        "HELP" => ReplyClass.Help,
        _ => keywords.Classify(text),
    };

    /// <summary>E.164, or null. A plus that came unencoded has become a blank.</summary>
    internal static string? Number(string? text)
    {
        string number = text is null ? "" : text.StartsWith(' ') ? "+" + text[1..] : text;
        return Address.IsMobile(number) ? Address.Mobile(number) : null;
    }
}
