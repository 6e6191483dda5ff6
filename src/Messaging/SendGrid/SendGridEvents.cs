using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.SendGrid;

/// <summary>The signed Event Webhook: an array of events, each about one message to one address.</summary>
internal sealed class SendGridEvents(SendGridOptions options) : IInboundSource
{
    public string Name => "sendgrid-events";

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => EventSignature.Check(request, options.EventKeys, now);

    public InboundReading Read(InboundRequest request)
    {
        using JsonDocument? body = SafeJson.Parse(request.Body, out string fault);
        if (body is null) return new([], [fault]);
        if (body.RootElement.ValueKind != JsonValueKind.Array) return new([], ["the body is no array of events"]);
        List<string> faults = [];
        ImmutableArray<InboundFact> facts = [.. body.RootElement.Items().Select((item, at) => Event(item, at, faults)).OfType<InboundFact>()];
        return new(facts, [.. faults]);
    }

    static InboundFact? Event(JsonElement item, int at, List<string> faults)
    {
        string? kind = item.Text("event");
        DateTimeOffset? when = SafeJson.FromUnixSeconds(item.Whole("timestamp"));
        if (kind is null || when is null)
        {
            faults.Add($"[{at}]: event or timestamp is missing or wrong");
            return null;
        }
        string id = item.Text("sg_event_id") is { Length: > 0 and <= 200 } given ? given : EventIds.Of("sendgrid", item.GetRawText());
        string address = item.Text("email") is { } email && Address.IsEmail(email) ? Address.Email(email) : "";
        if (address.Length == 0 && kind is ("spamreport" or "unsubscribe" or "group_unsubscribe"))
        {
            faults.Add($"[{at}]: email is missing or wrong");
            return null;
        }
        return new InboundFact(id, Meaning(kind, item, address, when.Value));
    }

    static Fact Meaning(string kind, JsonElement item, string address, DateTimeOffset at) => kind switch
    {
        "processed" or "delivered" or "deferred" => Delivery(item, kind, null, address, at),
        "bounce" when item.Text("type") == "blocked" => Delivery(item, "blocked", Refusal.Content, address, at), // the server refused this letter; the mailbox lives
        "bounce" => Delivery(item, "bounced", Refusal.AddressDead, address, at),
        "dropped" => Delivery(item, "dropped", Dropped(item.Text("reason")), address, at),
        "spamreport" => new Fact.OptedOut(address, "spam-report", at),
        "unsubscribe" => new Fact.OptedOut(address, "email-unsubscribe", at),
        "group_unsubscribe" => new Fact.OptedOut(address, "email-group-unsubscribe", at),
        "open" or "click" => new Fact.NotOurs($"{kind}: privacy proxies and scanners open and click, so it is no evidence"),
        // The address may still stand on the global list; an opt-out is lifted by an opt-in with us alone.
        "group_resubscribe" => new Fact.NotOurs("group_resubscribe: lifts nothing"),
        _ => new Fact.NotOurs("an event of a kind that says nothing of a message"),
    };

    static Fact.DeliverySeen Delivery(JsonElement item, string what, Refusal? why, string address, DateTimeOffset at) => new(
        Ours(item.Text(MailBody.MessageArgument), 'm'), ProviderId(item.Text("sg_message_id")), what, Code(item), why, at,
        Ours(item.Text(MailBody.AccountArgument), 'a') is { } account ? new AccountId(account) : null,
        int.TryParse(item.TextOrNumber(MailBody.AttemptArgument), NumberStyles.None, CultureInfo.InvariantCulture, out int attempt) ? attempt : null,
        address.Length > 0 ? address : null);

    // Custom arguments are ours, but anybody who may send with our account may write them.
    static string? Ours(string? id, char first) =>
        id is { Length: 25 } && id[0] == first && id.AsSpan(1).IndexOfAnyExcept("0123456789abcdef") < 0 ? id : null;

    // "X-Message-Id" of the answer is the part before the first dot.
    static string? ProviderId(string? id) => id is { Length: > 0 and <= 400 } ? id.Split('.', 2)[0] : null;

    static string Code(JsonElement item) => item.Text("status") is { Length: > 0 and <= 20 } status ? status : item.Text("bounce_classification") is { Length: > 0 and <= 40 } kind ? kind : "";

    static Refusal Dropped(string? reason) => reason switch
    {
        "Bounced Address" or "Invalid" => Refusal.AddressDead,
        "Unsubscribed Address" or "Spam Reporting Address" => Refusal.OptedOut,
        "Spam Content" => Refusal.Content,
        _ => Refusal.Configuration,
    };
}
