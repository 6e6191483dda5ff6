using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>Status callbacks: what became of a message. They come out of order and more than once; each status of a message is one event.</summary>
internal sealed class TwilioStatus(TwilioOptions options) : IInboundSource
{
    public string Name => "twilio-status";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => TwilioSignature.Check(request, options);

    public InboundReading Read(InboundRequest request)
    {
        FormBody? form = FormBody.Read(request.Body.Span);
        string? sid = TwilioAnswers.Sid(form?["MessageSid"] ?? form?["SmsSid"]), status = form?["MessageStatus"] ?? form?["SmsStatus"];
        if (form is null || sid is null || status is null) return new([], ["MessageSid or MessageStatus is missing"]);
        string url = request.Url.OriginalString;
        FormBody? query = url.IndexOf('?') is >= 0 and int at ? FormBody.Read(url[(at + 1)..]) : null;
        int? code = int.TryParse(form["ErrorCode"], NumberStyles.None, CultureInfo.InvariantCulture, out int known) ? known : null;
        return new([new InboundFact(EventIds.Of("twilio-status", sid, status, form["ErrorCode"] ?? ""), Meaning(sid, status, code, form, query, request.ReceivedAt))], []);
    }

    static Fact Meaning(string sid, string status, int? code, FormBody form, FormBody? query, DateTimeOffset at)
    {
        (string? what, Refusal? why) = status switch
        {
            "accepted" or "scheduled" or "queued" or "sending" => ("processed", (Refusal?)null),
            "sent" => ("sent", null),
            "delivered" or "read" or "partially_delivered" => ("delivered", null),
            "canceled" => ("cancelled", null),
            "failed" or "undelivered" => Failed(code),
            _ => (null, null),
        };
        if (what is null) return new Fact.NotOurs("a status that says nothing of a message we sent");
        return new Fact.DeliverySeen(Ours(query?[TwilioForm.MessageField], 'm'), sid, what, code is { } number ? TwilioCode.Words(number) : "", why, at,
            Ours(query?[TwilioForm.AccountField], 'a') is { } account ? new AccountId(account) : null,
            int.TryParse(query?[TwilioForm.AttemptField], NumberStyles.None, CultureInfo.InvariantCulture, out int attempt) ? attempt : null,
            TwilioInbound.Number(form["To"]));
    }

    // A code that nobody has sorted yet: the message did not arrive, and a person must read the code before the number is tried again.
    static (string, Refusal?) Failed(int? code) => TwilioCode.Of(code) switch
    {
        TwilioCode.ForGood good => ("failed", good.Why),
        TwilioCode.ForNow or TwilioCode.Later => ("failed-for-now", null),
        _ => ("failed", Refusal.Configuration),
    };

    static string? Ours(string? id, char first) =>
        id is { Length: 25 } && id[0] == first && id.AsSpan(1).IndexOfAnyExcept("0123456789abcdef") < 0 ? id : null;
}
