using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Messaging.SendGrid.Inbound;

namespace Collections.Messaging.SendGrid;

/// <summary>Inbound Parse: an answer by email as a multipart form, its parts either read by the provider (default) or the whole mail in one field (raw).</summary>
internal sealed class SendGridInbound(SendGridOptions options) : IInboundSource
{
    const string OwnMark = "X-Collections-Message";

    public string Name => "sendgrid-inbound";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => EventSignature.Check(request, options.InboundKeys, now);

    public InboundReading Read(InboundRequest request)
    {
        Dictionary<string, MimePart> fields = Form(request);
        if (fields.Count == 0) return new([], ["the body is no multipart form"]);
        using JsonDocument? charsets = SafeJson.Parse(Bytes(fields, "charsets"), out _);
        using JsonDocument? envelope = SafeJson.Parse(Bytes(fields, "envelope"), out _);
        MimePart mail = fields.TryGetValue("email", out MimePart? raw) ? MimePart.Of(raw.Content) : new(MimePart.HeaderLines(Field("headers") ?? ""), "");
        string? from = Mailbox(Field("from")) ?? Mailbox(mail.Header("From")) ?? Mailbox(envelope?.RootElement.Text("from"));
        if (from is null) return new([], ["no sender can be read"]);

        string to = envelope?.RootElement.Items("to").Select(t => Mailbox(t.Text())).FirstOrDefault(t => t is not null) ?? Mailbox(Field("to")) ?? "";
        string words = raw is null ? Words(Field("text"), Field("html")) : Words(mail.Find("text/plain")?.Text(), mail.Find("text/html")?.Text());
        string id = EventIds.Of("sendgrid-inbound", from, mail.Header("Message-ID") ?? words);
        return new([new InboundFact(id, Meaning(mail, from, to, words, Field("subject") ?? "", request.ReceivedAt))], []);

        string? Field(string name) => fields.GetValueOrDefault(name)?.Text(charsets?.RootElement.Text(name));
    }

    static Fact Meaning(MimePart mail, string from, string to, string words, string subject, DateTimeOffset at)
    {
        if (mail.Header(OwnMark) is not null || MessageIdHeader.Find(mail.Header("Message-ID")) is not null) return new Fact.NotOurs("our own message came back");
        string? about = MessageIdHeader.Find(mail.Header("In-Reply-To")) ?? MessageIdHeader.Find(mail.Header("References"));
        return new Fact.ReplyReceived(Channel.Email, from, to, words, AutomaticReply.Is(mail, from, subject), about, at);
    }

    // A text part of nothing but blanks hides the words in the HTML part.
    static string Words(string? text, string? html) =>
        text is not null && text.AsSpan().Trim().Length > 0 ? ReplyText.Cut(text) : html is not null ? ReplyText.OfHtml(html) : "";

    static Dictionary<string, MimePart> Form(InboundRequest request)
    {
        ReadOnlySpan<byte> bytes = request.Body.Span;
        string body = Encoding.Latin1.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        string? boundary = MimePart.Parameter(request.Header("Content-Type"), "boundary");
        if (boundary is not { Length: > 0 and <= 200 })
        {
            string first = body.Split('\n', 2)[0].TrimEnd('\r');
            boundary = first.StartsWith("--", StringComparison.Ordinal) && first.Length is > 2 and <= 202 ? first[2..] : null;
        }
        Dictionary<string, MimePart> fields = new(StringComparer.Ordinal);
        if (boundary is null) return fields;
        foreach (MimePart part in MimePart.Split(body, boundary))
            if (part.Header("Content-Disposition") is { } disposition && MimePart.Parameter(disposition, "filename") is null && MimePart.Parameter(disposition, "name") is { } name)
                fields.TryAdd(name, part);
        return fields;
    }

    static byte[] Bytes(Dictionary<string, MimePart> fields, string name) => fields.TryGetValue(name, out MimePart? part) ? Encoding.Latin1.GetBytes(part.Content) : [];

    // "Ada Miller <ada@example.com>": the last pair of brackets, because a name may hold brackets of its own.
    static string? Mailbox(string? field)
    {
        if (field is null) return null;
        int open = field.LastIndexOf('<'), close = field.LastIndexOf('>');
        string bare = open >= 0 && close > open ? field[(open + 1)..close] : field;
        return Address.IsEmail(bare.Trim()) ? Address.Email(bare) : null;
    }
}
