using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Console;
using Collections.Web.Portal.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Web.Portal;

/// <summary>The customer's own pages. No address names an account: whose it is, the session says.</summary>
internal static class PortalRoutes
{
    public static void AddCollectionsPortal(this IServiceCollection services) =>
        services.AddSingleton<PortalDoor>().AddSingleton<VisitReader>().AddSingleton<CodeDesk>().AddSingleton<EvidenceDesk>().AddSingleton<PortalActs>();

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder portal = endpoints.MapGroup("/portal").ExcludeFromDescription();
        portal.MapGet("/portal.css", Styles.PortalAnswer).Asks(Duty.Anyone);
        portal.MapGet("/language/{tag}", Choose).Asks(Duty.Anyone);
        portal.MapGet("/{token:length(43)}", Look).Asks(Duty.Anyone);
        portal.MapPost("/open", OpenAsync).Asks(Duty.Anyone);

        portal.MapGet("/", (HttpContext http, VisitReader visits) => PageAsync<StatementPage>(http, visits)).Asks(Duty.Customer);
        portal.MapGet("/invoice", PortalPages.InvoiceAsync).Asks(Duty.Customer);
        portal.MapGet("/messages", PortalPages.MessagesAsync).Asks(Duty.Customer);
        portal.MapGet("/messages/{message}", PortalPages.MessageAsync).Asks(Duty.Customer);
        portal.MapGet("/messages/{message}/html", PortalPages.HtmlAsync).Asks(Duty.Customer);
        portal.MapGet("/instalments", PortalPages.InstalmentsAsync).Asks(Duty.Customer);
        portal.MapPost("/close", CloseAsync).Asks(Duty.Customer);
        PortalForms.Map(portal);
        ContactForms.Map(portal);
        RequestForms.Map(portal);
    }

    /// <summary>A page of the account that needs nothing but the account.</summary>
    public static async Task<IResult> PageAsync<T>(HttpContext http, VisitReader visits) where T : Microsoft.AspNetCore.Components.IComponent =>
        new RazorComponentResult<T>(new { V = await visits.ReadAsync(http) });

    // A neutral page: the token is not looked at, so that whoever follows links for others learns and changes nothing.
    static RazorComponentResult<OpenPage> Look(HttpContext http, string token) =>
        new(new { Say = Tongue.Of(http), Token = PortalDoor.IsToken(token) ? token : "" });

    static async Task<IResult> OpenAsync(HttpContext http, PortalDoor door)
    {
        if (!http.Request.HasFormContentType) return PortalNotices.NoGood(http);
        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (await door.OpenAsync(form["token"].ToString(), http.RequestAborted) is not { } cookie) return PortalNotices.NoGood(http);
        PortalCookie.Write(http, cookie);
        return SeeOther.To("/portal");
    }

    static async Task<IResult> CloseAsync(HttpContext http, PortalDoor door)
    {
        await door.EndAsync(Visitor.Of(http), http.RequestAborted);
        PortalCookie.Clear(http);
        return new RazorComponentResult<PortalNotice>(new
        {
            Say = Tongue.Of(http),
            Title = Tongue.Of(http)["Closed", "Geschlossen"],
            Words = Tongue.Of(http)["Nobody sees your account on this device now. The link in our message opens it again.", "Auf diesem Gerät sieht nun niemand mehr Ihr Konto. Der Link in unserer Nachricht öffnet es wieder."],
        });
    }

    static IResult Choose(HttpContext http, string tag)
    {
        if (Tongue.Known(tag) is not { } say) return PortalNotices.NotFound(http);
        say.Remember(http);
        return SeeOther.To("/portal");
    }
}
