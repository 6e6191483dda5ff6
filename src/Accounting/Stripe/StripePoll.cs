using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Stripe;

/// <summary>First everything: customers, invoices, credit notes. Then the list of events, which the provider keeps for 30 days; an event is a hint alone, and what it names is read
/// as it stands now. Where the list could have left something out, everything is read again.</summary>
internal sealed class StripePoll(StripeOptions options, StripeApi api) : IPollSource
{
    const int PageSize = 50;

    static readonly ImmutableArray<string> Lists = ["customers?limit=100", "invoices?limit=100&expand[]=data.payments", "credit_notes?limit=100&expand[]=data.invoice"];

    // An event may be listed a little after the second it is dated to.
    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5), LooksBack = TimeSpan.FromDays(29);

    public string Name => "stripe";

    public string LedgerId => options.LedgerId;

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(60);

    public Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
    {
        StripePlace at = StripePlace.Read(cursor, Lists.Length, now);
        return at.List < 0 && now - DateTimeOffset.FromUnixTimeSeconds(at.Since) < LooksBack ? EventsAsync(at, cancel) : ImportAsync(at.List < 0 ? StripePlace.Import(now) : at, cancel);
    }

    async Task<PollOutcome> ImportAsync(StripePlace at, CancellationToken cancel)
    {
        string after = at.After.Length > 0 ? "&starting_after=" + Uri.EscapeDataString(at.After) : "";
        PollOutcome listed = await api.ListAsync(Lists[at.List] + after, cancel);
        if (listed is not PollOutcome.Page read) return listed;
        List<string> faults = [.. read.Faults];
        List<InboundFact> facts = [.. read.Facts];
        if (await WholeAsync(facts, faults, cancel) is { } failed) return failed;
        StripePlace next = read.More ? at with { After = read.Cursor } : at with { List = at.List + 1, After = "" };
        bool more = next.List < Lists.Length;
        return new PollOutcome.Page([.. facts], [.. faults], (more ? next : StripePlace.Events(at.Until - (long)Overlap.TotalSeconds)).Write(), more);
    }

    async Task<PollOutcome> EventsAsync(StripePlace at, CancellationToken cancel)
    {
        string after = at.After.Length > 0 ? "&starting_after=" + Uri.EscapeDataString(at.After) : "";
        SourceAnswer answer = await api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"events?limit={PageSize}&created[gte]={at.Since}&created[lte]={at.Until}{after}"), cancel);
        using JsonDocument? body = answer.Status == 200 ? SafeJson.Parse(answer.Body, out _) : null;
        if (body?.RootElement.Member("data") is not { ValueKind: JsonValueKind.Array } data || body.RootElement.Truth("has_more") is not { } more) return answer.Unavailable(answer.Status == 200 ? "schema" : null);
        string last = data.Items().LastOrDefault().Text("id") ?? "";
        if (more && last.Length == 0) return answer.Unavailable("schema");

        List<string> faults = [];
        List<InboundFact> facts = [];
        foreach (JsonElement item in data.Items()) facts.AddRange(StripeEvents.Named(item, options, faults));
        if (await WholeAsync(facts, faults, cancel) is { } failed) return failed;
        StripePlace next = more ? at with { After = last } : StripePlace.Events(Math.Max(0, at.Until - (long)Overlap.TotalSeconds));
        return new PollOutcome.Page([.. facts], [.. faults], next.Write(), more);
    }

    // Each object is read once a page, whatever how many events name it; one that is gone has nothing to say.
    async Task<PollOutcome.Unavailable?> WholeAsync(List<InboundFact> facts, List<string> faults, CancellationToken cancel)
    {
        (string Kind, string Id)[] named = [.. facts.Select(f => f.Fact).OfType<Fact.ObjectChanged>().Select(c => (c.Kind, c.ObjectId)).Distinct()];
        facts.RemoveAll(f => f.Fact is Fact.ObjectChanged);
        foreach ((string kind, string id) in named)
        {
            PollOutcome read = await api.ReadAsync(kind, id, cancel);
            if (read is PollOutcome.Unavailable { Code: PollOutcome.NotFound }) continue;
            if (read is PollOutcome.Unavailable failed) return failed;
            PollOutcome.Page page = (PollOutcome.Page)read;
            facts.AddRange(page.Facts.Where(f => f.Fact is not Fact.ObjectChanged));
            faults.AddRange(page.Faults);
            if (page.Facts.Any(f => f.Fact is Fact.ObjectChanged)) faults.Add($"{kind} {id}: its parts did not come with it");
        }
        return null;
    }
}

/// <summary>Where a round stands. Of events "since:until:after", seconds since 1970, both included; until is zero between rounds. Of the import "all:begun:list:after".</summary>
/// <param name="List">Which list of the import; below zero: the events.</param>
/// <param name="Since">From when events are asked for.</param>
/// <param name="Until">To when; of an import, when it began.</param>
/// <param name="After">The last object of the page before.</param>
internal sealed record StripePlace(int List, long Since, long Until, string After)
{
    internal static StripePlace Import(DateTimeOffset now) => new(0, 0, now.ToUnixTimeSeconds(), "");

    internal static StripePlace Events(long since) => new(-1, since, 0, "");

    internal string Write() => List < 0 ? string.Create(CultureInfo.InvariantCulture, $"{Since}:{Until}:{After}") : string.Create(CultureInfo.InvariantCulture, $"all:{Until}:{List}:{After}");

    internal static StripePlace Read(string? cursor, int lists, DateTimeOffset now)
    {
        string[] parts = (cursor ?? "").Split(':', 4);
        if (parts is ["all", var begun, var list, var last] && Seconds(begun) is { } at && Seconds(list) is { } which && which < lists) return new((int)which, 0, at, last);
        if (parts.Length < 3 || Seconds(parts[0]) is not { } since || Seconds(parts[1]) is not { } until) return Import(now);
        return until == 0 ? new(-1, since, Math.Max(now.ToUnixTimeSeconds(), since), "") : new(-1, since, until, string.Join(':', parts[2..]));
    }

    static long? Seconds(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n < 10_000_000_000 ? n : null;
}
