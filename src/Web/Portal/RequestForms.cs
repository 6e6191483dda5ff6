using System.Collections.Immutable;
using System.Globalization;
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

/// <summary>Asking for time or relief, and what follows: our offer taken, other terms named, the request taken back.</summary>
internal static class RequestForms
{
    public static void Map(RouteGroupBuilder portal)
    {
        portal.MapGet("/request", (HttpContext http, VisitReader visits) => AskAsync(http, visits)).Asks(Duty.Customer);
        portal.MapPost("/request", OpenAsync).Asks(Duty.Customer);
        portal.MapGet("/requests/{case}", (HttpContext http, string @case, VisitReader visits) => ShowAsync(http, @case, visits)).Asks(Duty.Customer);
        Act(portal, "accept", (_, _, id) => new AcceptOffer(Actor.Customer, id));
        Act(portal, "counter", (f, v, id) => new CounterTerms(Actor.Customer, id, RequestFields.Terms(f, v, v.Account.CaseOf(id)!.Invoices), f.Text("words", 2000)));
        Act(portal, "withdraw", (f, _, id) => new WithdrawCase(Actor.Customer, id, f.Text("words", 500)));
    }

    static async Task<IResult> AskAsync(HttpContext http, VisitReader visits)
    {
        Visit visit = await visits.ReadAsync(http);
        return Page(visit, visit.Invoice(http.Request.Query["invoice"]) is { } one ? [one.Number] : [], []);
    }

    static RazorComponentResult<RequestPage> Page(Visit visit, ImmutableArray<string> chosen, IReadOnlyList<Fault> faults, IFormCollection? form = null) =>
        new(new { V = visit, Chosen = chosen, Faults = faults, Form = form }) { StatusCode = faults.Count == 0 ? 200 : 422 };

    static async Task<IResult> OpenAsync(HttpContext http, VisitReader visits, PortalActs acts)
    {
        Visit visit = await visits.ReadAsync(http);
        PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), visit.Say);
        ImmutableArray<string> chosen = fields.Many("invoices");
        OpenRequest input = new(Actor.Customer, "portal", RequestFields.Terms(fields, visit, chosen), fields.Text("words", 2000))
        {
            Stated = RequestFields.Stated(fields, visit), ContactId = visit.Visitor.Session.ContactId,
        };
        IReadOnlyList<Fault> faults = fields.Faults.Count > 0 ? fields.Faults : await acts.PutAsync(visit, input, http.RequestAborted);
        if (faults.Count > 0) return Page(visit, chosen, faults, fields.Form);
        Account after = (await visits.Desk.Stores.Accounts.LoadAsync(visit.Account.Id, http.RequestAborted))!.Account;
        return after.Cases.LastOrDefault(c => c.Kind == CaseKind.Request) is { } made ? SeeOther.To($"/portal/requests/{made.Id}?done=request") : SeeOther.To("/portal?done=request");
    }

    static async Task<IResult> ShowAsync(HttpContext http, string id, VisitReader visits, IReadOnlyList<Fault>? faults = null, IFormCollection? form = null)
    {
        Visit visit = await visits.ReadAsync(http);
        if (visit.Account.CaseOf(id) is not { Kind: CaseKind.Request } about) return PortalNotices.NotFound(http);
        return new RazorComponentResult<RequestCasePage>(new { V = visit, About = about, Faults = faults ?? [], Form = form }) { StatusCode = faults is { Count: > 0 } ? 422 : 200 };
    }

    static void Act(RouteGroupBuilder portal, string act, Func<PortalFields, Visit, string, Input> read) =>
        portal.MapPost("/requests/{case}/" + act, async (HttpContext http, string @case, VisitReader visits, PortalActs acts) =>
        {
            Visit visit = await visits.ReadAsync(http);
            if (visit.Account.CaseOf(@case) is not { Kind: CaseKind.Request }) return PortalNotices.NotFound(http);
            PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), visit.Say);
            Input input = read(fields, visit, @case);
            IReadOnlyList<Fault> faults = fields.Faults.Count > 0 ? fields.Faults : await acts.PutAsync(visit, input, http.RequestAborted);
            return faults.Count > 0 ? await ShowAsync(http, @case, visits, faults, fields.Form) : SeeOther.To($"/portal/requests/{@case}?done={input.Cause}");
        }).Asks(Duty.Customer);
}

/// <summary>Reads what is asked for out of a form.</summary>
internal static class RequestFields
{
    /// <summary>The terms: a later day, instalments that add up to what is covered, or a part given up.</summary>
    public static CaseTerms Terms(PortalFields fields, Visit visit, ImmutableArray<string> invoices) => fields.Text("kind", 20) switch
    {
        "plan" => new() { Kind = TermsKind.Plan, Invoices = invoices, Parts = Parts(fields, visit, invoices) },
        "reduction" => new() { Kind = TermsKind.Reduction, Invoices = invoices, Off = fields.Money("off", visit, Covered(visit, invoices).Currency.Code) },
        _ => new() { Kind = TermsKind.Extension, Invoices = invoices, Until = fields.Date("until") },
    };

    /// <summary>What the customer says of their means; null: nothing.</summary>
    public static CustomerStatement? Stated(PortalFields fields, Visit visit)
    {
        string currency = visit.Ledger.Currency.Code;
        CustomerStatement stated = new()
        {
            Difficulty = Code.TryRead(fields.Text("difficulty", 20), out Difficulty difficulty) ? difficulty : default, Cause = Code.TryRead(fields.Text("cause", 30), out DifficultyCause cause) ? cause : default,
            IncomeMonthly = Means("income"), CostsMonthly = Means("costs"), OtherDebtsMonthly = Means("debts"), Vulnerable = fields.Text("vulnerable", 10) == "true",
        };
        return stated == new CustomerStatement() ? null : stated;

        Money? Means(string name) => fields.Form[name].ToString().Trim().Length == 0 ? null
            : visit.Say.TryMoney(fields.Form[name].ToString(), Currency.Of(currency), out Money money) ? money : fields.Money(name, visit, currency);
    }

    static ImmutableArray<Instalment> Parts(PortalFields fields, Visit visit, ImmutableArray<string> invoices)
    {
        Money covered = Covered(visit, invoices);
        int count = int.TryParse(fields.Text("count", 3), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? Math.Clamp(asked, 2, InstalmentAsked.Most) : 2;
        DateOnly first = fields.Date("first");
        return covered.IsPositive && first != default ? [.. InstalmentAsked.Split(covered, count, fields.Text("every", 20), first)] : [];
    }

    // What is not contested of the invoices named; of none named, of all in the account's first currency that are on no plan.
    static Money Covered(Visit visit, ImmutableArray<string> invoices)
    {
        ChasedInvoice[] named = [.. visit.Chase.Invoices.Where(i => invoices.Contains(i.Invoice.Number))];
        Currency currency = named.Length > 0 ? named[0].Open.Currency : visit.Currencies.FirstOrDefault(visit.Ledger.Currency);
        IEnumerable<ChasedInvoice> lines = invoices.IsEmpty ? visit.Chase.Invoices.Where(i => i.Open.Currency == currency && i.Contested.IsZero && i.Out != Reason.PlanOnTrack) : named.Where(i => i.Open.Currency == currency);
        return lines.Aggregate(Money.Zero(currency), (sum, i) => sum + i.Open - i.Contested);
    }
}

/// <summary>Requests in words for the customer.</summary>
internal static class RequestWords
{
    public static string Of(CaseTerms terms, Tongue say)
    {
        string what = terms.Invoices.IsEmpty ? say["what is open", "das Offene"] : Visit.Show(string.Join(", ", terms.Invoices));
        string parts = string.Join("; ", terms.Parts.Select(p => $"{say.Money(p.Amount)} {say["on", "am"]} {say.Date(p.DueDate)}"));
        string until = terms.Until is { } day ? say.Date(day) : "", off = terms.Off is { } given ? say.Money(given) : "";
        return terms.Kind switch
        {
            TermsKind.Extension => say[$"time until {until} for {what}", $"Zeit bis {until} für {what}"],
            TermsKind.PartPayment => say[$"a part now and the rest later for {what}: {parts}", $"ein Teil jetzt, der Rest später für {what}: {parts}"],
            TermsKind.Plan or TermsKind.SmallFirstPlan => say[$"instalments for {what}: {parts}", $"Raten für {what}: {parts}"],
            TermsKind.Settlement => say[$"{off} off {what} if the rest is paid by {until}", $"{off} Nachlass auf {what}, wenn der Rest bis {until} bezahlt ist"],
            TermsKind.ClaimWaiver => say[$"no interest and fees on {what}", $"keine Zinsen und Kosten auf {what}"],
            TermsKind.Reduction => say[$"{off} less on {what}", $"{off} weniger auf {what}"],
            TermsKind.SmallerOrder => say[$"order {Visit.Show(terms.Order)}", $"Auftrag {Visit.Show(terms.Order)}"],
        };
    }

    public static string State(Case about, Visit v)
    {
        Tongue say = v.Say;
        return about.State switch
        {
            CaseState.Open when about.AnswerBy is { } by => say[$"you have our answer by {say.At(by, v.Ledger.TimeZone)}", $"unsere Antwort erhalten Sie bis {say.At(by, v.Ledger.TimeZone)}"],
            CaseState.Open => say["a person is looking at it", "ein Mensch sieht es sich an"],
            CaseState.Offered => say["our offer waits for your answer", "unser Angebot wartet auf Ihre Antwort"],
            CaseState.Granted => say["agreed", "vereinbart"],
            CaseState.Refused => say["not possible", "nicht möglich"],
            CaseState.Withdrawn => say["taken back", "zurückgenommen"],
            CaseState.Lapsed => say["our offer has lapsed", "unser Angebot ist verfallen"],
            CaseState.Settled => say["answered", "beantwortet"],
        };
    }

    public static string Cause(DifficultyCause cause, Tongue say) => cause switch
    {
        DifficultyCause.CashFlow => say["A slow month", "Ein schwacher Monat"], DifficultyCause.CustomerNotPaying => say["A customer of ours has not paid", "Ein Kunde von uns hat nicht bezahlt"],
        DifficultyCause.Season => say["The season", "Die Jahreszeit"], DifficultyCause.Illness => say["Illness or a death", "Krankheit oder ein Todesfall"], DifficultyCause.Disaster => say["Flood, fire, storm or the like", "Hochwasser, Feuer, Sturm oder Ähnliches"],
        DifficultyCause.Debt => say["Too much debt", "Zu viele Schulden"], DifficultyCause.Other => say["Something else", "Etwas anderes"], DifficultyCause.Unknown => say["I would rather not say", "Keine Angabe"],
    };
}
