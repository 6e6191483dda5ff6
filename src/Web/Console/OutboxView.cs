using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collections.Web.Console;

/// <summary>The messages of a ledger, the newest first.</summary>
/// <param name="Messages">One page of them.</param>
/// <param name="Names">The customers' names.</param>
/// <param name="State">Only those in this state; empty: all.</param>
/// <param name="Older">Query of the next page; null: there is none.</param>
public sealed record OutboxView(IReadOnlyList<StoredMessage> Messages, IReadOnlyDictionary<AccountId, string> Names, string State, string? Older)
{
    const int RowsAPage = 50;

    internal static async Task<IResult> PageAsync(HttpContext http, string ledger, FrameReader frames, AccountDesk desk)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        IQueryCollection asked = http.Request.Query;
        MessageState? state = Code.TryRead(asked["state"].ToString(), out MessageState read) ? read : null;
        DateTimeOffset? before = long.TryParse(asked["before"], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) && ticks < DateTimeOffset.MaxValue.UtcTicks ? new(ticks, TimeSpan.Zero) : null;
        IReadOnlyList<StoredMessage> found = await desk.Stores.Accounts.MessagesAsync(new(ledger, null, state, before, RowsAPage + 1, before is null ? null : asked["id"].ToString()), http.RequestAborted);
        StoredMessage[] page = [.. found.Take(RowsAPage)];
        string? older = found.Count > RowsAPage ? Query(state, page[^1].Message) : null;
        OutboxView view = new(page, await NamesAsync(page, desk, http.RequestAborted), state is { } one ? Code.Of(one) : "", older);
        return new RazorComponentResult<OutboxPage>(new { Frame = frame, View = view });
    }

    static string Query(MessageState? state, Message last) =>
        $"?{(state is { } one ? $"state={Code.Of(one)}&" : "")}before={last.ReservedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}&id={Uri.EscapeDataString(last.Id)}";

    static async Task<IReadOnlyDictionary<AccountId, string>> NamesAsync(StoredMessage[] page, AccountDesk desk, CancellationToken cancel)
    {
        AccountId[] ids = [.. page.Select(m => m.AccountId).Distinct()];
        IReadOnlyList<StoredAccount> accounts = ids.Length == 0 ? [] : await desk.Stores.Accounts.LoadManyAsync(ids, cancel);
        return accounts.ToDictionary(a => a.Account.Id, a => Show.Name(a.Account.Name, a.Account.Customer));
    }
}

/// <summary>One message as the customer sees it.</summary>
public sealed record MessageView(StoredMessage Stored, Account Account, PreviewedMessage? Preview)
{
    internal static async Task<IResult> PageAsync(HttpContext http, string ledger, string message, FrameReader frames, AccountDesk desk, MessagePreview previews)
    {
        if (await frames.ReadAsync(http, ledger) is not { } frame) return Notices.NotFound;
        if (await desk.Stores.Accounts.MessageAsync(message, http.RequestAborted) is not { } stored || stored.LedgerId != ledger) return Notices.NotFound;
        if (await desk.Stores.Accounts.LoadAsync(stored.AccountId, http.RequestAborted) is not { } account) return Notices.NotFound;
        return new RazorComponentResult<MessagePage>(new { Frame = frame, View = new MessageView(stored, account.Account, await previews.OfAsync(stored, http.RequestAborted)) });
    }

    /// <summary>The HTML of an email, alone, for the frame in its page. Its own rules of content: no script, no form, nothing fetched from anywhere.</summary>
    internal static async Task<IResult> HtmlAsync(HttpContext http, string ledger, string message, AccountDesk desk)
    {
        StoredMessage? stored = await desk.Stores.Accounts.MessageAsync(message, http.RequestAborted);
        if (stored is not { Text.Html: { } html } || stored.LedgerId != ledger) return Notices.NotFound;
        PageHeaders.OfLetter(http.Response);
        return Results.Text(html, "text/html; charset=utf-8");
    }
}
