using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Access;

/// <summary>How people come in: a one-time link whose page has a button, then a session in a cookie that scripts cannot read.</summary>
public sealed class SignIn(IAccessStore access, ILedgerStore ledgers, TimeProvider clock)
{
    /// <summary>A link is good for this long.</summary>
    public static readonly TimeSpan LinkLasts = TimeSpan.FromMinutes(15);
    /// <summary>A session unused for this long is over.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);
    /// <summary>A session is over after this long, however busy it is.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(10);

    static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);

    /// <summary>Makes sure that somebody of that name exists: a new person gets the role; one who exists keeps theirs.</summary>
    public async Task<StaffPerson> EnsureAsync(string name, Role role, CancellationToken cancel)
    {
        if (await access.PersonAsync(name, cancel) is { } known) return known;
        return await SaveAsync(new(name, role, []), "system", cancel);
    }

    /// <summary>Adds a person or changes what they may do; whoever loses a right is signed out.</summary>
    public async Task<StaffPerson> SaveAsync(StaffPerson person, string by, CancellationToken cancel)
    {
        StaffPerson? before = await access.PersonAsync(person.Name, cancel);
        await access.SavePersonAsync(person, cancel);
        if (before is not null && before != person) await access.EndSessionsOfAsync(person.Name, clock.GetUtcNow(), cancel);
        string scope = person.Ledgers.IsEmpty ? "every ledger" : string.Join(' ', person.Ledgers);
        await ledgers.AuditAsync("", new(clock.GetUtcNow(), by, "person-saved", $"{person.Name} {Code.Of(person.Role)} {scope}{(person.IsActive ? "" : " inactive")}"), cancel);
        return person;
    }

    /// <summary>A token that signs the person in once within <see cref="LinkLasts"/>; it is kept as its hash. Put it behind <see cref="PathOf"/>.</summary>
    public async Task<string> NewTokenAsync(string person, string by, CancellationToken cancel)
    {
        string token = Secret.New();
        await access.AddTokenAsync(new(Secret.HashOf(token), person, clock.GetUtcNow() + LinkLasts), cancel);
        await ledgers.AuditAsync("", new(clock.GetUtcNow(), by, "link-made", person), cancel);
        return token;
    }

    /// <summary>Path and query of a page that signs the administrator in, who is made where nobody is: the way into a host on one's own machine. It is for a person's eyes alone.</summary>
    public async Task<string> AdminPathAsync(string by, CancellationToken cancel)
    {
        StaffPerson admin = await EnsureAsync("admin", Role.Admin, cancel);
        return PathOf(await NewTokenAsync(admin.Name, by, cancel));
    }

    /// <summary>Path and query of the page whose button spends the token.</summary>
    public static string PathOf(string token) => "/console/sign-in?token=" + token;

    /// <summary>Spends a token and begins a session; null when the token is no good. The cookie's value is answered, and kept nowhere.</summary>
    internal async Task<string?> BeginAsync(string token, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool wellFormed = token.Length == 43 && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        OneTimeToken? spent = wellFormed ? await access.SpendTokenAsync(Secret.HashOf(token), now, cancel) : null;
        StaffPerson? person = spent is null ? null : await access.PersonAsync(spent.Person, cancel);
        if (person is not { IsActive: true })
        {
            await ledgers.AuditAsync("", new(now, "nobody", "sign-in-refused", "the link was spent, old or unknown"), cancel);
            return null;
        }
        string secret = Secret.New();
        StaffSession session = new(Secret.HashOf(secret), person.Name, Secret.NewHex(), now, now + Lasts);
        await access.AddSessionAsync(session, cancel);
        await ledgers.AuditAsync("", new(now, person.Name, "signed-in", Code.Of(person.Role)), cancel);
        return Cookie(secret, session, now);
    }

    /// <summary>Who a cookie belongs to, and its renewed value when that is due; null for anything but a live session of an active person.</summary>
    internal async Task<(Caller Caller, string? Renewed)?> CallerAsync(string cookie, CancellationToken cancel)
    {
        string[] parts = cookie.Length <= 200 ? cookie.Split('.') : [];
        if (parts.Length != 3 || parts[0].Length != 43) return null;
        DateTimeOffset now = clock.GetUtcNow();
        StaffSession? session = await access.SessionAsync(Secret.HashOf(parts[0]), cancel);
        if (session is null || session.EndedAt is not null || now >= session.ExpiresAt) return null;
        if (!Secret.Same(Secret.Seal(session.SealKey, "seen." + parts[1]), parts[2])) return null;
        if (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)) return null;
        DateTimeOffset seen = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (now - seen >= Idle) return null;
        if (await access.PersonAsync(session.Person, cancel) is not { IsActive: true } person) return null;
        return (new(person.Name, person.Role, person.Ledgers, session, person.Name), now - seen >= RenewAfter ? Cookie(parts[0], session, now) : null);
    }

    /// <summary>Ends a session on the server; its cookie is worthless from then on.</summary>
    internal async Task EndAsync(Caller caller, CancellationToken cancel)
    {
        await access.EndSessionAsync(caller.Session!.Hash, clock.GetUtcNow(), cancel);
        await ledgers.AuditAsync("", new(clock.GetUtcNow(), caller.Name, "signed-out", ""), cancel);
    }

    static string Cookie(string secret, StaffSession session, DateTimeOffset seen)
    {
        string at = seen.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{secret}.{at}.{Secret.Seal(session.SealKey, "seen." + at)}";
    }
}

/// <summary>The session's cookie. Over https its name binds it to the host and the whole path; over plain http (loopback) browsers refuse that name.</summary>
internal static class SessionCookie
{
    static string NameFor(HttpRequest request) => request.IsHttps ? "__Host-collections" : "collections";

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext http, string value) => http.Response.Cookies.Append(NameFor(http.Request), value, Options(http.Request));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http.Request), Options(http.Request));

    static CookieOptions Options(HttpRequest request) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
