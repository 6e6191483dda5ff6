using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>Replays a history under one pack or two: of uploaded CSV files, or of a ledger as it is stored. JSON, or CSV with ?format=csv.</summary>
internal sealed class BacktestsApi(AccountDesk desk, TimeProvider clock, ReadFile read, WebOptions options)
{
    const int MostDays = 36_525;

    static readonly Field[] Plan =
    [
        Field.Texts("packs", "names of packs in use, or of those sent along; two are compared", 2).Needed(), Field.Objects("ownPacks", "packs that are not in use", PoliciesApi.Pack, 2),
        Field.Date("from", "first day with a run; none: the day of the first fact"), Field.Date("to", "last day; none: the last day on which something happens"),
    ];

    public static readonly Shape Stored = Shape.Of("StoredBacktest", Plan);

    static Shape Uploaded(WebOptions options) => Shape.Of("UploadedBacktest", [
        Field.Objects("files", "invoices first, then payments and credit notes", Shape.Of("CsvFile", Field.Text("csv", "the file, as text", options.MostFeedBytes).Needed(), Field.Json("map", "its column map: see docs/import.md").Needed()), 10).Needed(),
        .. Plan, Field.Flag("skipBadRows", "true: rows with a fault are left out")]);

    public static void Map(RouteGroupBuilder api, RouteGroupBuilder ledger, WebOptions options)
    {
        api.MapPost("/backtests", (HttpContext http, BacktestsApi backtests, HeavyWork work) => work.RunAsync(http, () => backtests.UploadedAsync(http))).Asks(Duty.Work).Takes(Uploaded(options))
            .WithSummary("Replay uploaded CSV files under one pack, or two side by side: every message that would have gone out").May("format", "csv for a row a message; JSON without it").Produces<BacktestResult>();
        ledger.MapPost("/backtests", (HttpContext http, string ledger, BacktestsApi backtests, HeavyWork work) => work.RunAsync(http, () => backtests.StoredAsync(http, ledger))).Asks(Duty.Work).Takes(Stored)
            .WithSummary("Replay the ledger's own history under one pack, or two side by side").May("format", "csv for a row a message; JSON without it").Produces<BacktestResult>();
    }

    async Task<IResult> UploadedAsync(HttpContext http)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, Uploaded(options), options.MostFeedBytes);
        if (refusal is not null) return refusal;
        FileReading[] readings = [.. m.Objects("files").Select(f => read(f.Text("csv"), f.Text("map")))];
        Problem[] faults = [.. readings.SelectMany((r, i) => r.Faults.Select(f => f with { Where = $"files[{i}], {f.Where}" }))];
        if (readings.Length == 0) return ApiProblem.Invalid(new Problem("files", "there is none", "send at least one CSV file with its map"));
        if (readings.Any(r => r.Book is null || r.Facts.IsEmpty) || (faults.Length > 0 && !m.Flag("skipBadRows"))) return ApiProblem.Refused(faults.Length > 0 ? faults : [new("files", "one holds no row", "leave it out")]);
        (LoadedPack[] packs, ApiProblem? unread) = Packs(m);
        if (unread is not null) return unread;
        return Answer(http, packs, new()
        {
            Ledger = BacktestPlan.LedgerOf(readings[0].Book!, packs[0]), Pack = packs[0], Holidays = desk.Book.Holidays, Facts = [.. readings.SelectMany(r => r.Facts)],
            Assumed = [.. readings.SelectMany(r => r.Assumed)], From = m.DateOrNull("from"), To = m.DateOrNull("to"),
        });
    }

    async Task<IResult> StoredAsync(HttpContext http, string ledgerId)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, Stored, options.MostFeedBytes);
        if (refusal is not null) return refusal;
        if (await desk.Stores.Ledgers.FindAsync(ledgerId, http.RequestAborted) is not { } ledger) return ApiProblem.NotFound;
        (LoadedPack[] packs, ApiProblem? unread) = Packs(m);
        if (unread is not null) return unread;
        (IReadOnlyList<DatedFact> facts, IReadOnlyList<AddressFact> addresses) = await new StoredHistory(desk.Stores).ReadAsync(ledger, http.RequestAborted);
        return Answer(http, packs, new()
        {
            Ledger = ledger, Pack = packs[0], Holidays = desk.Book.Holidays, Facts = facts, Addresses = addresses, Assumed = [StoredHistory.Assumption],
            From = m.DateOrNull("from"), To = m.DateOrNull("to") ?? SendTime.DateIn(ledger.TimeZone, clock.GetUtcNow()),
        });
    }

    (LoadedPack[], ApiProblem?) Packs(Members m)
    {
        ImmutableArray<string> names = m.Texts("packs");
        if (names.Length is not (1 or 2)) return ([], ApiProblem.Invalid(new Problem("packs", $"there are {names.Length}", "name one pack, or two to compare them")));
        Dictionary<string, LoadedPack> own = new(StringComparer.Ordinal);
        foreach (Members sent in m.Objects("ownPacks"))
        {
            if (PoliciesApi.FilesOf(sent) is not { } files) return ([], PoliciesApi.Twice);
            PackReading reading = PackReader.Read(files);
            if (reading.Pack is not { } pack) return ([], ApiProblem.Refused(reading.Faults.Select(f => new Problem($"{files.Name}, {f.Where}", f.What, f.Cure))));
            own[files.Name] = pack;
        }
        Problem[] unknown = [.. names.Where(n => !own.ContainsKey(n) && desk.Book.Current(n) is null).Select(n => new Problem("packs", $"there is no pack '{n}'", $"one of: {string.Join(", ", desk.Book.All.Select(p => p.Rules.Pack).Concat(own.Keys))}"))];
        return unknown.Length > 0 ? ([], ApiProblem.Invalid(unknown)) : ([.. names.Select(n => own.GetValueOrDefault(n) ?? desk.Book.Current(n)!)], null);
    }

    static IResult Answer(HttpContext http, LoadedPack[] packs, BacktestPlan plan)
    {
        if (plan.Days > MostDays) return ApiProblem.Refused([new("to", $"the replay would take {plan.Days} days", "say from and to; a date of the file may be wrong by centuries")]);
        UntilGone still = new(http.RequestAborted);
        BacktestResult first = Engine.Backtest.Run(plan, still);
        bool csv = http.Request.Query["format"] == "csv";
        if (packs.Length == 1) return csv ? Csv(BacktestFiles.Csv(first)) : Json(BacktestFiles.Json(first));
        BacktestComparison both = BacktestComparison.Of(first, Engine.Backtest.Run(plan with { Pack = packs[1] }, still));
        return csv ? Csv(BacktestFiles.Csv(both)) : Json(BacktestFiles.Json(both));
    }

    static IResult Csv(string text) => Results.Text(text, "text/csv; charset=utf-8");

    static IResult Json(string text) => Results.Text(text, "application/json");

    /// <summary>Ends a replay when whoever asked has gone.</summary>
    sealed class UntilGone(CancellationToken cancel) : IProgress<DateOnly>
    {
        public void Report(DateOnly value) => cancel.ThrowIfCancellationRequested();
    }
}
