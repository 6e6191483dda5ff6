using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Api;

/// <summary>Customers' links, for programs that give them out.</summary>
internal static class PortalLinksApi
{
    public static void Map(RouteGroupBuilder account)
    {
        account.MapGet("/portal-links", ListAsync).Asks(Duty.Read).WithSummary("The links to the customer's own page, without their secrets").Produces<IReadOnlyList<LinkShown>>();
        account.MapPost("/portal-links", MakeAsync).Asks(Duty.Work).WithSummary("Make a link to the customer's own page; it is answered this once and kept nowhere").Produces<LinkMade>();
        account.MapPost("/portal-links/{id}/revoke", RevokeAsync).Asks(Duty.Work).WithSummary("End a link at once, with every session that it began").Produces<ActAnswer>();
    }

    static async Task<IResult> ListAsync(HttpContext http, string ledger, string account, AccountFinder finder, IPortalStore portal)
    {
        if (await finder.FindAsync(ledger, account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        IReadOnlyList<PortalLink> links = await portal.LinksOfAsync(found.Account.Id, http.RequestAborted);
        return Results.Json(links.Select(l => new LinkShown(l.Id, l.ContactId, l.CreatedAt, l.CreatedBy, l.ExpiresAt, l.RevokedAt)), WebJson.Options);
    }

    static async Task<IResult> MakeAsync(HttpContext http, string ledger, string account, AccountFinder finder, PortalDoor door)
    {
        if (await finder.FindAsync(ledger, account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        (string address, PortalLink link) = await door.NewAddressAsync(found.Account, Caller.Of(http).Name, $"{http.Request.Scheme}://{http.Request.Host}", http.RequestAborted);
        return Results.Json(new LinkMade(link.Id, address, link.ExpiresAt), WebJson.Options);
    }

    static async Task<IResult> RevokeAsync(HttpContext http, string ledger, string account, string id, AccountFinder finder, PortalDoor door)
    {
        if (await finder.FindAsync(ledger, account, http.RequestAborted) is not { } found) return ApiProblem.NotFound;
        bool ended = await door.RevokeAsync(found.Account, id, Caller.Of(http).Name, http.RequestAborted);
        return ended ? Results.Json(new ActAnswer("done", "the link no longer opens anything", id, found.Version), WebJson.Options) : ApiProblem.NotFound;
    }
}

/// <summary>A link as it is listed.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="ContactId">The contact it was sent to; null: given out by staff.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it; "rule": a letter carried it.</param>
/// <param name="ExpiresAt">The first instant at which it is no longer good.</param>
/// <param name="RevokedAt">When it was ended; null: not ended.</param>
internal sealed record LinkShown(string Id, string? ContactId, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>A link just made.</summary>
/// <param name="Id">Its public name.</param>
/// <param name="Link">The whole address; it is answered this once.</param>
/// <param name="ExpiresAt">The first instant at which it is no longer good.</param>
internal sealed record LinkMade(string Id, string Link, DateTimeOffset ExpiresAt);
