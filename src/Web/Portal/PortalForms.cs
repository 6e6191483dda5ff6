using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console;
using Collections.Web.Portal.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Portal;

/// <summary>What is wrong with a form, in the visitor's language.</summary>
/// <param name="Field">Id of the field; empty: none.</param>
/// <param name="Words">A sentence with the cure.</param>
public sealed record Fault(string Field, string Words);

/// <summary>Promise and dispute: the verbs that staff have, under the same rules.</summary>
internal static class PortalForms
{
    public static void Map(RouteGroupBuilder portal)
    {
        portal.MapGet("/promise", (HttpContext http, VisitReader visits) => PromiseAsync(http, visits)).Asks(Duty.Customer);
        portal.MapPost("/promise", MakePromiseAsync).Asks(Duty.Customer);
        portal.MapPost("/promise/withdraw", WithdrawAsync).Asks(Duty.Customer);
        portal.MapGet("/dispute", (HttpContext http, VisitReader visits) => DisputeAsync(http, visits)).Asks(Duty.Customer);
        portal.MapPost("/dispute", OpenDisputeAsync).Asks(Duty.Customer).WithMetadata(new TakesFiles());
    }

    static async Task<IResult> PromiseAsync(HttpContext http, VisitReader visits)
    {
        Visit visit = await visits.ReadAsync(http);
        return Promise(visit, visit.Invoice(http.Request.Query["invoice"]) is { } one ? [one.Number] : [], []);
    }

    static RazorComponentResult<PromisePage> Promise(Visit visit, ImmutableArray<string> chosen, IReadOnlyList<Fault> faults, IFormCollection? form = null) =>
        new(new { V = visit, Chosen = chosen, Faults = faults, Form = form }) { StatusCode = faults.Count == 0 ? 200 : 422 };

    static async Task<IResult> MakePromiseAsync(HttpContext http, VisitReader visits, PortalActs acts)
    {
        Visit visit = await visits.ReadAsync(http);
        PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), visit.Say);
        ImmutableArray<string> chosen = fields.Many("invoices");
        MakePromise input = new(fields.Money("amount", visit, fields.Text("currency", 3)), fields.Date("date"), chosen, "portal");
        IReadOnlyList<Fault> faults = fields.Faults.Count > 0 ? fields.Faults : await acts.PutAsync(visit, input, http.RequestAborted);
        return faults.Count > 0 ? Promise(visit, chosen, faults, fields.Form) : SeeOther.To("/portal?done=promise");
    }

    static async Task<IResult> WithdrawAsync(HttpContext http, VisitReader visits, PortalActs acts)
    {
        Visit visit = await visits.ReadAsync(http);
        PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), visit.Say);
        IReadOnlyList<Fault> faults = await acts.PutAsync(visit, new WithdrawPromise(fields.Text("promise", 20), "the customer took it back"), http.RequestAborted);
        return faults.Count > 0 ? PortalNotices.NotFound(http) : SeeOther.To("/portal?done=promise-withdrawn");
    }

    static async Task<IResult> DisputeAsync(HttpContext http, VisitReader visits)
    {
        Visit visit = await visits.ReadAsync(http);
        return Dispute(visit, visit.Invoice(http.Request.Query["invoice"])?.Number ?? "", []);
    }

    static RazorComponentResult<DisputePage> Dispute(Visit visit, string chosen, IReadOnlyList<Fault> faults, IFormCollection? form = null) =>
        new(new { V = visit, Chosen = chosen, Faults = faults, Form = form }) { StatusCode = faults.Count == 0 ? 200 : 422 };

    static async Task<IResult> OpenDisputeAsync(HttpContext http, VisitReader visits, PortalActs acts, EvidenceDesk evidence)
    {
        Visit visit = await visits.ReadAsync(http);
        PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), visit.Say);
        string number = fields.Text("invoice", 200);
        Money? part = fields.Text("part", 10) == "part" && visit.Invoice(number) is { } known ? fields.Money("amount", visit, known.Amount.Currency.Code) : null;
        string words = fields.Needed("words", 2000);
        (IReadOnlyList<ReadFile> files, IReadOnlyList<Fault> wrong) = await EvidenceFiles.ReadAsync(fields.Form.Files, visit.Say, http.RequestAborted);
        Fault[] faults = [.. fields.Faults, .. wrong];
        if (faults.Length == 0 && !await evidence.HasRoomAsync(visit.Account.Id, files.Count, http.RequestAborted))
            faults = [new("files", visit.Say["Your account holds as many files as it takes: please send more by email.", "Ihr Konto enthält so viele Dateien, wie es fasst: Bitte senden Sie weitere per E-Mail."])];
        if (faults.Length == 0) faults = [.. await acts.PutAsync(visit, new OpenDispute(number, fields.Text("code", 30), words, part), http.RequestAborted)];
        if (faults.Length > 0) return Dispute(visit, number, faults, fields.Form);
        Account after = (await visits.Desk.Stores.Accounts.LoadAsync(visit.Account.Id, http.RequestAborted))!.Account;
        if (after.Disputes.LastOrDefault(d => d.ClosedDate is null && d.Invoice == number && d.Amount == part) is { } dispute)
            await evidence.KeepAsync(visit, dispute.Id, files, http.RequestAborted);
        return SeeOther.To("/portal?done=dispute");
    }
}

/// <summary>Puts what a visitor says to the account of their session, and says what stands in the way in their language.</summary>
internal sealed class PortalActs(AccountDesk desk, AgeingBook ageing)
{
    /// <summary>Empty when it was done, or had been before.</summary>
    public async Task<IReadOnlyList<Fault>> PutAsync(Visit visit, Input input, CancellationToken cancel)
    {
        DeskAnswer answer = await desk.PutAsync(visit.Account.Id, input, visit.Visitor.Origin, cancel);
        ageing.Forget(visit.Ledger.Id);
        return answer.Answer.Match<IReadOnlyList<Fault>>(_ => [], _ => [], refused => [.. refused.Problems.Select(p => Told(p, visit)).Distinct()]);
    }

    // The engine's words are for staff: here each is said again for the customer, with the policy's own figures.
    static Fault Told(Problem problem, Visit visit)
    {
        Tongue say = visit.Say;
        DateOnly furthest = visit.Today.AddDays(visit.Rules?.Promises.FurthestDays ?? 0);
        return problem.Where switch
        {
            "date" => new("date", say[$"Please choose a day from today to {say.Date(furthest)}. If you need longer, ask for more time.", $"Bitte wählen Sie einen Tag von heute bis zum {say.Date(furthest)}. Brauchen Sie länger, bitten Sie um mehr Zeit."]),
            "amount" => new("amount", say["Please give an amount that is above zero, not above what is open, and at least the share named above.", "Bitte nennen Sie einen Betrag über null, höchstens den offenen und mindestens den oben genannten Anteil."]),
            "promises" => new("", say["You have as many open promises as we can take. Pay or take back one first, or call us.", "Sie haben so viele offene Zusagen, wie wir annehmen können. Zahlen Sie oder nehmen Sie eine zurück, oder rufen Sie uns an."]),
            "invoices" => new("invoices", say["One of these invoices is not open, is in dispute, or is promised or planned already. Please choose others.", "Eine dieser Rechnungen ist nicht offen, bestritten oder schon zugesagt oder in Raten. Bitte wählen Sie andere."]),
            "invoice" => new("invoice", say["Please choose one of your open invoices.", "Bitte wählen Sie eine Ihrer offenen Rechnungen."]),
            "until" => new("until", say["Please choose a day after today.", "Bitte wählen Sie einen Tag nach heute."]),
            "off" => new("off", say["Please give an amount above zero and below what is open.", "Bitte nennen Sie einen Betrag über null und unter dem Offenen."]),
            "rounds" => new("", say["We have gone back and forth as often as we can. Please take our last offer, or call us.", "Wir haben so oft hin und her verhandelt, wie es geht. Bitte nehmen Sie unser letztes Angebot an, oder rufen Sie uns an."]),
            "case" or "offer" => new("", say["This request has moved on. Please look at it again.", "Diese Anfrage steht inzwischen anders. Bitte sehen Sie sie noch einmal an."]),
            { } part when part.StartsWith("parts", StringComparison.Ordinal) => new("first", say["Please choose a first day from today on.", "Bitte wählen Sie einen ersten Tag ab heute."]),
            "reason" => new("code", say["Please choose what it is about.", "Bitte wählen Sie, worum es geht."]),
            _ => new("", say[$"That is not possible here. Please call {visit.Ledger.Sender.Phone}.", $"Das ist hier nicht möglich. Bitte rufen Sie {visit.Ledger.Sender.Phone} an."]),
        };
    }
}
