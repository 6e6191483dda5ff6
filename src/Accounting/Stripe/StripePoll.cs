using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Stripe;

/// <summary>Reads the list of events, which the provider keeps for 30 days, newest first. What an event only names is read with it.</summary>
internal sealed class StripePoll(StripeOptions options, StripeApi api) : IPollSource
{
    const int PageSize = 50;

    // An event may be listed a little after the second it is dated to.
    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5), FirstLook = TimeSpan.FromDays(30);

    public string Name => "stripe";

    public string LedgerId => options.LedgerId;

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(60);

    public async Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
    {
        Place at = Place.Read(cursor, now);
        string after = at.After.Length > 0 ? "&starting_after=" + Uri.EscapeDataString(at.After) : "";
        SourceAnswer answer = await api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"events?limit={PageSize}&created[gte]={at.Since}&created[lte]={at.Until}{after}"), cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.Member("data") is not { ValueKind: JsonValueKind.Array } data || body.RootElement.Truth("has_more") is not { } more) return answer.Unavailable(answer.Status == 200 ? "schema" : null);
        string last = data.Items().LastOrDefault().Text("id") ?? "";
        if (more && last.Length == 0) return answer.Unavailable("schema");

        List<string> faults = [];
        List<InboundFact> facts = [];
        foreach (JsonElement item in data.Items()) facts.AddRange(StripeEvents.Read(item, options, faults));
        if (await WholeAsync(facts, faults, cancel) is { } failed) return failed;
        Place next = more ? at with { After = last } : new(Math.Max(0, at.Until - (long)Overlap.TotalSeconds), 0, "");
        return new PollOutcome.Page([.. facts], [.. faults], next.Write(), more);
    }

    // Each object is read once a page, whatever how many events name it; one that is gone leaves its event to a person.
    async Task<PollOutcome.Unavailable?> WholeAsync(List<InboundFact> facts, List<string> faults, CancellationToken cancel)
    {
        (string Kind, string Id)[] named = [.. facts.Select(f => f.Fact).OfType<Fact.ObjectChanged>().Select(c => (c.Kind, c.ObjectId)).Distinct()];
        facts.RemoveAll(f => f.Fact is Fact.ObjectChanged);
        foreach ((string kind, string id) in named)
        {
            PollOutcome read = await api.ReadAsync(kind, id, cancel);
            if (read is PollOutcome.Unavailable { Code: "http-404" }) faults.Add($"{kind} {id}: named by an event, and not found");
            else if (read is PollOutcome.Unavailable failed) return failed;
            else if (read is PollOutcome.Page page)
            {
                facts.AddRange(page.Facts.Where(f => f.Fact is not Fact.ObjectChanged));
                faults.AddRange(page.Faults);
                if (page.Facts.Any(f => f.Fact is Fact.ObjectChanged)) faults.Add($"{kind} {id}: its parts did not come with it");
            }
        }
        return null;
    }

    /// <summary>Where a round stands: "since:until:after", seconds since 1970, both included; until is zero between rounds.</summary>
    sealed record Place(long Since, long Until, string After)
    {
        internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{Since}:{Until}:{After}");

        internal static Place Read(string? cursor, DateTimeOffset now)
        {
            string[] parts = (cursor ?? "").Split(':', 3);
            bool read = parts.Length == 3 && Seconds(parts[0]) is not null && Seconds(parts[1]) is not null;
            Place place = read ? new(Seconds(parts[0])!.Value, Seconds(parts[1])!.Value, parts[2]) : new((now - FirstLook).ToUnixTimeSeconds(), 0, "");
            return place.Until == 0 ? place with { Until = Math.Max(now.ToUnixTimeSeconds(), place.Since), After = "" } : place;
        }

        static long? Seconds(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n < 10_000_000_000 ? n : null;
    }
}
