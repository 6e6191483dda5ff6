using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Reads the body of a feed that was held, as inputs by customer.</summary>
public delegate IReadOnlyList<CustomerChange> ReadHeldFeed(ReadOnlyMemory<byte> body);

/// <summary>A person has looked at what a held sync would change: it is let pass, or discarded. Only when its content is applied does the hold end, so that no message
/// rests on a ledger that lacks it. Called again after it broke off, it goes on.</summary>
/// <param name="polls">Null: this host polls nothing, and a held poll is settled where it is polled.</param>
/// <param name="readFeed">Null: no feed comes in by push.</param>
public sealed class SettleSync(AccountDesk desk, IEnumerable<IInboundSource> sources, LedgerSources objects, PollSources? polls, ReadHeldFeed? readFeed)
{
    /// <summary>Under which name the inbox keeps the body of a pushed feed that is held.</summary>
    public const string FeedBody = "held-feed";
    const int MostParked = 1_000;

    /// <summary>The event id of a held feed's body.</summary>
    public static string BodyIdOf(string ledgerId, string feedId) => $"{ledgerId}/{feedId}";

    /// <summary>The holds of a ledger that stand, the oldest first.</summary>
    public async Task<IReadOnlyList<SyncHold>> StandingAsync(string ledgerId, CancellationToken cancel) =>
        [.. (await desk.Stores.Ledgers.HoldsAsync(ledgerId, cancel)).Where(h => h.EndedAt is null)];

    /// <summary>True when a sync of that id was ever held in the ledger.</summary>
    public async Task<bool> IsKnownAsync(string ledgerId, string feedId, CancellationToken cancel) => (await desk.Stores.Ledgers.HoldsAsync(ledgerId, cancel)).Any(h => h.FeedId == feedId);

    /// <summary>Lets it pass.</summary>
    public Task<Answer> ReleaseAsync(string ledgerId, string feedId, Settling by, CancellationToken cancel) => SettleAsync(ledgerId, feedId, by with { Release = true }, cancel);

    /// <summary>Discards it: nothing of it is ever applied.</summary>
    public Task<Answer> DiscardAsync(string ledgerId, string feedId, Settling by, CancellationToken cancel) => SettleAsync(ledgerId, feedId, by with { Release = false }, cancel);

    async Task<Answer> SettleAsync(string ledgerId, string feedId, Settling by, CancellationToken cancel)
    {
        if (by.Reason.Trim().Length == 0) return new Answer.Refused("reason", "settling a held sync needs a reason", "say why");
        SyncHold? hold = (await desk.Stores.Ledgers.HoldsAsync(ledgerId, cancel)).FirstOrDefault(h => h.FeedId == feedId);
        if (hold is null) return new Answer.Refused("feed", $"no sync '{feedId}' is held", feedId.StartsWith("csv-", StringComparison.Ordinal) ? "import the file again with --accept-implausible" : "see what is held");
        if (hold.EndedAt is not null) return new Answer.AlreadyRecorded($"it was {(hold.Released ? "let pass" : "discarded")} by {hold.By}");
        string? fault = feedId[..feedId.IndexOf(':')] switch
        {
            "api" => await FeedAsync(hold, by, cancel),
            "poll" => await PollAsync(hold, by, cancel),
            _ => await EventsAsync(hold, by, cancel),
        };
        if (fault is not null) return new Answer.Refused("feed", fault, "try again later; the hold stands");
        return await EndAsync(hold, by, cancel);
    }

    async Task<Answer> EndAsync(SyncHold hold, Settling by, CancellationToken cancel)
    {
        string what = by.Release ? "let pass" : "discarded";
        await desk.Stores.Ledgers.AuditAsync(hold.LedgerId, new(desk.Now, by.By, by.Release ? "sync-released" : "sync-discarded", $"{hold.FeedId}: {by.Reason}"), cancel);
        SyncHold now = (await desk.Stores.Ledgers.HoldsAsync(hold.LedgerId, cancel)).First(h => h.FeedId == hold.FeedId);
        if (now.At != hold.At) return new Answer.Done($"{hold.FeedId} was {what}; what followed it is held again", hold.FeedId);
        await desk.Stores.Ledgers.SaveHoldAsync(now with { EndedAt = desk.Now, Released = by.Release, By = by.By }, cancel);
        return new Answer.Done($"{hold.FeedId} was {what}", hold.FeedId);
    }

    // The feed counts from when it came, not from when somebody looked: its balances are as old as that.
    async Task<string?> FeedAsync(SyncHold hold, Settling by, CancellationToken cancel)
    {
        string id = BodyIdOf(hold.LedgerId, hold.FeedId);
        InboxEvent? body = (await desk.Stores.Inbox.ListAsync(InboxState.Parked, MostParked, cancel)).FirstOrDefault(e => e.Source == FeedBody && e.EventId == id);
        if (by.Release)
        {
            if (readFeed is null || body is null) return "its body is not here";
            foreach (CustomerChange change in readFeed(body.Body.AsMemory()))
                foreach (Input input in change.Inputs) await desk.PutAsync(hold.LedgerId, change.Customer, input, new(by.By, id), cancel);
            await desk.Stores.Ledgers.RecordFeedAsync(new(hold.LedgerId, hold.FeedId, hold.At, hold.Source, hold.Items, null), cancel);
        }
        await desk.Stores.Inbox.SettleAsync(FeedBody, id, by.Release ? InboxState.Applied : InboxState.Ignored, by.Release ? null : by.Reason, null, cancel);
        return null;
    }

    async Task<string?> PollAsync(SyncHold hold, Settling by, CancellationToken cancel)
    {
        if (polls is null) return "this host polls nothing";
        if (by.Release) return await polls.TakeHeldAsync(hold, cancel) ? null : "the source did not answer";
        await polls.SkipHeldAsync(hold, cancel);
        return null;
    }

    async Task<string?> EventsAsync(SyncHold hold, Settling by, CancellationToken cancel)
    {
        string source = hold.FeedId["webhook:".Length..];
        ApplyFact apply = new(desk, objects);
        int failed = 0;
        foreach (InboxEvent parked in (await desk.Stores.Inbox.ListAsync(InboxState.Parked, MostParked, cancel)).Reverse())
            if (parked.Source == source && parked.LedgerId == hold.LedgerId && parked.Reason?.Contains(SyncHeldException.Prefix, StringComparison.Ordinal) == true && !await EventAsync(apply, parked, by, cancel)) failed++;
        return failed == 0 ? null : $"{failed} of its events could not be applied";
    }

    // One that fails goes the way of every event: it is tried again, and parked for a person in the end.
    async Task<bool> EventAsync(ApplyFact apply, InboxEvent parked, Settling by, CancellationToken cancel)
    {
        if (!by.Release)
        {
            await desk.Stores.Inbox.SettleAsync(parked.Source, parked.EventId, InboxState.Ignored, by.Reason, null, cancel);
            return true;
        }
        try
        {
            foreach (InboundFact fact in sources.First(s => s.Name == parked.Source).Read(KeptRequest.Open(parked)).Facts) await apply.RunAsync(new(parked.Source, parked.LedgerId), fact, cancel);
            await desk.Stores.Inbox.SettleAsync(parked.Source, parked.EventId, InboxState.Applied, null, null, cancel);
            return true;
        }
        catch (FactRefusedException)
        {
            return false;
        }
    }
}

/// <summary>Who settles a held sync, and why.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record Settling(string By, string Reason)
{
    internal bool Release { get; init; }
}
