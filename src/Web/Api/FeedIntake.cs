using System.Collections.Immutable;
using System.Security.Cryptography;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Api;

/// <summary>Takes one feed. Its key makes it one: the same key with the same body answers as before, with another body it is refused.
/// The feed is recorded last, so that one that broke off is simply sent again; every item knows itself, and nothing is done twice.
/// One that would turn over an implausible share of the ledger is kept and held for a person instead.</summary>
internal sealed class FeedIntake(AccountDesk desk, AgeingBook ageing, TimeProvider clock, WebOptions options)
{
    public const int LookBack = 2_000;
    const int MostItemsAnAccount = 500;

    readonly SyncCheck check = new(desk);
    readonly Shape shape = FeedShapes.Feed(options.MostFeedItems);

    public async Task<IResult> TakeAsync(HttpContext http, string ledgerId)
    {
        string key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length is < 8 or > 100 || !key.All(c => c is > ' ' and < '\x7f'))
            return ApiProblem.Invalid(new Problem("Idempotency-Key", "the header is missing, or is not 8 to 100 visible ASCII characters", "send a key of your own for this feed, and the same again when you repeat it"));
        (Members members, ApiProblem? refusal, byte[] bytes) = await Body.ReadAsync(http, shape, options.MostFeedBytes);
        if (refusal is not null) return refusal;
        ILedgerStore ledgers = desk.Stores.Ledgers;
        if (await ledgers.FindAsync(ledgerId, http.RequestAborted) is not { } ledger) return ApiProblem.NotFound;
        string source = $"api {Caller.Of(http).Name} {Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}";
        FeedRecord feed = new(ledgerId, "api:" + key, clock.GetUtcNow(), source, FeedItems.Count(members), null);
        if ((await ledgers.FeedsAsync(ledgerId, LookBack, http.RequestAborted)).FirstOrDefault(f => f.FeedId == feed.FeedId) is { } known) return Repeated(known, source);

        IReadOnlyList<(string Customer, ImmutableArray<Input> Inputs)> items = FeedItems.Of(members);
        if (TooMany(items) is { Length: > 0 } problems) return ApiProblem.Invalid(problems);
        if (await HeldAsync(ledger, feed, (items, bytes), http.RequestAborted) is { } held) return held;
        IReadOnlyList<AccountFed> fed = await PutAsync(http, ledgerId, items);
        await ledgers.RecordFeedAsync(feed, http.RequestAborted);
        ageing.Forget(ledgerId);
        return Results.Json(new FeedAnswer(feed.FeedId, feed.Items, false, fed), WebJson.Options);
    }

    async Task<IReadOnlyList<AccountFed>> PutAsync(HttpContext http, string ledgerId, IReadOnlyList<(string Customer, ImmutableArray<Input> Inputs)> items)
    {
        List<AccountFed> fed = [];
        foreach ((string customer, ImmutableArray<Input> inputs) in items)
        {
            DeskAnswer answer = await desk.PutAsync(ledgerId, customer, new Batch(inputs), Caller.Of(http).Origin, http.RequestAborted);
            fed.Add(answer.Answer.Match<AccountFed>(_ => new(customer, "recorded", []), _ => new(customer, "unchanged", []), refused => new(customer, "refused", refused.Problems)));
        }
        return fed;
    }

    // The same key again finds its hold: nothing is held twice, and what a person has discarded stays out.
    async Task<IResult?> HeldAsync(Ledger ledger, FeedRecord feed, (IReadOnlyList<(string Customer, ImmutableArray<Input> Inputs)> Items, byte[] Bytes) body, CancellationToken cancel)
    {
        SyncHold? hold = (await desk.Stores.Ledgers.HoldsAsync(ledger.Id, cancel)).FirstOrDefault(h => h.FeedId == feed.FeedId);
        if (hold is not null && hold.Source != feed.Source) return ApiProblem.Conflict("Idempotency-Key", "it stood on another body before", "take a new key for a new feed");
        if (hold?.EndedAt is not null) return ApiProblem.Conflict("Idempotency-Key", "a person has discarded this feed", "send what is right under a new key");
        if (hold is null)
        {
            ImmutableArray<SyncFlip> flips = await check.FlipsAsync(ledger, [.. body.Items.Select(i => new CustomerChange(i.Customer, [new Batch(i.Inputs)]))], cancel);
            if (await check.JudgeAsync(ledger, flips.Length, 0, cancel) is not { } words) return null;
            hold = new(ledger.Id, feed.FeedId, feed.At, feed.Source, words) { Changes = SyncFlip.Lines(flips), Items = feed.Items };
            if (!await KeepAsync(hold, body.Bytes, cancel)) return ApiProblem.TooLarge;
        }
        return Results.Json(new FeedHeld(hold.FeedId, hold.Words, hold.Changes), WebJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    // The body first: a hold without its body could never be let pass.
    async Task<bool> KeepAsync(SyncHold hold, byte[] bytes, CancellationToken cancel)
    {
        byte[] packed = HeldBodies.Pack(bytes);
        if (packed.Length > StoreLimits.BodyBytes) return false;
        await desk.Stores.Inbox.KeepAsync(new()
        {
            Source = SettleSync.FeedBody, EventId = SettleSync.BodyIdOf(hold.LedgerId, hold.FeedId), LedgerId = hold.LedgerId, ReceivedAt = hold.At,
            Body = [.. packed], State = InboxState.Parked, Reason = hold.Words,
        }, cancel);
        await desk.Stores.Ledgers.SaveHoldAsync(hold, cancel);
        return true;
    }

    static IResult Repeated(FeedRecord known, string source) => known.Source == source
        ? Results.Json(new FeedAnswer(known.FeedId, known.Items, true, []), WebJson.Options)
        : ApiProblem.Conflict("Idempotency-Key", "it stood on another body before", "take a new key for a new feed");

    static Problem[] TooMany(IReadOnlyList<(string Customer, ImmutableArray<Input> Inputs)> items) =>
        [.. items.Where(i => i.Inputs.Length > MostItemsAnAccount).Select(i => new Problem(i.Customer, $"{i.Inputs.Length} items for one customer", $"at most {MostItemsAnAccount} for one customer in one feed"))];
}

/// <summary>What a feed did.</summary>
/// <param name="Feed">Its id.</param>
/// <param name="Items">Items it carried.</param>
/// <param name="Repeated">True when it had been accepted before: nothing was done again.</param>
/// <param name="Accounts">Each customer's part; empty for a repeat.</param>
internal sealed record FeedAnswer(string Feed, int Items, bool Repeated, IReadOnlyList<AccountFed> Accounts);

/// <summary>A feed that waits for a person: nothing of it is recorded, and nothing is sent for the ledger.</summary>
/// <param name="Feed">Its id.</param>
/// <param name="Held">Why.</param>
/// <param name="WouldChange">The invoices that it would turn over.</param>
internal sealed record FeedHeld(string Feed, string Held, ImmutableArray<string> WouldChange);

/// <summary>One customer's part of a feed.</summary>
/// <param name="Customer">The customer's number.</param>
/// <param name="Outcome">"recorded", "unchanged", or "refused": then nothing of this customer was recorded.</param>
/// <param name="Problems">Why it was refused, each with its place.</param>
internal sealed record AccountFed(string Customer, string Outcome, ImmutableArray<Problem> Problems);
