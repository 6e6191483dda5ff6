using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>A ledger's run, for real or as a rehearsal that takes the same decisions and changes nothing.</summary>
internal sealed class RunsApi(AccountDesk desk, DueAccounts due, TimeProvider clock, AgeingBook ageing)
{
    public static readonly Shape Run = Shape.Of("Run", Field.Flag("dryRun", "true: the same decisions and texts, and nothing is changed").Needed(),
        Field.Date("date", "with dryRun: rehearse that whole day, from the ledger's run to its midnight"), Field.Flag("full", "true: each message with its words"));

    public static void Map(RouteGroupBuilder ledger) =>
        ledger.MapPost("/runs", (HttpContext http, string ledger, RunsApi runs, HeavyWork work) => work.RunAsync(http, () => runs.RunAsync(http, ledger)))
            .Asks(Duty.Work).Takes(Run).WithSummary("Advance all that is due now, or rehearse it: what goes out, and why the others are left alone").Produces<RunReport>();

    async Task<IResult> RunAsync(HttpContext http, string ledger)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, Run);
        if (refusal is not null) return refusal;
        if (await desk.Stores.Ledgers.FindAsync(ledger, http.RequestAborted) is null) return ApiProblem.NotFound;
        if (m.Has("date") && !m.Flag("dryRun")) return ApiProblem.Invalid(new Problem("date", "a day cannot be run again", "leave it out, or say \"dryRun\": true"));
        RunReport? report = m.Flag("dryRun") ? await new RehearseRun(desk).OfAsync(ledger, m.DateOrNull("date"), http.RequestAborted) : await NowAsync(ledger);
        if (report is null) return ApiProblem.Refused([new("ledger", $"more than {RehearseRun.MostAccounts} accounts are due", "rehearse on the server: collections run --dry-run")]);
        return Results.Json(m.Flag("full") ? report : report.WithoutTexts(), WebJson.Options);
    }

    // Not ended by a caller who goes away: what is begun is finished.
    async Task<RunReport?> NowAsync(string ledger)
    {
        DateTimeOffset started = clock.GetUtcNow();
        RunSummary summary = await due.AdvanceAsync(ledger, keepVerdicts: true, CancellationToken.None);
        ageing.Forget(ledger);
        return await RunReport.OfAsync(desk.Stores, summary, (started, false), CancellationToken.None);
    }
}
