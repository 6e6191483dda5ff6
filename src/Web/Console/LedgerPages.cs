using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>What waits for a person, who is flagged, how runs and feeds went.</summary>
internal static class LedgerPages
{
    const int MostTasks = 200, MostRuns = 60, MostHeld = 50;

    public static void Map(RouteGroupBuilder ledger)
    {
        ledger.MapGet("/waiting", WaitingAsync).Asks(Duty.Read);
        ledger.MapGet("/flagged", FlaggedAsync).Asks(Duty.Read);
        ledger.MapGet("/runs", RunsAsync).Asks(Duty.Read);
        ledger.MapPost("/feeds/{feed}/release", ReleaseFeedAsync).Asks(Duty.Approve);
    }

    static async Task<IResult> WaitingAsync(HttpContext http, string ledger, FrameReader frames, Stores stores, MessageReview review)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        IReadOnlyList<StoredTask> tasks = await stores.Accounts.TasksAsync(ledger, MostTasks, http.RequestAborted);
        IReadOnlyList<HeldMessage> held = await review.WaitingAsync(ledger, MostHeld, http.RequestAborted);
        return new RazorComponentResult<WaitingPage>(new { Frame = frame, Tasks = tasks, Held = held });
    }

    static async Task<IResult> FlaggedAsync(HttpContext http, string ledger, FrameReader frames, Stores stores)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        IReadOnlyList<AccountLine> lines = await stores.Accounts.FlaggedAsync(ledger, http.RequestAborted);
        IReadOnlyList<StoredAccount> accounts = lines.Count == 0 ? [] : await stores.Accounts.LoadManyAsync([.. lines.Select(l => l.Id)], http.RequestAborted);
        return new RazorComponentResult<FlaggedPage>(new { Frame = frame, Accounts = (IReadOnlyList<Account>)[.. accounts.Select(a => a.Account)] });
    }

    static async Task<IResult> RunsAsync(HttpContext http, string ledger, FrameReader frames, Stores stores)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        return new RazorComponentResult<RunsPage>(new
        {
            Frame = frame,
            Runs = await stores.Ledgers.RunsAsync(ledger, MostRuns, http.RequestAborted),
            Feeds = await stores.Ledgers.FeedsAsync(ledger, MostRuns, http.RequestAborted),
        });
    }

    static async Task<IResult> ReleaseFeedAsync(HttpContext http, string ledger, string feed, Stores stores, TimeProvider clock)
    {
        FeedRecord? held = (await stores.Ledgers.FeedsAsync(ledger, 200, http.RequestAborted)).FirstOrDefault(f => f.FeedId == feed && f.Implausible is not null);
        if (held is null) return Notices.NotFound;
        await stores.Ledgers.RecordFeedAsync(held with { Implausible = null }, http.RequestAborted);
        await stores.Ledgers.AuditAsync(ledger, new(clock.GetUtcNow(), Caller.Of(http).Name, "feed-released", feed), http.RequestAborted);
        return SeeOther.To($"/console/ledgers/{Uri.EscapeDataString(ledger)}/runs?done=feed");
    }
}
