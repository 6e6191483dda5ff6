using System.Collections.Immutable;
using System.Globalization;
using Collections.Engine;

namespace Collections.Accounting.Xero;

/// <summary>Reads what was modified since the last round, list by list and page by page; the first round reads all. Ordered by id: a document that is modified
/// while a round is under way would move to the end of an order by time and push another one past the page.</summary>
internal sealed class XeroPoll(XeroOptions options, XeroApi api) : IPollSource
{
    internal const int PageSize = 200;

    static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public string Name => "xero";

    public string LedgerId => options.LedgerId;

    public TimeSpan Every { get; } = TimeSpan.FromMinutes(60);

    public async Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
    {
        Place at = Place.Read(cursor, now);
        string list = XeroApi.Lists[at.List];
        SourceAnswer answer = await api.GetAsync(Query(list, at.Page), at.Since == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(at.Since), cancel);
        List<string> faults = [];
        if (XeroApi.Read(answer, list, faults) is not { } read) return answer.Unavailable(answer.Status == 200 ? "schema" : null);
        Place next = read.Items >= PageSize ? at with { Page = at.Page + 1 } : at with { List = at.List + 1, Page = 1 };
        bool more = next.List < XeroApi.Lists.Length;
        return new PollOutcome.Page(read.Facts, [.. faults], (more ? next : new Place(at.Begun - (long)Overlap.TotalMilliseconds, 0, 0, 1)).Write(), more);
    }

    static string Query(string list, int page) => string.Create(CultureInfo.InvariantCulture, $"{list}?page={page}&pageSize={PageSize}&order={list[..^1]}ID")
        + list switch { "Invoices" => "&where=" + Uri.EscapeDataString("Type==\"ACCREC\""), "Contacts" => "&includeArchived=true", _ => "" };

    /// <summary>Where a round stands: "since:begun:list:page", milliseconds since 1970; begun is zero between rounds.</summary>
    sealed record Place(long Since, long Begun, int List, int Page)
    {
        internal string Write() => string.Create(CultureInfo.InvariantCulture, $"{Since}:{Begun}:{List}:{Page}");

        internal static Place Read(string? cursor, DateTimeOffset now)
        {
            long[] parts = [.. (cursor ?? "").Split(':').Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out long n) && n < 253_000_000_000_000 ? n : -1)];
            bool read = parts.Length == 4 && parts.All(p => p >= 0) && parts[2] < XeroApi.Lists.Length && parts[3] is >= 1 and < 1_000_000;
            Place place = read ? new(parts[0], parts[1], (int)parts[2], (int)parts[3]) : new(0, 0, 0, 1);
            return place.Begun == 0 ? place with { Begun = now.ToUnixTimeMilliseconds() } : place;
        }
    }
}
