using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Messaging.SendGrid;

/// <summary>Reads the provider's suppression lists, one page a call, so that a bounce or an opt-out whose webhook was lost still counts within the hour.</summary>
internal sealed class SendGridSuppressions(SendGridApi api) : IPollSource
{
    const int PageSize = 500;
    static readonly string[] Lists = ["unsubscribes", "spam_reports", "bounces", "invalid_emails", "blocks"];

    // An entry may appear a little after the second it is dated to.
    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public string Name => "sendgrid-suppressions";

    public string LedgerId => "";

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(60);

    public async Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
    {
        Place at = Place.Read(cursor, now);
        string list = Lists[at.List];
        string query = string.Create(CultureInfo.InvariantCulture, $"start_time={at.From}&end_time={at.Until}&limit={PageSize}&offset={at.Offset}");
        ProviderAnswer answer = await api.SuppressionsAsync(list, query, cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.ValueKind != JsonValueKind.Array) return new PollOutcome.Unavailable(answer.Code, answer.RetryAfter);

        List<string> faults = [];
        ImmutableArray<InboundFact> facts = [.. body.RootElement.Items().SelectMany((entry, row) => Read(list, entry, row, faults))];
        Place next = body.RootElement.GetArrayLength() == PageSize ? at with { Offset = at.Offset + PageSize } : at with { List = at.List + 1, Offset = 0 };
        bool more = next.List < Lists.Length;
        return new PollOutcome.Page(facts, [.. faults], (more ? next : Place.Round(at.Until - (long)Overlap.TotalSeconds)).Write(), more);
    }

    static IEnumerable<InboundFact> Read(string list, JsonElement entry, int row, List<string> faults)
    {
        DateTimeOffset? created = SafeJson.FromUnixSeconds((long?)Whole(entry.Number("created")));
        if (created is not { } at || entry.Text("email") is not { } email || !Address.IsEmail(email))
        {
            faults.Add($"{list}[{row}]: created or email is missing or wrong");
            yield break;
        }
        string address = Address.Email(email), code = entry.Text("status") is { Length: > 0 and <= 40 } status ? status : list;
        yield return new InboundFact(EventIds.Of("sendgrid", list, address, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), list switch
        {
            "unsubscribes" => new Fact.OptedOut(address, "email-unsubscribe", at),
            "spam_reports" => new Fact.OptedOut(address, "spam-report", at),
            "blocks" => new Fact.AddressFailed(Channel.Email, address, Refusal.Content, code, at),
            _ => new Fact.AddressFailed(Channel.Email, address, Refusal.AddressDead, code, at),
        });
    }

    static decimal? Whole(decimal? number) => number is >= 0 and < 1e12m ? decimal.Truncate(number.Value) : null;

    /// <summary>Where a round stands: "list:from:until:offset", seconds since 1970, both included.</summary>
    sealed record Place(int List, long From, long Until, int Offset)
    {
        // A cursor between rounds has no end yet: it is set when the round begins, so that the pages of a round do not shift.
        internal static Place Round(long from) => new(0, Math.Max(0, from), 0, 0);

        internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{List}:{From}:{Until}:{Offset}");

        internal static Place Read(string? cursor, DateTimeOffset now)
        {
            long[] parts = [.. (cursor ?? "").Split(':').Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out long n) ? n : -1)];
            bool read = parts.Length == 4 && parts.All(p => p >= 0) && parts[0] < Lists.Length && parts[3] <= int.MaxValue - PageSize;
            Place place = read ? new((int)parts[0], parts[1], parts[2], (int)parts[3]) : Round(0);
            return place.Until == 0 ? place with { Until = Math.Max(now.ToUnixTimeSeconds(), place.From) } : place;
        }
    }
}
