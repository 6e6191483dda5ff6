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
            .Asks(Duty.Feed).Takes(FeedShapes.Feed(options.MostFeedItems)).WithSummary("Feed a ledger").May("Idempotency-Key", "8 to 100 visible characters of your own; the same key with the same body answers as the first time", ParameterLocation.Header).Produces<FeedAnswer>();
        ledger.MapPost("/feeds/{feed}/release", ReleaseAsync).Asks(Duty.Approve).Takes(AccountShapes.Reasoned).WithSummary("Let a feed pass that is held as implausible").Produces<FeedRecord>();
    }

    static async Task<IResult> ReleaseAsync(HttpContext http, string ledger, string feed, Stores stores, TimeProvider clock)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, AccountShapes.Reasoned);
        if (refusal is not null) return refusal;
        FeedRecord? held = (await stores.Ledgers.FeedsAsync(ledger, FeedIntake.LookBack, http.RequestAborted)).FirstOrDefault(f => f.FeedId == feed && f.Implausible is not null);
        if (held is null) return ApiProblem.NotFound;
        await stores.Ledgers.RecordFeedAsync(held with { Implausible = null }, http.RequestAborted);
        await stores.Ledgers.AuditAsync(ledger, new(clock.GetUtcNow(), Caller.Of(http).Name, "feed-released", $"{feed}: {members.Text("reason")}"), http.RequestAborted);
        return Results.Json(held with { Implausible = null }, WebJson.Options);
    }
}
