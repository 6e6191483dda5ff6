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
        ledger.MapPost("/feeds/{feed}/release", (HttpContext http, string ledger, string feed, SettleSync holds) => SettleFeedAsync(http, ledger, (feed, true), holds)).Asks(Duty.Approve);
        ledger.MapPost("/feeds/{feed}/discard", (HttpContext http, string ledger, string feed, SettleSync holds) => SettleFeedAsync(http, ledger, (feed, false), holds)).Asks(Duty.Approve);
    }

    static async Task<IResult> WaitingAsync(HttpContext http, string ledger, FrameReader frames, Stores stores, MessageReview review)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        IReadOnlyList<StoredTask> tasks = await stores.Accounts.TasksAsync(ledger, MostTasks, http.RequestAborted);
        IReadOnlyList<HeldMessage> held = await review.WaitingAsync(ledger, MostHeld, http.RequestAborted);
        return new RazorComponentResult<WaitingPage>(new { Frame = frame, Tasks = tasks, Held = held, Syncs = (IReadOnlyList<SyncHold>)[.. (await stores.Ledgers.HoldsAsync(ledger, http.RequestAborted)).Where(h => h.EndedAt is null)] });
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

    static async Task<IResult> SettleFeedAsync(HttpContext http, string ledger, (string Feed, bool Release) what, SettleSync holds)
    {
        if (!await holds.IsKnownAsync(ledger, what.Feed, http.RequestAborted)) return Notices.NotFound;
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        Settling by = new(Caller.Of(http).Name, fields.Text("reason"));
        Answer answer = what.Release ? await holds.ReleaseAsync(ledger, what.Feed, by, http.RequestAborted) : await holds.DiscardAsync(ledger, what.Feed, by, http.RequestAborted);
        return answer is Answer.Refused refused
            ? Notices.Of(422, "Not possible", $"Nothing was changed: {string.Join("; ", refused.Problems.Select(p => $"{p.What}, {p.Cure}"))}.")
            : SeeOther.To($"/console/ledgers/{Uri.EscapeDataString(ledger)}/waiting?done=feed");
    }
}
