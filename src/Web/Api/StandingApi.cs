using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>Standing with its due process, and the order gate.</summary>
internal static class StandingApi
{
    static readonly Field Reason = Field.Text("reason", "why, in a sentence").Needed();
    static readonly Field Version = Field.Whole("version", "the account's version that was looked at: its evidence describes no other").Needed();

    public static readonly Shape Proposal = Shape.Of("Proposal", Field.Text("account", "what happened, in words that reach the customer", 4000).Needed(), Field.Texts("evidence", "documents, witnesses, recordings").Needed());
    public static readonly Shape Decided = Shape.Of("Decision", Version, Reason);
    public static readonly Shape Grounds = Shape.Of("Appeal", Field.Text("words", "the customer's grounds", 4000).Needed());
    public static readonly Shape AppealEnd = Shape.Of("AppealDecision", Field.Flag("upheld", "true: the customer is right").Needed(), Reason);
    public static readonly Shape Review = Shape.Of("Review", Field.Choice("outcome", "how the review ends", Code.All<ReviewOutcome>()).Needed(), Reason);
    public static readonly Shape Order = Shape.Of("Order", Field.Money("amount", "the order's amount with tax; zero asks about the account as such").Needed(), Field.Text("order", "the order's own number", 100), Field.Flag("prepaid", "true: paid in advance"));
    public static readonly Shape Release = Shape.Of("OrderRelease", Field.Text("order", "the order's own number", 100).Needed(), Field.Money("amount", "the largest amount it holds for").Needed(), Field.Flag("onPrepayment", "true: against payment in advance"), Field.Date("until", "last day; none: as long as the policy allows"), Reason);

    public static void Map(RouteGroupBuilder account)
    {
        Act(account, "/standing/propose", "Propose blacklisting for conduct", Proposal, Duty.Work, (m, by) => new ProposeBlacklisting(by, m.Text("account"), m.Texts("evidence")));
        Act(account, "/standing/approve", "Approve a proposal, on the version that was looked at; never the proposer", Decided, Duty.Approve, (m, by) => new ApproveBlacklisting(by, m.Whole("version"), m.Text("reason")));
        Act(account, "/standing/refuse", "Refuse a proposal", Decided, Duty.Approve, (m, by) => new RefuseBlacklisting(by, m.Whole("version"), m.Text("reason")));
        Act(account, "/standing/renew", "Renew a proposal's evidence on the account as it is now", null, Duty.Work, (_, by) => new RenewEvidence(by));
        Act(account, "/standing/appeal", "Record the customer's appeal", Grounds, Duty.Work, (m, _) => new AppealStanding(m.Text("words")));
        Act(account, "/standing/appeal/decide", "Decide an appeal; never whoever proposed or approved", AppealEnd, Duty.Approve, (m, by) => new DecideAppeal(by, m.Flag("upheld"), m.Text("reason")));
        Act(account, "/standing/review", "Review a blacklisting or lift a warning", Review, Duty.Approve, (m, by) => new ReviewStanding(by, ReviewOf(m.Text("outcome")), m.Text("reason")));
        Act(account, "/gate/release", "Let one order through against the gate", Release, Duty.Approve, (m, by) => new ReleaseOrder(m.Text("order"), m.Money("amount"), m.Text("reason"), by, m.Flag("onPrepayment"), m.DateOrNull("until")));
        account.MapPost("/gate", AskAsync).Asks(Duty.AskGate).Takes(Order).WithSummary("May this order ship? Allow, prepay, hold or refuse, with reasons and the smallest payment that releases").Produces<GateAnswer>();
    }

    static ReviewOutcome ReviewOf(string code) => Code.TryRead(code, out ReviewOutcome outcome) ? outcome : default;

    static void Act(RouteGroupBuilder account, string path, string words, Shape? shape, Duty duty, Func<Members, Actor, Input> read) =>
        AccountActsApi.Act(account, path, words, shape, duty, (members, http) => read(members, Caller.Of(http).Actor));

    static async Task<IResult> AskAsync(HttpContext http, string ledger, string account, AccountFinder finder, AskOrderGate gate)
    {
        (Members members, ApiProblem? refusal, _) = await Body.ReadAsync(http, Order);
        if (refusal is not null) return refusal;
        if (members.Money("amount").Minor < 0) return ApiProblem.Invalid(new Problem("amount", "an order is not below zero", "give its amount, or zero to ask about the account"));
        if (await finder.FindAsync(ledger, account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        OrderRequest order = new(members.Money("amount"), members.TextOrNull("order") ?? "", members.Flag("prepaid"));
        return await gate.AskAsync(found.Account.Id, order, Caller.Of(http).Name, http.RequestAborted) is { } answer ? Results.Json(answer, WebJson.Options) : ApiProblem.NotFound;
    }
}
