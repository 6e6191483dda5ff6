using System.CommandLine;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Portal;

namespace Collections.Server;

/// <summary>portal link | links | revoke: the customers' way in.</summary>
internal static class PortalCommands
{
    public static Command Build()
    {
        Argument<string> id = new("link") { Description = "The link's name, as 'portal links' shows it" };
        Option<string> url = new("--url") { Description = "Where the server is reached, for a ledger without a portal address", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        Command link = AccountCommands.Make("link", "Make a link to the customer's own page; it is shown this once", async call =>
        {
            Account account = (await call.AccountAsync(call.Get(AccountCommands.Account))).Account;
            (string address, PortalLink kept) = await call.Folder.Door.NewAddressAsync(account, call.By, call.Get(url)!, call.Cancel);
            return call.Print(new { kept.Id, link = address, kept.ExpiresAt }, () => call.Out.WriteLine($"{address}\nIt opens the account of {account.Customer} until {Day(kept.ExpiresAt)}. Give it to this customer alone: it is not shown again. Its name is {kept.Id}."));
        }, AccountCommands.Account, url);
        Command links = AccountCommands.Make("links", "The links to the customer's own page, without their secrets", async call =>
        {
            Account account = (await call.AccountAsync(call.Get(AccountCommands.Account))).Account;
            IReadOnlyList<PortalLink> all = await call.Folder.Storage.Portal.LinksOfAsync(account.Id, call.Cancel);
            return call.Print(all.Select(l => new { l.Id, l.ContactId, l.CreatedAt, l.CreatedBy, l.ExpiresAt, l.RevokedAt }), () => Tables.Print(call.Out, ["link", "made", "by", "for", "until", "state"],
                all.Select(l => new[] { l.Id, Day(l.CreatedAt), l.CreatedBy, l.ContactId ?? "", Day(l.ExpiresAt), l.RevokedAt is not null ? "revoked" : l.Opens(call.Now) ? "works" : "too old" })));
        }, AccountCommands.Account);
        Command revoke = AccountCommands.Make("revoke", "End a link at once, with every session that it began", async call =>
        {
            Account account = (await call.AccountAsync(call.Get(AccountCommands.Account))).Account;
            return await call.Folder.Door.RevokeAsync(account, call.Get(id), call.By, call.Cancel)
                ? call.Print(new { revoked = true }, () => call.Out.WriteLine("The link no longer opens anything."))
                : throw new BadInputException("link", $"no working link of this customer is called {call.Get(id)}", "see 'portal links'");
        }, AccountCommands.Account, id);
        return new("portal", "The customers' own pages: links") { link, links, revoke };
    }

    static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
