using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>Looks for a message in the provider's list by recipient, day and the reference in its text. A message that still waits has no date of sending, so
/// a list by date may leave it out: an empty answer counts only together with the list without a date.</summary>
internal sealed class TwilioSearch(TwilioApi api, OutgoingMessage message, DateTimeOffset begunAt)
{
    const int MostPages = 10;
    readonly string reference = Message.ReferenceOf(message.MessageId);

    internal async Task<SearchOutcome> RunAsync(CancellationToken cancel)
    {
        SearchOutcome byDate = await ListAsync(api.FirstPage(message.To.Address, begunAt.AddMinutes(-5)), cancel);
        return byDate is SearchOutcome.Absent ? await ListAsync(api.FirstPage(message.To.Address, null), cancel) : byDate;
    }

    async Task<SearchOutcome> ListAsync(string page, CancellationToken cancel)
    {
        for (int count = 0; count < MostPages; count++)
        {
            ProviderAnswer answer = await api.ListAsync(page, cancel);
            using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
            if (body?.RootElement.Member("messages") is not { ValueKind: JsonValueKind.Array } messages) return new SearchOutcome.Unavailable(answer.Code);
            foreach (JsonElement item in messages.Items())
                if (Match(item) is { } found) return found;
            bool before = messages.Items().Any() && TwilioTime.Read(messages.Items().Last().Text("date_created")) < begunAt.AddDays(-1);
            if (body.RootElement.Text("next_page_uri") is not { Length: > 0 } next || before) return new SearchOutcome.Absent();
            if (api.NextPage(next) is not { } path) return new SearchOutcome.Unavailable("next-page-elsewhere");
            page = path;
        }
        return new SearchOutcome.Unavailable("too-many-pages");
    }

    SearchOutcome? Match(JsonElement item)
    {
        if (item.Text("direction") is not ("outbound-api" or "outbound-reply" or "outbound-call") || item.Text("status") == "canceled") return null;
        // An earlier attempt that failed says nothing of this one; one that left after all means that the customer has the message.
        if (TwilioTime.Read(item.Text("date_created")) < begunAt.AddMinutes(-5) && item.Text("status") is ("failed" or "undelivered")) return null;
        string words = item.Text("body") ?? "";
        if (words.Length == 0) return new SearchOutcome.Unavailable("body-redacted"); // it may be ours: no proof either way
        if (!words.Contains(reference, StringComparison.Ordinal)) return null;
        string? sid = TwilioAnswers.Sid(item.Text("sid"));
        int? code = TwilioCode.In(item, "error_code");
        return item.Text("status") is "failed" or "undelivered" && TwilioCode.Of(code) is TwilioCode.ForGood good
            ? new SearchOutcome.Failed(sid, TwilioCode.Words(code!.Value), good.Why) : new SearchOutcome.Found(sid);
    }
}
