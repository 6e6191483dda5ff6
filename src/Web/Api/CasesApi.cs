using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>Requests, disputes, complaints and reviews as cases: asking, offering, deciding, and how it went.</summary>
internal static class CasesApi
{
    public static void Map(RouteGroupBuilder ledger, RouteGroupBuilder account)
    {
        Act(account, "/requests", "Open a request: granted at once within the policy's limits", CaseShapes.Request, (m, h) => Request(m, h));
        Act(account, "/complaints", "Record a complaint: reminders rest, an answer is promised", CaseShapes.Complaint, (m, h) => new OpenComplaint(Me(h), Way(m, h), m.Text("words"), m.TextOrNull("contact")));
        Act(account, "/reviews", "Record a public review: an answer is drafted, a good one is thanked", CaseShapes.Review, (m, h) => new OpenReview(Me(h), m.Text("where"), (int)Math.Min(m.Whole("rating"), 99), m.TextOrNull("link"), m.TextOrNull("words") ?? ""));
        Act(account, "/cases/{id}/counter", "Offer other terms, or write down what else the customer asks for", CaseShapes.Counter, (m, h) => new CounterTerms(Me(h), Id(h), CaseShapes.TermsOf(m), m.TextOrNull("reason") ?? "", m.Flag("forCustomer")));
        Act(account, "/cases/{id}/accept", "Write down the customer's yes to our offer; never whoever made it", null, (_, h) => new AcceptOffer(Me(h), Id(h)));
        Act(account, "/cases/{id}/withdraw", "Take a case back for the customer", CaseShapes.Withdrawal, (m, h) => new WithdrawCase(Me(h), Id(h), m.TextOrNull("reason") ?? ""));
        Act(account, "/cases/{id}/decide", "Grant or refuse what was last asked, within one's limits; never whoever opened it", CaseShapes.Verdict, (m, h) => new DecideCase(Me(h), Id(h), m.Flag("granted"), m.Text("reason")));
        Act(account, "/cases/{id}/settle", "Answer a dispute, complaint or review, within one's limits", CaseShapes.Settlement, (m, h) => new SettleCase(Me(h), Id(h), m.Text("outcome"), m.Text("reason"), m.MoneyOrNull("amount")));
        Act(account, "/cases/{id}/take", "Take a case, or give it to somebody", CaseShapes.Owner, (m, h) => new TakeCase(Me(h), Id(h), m.TextOrNull("to")));
        Act(account, "/cases/{id}/prolong", "Let a case rest the chase for longer", CaseShapes.Prolonging, (m, h) => new ProlongCase(Me(h), Id(h), m.Date("until"), m.Text("reason")));
        account.MapPost("/options", OptionsAsync).Asks(Duty.Work).Takes(CaseShapes.Options).WithSummary("What could be agreed now, each with its price and the rule that allows or forbids it; changes nothing").Produces<OptionsAnswer>();
        account.MapGet("/cases", ListAsync).Asks(Duty.Read).WithSummary("The account's cases, the oldest first").Produces<IReadOnlyList<Case>>();
        account.MapGet("/cases/{id}", OneAsync).Asks(Duty.Read).WithSummary("One case with its assessment, rounds and history").Produces<Case>();
        ledger.MapGet("/cases", QueueAsync).Asks(Duty.Read).WithSummary("Cases that wait for us, those due first, then by the money at stake").Produces<IReadOnlyList<QueuedCase>>();
        ledger.MapGet("/cases/report", ReportAsync).Asks(Duty.Read).WithSummary("The last year's requests: exceptions by rule, outcomes by difficulty, and what other limits would have done").Produces<RequestReport>();
        ledger.MapPost("/deputies", DeputiesAsync).Asks(Duty.Administer).Takes(CaseShapes.Deputies).WithSummary("Who has new cases, and who decides for whom while somebody is away").Produces<Ledger>();
    }

    static void Act(RouteGroupBuilder account, string path, string words, Shape? shape, Func<Members, HttpContext, Input> read) => AccountActsApi.Act(account, path, words, shape, Duty.Work, read);

    static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    static Actor Me(HttpContext http) => Caller.Of(http).Actor;

    internal static string Way(Members m, HttpContext http) => m.TextOrNull("via") ?? (Caller.Of(http).Session is null ? "api" : "staff");

    static OpenRequest Request(Members m, HttpContext http) => new(Me(http), Way(m, http), CaseShapes.TermsOf(m), m.TextOrNull("words") ?? "")
    {
        Stated = CaseShapes.StatedOf(m), Supplied = CaseShapes.SuppliedOf(m), ContactId = m.TextOrNull("contact"), TaskId = m.TextOrNull("task"),
    };

    static async Task<IResult> OptionsAsync(HttpContext http, string ledger, string account, AccountFinder finder, CaseDesk cases)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, CaseShapes.Options);
        if (refusal is not null) return refusal;
        if (await finder.FindAsync(ledger, account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        OrderAsked? order = m.TextOrNull("order") is { } number && m.MoneyOrNull("orderAmount") is { } amount ? new(number, amount) : null;
        OptionsAnswer? answer = await cases.OptionsAsync(found.Account.Id, new(m.Texts("invoices"), CaseShapes.StatedOf(m), CaseShapes.SuppliedOf(m), order), http.RequestAborted);
        return answer is null ? ApiProblem.NotFound : answer.Options.IsEmpty ? ApiProblem.Refused(answer.Problems) : Results.Json(answer, WebJson.Options);
    }

    static async Task<IResult> ListAsync(HttpContext http, string ledger, string account, AccountFinder finder) =>
        await finder.FindAsync(ledger, account, http.RequestAborted) is { } found ? Results.Json(found.Account.Cases, WebJson.Options) : ApiProblem.NotFound;

    static async Task<IResult> OneAsync(HttpContext http, string ledger, string account, AccountFinder finder) =>
        await finder.FindAsync(ledger, account, http.RequestAborted) is { } found && found.Account.CaseOf(Id(http)) is { } one ? Results.Json(one, WebJson.Options) : ApiProblem.NotFound;

    static async Task<IResult> QueueAsync(HttpContext http, string ledger, Stores stores, CaseDesk cases) =>
        await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is null ? ApiProblem.NotFound : Results.Json(await cases.QueueAsync(ledger, http.RequestAborted), WebJson.Options);

    static Task<IResult> ReportAsync(HttpContext http, string ledger, Stores stores, CaseDesk cases, HeavyWork work) => work.RunAsync(http, async () =>
        await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is null ? ApiProblem.NotFound : Results.Json(await cases.ReportAsync(ledger, http.RequestAborted), WebJson.Options));

    static async Task<IResult> DeputiesAsync(HttpContext http, string ledger, Stores stores, TimeProvider clock)
    {
        (Members m, ApiProblem? refusal, _) = await Body.ReadAsync(http, CaseShapes.Deputies);
        if (refusal is not null) return refusal;
        if (await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is not { } known) return ApiProblem.NotFound;
        ImmutableArray<Delegation> asked = [.. m.Objects("delegations").Select(Asked)];
        Problem[] problems = [.. Deputies.Problems(asked)];
        if (problems.Length > 0) return ApiProblem.Invalid(problems);
        Ledger saved = known with { CaseOwner = m.TextOrNull("owner") ?? "", Delegations = asked };
        await stores.Ledgers.SaveAsync(saved, clock.GetUtcNow(), Caller.Of(http).Name, http.RequestAborted);
        return Results.Json(saved, WebJson.Options);
    }

    static Delegation Asked(Members d) => new(d.Text("from"), d.Text("to"), Code.TryRead(d.Text("role"), out DecisionRole role) ? role : default, d.Date("fromDate"), d.Date("untilDate"));
}
