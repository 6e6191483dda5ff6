using Collections.Web.Api;
using Collections.Web.Console;
using Collections.Web.Portal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Access;

/// <summary>Lets a request reach its endpoint, or not. Denies by default: no declared duty, no way in. Where a request came from is no credential,
/// and neither is any header that a proxy may have set: only our own key or session counts, each on its own surface alone.</summary>
internal sealed class AccessCheck(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, AccessKeys keys, SignIn signIn, PortalDoor door)
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http); // nothing matched, or the method is not allowed: nothing of ours runs
            return;
        }
        Surface surface = Surfaces.Of(http.Request);
        if (surface != Surface.Api && FormGuard.IsForeign(http.Request)) await Turned.ForbiddenAsync(http, surface, "the form came from another site");
        else if (endpoint.Metadata.GetMetadata<DutyOf>() is not { } asked) await Turned.ForbiddenAsync(http, surface, "the endpoint declares no duty");
        else if (asked.Duty == Duty.Anyone) await next(http);
        else if (asked.Duty == Duty.Customer || surface == Surface.Portal) await AdmitVisitorAsync(http, surface, asked.Duty, door);
        else await AdmitAsync(http, surface, asked.Duty, surface == Surface.Console ? await PersonAsync(http, signIn) : await ProgramAsync(http, keys));
    }

    async Task AdmitAsync(HttpContext http, Surface surface, Duty duty, Caller? caller)
    {
        if (caller is null) await Turned.UnknownCallerAsync(http, surface);
        else if (!caller.May(duty)) await Turned.ForbiddenAsync(http, surface, "the role does not allow it");
        else if (surface == Surface.Console && !await FormGuard.IsOursAsync(http, FormGuard.TokenFor(caller))) await Turned.ForbiddenAsync(http, surface, "the form is not of this session");
        else
        {
            http.Features.Set(caller);
            if (IsTheirs(http, caller, duty)) await next(http);
            else await Turned.AwayAsync(http, surface);
        }
    }

    // A customer's pages are for a customer's session, and such a session for nothing else.
    async Task AdmitVisitorAsync(HttpContext http, Surface surface, Duty duty, PortalDoor door)
    {
        bool fits = surface == Surface.Portal && duty == Duty.Customer;
        (Visitor Visitor, string? Renewed)? known = fits && PortalCookie.Read(http.Request) is { } cookie ? await door.VisitorAsync(cookie, http.RequestAborted) : null;
        if (known is not { } visit) await Turned.UnknownCallerAsync(http, surface);
        else if (!await FormGuard.IsOursAsync(http, visit.Visitor.FormToken)) await Turned.ForbiddenAsync(http, surface, "the form is not of this session");
        else
        {
            if (visit.Renewed is { } renewed) PortalCookie.Write(http, renewed);
            http.Features.Set(visit.Visitor);
            await next(http);
        }
    }

    // The house (people, keys, safe mode) is kept by whoever keeps every ledger; to others it is not there.
    static bool IsTheirs(HttpContext http, Caller caller, Duty duty) =>
        http.Request.RouteValues["ledger"] is string ledger ? caller.Sees(ledger) : duty != Duty.Administer || caller.Ledgers.IsEmpty;

    static async Task<Caller?> ProgramAsync(HttpContext http, AccessKeys keys) =>
        http.Request.Headers.Authorization is [{ } authorization] ? await keys.CallerAsync(authorization, http.RequestAborted) : null;

    static async Task<Caller?> PersonAsync(HttpContext http, SignIn signIn)
    {
        if (SessionCookie.Read(http.Request) is not { } cookie || await signIn.CallerAsync(cookie, http.RequestAborted) is not { } known) return null;
        if (known.Renewed is { } renewed) SessionCookie.Write(http, renewed);
        return known.Caller;
    }
}

/// <summary>The same refusal in the form of the surface it happens on. What is foreign and what is missing are told in the same bytes.</summary>
internal static class Turned
{
    public static Task UnknownCallerAsync(HttpContext http, Surface surface)
    {
        if (surface == Surface.Api)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblem.Unauthorized.ExecuteAsync(http);
        }
        if (surface == Surface.Portal) return PortalNotices.Closed(http).ExecuteAsync(http);
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return Notices.SignInFirst.ExecuteAsync(http);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/console/sign-in";
        return Task.CompletedTask;
    }

    public static Task ForbiddenAsync(HttpContext http, Surface surface, string why) => surface switch
    {
        Surface.Console => Notices.Forbidden(why).ExecuteAsync(http),
        Surface.Portal => PortalNotices.Forbidden(http).ExecuteAsync(http),
        Surface.Api => ApiProblem.Forbidden(why).ExecuteAsync(http),
    };

    public static Task AwayAsync(HttpContext http, Surface surface) => surface switch
    {
        Surface.Console => Notices.NotFound.ExecuteAsync(http),
        Surface.Portal => PortalNotices.NotFound(http).ExecuteAsync(http),
        Surface.Api => ApiProblem.NotFound.ExecuteAsync(http),
    };
}
