using System.Globalization;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Messaging.SendGrid;

/// <summary>The body of one mail/send request: one recipient, text and HTML, and our ids, which come back with every event. Nothing else of the debtor's
/// travels in the custom arguments: the provider keeps them outside its rules for message content.</summary>
internal static class MailBody
{
    internal const string MessageArgument = "collections_message", LedgerArgument = "collections_ledger",
        AccountArgument = "collections_account", AttemptArgument = "collections_attempt";

    internal static byte[] Write(OutgoingMessage message, SendGridOptions options, string? batchId = null, DateTimeOffset? sendAt = null)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            Personalization(json, message);
            Mailbox(json, "from", message.From.Email, message.From.Name);
            if (message.From.ReplyTo is { Length: > 0 } reply) Mailbox(json, "reply_to", reply, message.From.Name);
            json.WriteString("subject", message.Text.Subject);
            Content(json, message.Text.Text, message.Text.Html);
            Headers(json, message, options.ListUnsubscribe);
            if (batchId is not null) json.WriteString("batch_id", batchId);
            if (sendAt is { } at) json.WriteNumber("send_at", at.ToUnixTimeSeconds());
            Settings(json, options.SandboxMode);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    static void Personalization(Utf8JsonWriter json, OutgoingMessage message)
    {
        json.WriteStartArray("personalizations");
        json.WriteStartObject();
        json.WriteStartArray("to");
        Mailbox(json, null, message.To.Address, message.To.Name);
        json.WriteEndArray();
        json.WriteStartObject("custom_args");
        json.WriteString(MessageArgument, message.MessageId);
        json.WriteString(LedgerArgument, message.LedgerId);
        json.WriteString(AccountArgument, message.AccountId.Value);
        json.WriteString(AttemptArgument, message.Attempt.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static void Mailbox(Utf8JsonWriter json, string? member, string address, string name)
    {
        if (member is null) json.WriteStartObject();
        else json.WriteStartObject(member);
        json.WriteString("email", address);
        if (name.Length > 0) json.WriteString("name", new string([.. name.Where(c => !char.IsControl(c))]));
        json.WriteEndObject();
    }

    static void Content(Utf8JsonWriter json, string text, string? html)
    {
        json.WriteStartArray("content"); // the provider asks for text before HTML
        Part("text/plain", text);
        if (html is { Length: > 0 }) Part("text/html", html);
        json.WriteEndArray();

        void Part(string type, string value)
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
    }

    static void Headers(Utf8JsonWriter json, OutgoingMessage message, Uri? unsubscribe)
    {
        json.WriteStartObject("headers");
        json.WriteString("Message-ID", MessageIdHeader.Of(message)); // an answer names it in In-Reply-To
        json.WriteString("X-Collections-Message", message.MessageId); // tells our own mail when it comes back
        if (unsubscribe is not null)
        {
            json.WriteString("List-Unsubscribe", $"<{unsubscribe.AbsoluteUri}>");
            if (unsubscribe.Scheme == "https") json.WriteString("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        json.WriteEndObject();
    }

    // Tracking rewrites every link and adds a pixel: opens and clicks are no evidence, and a pay link must stay the one we wrote.
    static void Settings(Utf8JsonWriter json, bool sandbox)
    {
        json.WriteStartObject("mail_settings");
        Switch("sandbox_mode", sandbox);
        json.WriteEndObject();
        json.WriteStartObject("tracking_settings");
        Switch("click_tracking", false);
        Switch("open_tracking", false);
        Switch("subscription_tracking", false);
        json.WriteEndObject();

        void Switch(string name, bool on)
        {
            json.WriteStartObject(name);
            json.WriteBoolean("enable", on);
            json.WriteEndObject();
        }
    }
}
