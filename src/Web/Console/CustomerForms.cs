using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Portal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Collections.Web.Console;

/// <summary>A customer's way in, as staff keep it: make a link, end one, and read what the customer sent.</summary>
internal static class CustomerForms
{
    public static void Map(RouteGroupBuilder account)
    {
        account.MapPost("/portal-link", MakeAsync).Asks(Duty.Work);
        account.MapPost("/portal-link-revoke", RevokeAsync).Asks(Duty.Work);
        account.MapGet("/evidence/{file}", DownloadAsync).Asks(Duty.Read);
    }

    static async Task<IResult> MakeAsync(HttpContext http, string ledger, string account, AccountActs acts, AccountPages pages, PortalDoor door)
    {
        if (await acts.FindAsync(ledger, account, http.RequestAborted) is not { } found) return Notices.NotFound;
        (string link, _) = await door.NewAddressAsync(found.Account, Caller.Of(http).Name, $"{http.Request.Scheme}://{http.Request.Host}", http.RequestAborted);
        return await pages.ShowAsync(http, ledger, account, [], null, link);
    }

    static async Task<IResult> RevokeAsync(HttpContext http, string ledger, string account, AccountActs acts, PortalDoor door)
    {
        if (await acts.FindAsync(ledger, account, http.RequestAborted) is not { } found) return Notices.NotFound;
        FormFields fields = new(await http.Request.ReadFormAsync(http.RequestAborted));
        bool ended = await door.RevokeAsync(found.Account, fields.Text("link", 40), Caller.Of(http).Name, http.RequestAborted);
        return ended ? acts.Back(http, ledger, account, "portal-link-revoked") : Notices.NotFound;
    }

    // A file from outside is handed over and never shown: its name is ours, and the browser is told to run nothing of it.
    static async Task<IResult> DownloadAsync(HttpContext http, string ledger, string account, string file, AccountActs acts, IPortalStore portal)
    {
        if (await acts.FindAsync(ledger, account, http.RequestAborted) is not { } found) return Notices.NotFound;
        Evidence? known = (await portal.EvidenceOfAsync(found.Account.Id, http.RequestAborted)).FirstOrDefault(e => e.Id == file);
        if (known is null || await portal.EvidenceContentAsync(found.Account.Id, file, http.RequestAborted) is not { } content) return Notices.NotFound;
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; sandbox";
        return Results.File(content, known.Type, $"evidence-{known.Id}.{EvidenceFiles.EndingOf(known.Type)}");
    }
}
