using System.Net;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Portal;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

/// <summary>reliability S6: nobody comes in but by a whole link of their own, and looking at one does nothing.</summary>
public sealed class LinkTests(ITestOutputHelper print)
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    [Fact]
    public async Task No_tampered_token_opens_a_page()
    {
        await using WebHost host = await WebHost.StartAsync();
        string own = await host.TokenAsync("C-1"), other = await host.TokenAsync("C-2");
        string[] tampered = [.. Tampered(own, other).Where(t => t != own && t != other).Distinct().Take(10_000)];
        using HttpClient browser = host.Anonymous();
        string before = await Rows.OfAsync(host.World);
        int accepted = 0;
        foreach (string token in tampered)
            if ((await browser.OpenAsync(token)).StatusCode != HttpStatusCode.Forbidden) accepted++;
        Assert.Equal(before, await Rows.OfAsync(host.World));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.OpenAsync(own)).StatusCode);
        print.WriteLine($"{tampered.Length} tampered tokens, {accepted} accepted");
        Assert.Equal((10_000, 0), (tampered.Length, accepted));
    }

    // Every bit at every place, every length, pieces of two tokens, other encodings, other schemes, and guesses.
    static IEnumerable<string> Tampered(string own, string other)
    {
        for (int at = 0; at < own.Length; at++)
            foreach (char c in Alphabet) yield return own[..at] + c + own[(at + 1)..];
        for (int length = 0; length < own.Length; length++)
        {
            yield return own[..length];
            yield return own[length..];
            yield return own[..length] + other[length..];
            yield return other[..length] + own[length..];
            yield return own[..length] + "=" + own[length..];
            yield return own[..length] + "%00" + own[length..];
            yield return own.Insert(length, "\u0001");
        }
        string hash = Secret.HashOf(own);
        foreach (string shape in (string[])[hash, hash[..43], own + "=", own + "==", own.ToUpperInvariant(), own.ToLowerInvariant(), " " + own, own + " ", own + "\n", own + "\u200B", $"Bearer {own}",
            own.Replace('-', '+').Replace('_', '/'), Uri.EscapeDataString(own + "/"), $"{own}.{own}", $"{own},{other}", "eyJhbGciOiJub25lIn0.e30.", "null", "undefined", "*", "' OR 1=1 --", HiddenWords.Token, new string('A', 43), new string('_', 43)]) yield return shape;
        Random random = new(20261120);
        while (true)
        {
            char[] guess = own.ToCharArray();
            for (int changes = random.Next(2, 40); changes > 0; changes--) guess[random.Next(guess.Length)] = Alphabet[random.Next(64)];
            yield return new(guess);
        }
    }

    [Fact]
    public async Task A_link_behaves_in_forty_ways_as_it_should()
    {
        await using WebHost host = await WebHost.StartAsync();
        List<(string What, bool Holds)> behaviours = [];
        await LookingAsync(host, behaviours);
        await OpeningAsync(host, behaviours);
        await EndingAsync(host, behaviours);
        await ConfusingAsync(host, behaviours);
        foreach ((string what, bool holds) in behaviours.Where(b => !b.Holds)) print.WriteLine($"BROKEN: {what}");
        print.WriteLine($"{behaviours.Count} behaviours, {behaviours.Count(b => b.Holds)} hold");
        Assert.All(behaviours, b => Assert.True(b.Holds, b.What));
        Assert.True(behaviours.Count >= 40);
    }

    static async Task LookingAsync(WebHost host, List<(string, bool)> holds)
    {
        using HttpClient scanner = host.Anonymous();
        string token = await host.TokenAsync("C-1"), before = await Rows.OfAsync(host.World);
        HttpResponseMessage looked = await scanner.GetAsync("/portal/" + token);
        string page = await looked.Content.ReadAsStringAsync();
        string unknown = await scanner.GetStringAsync("/portal/" + new string('A', 43));
        holds.Add(("a look shows a page", looked.StatusCode == HttpStatusCode.OK));
        holds.Add(("the page has no word of the account", !page.Contains("Ashdown") && !page.Contains("C-1") && !page.Contains("Brightwell")));
        holds.Add(("a good and a made-up token look alike", page.Replace(token, "") == unknown.Replace(new string('A', 43), "")));
        holds.Add(("a look sets no cookie", !looked.Headers.Contains("Set-Cookie")));
        holds.Add(("the address is told to nobody", looked.Headers.GetValues("Referrer-Policy").Single() == "no-referrer"));
        holds.Add(("the page is kept nowhere", looked.Headers.CacheControl!.NoStore));
        holds.Add(("the page runs no script", looked.Headers.GetValues("Content-Security-Policy").Single().StartsWith("default-src 'none'") && !page.Contains("<script")));
        holds.Add(("the page is framed by nobody", looked.Headers.GetValues("Content-Security-Policy").Single().Contains("frame-ancestors 'none'")));
        holds.Add(("search engines are told to stay away", page.Contains("noindex")));
        using HttpRequestMessage head = new(HttpMethod.Head, "/portal/" + token), options = new(HttpMethod.Options, "/portal/" + token);
        holds.Add(("HEAD answers without a body", (await (await scanner.SendAsync(head)).Content.ReadAsByteArrayAsync()).Length == 0));
        await scanner.SendAsync(options);
        foreach (string method in (string[])["PUT", "DELETE", "PATCH", "TRACE"])
        {
            using HttpRequestMessage strange = new(new(method), "/portal/" + token);
            holds.Add(($"{method} on a link is not possible", (int)(await scanner.SendAsync(strange)).StatusCode is 404 or 405));
        }
        holds.Add(("a look with the token of a staff link does nothing", (await scanner.GetAsync("/portal/open?token=" + token)).StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed));
        holds.Add(("twenty looks change no row", await Rows.OfAsync(host.World) == before));
    }

    static async Task OpeningAsync(WebHost host, List<(string, bool)> holds)
    {
        using HttpClient browser = host.Anonymous();
        string token = await host.TokenAsync("C-1");
        HttpResponseMessage opened = await browser.OpenAsync(token);
        string cookie = opened.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant(), value = opened.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        holds.Add(("the button leads to an address without the token", opened.Headers.Location!.ToString() == "/portal"));
        holds.Add(("the cookie is not the token", !value.Contains(token)));
        holds.Add(("scripts cannot read the cookie", cookie.Contains("httponly")));
        holds.Add(("other sites cannot make the browser send it", cookie.Contains("samesite=strict")));
        holds.Add(("the cookie dies with the browser", !cookie.Contains("expires=") && !cookie.Contains("max-age")));
        string page = await browser.GetStringAsync("/portal");
        holds.Add(("the page is the customer's", page.Contains("Ashdown Joinery")));
        holds.Add(("the page does not hold the token", !page.Contains(token)));
        holds.Add(("the store holds no token and no secret of the cookie", !(await host.World.Portal.LinksOfAsync(World.Id("C-1"), default)).Any(l => l.ToString().Contains(token))));
        holds.Add(("the log holds no token", host.Log.Lines.All(l => !l.Contains(token))));
        holds.Add(("a link opens again while it is good", (await host.Anonymous().OpenAsync(token)).StatusCode == HttpStatusCode.SeeOther));
        HttpClient fixated = host.Anonymous();
        fixated.DefaultRequestHeaders.Add("Cookie", "portal=aaaaaaaaaaaaaaaa." + new string('A', 43) + ".1700000000." + new string('A', 43));
        string fresh = (await fixated.OpenAsync(token)).Headers.GetValues("Set-Cookie").Single();
        holds.Add(("a session is never one that somebody chose before", !fresh.Contains("aaaaaaaaaaaaaaaa")));
        using HttpRequestMessage foreign = new(HttpMethod.Post, "/portal/open") { Content = new FormUrlEncodedContent([new("token", token)]) };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        holds.Add(("another site's form opens nothing", (await host.Anonymous().SendAsync(foreign)).StatusCode == HttpStatusCode.Forbidden));
        holds.Add(("a token as JSON opens nothing", (await host.Anonymous().PostAsync("/portal/open", new StringContent($"{{\"token\":\"{token}\"}}", System.Text.Encoding.UTF8, "application/json"))).StatusCode == HttpStatusCode.Forbidden));
        DateTimeOffset began = host.World.Clock.Now;
        for (int i = 0; i < 4; i++)
        {
            host.World.Clock.Now += TimeSpan.FromMinutes(29);
            if (i < 3) await browser.GetAsync("/portal/messages");
        }
        holds.Add(("a session in use lives on", (await browser.GetAsync("/portal")).StatusCode == HttpStatusCode.OK));
        host.World.Clock.Now = began + PortalDoor.Lasts;
        holds.Add(("and ends after two hours however busy it is", (await browser.GetAsync("/portal")).StatusCode == HttpStatusCode.Unauthorized));
        using HttpClient idle = await host.VisitAsync("C-1");
        host.World.Clock.Now += PortalDoor.Idle;
        holds.Add(("a session unused for half an hour is over", (await idle.GetAsync("/portal")).StatusCode == HttpStatusCode.Unauthorized));
        host.World.Clock.Now = World.Now;
    }

    static async Task EndingAsync(WebHost host, List<(string, bool)> holds)
    {
        string token = await host.TokenAsync("C-1");
        Account account = (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account;
        using HttpClient browser = host.Anonymous();
        await browser.OpenAsync(token);
        PortalLink link = (await host.World.Portal.LinkAsync(Secret.HashOf(token), default))!;
        Account other = (await host.World.Stores.Accounts.LoadAsync(World.Id("C-2"), default))!.Account;
        holds.Add(("a link is not ended by another account's name", !await host.World.Door.RevokeAsync(other, link.Id, "Ada", default)));
        holds.Add(("a link can be ended", await host.World.Door.RevokeAsync(account, link.Id, "Ada", default)));
        holds.Add(("an ended link opens nothing", (await host.Anonymous().OpenAsync(token)).StatusCode == HttpStatusCode.Forbidden));
        holds.Add(("its session is over at once", (await browser.GetAsync("/portal")).StatusCode == HttpStatusCode.Unauthorized));
        string old = await host.TokenAsync("C-1");
        host.World.Clock.Now = World.Now + PortalDoor.LinkLasts;
        string late = await (await host.Anonymous().OpenAsync(old)).Content.ReadAsStringAsync(), never = await (await host.Anonymous().OpenAsync(new string('A', 43))).Content.ReadAsStringAsync();
        host.World.Clock.Now = World.Now;
        holds.Add(("a link is no longer good after thirty days", late.Contains("no longer good")));
        holds.Add(("an old link and one that never was are told in the same words", late == never));
        string purpose = new('B', 43);
        await host.World.Portal.AddLinkAsync(link with { Hash = Secret.HashOf(purpose), Id = "p1", Purpose = "pay", RevokedAt = null }, default);
        holds.Add(("a link for another purpose opens nothing", (await host.Anonymous().OpenAsync(purpose)).StatusCode == HttpStatusCode.Forbidden));
        using HttpClient closing = await host.VisitAsync("C-1");
        await closing.SendAsync("/portal/close");
        holds.Add(("a closed page stays closed", (await closing.GetAsync("/portal")).StatusCode == HttpStatusCode.Unauthorized));
    }

    static async Task ConfusingAsync(WebHost host, List<(string, bool)> holds)
    {
        using HttpClient customer = await host.VisitAsync("C-1"), staff = await host.SignedInAsync(Role.Admin, "Admin"), program = await host.WithKeyAsync(Role.Admin);
        holds.Add(("a customer's session opens no page of the staff", (await customer.GetAsync("/console")).StatusCode == HttpStatusCode.SeeOther));
        holds.Add(("a customer's session opens nothing of the API", (await customer.GetAsync("/api/v1/ledgers")).StatusCode == HttpStatusCode.Unauthorized));
        holds.Add(("an administrator's session opens no customer's page", (await staff.GetAsync("/portal")).StatusCode == HttpStatusCode.Unauthorized));
        holds.Add(("an administrator's key opens no customer's page", (await program.GetAsync("/portal")).StatusCode == HttpStatusCode.Unauthorized));
        holds.Add(("a customer's token is no sign-in of the staff", (await host.Anonymous().PostAsync("/console/sign-in", new FormUrlEncodedContent([new("token", await host.TokenAsync("C-1"))]))).StatusCode == HttpStatusCode.Forbidden));
    }
}
