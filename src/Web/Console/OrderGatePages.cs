using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Api;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>The order desk's page: may we ship, and why not? An approver lets one order through against it.</summary>
/// <param name="Asked">What stands in the form.</param>
/// <param name="Account">Whom the answer is about; null: not asked yet.</param>
/// <param name="Answer">The gate's answer; null: not asked yet.</param>
/// <param name="Problems">What stands in the way of the form just sent; empty otherwise.</param>
public sealed record OrderGateView(AskedOrder Asked, Account? Account, GateAnswer? Answer, ImmutableArray<Problem> Problems);

/// <summary>An order as the desk wrote it.</summary>
public sealed record AskedOrder(string Customer, string Amount, string Currency, string Order, bool IsPrepaid);

/// <summary>Asks and releases.</summary>
internal sealed class OrderGatePages(FrameReader frames, AccountFinder accounts, AskOrderGate gate, AccountDesk desk)
{
    public static void Map(RouteGroupBuilder ledger)
    {
        ledger.MapGet("/orders", (HttpContext http, string ledger, OrderGatePages pages) => pages.ShowAsync(http, ledger)).Asks(Duty.AskGate);
        ledger.MapPost("/orders", (HttpContext http, string ledger, OrderGatePages pages) => pages.AskAsync(http, ledger)).Asks(Duty.AskGate);
        ledger.MapPost("/orders/release", (HttpContext http, string ledger, OrderGatePages pages) => pages.ReleaseAsync(http, ledger)).Asks(Duty.Approve);
    }

    async Task<IResult> ShowAsync(HttpContext http, string ledger)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        string customer = http.Request.Query["customer"].ToString();
        return Page(frame, new(new(customer.Length <= 200 ? customer : "", "", frame.Ledger!.Currency.Code, "", false), null, null, []));
    }

    async Task<IResult> AskAsync(HttpContext http, string ledger)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        AskedOrder asked = Read(fields);
        Money amount = fields.Money("amount", asked.Currency);
        if (amount.Minor < 0) fields.Fault("amount", "an order is not below zero", "give its amount, or zero to ask about the customer");
        StoredAccount? found = await FindAsync(fields, ledger, asked, http.RequestAborted);
        if (found is null || !fields.Problems.IsEmpty) return Page(frame, new(asked, null, null, fields.Problems));
        GateAnswer? answer = await gate.AskAsync(found.Account.Id, new(amount, asked.Order, asked.IsPrepaid), Caller.Of(http).Name, http.RequestAborted);
        return Page(frame, new(asked, found.Account, answer, []));
    }

    async Task<IResult> ReleaseAsync(HttpContext http, string ledger)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        AskedOrder asked = Read(fields);
        ReleaseOrder release = new(asked.Order, fields.Money("amount", asked.Currency), fields.Needed("reason"), Caller.Of(http).Actor, asked.IsPrepaid, fields.DateOrNone("until"));
        StoredAccount? found = await FindAsync(fields, ledger, asked, http.RequestAborted);
        if (found is null || !fields.Problems.IsEmpty) return Page(frame, new(asked, null, null, fields.Problems));
        DeskAnswer put = await desk.PutAsync(found.Account.Id, release, Caller.Of(http).Origin, http.RequestAborted);
        if (put.Answer is Answer.Refused refused) return Page(frame, new(asked, found.Account, null, refused.Problems));
        GateAnswer? answer = await gate.AskAsync(found.Account.Id, new(release.Most, asked.Order, asked.IsPrepaid), Caller.Of(http).Name, http.RequestAborted);
        return Page(frame with { Did = Done.Words("order-released") }, new(asked, found.Account, answer, []));
    }

    static AskedOrder Read(FormFields fields) => new(fields.Needed("customer", 200), fields.Text("amount", 24), fields.Needed("currency", 3), fields.Text("order", 100), fields.Flag("prepaid"));

    async Task<StoredAccount?> FindAsync(FormFields fields, string ledger, AskedOrder asked, CancellationToken cancel)
    {
        StoredAccount? found = asked.Customer.Length == 0 ? null : await accounts.FindAsync(ledger, asked.Customer, cancel);
        if (found is null && asked.Customer.Length > 0) fields.Fault("customer", $"there is no customer {Show.Text(asked.Customer)} in this ledger", "give the number as the accounts show it");
        return found;
    }

    static RazorComponentResult<OrderGatePage> Page(Frame frame, OrderGateView view) => new(new { Frame = frame, View = view }) { StatusCode = view.Problems.IsEmpty ? 200 : 422 };
}

/// <summary>The gate's codes in words for the desk.</summary>
internal static class GateWords
{
    public static string Of(GateVerdict verdict) => verdict switch
    {
        GateVerdict.Allow => "Ship on the usual terms",
        GateVerdict.Prepay => "Ship once it is paid in advance",
        GateVerdict.Hold => "Hold: nothing ships until a payment or a person releases it",
        GateVerdict.Refuse => "Take no order",
    };

    public static string Mood(GateVerdict verdict) => verdict switch { GateVerdict.Allow => "good", GateVerdict.Prepay => "mild", GateVerdict.Hold or GateVerdict.Refuse => "bad" };

    public static string Of(GateReason reason) => reason switch
    {
        GateReason.WithinTerms => "nothing stands in the way",
        GateReason.ReleasedByPerson => "a person let this order through",
        GateReason.PaidInAdvance => "it is paid in advance, which the terms allow",
        GateReason.CreditLimit => "with this order the customer would pass the credit limit",
        GateReason.Overdue => "an invoice is overdue so long that orders are prepaid",
        GateReason.OverdueLong => "an invoice is overdue so long that orders are held, and every notice was given",
        GateReason.HoldNotProven => "an invoice is long overdue, but a notice is missing or a promise or dispute is open: paid in advance instead of held",
        GateReason.HoldFrozen => "an invoice is long overdue, but our own figures may be out of date: paid in advance instead of held",
        GateReason.Rehabilitating => "the customer is on the way back: orders are paid in advance",
        GateReason.SmallLimit => "the customer is on the way back: the small limit would be passed",
        GateReason.HeldByPerson => "a person stopped new orders",
        GateReason.Insolvency => "insolvency or a moratorium is known: only a person lets an order through",
        GateReason.Blacklisted => "the customer has no credit",
    };
}
