using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Collections.Web.Webhooks;

/// <summary>Where providers' webhooks come in: the signature is checked on the raw bytes, the body is durable in the inbox, and only then do they get a 2xx.
/// What it says is read later, from the inbox.</summary>
internal static class WebhookRoutes
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/webhooks/{source}", (HttpContext http, string source, WebhookIntake intake) => intake.TakeAsync(http, source, "")).Asks(Duty.Anyone).ExcludeFromDescription();
        endpoints.MapPost("/webhooks/{source}/{ledger}", (HttpContext http, string source, string ledger, WebhookIntake intake) => intake.TakeAsync(http, source, ledger)).Asks(Duty.Anyone).ExcludeFromDescription();
    }
}

/// <summary>Takes one webhook.</summary>
internal sealed partial class WebhookIntake(IEnumerable<IInboundSource> sources, Stores stores, TimeProvider clock, ILogger<WebhookIntake> log)
{
    public async Task<IResult> TakeAsync(HttpContext http, string name, string ledgerId)
    {
        if (sources.FirstOrDefault(s => s.Name == name) is not { } source) return Results.StatusCode(StatusCodes.Status404NotFound);
        if (await BodyBytes.ReadAsync(http.Request, StoreLimits.BodyBytes) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        DateTimeOffset now = clock.GetUtcNow();
        InboundRequest request = new(ledgerId, UrlOf(http.Request), http.Request.Headers.ToDictionary(h => h.Key, h => string.Join(",", h.Value.AsEnumerable()), StringComparer.OrdinalIgnoreCase), body, now);
        SignatureCheck check = source.Verify(request, now);
        if (check != SignatureCheck.Genuine)
        {
            Refused(log, source.Name, check, body.Length);
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        }
        if (ledgerId.Length > 0 && await stores.Ledgers.FindAsync(ledgerId, http.RequestAborted) is null) return Results.StatusCode(StatusCodes.Status404NotFound);
        await stores.Inbox.KeepAsync(KeptRequest.Keep(source.Name, request), http.RequestAborted);
        return source.Read(request).Reply is { } reply ? Results.Text(reply, ReplyType(reply)) : Results.NoContent();
    }

    static Uri UrlOf(HttpRequest request) => Uri.TryCreate(request.GetEncodedUrl(), UriKind.Absolute, out Uri? url) ? url : new Uri("http://invalid.invalid/");

    static string ReplyType(string reply) => reply.StartsWith('<') ? "text/xml; charset=utf-8" : reply.StartsWith('{') ? "application/json" : "text/plain; charset=utf-8";

    [LoggerMessage(3101, LogLevel.Warning, "A webhook for {Source} was refused: {Check}, {Bytes} bytes.")]
    static partial void Refused(ILogger log, string source, SignatureCheck check, int bytes);
}
