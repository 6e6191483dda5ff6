using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Asks each source, when its own interval is up, for what its webhooks may have lost. The cursor is saved after its page is applied, so a page may come
/// twice and none is lost; a fact that came by webhook too finds its marker.</summary>
public sealed class PollSources(AccountDesk desk, IEnumerable<IPollSource> sources)
{
    const int MostPages = 200;
    readonly ApplyFact apply = new(desk);

    /// <summary>Polls what is due. A source that cannot be read changes nothing and is asked again next time.</summary>
    public async Task<PollRun> RunAsync(CancellationToken cancel)
    {
        PollRun run = new();
        ILookup<string, FeedRecord> cursors = (await desk.Stores.Ledgers.FeedsAsync("", 1_000, cancel)).ToLookup(f => f.FeedId, StringComparer.Ordinal);
        foreach (IPollSource source in sources)
        {
            FeedRecord? last = cursors[IdOf(source)].FirstOrDefault();
            bool due = last is null || last.Items > 0 || last.At + source.Every <= desk.Now;
            if (due) await OneAsync(source, last?.Source, run, cancel);
        }
        return run;
    }

    // Items says whether the round has another page: a host that ended in the middle of a round goes on with it at once.
    async Task OneAsync(IPollSource source, string? cursor, PollRun run, CancellationToken cancel)
    {
        try
        {
            for (int page = 0; page < MostPages; page++)
            {
                if (await source.PollAsync(cursor, desk.Now, cancel) is not PollOutcome.Page read)
                {
                    run.Unavailable.Add(source.Name);
                    return;
                }
                await ApplyAsync(source, read, run, cancel);
                cursor = read.Cursor;
                await desk.Stores.Ledgers.RecordFeedAsync(new("", IdOf(source), desk.Now, cursor, read.More ? 1 : 0, null), cancel);
                if (!read.More) return;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            run.Failures.Add((source.Name, failure)); // the cursor stays: the page comes again
        }
    }

    async Task ApplyAsync(IPollSource source, PollOutcome.Page page, PollRun run, CancellationToken cancel)
    {
        foreach (InboundFact fact in page.Facts)
        {
            try
            {
                run.Touched.UnionWith((await apply.RunAsync(new(source.Name, source.LedgerId), fact, cancel)).Accounts);
                run.Facts++;
            }
            catch (FactRefusedException refused)
            {
                await ParkAsync(source, fact.EventId, refused.Message, cancel);
            }
        }
        foreach (string fault in page.Faults) await ParkAsync(source, "fault-" + Hash(fault), fault, cancel);
    }

    // What the account refuses must not stop the poll for ever: it waits, parked, for a person.
    async Task ParkAsync(IPollSource source, string eventId, string why, CancellationToken cancel)
    {
        string name = "poll:" + source.Name;
        await desk.Stores.Inbox.KeepAsync(new() { Source = name, EventId = eventId, LedgerId = source.LedgerId, ReceivedAt = desk.Now, Body = ImmutableArray.Create(Encoding.UTF8.GetBytes(why)) }, cancel);
        await desk.Stores.Inbox.SettleAsync(name, eventId, InboxState.Parked, why, null, cancel);
    }

    static string IdOf(IPollSource source) => $"poll:{source.LedgerId}:{source.Name}";

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}

/// <summary>What a pass over the polls did.</summary>
public sealed class PollRun
{
    /// <summary>Facts applied, repeats too.</summary>
    public int Facts { get; internal set; }

    /// <summary>Accounts that a fact was put to: the host wakes them.</summary>
    public HashSet<AccountId> Touched { get; } = [];

    /// <summary>Sources that did not answer.</summary>
    public List<string> Unavailable { get; } = [];

    /// <summary>Sources whose page could not be applied.</summary>
    public List<(string Source, Exception Failure)> Failures { get; } = [];
}
