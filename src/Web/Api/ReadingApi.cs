using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>What can be read of a ledger and its accounts.</summary>
internal static class ReadingApi
{
    const int MostRows = 200;

    public static void Map(RouteGroupBuilder ledger, RouteGroupBuilder account)
    {
        ledger.MapGet("/", async (HttpContext http, string ledger, Stores stores) => await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is { } found ? Json(found) : ApiProblem.NotFound)
            .Asks(Duty.Read).WithSummary("One ledger").Produces<Ledger>();
        ledger.MapGet("/accounts", AccountsAsync).Asks(Duty.Read).WithSummary("Accounts by customer number").May("search", "a part of the number or the name").May("overdue", "true for those with something overdue today").May("after", "the last customer number of the page before").May("most", "1 to 500; 100 without it").Produces<IReadOnlyList<AccountLine>>();
        ledger.MapGet("/standing", (HttpContext http, string ledger, Stores stores) => OfLedgerAsync(http, ledger, stores, () => stores.Accounts.FlaggedAsync(ledger, http.RequestAborted)))
            .Asks(Duty.Read).WithSummary("Accounts whose standing is not good").Produces<IReadOnlyList<AccountLine>>();
        ledger.MapGet("/tasks", (HttpContext http, string ledger, Stores stores) => OfLedgerAsync(http, ledger, stores, () => stores.Accounts.TasksAsync(ledger, MostRows, http.RequestAborted)))
            .Asks(Duty.Read).WithSummary("What waits for a person, the oldest first").Produces<IReadOnlyList<StoredTask>>();
        ledger.MapGet("/runs", (HttpContext http, string ledger, Stores stores) => OfLedgerAsync(http, ledger, stores, () => stores.Ledgers.RunsAsync(ledger, MostRows, http.RequestAborted)))
            .Asks(Duty.Read).WithSummary("Runs, the newest first").Produces<IReadOnlyList<RunRecord>>();
        ledger.MapGet("/feeds", (HttpContext http, string ledger, Stores stores) => OfLedgerAsync(http, ledger, stores, () => stores.Ledgers.FeedsAsync(ledger, MostRows, http.RequestAborted)))
            .Asks(Duty.Read).WithSummary("Feeds, the newest first").Produces<IReadOnlyList<FeedRecord>>();
        ledger.MapPost("/comparisons", (HttpContext http, string ledger, CompareWithSource compare, HeavyWork work) => work.RunAsync(http, async () =>
            await compare.RunAsync(ledger, http.RequestAborted) is { Failure: null } found ? Json(found) : ApiProblem.Refused([new Problem("ledger", "nothing reads this ledger, or its source does not answer", "see Connections in the console")])))
            .Asks(Duty.Work).WithSummary("What the accounting software says of each invoice, what the ledger says, and why they differ; changes nothing").Produces<Comparison>();
        account.MapGet("/", AccountAsync).Asks(Duty.Read).WithSummary("An account with its open items").Produces<AccountAnswer>();
        account.MapGet("/timeline", TimelineAsync).Asks(Duty.Read).WithSummary("Everything that happened, in words, the oldest first").Produces<IReadOnlyList<TimelineEntry>>();
        account.MapGet("/why", WhyAsync).Asks(Duty.Read).WithSummary("Why a message goes or not, now or then").May("at", "an instant: 2026-11-20T10:30:00Z").Produces<Explanation>();
    }

    static IResult Json<T>(T value) => Results.Json(value, WebJson.Options);

    static async Task<IResult> OfLedgerAsync<T>(HttpContext http, string ledger, Stores stores, Func<Task<T>> read) =>
        await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is null ? ApiProblem.NotFound : Json(await read());

    static async Task<IResult> AccountsAsync(HttpContext http, string ledger, Stores stores, TimeProvider clock)
    {
        if (await stores.Ledgers.FindAsync(ledger, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        IQueryCollection asked = http.Request.Query;
        List<Problem> problems = [];
        int most = 100;
        if (asked.ContainsKey("most") && (!int.TryParse(asked["most"], NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > 500)) problems.Add(new("most", "it is no number from 1 to 500", "leave it out for 100"));
        if (asked["overdue"].ToString() is not ("" or "true" or "false")) problems.Add(new("overdue", "it is neither true nor false", "leave it out for all"));
        if (asked["search"].ToString().Length > 100) problems.Add(new("search", "it is longer than 100 characters", "shorten it"));
        if (problems.Count > 0) return ApiProblem.Invalid(problems);
        DateOnly? overdueOn = asked["overdue"] == "true" ? SendTime.DateIn(found.TimeZone, clock.GetUtcNow()) : null;
        return Json(await stores.Accounts.ListAsync(ledger, new(Given(asked, "after"), Given(asked, "search"), overdueOn, most), http.RequestAborted));
    }

    static string? Given(IQueryCollection asked, string name) => asked[name].ToString() is { Length: > 0 } given ? given : null;

    static async Task<IResult> AccountAsync(HttpContext http, string ledger, string account, AccountFinder finder) =>
        await finder.FindAsync(ledger, account, http.RequestAborted) is { } found
            ? Json(new AccountAnswer(found.Account, found.Version, [.. found.Account.Invoices.Select(i => new InvoiceAnswer(i, i.Balance))], found.Account.CreditNotes, found.Account.Payments, found.RunAt, found.WakeAt))
            : ApiProblem.NotFound;

    static async Task<IResult> TimelineAsync(HttpContext http, string ledger, string account, AccountFinder finder)
    {
        if (await finder.FindAsync(ledger, account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        List<StoredCommit> commits = [];
        await foreach (StoredCommit commit in finder.Desk.Stores.Accounts.HistoryAsync(found.Account.Id, http.RequestAborted)) commits.Add(commit);
        return Json(Timeline.Of(Account.New(ledger, found.Account.Customer), commits).ToList());
    }

    static async Task<IResult> WhyAsync(HttpContext http, string ledger, string account, AccountFinder finder, PastAccount past)
    {
        string asked = http.Request.Query["at"].ToString();
        DateTimeOffset at = default;
        if (asked.Length > 0 && !WrittenDate.TryRead(asked, out at))
            return ApiProblem.Invalid(new Problem("at", "it is no instant", "write it as 2026-11-20T10:30:00Z"));
        if (await finder.FindAsync(ledger, account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        Explanation? why = asked.Length == 0 ? await past.WhyNowAsync(found.Account.Id, http.RequestAborted) : await past.WhyAsync(found.Account.Id, at, http.RequestAborted);
        return why is null ? ApiProblem.NotFound : Json(why);
    }
}

/// <summary>An account with its items.</summary>
internal sealed record AccountAnswer(
    Account Account, long Version, IReadOnlyList<InvoiceAnswer> Invoices, IReadOnlyList<CreditNote> CreditNotes, IReadOnlyList<Payment> Payments, DateTimeOffset? RunAt, DateTimeOffset? WakeAt);

/// <summary>An invoice with its balance, which is the sum of its postings.</summary>
internal sealed record InvoiceAnswer(Invoice Invoice, Money Balance);
