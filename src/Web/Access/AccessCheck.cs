using Collections.Web.Api;
using Collections.Web.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Access;

/// <summary>Lets a request reach its endpoint, or not. Denies by default: no declared duty, no way in. Where a request came from is no credential,
/// and neither is any header that a proxy may have set: only our own key or session counts.</summary>
internal sealed class AccessCheck(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http, AccessKeys keys, SignIn signIn)
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http); // nothing matched, or the method is not allowed: nothing of ours runs
            return;
        }
        bool isConsole = http.Request.Path.StartsWithSegments("/console");
        if (isConsole && FormGuard.IsForeign(http.Request)) await Turned.ForbiddenAsync(http, isConsole, "the form came from another site");
        else if (endpoint.Metadata.GetMetadata<DutyOf>() is not { } asked) await Turned.ForbiddenAsync(http, isConsole, "the endpoint declares no duty");
        else if (asked.Duty == Duty.Anyone) await next(http);
        else await AdmitAsync(http, isConsole, asked.Duty, isConsole ? await PersonAsync(http, signIn) : await ProgramAsync(http, keys));
    }

    async Task AdmitAsync(HttpContext http, bool isConsole, Duty duty, Caller? caller)
    {
        if (caller is null) await Turned.UnknownCallerAsync(http, isConsole);
        else if (!caller.May(duty)) await Turned.ForbiddenAsync(http, isConsole, "the role does not allow it");
        else if (isConsole && !await FormGuard.IsOursAsync(http, caller)) await Turned.ForbiddenAsync(http, isConsole, "the form is not of this session");
        else
        {
            http.Features.Set(caller);
            if (IsTheirs(http, caller, duty)) await next(http);
            else await Turned.AwayAsync(http, isConsole);
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
    public static Task UnknownCallerAsync(HttpContext http, bool isConsole)
    {
        if (!isConsole)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblem.Unauthorized.ExecuteAsync(http);
        }
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return Notices.SignInFirst.ExecuteAsync(http);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/console/sign-in";
        return Task.CompletedTask;
    }

    public static Task ForbiddenAsync(HttpContext http, bool isConsole, string why) =>
        isConsole ? Notices.Forbidden(why).ExecuteAsync(http) : ApiProblem.Forbidden(why).ExecuteAsync(http);

    public static Task AwayAsync(HttpContext http, bool isConsole) => isConsole ? Notices.NotFound.ExecuteAsync(http) : ApiProblem.NotFound.ExecuteAsync(http);
}
