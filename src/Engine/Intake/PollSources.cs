using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Asks each source, when its own interval is up, for what its webhooks may have lost. The cursor is saved after its page is applied, so a page may come
/// twice and none is lost; a fact that came by webhook too finds its marker. A round that has read a ledger's source to its end is a feed of that ledger, as of its beginning.
/// A page with which its round would turn over an implausible share of the ledger is held, and its source waits.</summary>
/// <param name="connected">Sources of ledgers that people connect while the host runs; null: none.</param>
public sealed class PollSources(AccountDesk desk, IEnumerable<IPollSource> sources, ConnectedSources? connected = null)
{
    const int MostPages = 200, FirstFeeds = 20;
    static readonly TimeSpan ShortestRest = TimeSpan.FromMinutes(1);
    readonly ApplyFact apply = new(desk);
    readonly LedgerSources sources = new(sources, [], connected);
    readonly SyncCheck check = new(desk);
    readonly ConcurrentDictionary<string, DateTimeOffset> resting = new(StringComparer.Ordinal);

    /// <summary>Polls what is due. A source that cannot be read changes nothing and is asked again when it says, at the soonest after a minute.</summary>
    public async Task<PollRun> RunAsync(CancellationToken cancel)
    {
        PollRun run = new();
        foreach (IPollSource source in await sources.PollsAsync(cancel))
        {
            PollRound round = PollRound.Read(await desk.Stores.Ledgers.FeedAsync(source.LedgerId, IdOf(source), cancel), desk.Now);
            if (!round.IsDue(source.Every, desk.Now) || (resting.TryGetValue(RestOf(source), out DateTimeOffset until) && desk.Now < until)) continue;
            if (!await IsHeldAsync(source, cancel)) await OneAsync(source, (round, false), run, cancel);
        }
        return run;
    }

    /// <summary>A person has looked at what a held page would change: it is read anew and taken, whatever it turns over. False: the source did not answer.</summary>
    internal async Task<bool> TakeHeldAsync(SyncHold hold, CancellationToken cancel)
    {
        if ((await sources.PollsAsync(cancel)).FirstOrDefault(s => s.LedgerId == hold.LedgerId && IdOf(s) == hold.FeedId) is not { } source) return false;
        PollRun run = new();
        await OneAsync(source, (PollRound.Read(await desk.Stores.Ledgers.FeedAsync(source.LedgerId, IdOf(source), cancel), desk.Now), true), run, cancel);
        return run.Failures.Count + run.Unavailable.Count == 0;
    }

    /// <summary>A person has discarded what a held page would change: its source goes on behind it.</summary>
    internal async Task SkipHeldAsync(SyncHold hold, CancellationToken cancel)
    {
        PollRound round = PollRound.Read(await desk.Stores.Ledgers.FeedAsync(hold.LedgerId, hold.FeedId, cancel), desk.Now);
        await desk.Stores.Ledgers.RecordFeedAsync(round.Behind(hold.NextCursor!).Record(hold.LedgerId, hold.FeedId, desk.Now), cancel);
    }

    async Task<bool> IsHeldAsync(IPollSource source, CancellationToken cancel) =>
        source.LedgerId.Length > 0 && (await desk.Stores.Ledgers.HoldsAsync(source.LedgerId, cancel)).Any(h => h.FeedId == IdOf(source) && h.EndedAt is null);

    // A host that ended in the middle of a round goes on with it at once.
    async Task OneAsync(IPollSource source, (PollRound Round, bool Accept) from, PollRun run, CancellationToken cancel)
    {
        (PollRound round, bool accept) = from;
        try
        {
            round = round.Begin(desk.Now);
            for (int page = 0; page < MostPages; page++)
            {
                PollOutcome outcome = await source.PollAsync(round.Cursor, desk.Now, cancel);
                if (outcome is PollOutcome.Unavailable away)
                {
                    resting[RestOf(source)] = desk.Now + (away.RetryAfter > ShortestRest ? away.RetryAfter.Value : ShortestRest);
                    run.Unavailable.Add(source.Name);
                    return;
                }
                PollOutcome.Page read = (PollOutcome.Page)outcome;
                ImmutableArray<SyncFlip> flips = await FlipsAsync(source, read, cancel);
                if (!accept && flips.Length > 0 && await HoldAsync(source, (read, flips), round, cancel)) return;
                await ApplyAsync(source, read, run, cancel);
                (round, accept) = (accept ? round.After(read, -round.Flips) : round.After(read, flips.Length), false); // once a person has looked, counting begins anew
                await desk.Stores.Ledgers.RecordFeedAsync(round.Record(source.LedgerId, IdOf(source), desk.Now), cancel);
                if (read.More) continue;
                if (source.LedgerId.Length > 0) await FedAsync(source, round, cancel);
                return;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            run.Failures.Add((source.Name, failure)); // the cursor stays: the page comes again
        }
    }

    async Task<ImmutableArray<SyncFlip>> FlipsAsync(IPollSource source, PollOutcome.Page page, CancellationToken cancel)
    {
        if (source.LedgerId.Length == 0 || await desk.Stores.Ledgers.FindAsync(source.LedgerId, cancel) is not { } ledger) return [];
        // A first import brings invoices page by page and then what was paid of them: until it is whole there is nothing to turn over, and nothing is sent.
        if ((await desk.Stores.Ledgers.FeedsAsync(ledger.Id, FirstFeeds, cancel)).All(f => f.IsCursor)) return [];
        IEnumerable<IGrouping<string, (string Customer, Input Input)>> changes = page.Facts.Select(f => ApplyFact.InputOf(f.Fact)).Where(c => c is not null).GroupBy(c => c!.Value.Customer, c => c!.Value, StringComparer.Ordinal);
        return await check.FlipsAsync(ledger, [.. changes.Select(c => new CustomerChange(c.Key, [.. c.Select(x => x.Input)]))], cancel);
    }

    async Task<bool> HoldAsync(IPollSource source, (PollOutcome.Page Page, ImmutableArray<SyncFlip> Flips) read, PollRound round, CancellationToken cancel)
    {
        Ledger ledger = (await desk.Stores.Ledgers.FindAsync(source.LedgerId, cancel))!;
        if (await check.JudgeAsync(ledger, read.Flips.Length, round.Flips, cancel) is not { } words) return false;
        SyncHold hold = new(ledger.Id, IdOf(source), desk.Now, $"poll of {source.Name}", words) { Changes = SyncFlip.Lines(read.Flips), Items = read.Page.Facts.Length, NextCursor = read.Page.Cursor };
        await desk.Stores.Ledgers.SaveHoldAsync(hold, cancel);
        return true;
    }

    // One record an hour: enough to say later how fresh the ledger was, and no row for each of a hundred rounds a day.
    async Task FedAsync(IPollSource source, PollRound round, CancellationToken cancel)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{source.Name}-{round.BegunAt.UtcDateTime:yyyyMMddHH}");
        await desk.Stores.Ledgers.RecordFeedAsync(new(source.LedgerId, id, round.BegunAt, source.Name, round.Items, null), cancel);
        if (await desk.Stores.Ledgers.FindAsync(source.LedgerId, cancel) is { Feed: FeedKind.Fed } ledger)
            await desk.Stores.Ledgers.SaveAsync(ledger with { Feed = FeedKind.Connected }, desk.Now, "provider:" + source.Name, cancel);
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

    /// <summary>The id of a source's cursor among its ledger's feeds.</summary>
    internal static string IdOf(IPollSource source) => FeedRecord.CursorPrefix + source.Name;

    static string RestOf(IPollSource source) => $"{source.LedgerId}\0{source.Name}";

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
