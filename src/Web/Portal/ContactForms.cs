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

/// <summary>Where we write to, who stops it, and the code before anything of it changes. Stopping needs no code: nobody is made to prove that they want peace.</summary>
internal static class ContactForms
{
    public static void Map(RouteGroupBuilder portal)
    {
        portal.MapGet("/contacts", (HttpContext http, VisitReader visits) => PageAsync(http, visits, [])).Asks(Duty.Customer);
        portal.MapPost("/contacts", ChangeAsync).Asks(Duty.Customer);
        portal.MapPost("/opt-out", OptOutAsync).Asks(Duty.Customer);
        portal.MapGet("/code", (HttpContext http, VisitReader visits) => CodeAsync(http, visits, "", false)).Asks(Duty.Customer);
        portal.MapPost("/code", AskCodeAsync).Asks(Duty.Customer);
        portal.MapPost("/code/enter", EnterCodeAsync).Asks(Duty.Customer);
    }

    static async Task<IResult> PageAsync(HttpContext http, VisitReader visits, IReadOnlyList<Fault> faults)
    {
        Visit visit = await visits.ReadAsync(http);
        Reach[] reaches = [.. Reach.Of(visit.Account)];
        IReadOnlyList<OptOutSpan> spans = reaches.Length == 0 ? [] : await visits.Desk.Stores.Contacts.OptOutsAsync([.. reaches.Select(r => r.Address).Distinct()], http.RequestAborted);
        return new RazorComponentResult<ContactsPage>(new { V = visit, Reaches = reaches, OptedOut = (IReadOnlySet<string>)spans.Where(s => s.To is null).Select(s => s.Address).ToHashSet(), Faults = faults })
        {
            StatusCode = faults.Count == 0 ? 200 : 422,
        };
    }

    static async Task<IResult> ChangeAsync(HttpContext http, VisitReader visits, PortalActs acts)
    {
        Visit visit = await visits.ReadAsync(http);
        if (!visit.IsConfirmed) return SeeOther.To("/portal/code?then=contacts");
        PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), visit.Say);
        if (visit.Account.ContactOf(fields.Text("contact", 200)) is not { } contact) return PortalNotices.NotFound(http);
        string email = fields.Text("email", 254), mobile = fields.Text("mobile", 40);
        List<Fault> faults = [.. fields.Faults];
        if (email.Length > 0 && !Address.IsEmail(email)) faults.Add(new("email", visit.Say["Please write it as name@example.com.", "Bitte schreiben Sie sie als name@example.com."]));
        if (mobile.Length > 0 && !Address.IsMobile(mobile)) faults.Add(new("mobile", visit.Say["Please write it with plus and country code: +44 7700 900123.", "Bitte mit Plus und Ländervorwahl: +49 171 3920012."]));
        Contact changed = contact with
        {
            Name = fields.Text("name", 200), Email = email.Length > 0 ? email : null, Mobile = mobile.Length > 0 ? Address.Mobile(mobile) : null,
            Language = Tongue.Known(fields.Text("language", 5))?.Tag ?? contact.Language,
        };
        if (faults.Count == 0 && changed is { Email: null, Mobile: null }) faults.Add(new("email", visit.Say["Please leave us one way to reach you.", "Bitte lassen Sie uns einen Weg, Sie zu erreichen."]));
        if (faults.Count == 0) faults.AddRange(await acts.PutAsync(visit, new DescribeCustomer(new(), [changed]), http.RequestAborted));
        return faults.Count > 0 ? await PageAsync(http, visits, faults) : SeeOther.To("/portal/contacts?done=contact");
    }

    static async Task<IResult> OptOutAsync(HttpContext http, VisitReader visits, OptOutDesk desk)
    {
        Visit visit = await visits.ReadAsync(http);
        PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), visit.Say);
        if (Reach.Of(visit.Account).FirstOrDefault(r => r.Key == fields.Text("to", 300)) is not { } reach) return PortalNotices.NotFound(http);
        await desk.ChosenAsync(visit.Account, reach.Address, visit.Visitor.Origin.By, http.RequestAborted);
        return SeeOther.To("/portal/contacts?done=opt-out");
    }

    static async Task<IResult> CodeAsync(HttpContext http, VisitReader visits, string asked, bool wrong)
    {
        string then = asked.Length > 0 ? asked : http.Request.Query["then"].ToString();
        return new RazorComponentResult<CodePage>(new { V = await visits.ReadAsync(http), Then = Known(then), IsAsked = http.Request.Query["sent"] == "1" || wrong, IsWrong = wrong }) { StatusCode = wrong ? 422 : 200 };
    }

    // The answer is the same whether the code could go or not.
    static async Task<IResult> AskCodeAsync(HttpContext http, VisitReader visits, CodeDesk codes)
    {
        Visit visit = await visits.ReadAsync(http);
        PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), visit.Say);
        await codes.AskAsync(visit.Visitor, visit.Account, fields.Text("to", 300), http.RequestAborted);
        return SeeOther.To($"/portal/code?then={Uri.EscapeDataString(Known(fields.Text("then", 300)))}&sent=1");
    }

    static async Task<IResult> EnterCodeAsync(HttpContext http, VisitReader visits, CodeDesk codes)
    {
        PortalFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted), Tongue.Of(http));
        string then = Known(fields.Text("then", 300));
        bool right = await codes.EnterAsync(Visitor.Of(http), fields.Text("code", 20).Replace(" ", ""), http.RequestAborted);
        if (!right) return await CodeAsync(http, visits, then, true);
        return SeeOther.To(then == "contacts" ? "/portal/contacts?done=confirmed" : $"/portal/invoice?number={Uri.EscapeDataString(then["invoice ".Length..])}&done=confirmed");
    }

    // Where to go on after the code: one of two pages of ours, never an address.
    static string Known(string then) => then.StartsWith("invoice ", StringComparison.Ordinal) && then.Length <= 220 ? then : "contacts";
}
