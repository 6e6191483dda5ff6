using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collections.Web.Console;

/// <summary>The page of one account.</summary>
/// <param name="Account">As last committed.</param>
/// <param name="Chase">Its open items as the chase sees them today.</param>
/// <param name="Why">The explanation of its next level.</param>
/// <param name="Timeline">What happened, the newest first.</param>
/// <param name="Messages">Its messages, the newest first.</param>
/// <param name="OptedOut">Addresses of its contacts that have opted out.</param>
/// <param name="Problems">What stands in the way of the form just sent; empty otherwise.</param>
/// <param name="Version">The version that the page shows: an approval is of this one.</param>
/// <param name="Preview">The message that an escalation would send; null: not asked.</param>
/// <param name="Customer">The customer's own way in, and what they sent.</param>
public sealed record AccountView(
    Account Account, Chase Chase, Explanation Why, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<StoredMessage> Messages,
    ImmutableHashSet<string> OptedOut, ImmutableArray<Problem> Problems, long Version, MessageText? Preview, CustomersPage Customer)
{
    const int MostLines = 400, MostMessages = 20;

    /// <summary>Overdue, demandable and credit, by currency.</summary>
    public ImmutableArray<CurrencyFigures> Figures(DateOnly today) => AccountFigures.Of(Account, today).Currencies;

    internal static async Task<IResult> PageAsync(HttpContext http, string ledger, string account, AccountPages pages) =>
        await pages.ShowAsync(http, ledger, account, [], null);

    internal static async Task<AccountView> ReadAsync(Account account, Frame frame, AccountDesk desk, CancellationToken cancel)
    {
        List<StoredCommit> commits = [];
        await foreach (StoredCommit commit in desk.Stores.Accounts.HistoryAsync(account.Id, cancel)) commits.Add(commit);
        Account before = Account.New(account.LedgerId, account.Customer);
        Explanation why = await new PastAccount(desk).WhyNowAsync(account.Id, cancel) ?? throw new UnknownAccountException(account.Id);
        IReadOnlyCollection<string> addresses = AccountLines.Addresses(account);
        IReadOnlyList<OptOutSpan> optOuts = addresses.Count == 0 ? [] : await desk.Stores.Contacts.OptOutsAsync(addresses, cancel);
        return new(account, Chase.Look(account, frame.Today), why, [.. Engine.Timeline.Of(before, commits).Reverse().Take(MostLines)],
            await desk.Stores.Accounts.MessagesAsync(new(Account: account.Id, Most: MostMessages), cancel),
            [.. optOuts.Where(o => o.To is null).Select(o => o.Address)], [], 0, null, CustomersPage.None);
    }
}

/// <summary>Shows one account, alone or with what a form met.</summary>
internal sealed class AccountPages(FrameReader frames, AccountDesk desk, IPortalStore portal)
{
    /// <param name="madeLink">A customer's link just made, shown this once; null: none.</param>
    public async Task<IResult> ShowAsync(HttpContext http, string ledger, string account, ImmutableArray<Problem> problems, MessageText? preview, string? madeLink = null)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        if (await desk.Stores.Accounts.LoadAsync(new(account), http.RequestAborted) is not { } stored || stored.Account.LedgerId != ledger) return Notices.NotFound;
        AccountView view = await AccountView.ReadAsync(stored.Account, frame, desk, http.RequestAborted) with { Problems = problems, Version = stored.Version, Preview = preview };
        view = view with { Customer = new(await portal.LinksOfAsync(stored.Account.Id, http.RequestAborted), await portal.EvidenceOfAsync(stored.Account.Id, http.RequestAborted), madeLink) };
        return new RazorComponentResult<AccountPage>(new { Frame = frame, View = view }) { StatusCode = problems.IsEmpty ? 200 : 422 };
    }
}

/// <summary>A customer's own way in, and what came by it.</summary>
/// <param name="Links">Every link, the newest first.</param>
/// <param name="Evidence">Files that the customer sent, the oldest first.</param>
/// <param name="Made">A link just made, whole; null: none.</param>
public sealed record CustomersPage(IReadOnlyList<PortalLink> Links, IReadOnlyList<Evidence> Evidence, string? Made)
{
    public static CustomersPage None { get; } = new([], [], null);
}
