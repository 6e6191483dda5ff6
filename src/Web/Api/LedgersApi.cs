using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>Ledgers and what they are fed beside the feeds of programs: their settings, CSV files, and the word that nothing had to be imported.</summary>
internal static class LedgersApi
{
    public static readonly Shape Settings = Shape.Of("LedgerSettings",
        Field.Text("id", "short name: letters, digits and dashes", 40).Needed(), Field.Text("name", "the legal entity that is owed", 200).Needed(), Field.Text("country", "ISO 3166 alpha-2: GB", 2).Needed(),
        Field.Text("currency", "ISO 4217 code of the book", 3).Needed(), Field.Text("zone", "IANA time zone: Europe/London", 60).Needed(), Field.Text("pack", "policy pack for new ladders", 60).Needed(),
        Field.Text("email", "address that the messages come from", 254).Needed(), Field.Text("phone", "whom to call, +44...", 30).Needed(), Field.Text("holidays", "area of the public holidays: GB-ENG; none: weekends alone", 10),
        Field.Text("smsFrom", "number or name for text messages; none: none are sent", 30), Field.Text("sender", "name under the letters; none: the legal entity's", 200), Field.Text("payLink", "https page where customers pay", 2000), Field.Text("portal", "https address, without a path, under which customers reach their own pages; none: letters carry no link", 200),
        Field.Text("bank", "bank details as the letters print them"), Field.Text("address", "postal address"), Field.Text("runTime", "time of the daily run on the ledger's clock: 08:00", 5),
        Field.Whole("emailsPerDay", "most emails a day; none: 2000"), Field.Whole("smsPerDay", "most text messages a day; none: 200"), Field.Flag("thirdParty", "true: the sender is not the creditor"));

    public static readonly Shape Fed = Shape.Of("Fed", Field.Flag("upToDate", "true: the ledger is up to date now, though nothing had to be imported").Needed());

    public static void Map(RouteGroupBuilder api, RouteGroupBuilder ledger, WebOptions options)
    {
        Shape file = Shape.Of("ImportedFile", Field.Text("name", "the file's name, for the record of feeds", 200).Needed(), Field.Text("csv", "the file, as text", options.MostFeedBytes).Needed(),
            Field.Json("map", "its column map: see docs/import.md").Needed(), Field.Flag("skipBadRows", "true: rows with a fault are left out and the others taken"),
            Field.Flag("acceptImplausible", "true: a person has looked at what the file would close, and lets it pass"));
        api.MapPost("/ledgers", SaveAsync).Asks(Duty.Administer).Takes(Settings).WithSummary("Add a ledger, or replace the settings of one").Produces<Ledger>();
        ledger.MapPost("/fed", FedAsync).Asks(Duty.Feed).Takes(Fed).WithSummary("State that the ledger is up to date now").Produces<FeedRecord>();
        ledger.MapPost("/imports", (HttpContext http, string ledger, TakeFile take, AgeingBook ageing, HeavyWork work) => work.RunAsync(http, () => ImportAsync(http, (ledger, file, options.MostFeedBytes), take, ageing)))
            .Asks(Duty.Feed).Takes(file).WithSummary("Import a CSV of invoices, payments or credit notes: all or nothing, every bad row listed").Produces<FileTaken>();
    }

    static async Task<IResult> SaveAsync(HttpContext http, AccountDesk desk, TimeProvider clock)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, Settings);
        if (refusal is not null) return refusal;
        LedgerDraft draft = new(m.Text("id"), m.Text("name"), m.Text("country"), m.Text("currency"), m.Text("zone"), m.Text("pack"), m.Text("email"), m.Text("phone"))
        {
            Holidays = m.TextOrNull("holidays"), SmsFrom = m.TextOrNull("smsFrom"), Sender = m.TextOrNull("sender"), PayLink = m.TextOrNull("payLink"), Portal = m.TextOrNull("portal"), Bank = m.TextOrNull("bank"), Address = m.TextOrNull("address"),
            RunTime = m.TextOrNull("runTime"), EmailsPerDay = Count(m, "emailsPerDay"), SmsPerDay = Count(m, "smsPerDay"), ThirdParty = m.Flag("thirdParty"),
        };
        Problem[] problems = [.. draft.Problems(desk.Book)];
        if (problems.Length > 0) return ApiProblem.Invalid(problems);
        Ledger ledger = draft.ToLedger(await desk.Stores.Ledgers.FindAsync(draft.Id, http.RequestAborted));
        await desk.Stores.Ledgers.SaveAsync(ledger, clock.GetUtcNow(), Caller.Of(http).Name, http.RequestAborted);
        return Results.Json(ledger, WebJson.Options);
    }

    static int? Count(Members m, string name) => m.Has(name) ? (int)Math.Min(m.Whole(name), int.MaxValue) : null;

    static async Task<IResult> FedAsync(HttpContext http, string ledger, Stores stores, TimeProvider clock)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, Fed);
        if (refusal is not null) return refusal;
        if (await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is null) return ApiProblem.NotFound;
        if (!m.Flag("upToDate")) return ApiProblem.Invalid(new Problem("upToDate", "it is false", "a ledger that is not fed grows old by itself; say true, or nothing"));
        DateTimeOffset now = clock.GetUtcNow();
        FeedRecord fed = new(ledger, $"stated-{now:yyyyMMddHHmmss}", now, $"stated by {Caller.Of(http).Name}", 0, null);
        await stores.Ledgers.RecordFeedAsync(fed, http.RequestAborted);
        return Results.Json(fed, WebJson.Options);
    }

    static async Task<IResult> ImportAsync(HttpContext http, (string Ledger, Shape File, int MostBytes) at, TakeFile take, AgeingBook ageing)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, at.File, at.MostBytes);
        if (refusal is not null) return refusal;
        GivenFile file = new(m.Text("name"), m.Text("csv"), m.Text("map"), Caller.Of(http).Name) { SkipBadRows = m.Flag("skipBadRows"), AcceptImplausible = m.Flag("acceptImplausible") };
        FileTaken taken = await take(at.Ledger, file, http.RequestAborted);
        ageing.Forget(at.Ledger);
        return taken.Outcome == "faulty" ? ApiProblem.Refused(taken.Faults) : Results.Json(taken, WebJson.Options);
    }
}
