using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Portal;

/// <summary>How customers come in: a link with 256 random bits that opens one account, a page with a button, then a session in a cookie that scripts cannot read.
/// A link's address holds its secret, which no rule for addresses likes; that is why it can be ended, dies by itself, shows nothing by being looked at, and is gone
/// from the address once it is used.</summary>
public sealed class PortalDoor(IPortalStore portal, ILedgerStore ledgers, TimeProvider clock)
{
    /// <summary>A link is good for this long.</summary>
    public static readonly TimeSpan LinkLasts = TimeSpan.FromDays(30);
    /// <summary>A session unused for this long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    /// <summary>A session is over after this long, however busy it is.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(2);

    static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);
    const int SecretLength = 43, SessionNameLength = 16, LinkNameLength = 8;

    /// <summary>Makes a link by hand and answers its token, the only time that it is known.</summary>
    public async Task<(string Token, PortalLink Kept)> NewLinkAsync(Account account, string by, CancellationToken cancel)
    {
        (string token, PortalLink link) = Make(account, null, by);
        await portal.AddLinkAsync(link, cancel);
        await ledgers.AuditAsync(account.LedgerId, new(link.CreatedAt, by, "portal-link-made", $"{link.Id} of account {account.Id}"), cancel);
        return (token, link);
    }

    /// <summary>Ends a link at once, with every session that it began; false when the account has no such link or it has ended already.</summary>
    public async Task<bool> RevokeAsync(Account account, string id, string by, CancellationToken cancel)
    {
        bool ended = await portal.RevokeLinkAsync(account.Id, id, clock.GetUtcNow(), cancel);
        if (ended) await ledgers.AuditAsync(account.LedgerId, new(clock.GetUtcNow(), by, "portal-link-revoked", $"{id} of account {account.Id}"), cancel);
        return ended;
    }

    /// <summary>The same as the whole address to give to the customer.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="elsewhere">Scheme and host for a ledger that names no portal address.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<(string Address, PortalLink Kept)> NewAddressAsync(Account account, string by, string elsewhere, CancellationToken cancel)
    {
        string? named = (await ledgers.FindAsync(account.LedgerId, cancel))?.Sender.PortalAddress;
        (string token, PortalLink kept) = await NewLinkAsync(account, by, cancel);
        return ((named ?? elsewhere).TrimEnd('/') + HiddenWords.Path + token, kept);
    }

    /// <summary>Puts into a text what it waits for: a link of its own, a code of the session that asked.</summary>
    public async Task<MessageText> FillAsync(Account account, Message message, MessageText text, CancellationToken cancel)
    {
        if (HiddenWords.IsCode(message)) return HiddenWords.Put(text, HiddenWords.Code, await NewCodeAsync(message, cancel));
        (string token, PortalLink link) = Make(account, message.ContactId, "rule");
        await portal.AddLinkAsync(link, cancel);
        return HiddenWords.Put(text, HiddenWords.Token, token);
    }

    // A code that the session has meanwhile replaced by a newer one leaves all the same, and opens nothing.
    async Task<string> NewCodeAsync(Message message, CancellationToken cancel)
    {
        string code = Secret.NewDigits(6);
        if (SendCode.SessionOf(message) is { } session) await portal.ChangeSessionAsync(session, s => Codes.Made(s, message.Number, code, clock.GetUtcNow()), cancel);
        return code;
    }

    (string Token, PortalLink Link) Make(Account account, string? contactId, string by)
    {
        string token = Secret.New();
        DateTimeOffset now = clock.GetUtcNow();
        return (token, new(Secret.HashOf(token), Secret.NewName(LinkNameLength), account.Id, account.LedgerId, contactId, PortalLink.OpensAccount, now, by, now + LinkLasts));
    }

    /// <summary>Exchanges a link's token for a session; null when the token is no good. The cookie's value is answered, and kept nowhere.</summary>
    internal async Task<string?> OpenAsync(string token, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!IsToken(token) || await portal.LinkAsync(Secret.HashOf(token), cancel) is not { } link || !link.Opens(now)) return null;
        string secret = Secret.New();
        PortalSession session = new(Secret.NewName(SessionNameLength), Secret.HashOf(secret), link.Hash, link.Account, link.LedgerId, link.ContactId, Secret.NewHex(), now, now + Lasts);
        await portal.AddSessionAsync(session, cancel);
        await ledgers.AuditAsync(link.LedgerId, new(now, Visitor.NameOf(link), "portal-opened", $"account {link.Account}"), cancel);
        return Cookie(session, secret, now);
    }

    /// <summary>Whose session a cookie is, and its renewed value when that is due; null for anything but a live session of a link that still stands.</summary>
    internal async Task<(Visitor Visitor, string? Renewed)?> VisitorAsync(string cookie, CancellationToken cancel)
    {
        string[] parts = cookie.Length <= 200 ? cookie.Split('.') : [];
        if (parts is not [{ Length: SessionNameLength } id, { Length: SecretLength } secret, { } at, { } seal] || !id.All(char.IsAsciiLetterOrDigit)) return null;
        DateTimeOffset now = clock.GetUtcNow();
        if (await portal.SessionAsync(id, cancel) is not { EndedAt: null } session || now >= session.ExpiresAt) return null;
        if (!Secret.Same(session.Hash, Secret.HashOf(secret)) || !Secret.Same(Secret.Seal(session.SealKey, "seen." + at), seal)) return null;
        if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)) return null;
        TimeSpan unused = now - DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (unused >= Idle || await portal.LinkAsync(session.LinkHash, cancel) is not { RevokedAt: null } link) return null;
        return (new(session, link), unused >= RenewAfter ? Cookie(session, secret, now) : null);
    }

    /// <summary>Ends a session on the server; its cookie is worthless from then on.</summary>
    internal Task EndAsync(Visitor visitor, CancellationToken cancel) =>
        portal.ChangeSessionAsync(visitor.Session.Id, s => s.EndedAt is null ? s with { EndedAt = clock.GetUtcNow() } : null, cancel);

    /// <summary>True for anything that has the form of a token.</summary>
    internal static bool IsToken(string token) => token.Length == SecretLength && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    static string Cookie(PortalSession session, string secret, DateTimeOffset seen)
    {
        string at = seen.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{session.Id}.{secret}.{at}.{Secret.Seal(session.SealKey, "seen." + at)}";
    }
}

/// <summary>A customer on their own pages: the one account of their session, and nothing else.</summary>
public sealed record Visitor(PortalSession Session, PortalLink Link)
{
    public string FormToken => Secret.Seal(Session.SealKey, "form");

    /// <summary>As it stands in histories.</summary>
    public Origin Origin => new(NameOf(Link));

    public static string NameOf(PortalLink link) => "customer by link " + link.Id;

    /// <summary>The visitor of this request; the access check has put it there.</summary>
    public static Visitor Of(HttpContext http) => http.Features.Get<Visitor>() ?? throw new InvalidOperationException("No visitor: the endpoint asks for nobody.");
}

/// <summary>The session's cookie. Over https its name binds it to the host and the whole path; over plain http (loopback) browsers refuse that name.</summary>
internal static class PortalCookie
{
    static string NameFor(HttpRequest request) => request.IsHttps ? "__Host-portal" : "portal";

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext http, string value) => http.Response.Cookies.Append(NameFor(http.Request), value, Options(http.Request));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http.Request), Options(http.Request));

    static CookieOptions Options(HttpRequest request) => new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}
