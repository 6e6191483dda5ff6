using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Collections.Web.Api;

/// <summary>Feeds a ledger: customers, invoices, credit notes and payments in one body, each account's part all or none.</summary>
internal static class FeedsApi
{
    public static void Map(RouteGroupBuilder ledger, WebOptions options)
    {
        ledger.MapPost("/feeds", (HttpContext http, string ledger, FeedIntake intake) => intake.TakeAsync(http, ledger))
            .Asks(Duty.Feed).Takes(FeedShapes.Feed(options.MostFeedItems)).WithSummary("Feed a ledger").May("Idempotency-Key", "8 to 100 visible characters of your own; the same key with the same body answers as the first time", ParameterLocation.Header).Produces<FeedAnswer>().Produces<FeedHeld>(StatusCodes.Status202Accepted);
        ledger.MapGet("/held-feeds", ListAsync).Asks(Duty.Read).WithSummary("Feeds and syncs that are held as implausible, each with what it would change").Produces<IReadOnlyList<SyncHold>>();
        ledger.MapPost("/feeds/{feed}/release", (HttpContext http, string ledger, string feed, SettleSync holds) => SettleAsync(http, (holds, ledger, feed), holds.ReleaseAsync))
            .Asks(Duty.Approve).Takes(AccountShapes.Reasoned).WithSummary("Let a held feed or sync pass: it is applied, then sends go on").Produces<SyncAnswer>();
        ledger.MapPost("/feeds/{feed}/discard", (HttpContext http, string ledger, string feed, SettleSync holds) => SettleAsync(http, (holds, ledger, feed), holds.DiscardAsync))
            .Asks(Duty.Approve).Takes(AccountShapes.Reasoned).WithSummary("Discard a held feed or sync: nothing of it is ever applied").Produces<SyncAnswer>();
    }

    static async Task<IResult> ListAsync(HttpContext http, string ledger, SettleSync holds, Stores stores) => await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is null
        ? ApiProblem.NotFound : Results.Json(await holds.StandingAsync(ledger, http.RequestAborted), WebJson.Options);

    static async Task<IResult> SettleAsync(HttpContext http, (SettleSync Holds, string Ledger, string Feed) of, Func<string, string, Settling, CancellationToken, Task<Answer>> settle)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, AccountShapes.Reasoned);
        if (refusal is not null) return refusal;
        if (!await of.Holds.IsKnownAsync(of.Ledger, of.Feed, http.RequestAborted)) return ApiProblem.NotFound;
        return (await settle(of.Ledger, of.Feed, new(Caller.Of(http).Name, members.Text("reason")), http.RequestAborted)).Match(
            done => Results.Json(new SyncAnswer(of.Feed, "done", done.Words), WebJson.Options),
            known => Results.Json(new SyncAnswer(of.Feed, "already-recorded", known.Words), WebJson.Options), refused => ApiProblem.Refused(refused.Problems));
    }
}

/// <summary>How a held sync was settled.</summary>
/// <param name="Feed">Its id.</param>
/// <param name="Answer">"done" or "already-recorded".</param>
/// <param name="Words">In a sentence.</param>
internal sealed record SyncAnswer(string Feed, string Answer, string Words);
