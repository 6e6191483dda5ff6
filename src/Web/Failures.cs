using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Api;
using Collections.Web.Console;
using Collections.Web.Portal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collections.Web;

/// <summary>The edge of the host: what broke is logged once and told in the form of the surface, without a word of its inside.</summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        PageHeaders.OnEveryAnswer(http);
        try
        {
            await next(http);
            if (!http.Response.HasStarted && http.Response.StatusCode is 404 or 405 or 415 && http.Response.ContentType is null && http.Response.ContentLength is null) await TellAsync(http, http.Response.StatusCode);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // whoever asked has gone
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            await TellAsync(http, StatusOf(failure));
        }
    }

    int StatusOf(Exception failure)
    {
        switch (failure)
        {
            case UnknownAccountException or UnknownLedgerException: return 404;
            case BadHttpRequestException bad: return bad.StatusCode;
            case InvalidDataException: return 400; // a form beyond its limits
            case StoreUnavailableException or AccountContendedException:
                Unavailable(log, failure);
                return 503;
            default:
                Broke(log, failure);
                return 500;
        }
    }

    static Task TellAsync(HttpContext http, int status)
    {
        if (status == 503) http.Response.Headers.RetryAfter = "5";
        Surface surface = Surfaces.Of(http.Request);
        if (status == 404) return Turned.AwayAsync(http, surface);
        if (surface == Surface.Portal) return PortalNotices.Of(http, status).ExecuteAsync(http);
        IResult told = (status, surface == Surface.Console) switch
        {
            (503, true) => Notices.Busy, (503, false) => ApiProblem.Busy,
            (500, true) => Notices.Broken, (500, false) => ApiProblem.Broken,
            (_, true) => Notices.Of(status, "Not possible", "The request cannot be understood. Nothing was changed."),
            (405, false) => ApiProblem.Method,
            (413, false) => ApiProblem.TooLarge,
            (_, false) => ApiProblem.Invalid(new Problem("", "the request cannot be understood", "see /openapi/v1.json")) with { Status = status },
        };
        return told.ExecuteAsync(http);
    }

    [LoggerMessage(3001, LogLevel.Error, "A request failed.")]
    static partial void Broke(ILogger log, Exception failure);

    [LoggerMessage(3002, LogLevel.Warning, "A request could not be recorded: the store cannot be reached or an account is contended.")]
    static partial void Unavailable(ILogger log, Exception failure);
}
