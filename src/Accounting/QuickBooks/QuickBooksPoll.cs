using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.QuickBooks;

/// <summary>First a full import by queries, entity by entity; then change data capture, which looks back 30 days and tells at most 1,000 changes at once.
/// Where it could have left something out, everything is read again.</summary>
internal sealed class QuickBooksPoll(QuickBooksOptions options, QuickBooksApi api) : IPollSource
{
    internal const int PageSize = 500, MostChanges = 1_000;

    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5), LooksBack = TimeSpan.FromDays(29);

    public string Name => "quickbooks";

    public string LedgerId => options.LedgerId;

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(15);

    public Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
    {
        Place at = Place.Read(cursor, now);
        return at.Since > 0 && now - DateTimeOffset.FromUnixTimeSeconds(at.Since) < LooksBack ? ChangesAsync(at, now, cancel) : ImportAsync(at with { Since = 0 }, cancel);
    }

    async Task<PollOutcome> ImportAsync(Place at, CancellationToken cancel)
    {
        string entity = QuickBooksKinds.Entities[at.Entity];
        string inactive = entity == "Customer" ? " where Active in (true, false)" : "";
        SourceAnswer answer = await api.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"select * from {entity}{inactive} orderby Id startposition {at.Start} maxresults {PageSize}"), cancel);
        using JsonDocument? body = QuickBooksApi.Body(answer);
        if (body?.RootElement.Member("QueryResponse") is not { ValueKind: JsonValueKind.Object } response) return answer.Unavailable(Word(answer));
        JsonElement[] lists = response.Member(entity) is { } items ? [items] : [];
        if (lists.Any(l => l.ValueKind != JsonValueKind.Array)) return answer.Unavailable("schema");
        if (await api.MeantAsync([.. lists.Select(l => (entity, l))], cancel) is not { } read) return answer.Unavailable("names-unread");
        int count = lists.Sum(l => l.GetArrayLength());
        Place next = count >= PageSize ? at with { Start = at.Start + count } : at with { Entity = at.Entity + 1, Start = 1 };
        bool more = next.Entity < QuickBooksKinds.Entities.Length;
        return new PollOutcome.Page(read.Facts, read.Faults, (more ? next : new Place(at.Begun - (long)Overlap.TotalSeconds, 0, 0, 1)).Write(), more);
    }

    async Task<PollOutcome> ChangesAsync(Place at, DateTimeOffset now, CancellationToken cancel)
    {
        string since = DateTimeOffset.FromUnixTimeSeconds(at.Since).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        SourceAnswer answer = await api.GetAsync($"cdc?entities={string.Join(',', QuickBooksKinds.Entities)}&changedSince={Uri.EscapeDataString(since)}", cancel);
        using JsonDocument? body = QuickBooksApi.Body(answer);
        if (body?.RootElement.Member("CDCResponse") is not { ValueKind: JsonValueKind.Array } response) return answer.Unavailable(Word(answer));
        JsonElement[] answers = [.. response.Items().SelectMany(r => r.Items("QueryResponse"))];
        (string Entity, JsonElement Items)[] lists = [.. QuickBooksKinds.Entities.SelectMany(e => answers.Select(a => (e, a.Member(e))).Where(p => p.Item2 is { ValueKind: JsonValueKind.Array }).Select(p => (p.e, p.Item2!.Value)))];
        if (answers.Length == 0) return answer.Unavailable("schema");
        if (lists.Sum(l => l.Items.GetArrayLength()) >= MostChanges) return new PollOutcome.Page([], [], new Place(0, now.ToUnixTimeSeconds(), 0, 1).Write(), true);
        if (await api.MeantAsync(lists, cancel) is not { } read) return answer.Unavailable("names-unread");
        return new PollOutcome.Page(read.Facts, read.Faults, new Place(now.ToUnixTimeSeconds() - (long)Overlap.TotalSeconds, 0, 0, 1).Write(), false);
    }

    static string? Word(SourceAnswer answer) => answer.Status == 200 ? "schema" : QuickBooksApi.IsThrottled(answer) ? "throttled" : null;

    /// <summary>"since:begun:entity:start", seconds since 1970; since is zero during the full import.</summary>
    sealed record Place(long Since, long Begun, int Entity, int Start)
    {
        internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{Since}:{Begun}:{Entity}:{Start}");

        internal static Place Read(string? cursor, DateTimeOffset now)
        {
            long[] parts = [.. (cursor ?? "").Split(':').Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n < 10_000_000_000 ? n : -1)];
            bool read = parts.Length == 4 && parts.All(p => p >= 0) && parts[2] < QuickBooksKinds.Entities.Length && parts[3] is >= 1 and < 100_000_000;
            Place place = read ? new(parts[0], parts[1], (int)parts[2], (int)parts[3]) : new(0, 0, 0, 1);
            return place.Begun == 0 ? place with { Begun = now.ToUnixTimeSeconds() } : place;
        }
    }
}
