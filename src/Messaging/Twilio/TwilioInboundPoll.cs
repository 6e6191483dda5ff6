using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>Finds inbound messages whose webhook was lost: the provider tries once more at most. The event id is the message's, as in the webhook, so
/// what came both ways has one effect.</summary>
internal sealed class TwilioInboundPoll(TwilioApi api, TwilioOptions options, TwilioInbound inbound) : IPollSource
{
    static readonly TimeSpan Overlap = TimeSpan.FromHours(1), FirstLook = TimeSpan.FromDays(1);

    public string Name => "twilio-inbound";

    public string LedgerId => "";

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(15);

    public async Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
    {
        Place at = Place.Read(cursor, now);
        string? number = at.Number < options.InboundNumbers.Length ? options.InboundNumbers[at.Number] : null;
        ProviderAnswer answer = await api.ListAsync(api.NextPage(at.Page) ?? api.FirstPage(number, at.Since), cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.Member("messages") is not { ValueKind: JsonValueKind.Array } messages) return new PollOutcome.Unavailable(answer.Code, answer.RetryAfter);

        List<string> faults = [];
        ImmutableArray<InboundFact> facts = [.. messages.Items().Where(m => m.Text("direction") == "inbound").Select((m, row) => Read(m, row, faults)).OfType<InboundFact>()];
        string? next = api.NextPage(body.RootElement.Text("next_page_uri"));
        Place then = next is not null ? at with { Page = next } : at with { Page = "", Number = at.Number + 1 };
        bool more = next is not null || then.Number < options.InboundNumbers.Length;
        return new PollOutcome.Page(facts, [.. faults], (more ? then : new Place(at.Begun - Overlap, default, 0, "")).Write(), more);
    }

    InboundFact? Read(JsonElement item, int row, List<string> faults)
    {
        if (TwilioAnswers.Sid(item.Text("sid")) is { } sid && item.Text("from") is { } from && TwilioTime.Read(item.Text("date_sent") ?? item.Text("date_created")) is { } at)
            return new(sid, inbound.Meaning(from, item.Text("to") ?? "", item.Text("body") ?? "", null, at));
        faults.Add($"messages[{row}]: sid, from or date_sent is missing or wrong");
        return null;
    }

    /// <summary>Where a round stands: "since|begun|number|page"; begun is zero between rounds.</summary>
    sealed record Place(DateTimeOffset Since, DateTimeOffset Begun, int Number, string Page)
    {
        internal string Write() => string.Create(CultureInfo.InvariantCulture,
            $"{Since.ToUnixTimeSeconds()}|{(Begun == default ? 0 : Begun.ToUnixTimeSeconds())}|{Number}|{Page}");

        internal static Place Read(string? cursor, DateTimeOffset now)
        {
            string[] parts = (cursor ?? "").Split('|', 4);
            bool read = parts.Length == 4 && Seconds(parts[0]) is not null && Seconds(parts[1]) is not null && Seconds(parts[2]) is <= 10_000;
            if (!read) return new(now - FirstLook, now, 0, "");
            DateTimeOffset begun = Seconds(parts[1]) is > 0 and long at ? DateTimeOffset.FromUnixTimeSeconds(at) : now;
            return new(DateTimeOffset.FromUnixTimeSeconds(Seconds(parts[0])!.Value), begun, (int)Seconds(parts[2])!.Value, parts[3]);
        }

        static long? Seconds(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n < 10_000_000_000 ? n : null;
    }
}
