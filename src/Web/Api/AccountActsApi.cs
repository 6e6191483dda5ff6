using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>What staff do on an account, through the API: read the body, put the input, answer what it did.</summary>
internal static class AccountActsApi
{
    public static void Map(RouteGroupBuilder account)
    {
        Act(account, "/promises", "Record a promise to pay", AccountShapes.Promise, Duty.Work, (m, _) => new MakePromise(m.Money("amount"), m.Date("date"), m.Texts("invoices"), "staff"));
        Act(account, "/promises/{id}/withdraw", "Take a promise back", AccountShapes.Reasoned, Duty.Work, (m, h) => new WithdrawPromise(Id(h), m.Text("reason")));
        Act(account, "/extensions", "Agree to a later date", AccountShapes.Extension, Duty.Work, (m, h) => Agreed(h, m, new Agreement.Extension(m.Text("invoice"), m.Date("until"))));
        Act(account, "/plans", "Agree to a payment plan", AccountShapes.Plan, Duty.Work, (m, h) => Agreed(h, m, new Agreement.Instalments(m.Texts("invoices"), Parts(m))));
        Act(account, "/waivers", "Give up a part for good", AccountShapes.Waiver, Duty.Work, (m, h) => Agreed(h, m, new Agreement.Waiver(m.Text("invoice"), m.Money("amount"), m.Flag("asLoss"))));
        Act(account, "/discounts", "Give up a part if the rest is paid in time", AccountShapes.Settlement, Duty.Work, (m, h) => Agreed(h, m, new Agreement.Settlement(m.Text("invoice"), m.Money("amount"), m.Date("until"))));
        Act(account, "/disputes", "Open a dispute", AccountShapes.Dispute, Duty.Work, (m, h) => new OpenDispute(m.Text("invoice"), m.Text("reasonCode"), m.TextOrNull("words") ?? "", m.MoneyOrNull("amount")) { By = Caller.Of(h).Actor, Via = CasesApi.Way(m, h), ContactId = m.TextOrNull("contact"), Evidence = m.Texts("evidence") });
        Act(account, "/disputes/{id}/close", "Settle a dispute", AccountShapes.DisputeEnd, Duty.Work, (m, h) => new CloseDispute(Id(h), m.Text("outcome"), m.Text("reason")) { By = Caller.Of(h).Actor, Amount = m.MoneyOrNull("amount") });
        Act(account, "/blocks", "Stop reminders for a while", AccountShapes.Block, Duty.Work, (m, _) => new BlockReminders(m.TextOrNull("invoice"), m.Text("reason"), m.Date("until")));
        Act(account, "/blocks/{id}/lift", "Lift a block before its end", null, Duty.Work, (_, h) => new LiftBlock(Id(h)));
        Act(account, "/hold", "Stop new orders at once", AccountShapes.Hold, Duty.Work, (m, h) => new HoldOrders(m.Text("reason"), m.DateOrNull("reviewDate"), Caller.Of(h).Name));
        Act(account, "/hold/release", "Let orders go on", AccountShapes.Reasoned, Duty.Work, (m, _) => new ReleaseOrders(m.Text("reason")));
        Act(account, "/flags", "Set or lift what stops automation; what is not named stays", AccountShapes.Flags, Duty.Work,
            (m, _) => new FlagAccount(m.Text("reason"), m.FlagOrNull("insolvency"), m.FlagOrNull("vulnerability"), m.DateOrNull("complaintUntil"), m.TextOrNull("excludedBecause")));
        Act(account, "/waive-level", "Mark the next level done without sending it", AccountShapes.Reasoned, Duty.Approve, (m, _) => new WaiveLevel(m.Text("reason")));
        Act(account, "/tasks/{id}/close", "Close a task", AccountShapes.TaskEnd, Duty.Work, (m, h) => new CloseTask(Id(h), m.Text("how")));
        Act(account, "/contacts", "Add or change a contact; what is not named stays empty", AccountShapes.Contact, Duty.Work, (m, _) => new DescribeCustomer(new(), [FeedItems.Contact(m)]));
        Act(account, "/contacts/{id}/remove", "Remove a contact", null, Duty.Work, (_, h) => new RemoveContact(Id(h)));
        Act(account, "/payments", "Record a payment; what no invoice is named for stays unapplied", AccountShapes.Payment, Duty.Work, (m, _) => new RecordPayment(FeedItems.Payment(m)));
        Act(account, "/payments/{id}/reverse", "The bank took a payment back", null, Duty.Work, (_, h) => new ReversePayment(Id(h)));
        Act(account, "/credit-notes", "Record a credit note", AccountShapes.CreditNote, Duty.Work, (m, _) => new RecordCreditNote(FeedItems.CreditNote(m)));
        Act(account, "/replies", "Record a reply: the chase pauses until its task is done", AccountShapes.Reply, Duty.Work, (m, _) => new RecordReply(Channel.Email, m.Text("words"), m.Flag("automatic")));
        account.MapPost("/escalate", EscalateAsync).Asks(Duty.Work).Takes(AccountShapes.Escalation).WithSummary("Bring the next level forward; every guard stands").Produces<ActAnswer>();
        account.MapPost("/opt-outs", (HttpContext h, string ledger, string account, AccountFinder finder, Console.OptOutDesk desk) => OptAsync(h, (ledger, account), finder, desk, isOut: true))
            .Asks(Duty.Work).Takes(AccountShapes.OptOut).WithSummary("Record that an address opted out").Produces<ActAnswer>();
        account.MapPost("/opt-ins", (HttpContext h, string ledger, string account, AccountFinder finder, Console.OptOutDesk desk) => OptAsync(h, (ledger, account), finder, desk, isOut: false))
            .Asks(Duty.Work).Takes(AccountShapes.OptOut).WithSummary("Record that the very address asked to be written to again").Produces<ActAnswer>();
    }

    internal static void Act(RouteGroupBuilder account, string path, string words, Shape? shape, Duty duty, Func<Members, HttpContext, Input> read)
    {
        RouteHandlerBuilder endpoint = account.MapPost(path, async (HttpContext http, string ledger, string account, AccountFinder finder) =>
        {
            (Members members, ApiProblem? refusal, _) = shape is null ? (Members.None, null, []) : await Body.ReadAsync(http, shape);
            return refusal ?? await finder.PutAsync(http, ledger, account, read(members, http));
        });
        endpoint.Asks(duty).WithSummary(words).Produces<ActAnswer>();
        if (shape is not null) endpoint.Takes(shape);
    }

    static string Id(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    static Agree Agreed(HttpContext http, Members members, Agreement what) => new(what, members.Text("reason"), Caller.Of(http).May(Duty.Approve));

    static ImmutableArray<Instalment> Parts(Members members) => [.. members.Objects("instalments").Select(p => new Instalment(p.Date("dueDate"), p.Money("amount")))];

    static async Task<IResult> EscalateAsync(HttpContext http, string ledger, string account, AccountFinder finder, EscalationPreview previews)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, AccountShapes.Escalation);
        if (refusal is not null) return refusal;
        if (!members.Flag("preview")) return await finder.PutAsync(http, ledger, account, new Escalate(members.Text("reason")));
        if (await finder.FindAsync(ledger, account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        PreviewedEscalation preview = await previews.OfAsync(found.Account.Id, members.Text("reason"), http.RequestAborted);
        return preview.Problems.IsEmpty ? Results.Json(preview, WebJson.Options) : ApiProblem.Refused(preview.Problems);
    }

    static async Task<IResult> OptAsync(HttpContext http, (string Ledger, string Account) at, AccountFinder finder, Console.OptOutDesk desk, bool isOut)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, AccountShapes.OptOut);
        if (refusal is not null) return refusal;
        if (await finder.FindAsync(at.Ledger, at.Account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        string given = members.Text("address"), address = given.Contains('@') ? Address.Email(given) : Address.Mobile(given);
        if (!AccountLines.Addresses(found.Account).Contains(address)) return ApiProblem.Refused([new("address", "no contact of the account has it", "name an address as the account's contacts show it")]);
        await desk.RecordAsync(found.Account, address, isOut, Caller.Of(http).Name, http.RequestAborted);
        return Results.Json(new ActAnswer("done", isOut ? "the address has opted out" : "the address may be written to again", null, found.Version), WebJson.Options);
    }
}
