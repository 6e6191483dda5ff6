using System.Net;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Web.Tests;

public sealed class SignInTests
{
    static FormUrlEncodedContent Form(string token) => new([new("token", token)]);

    static async Task<(WebHost Host, string Token)> LinkedAsync()
    {
        WebHost host = await WebHost.StartAsync(new World());
        SignIn signIn = host.Services.GetRequiredService<SignIn>();
        await signIn.EnsureAsync("Ada", Role.Admin, default);
        return (host, await signIn.NewTokenAsync("Ada", "test", default));
    }

    [Fact]
    public async Task A_link_signs_in_once_by_its_button_and_looking_at_it_spends_nothing()
    {
        (WebHost host, string token) = await LinkedAsync();
        await using WebHost _ = host;
        using HttpClient browser = host.Anonymous(), scanner = host.Anonymous();
        for (int i = 0; i < 3; i++) Assert.Contains("<button>Sign in</button>", await scanner.GetStringAsync(SignIn.PathOf(token)));
        await scanner.SendAsync(new(HttpMethod.Head, SignIn.PathOf(token)));

        HttpResponseMessage first = await browser.PostAsync("/console/sign-in", Form(token)), second = await scanner.PostAsync("/console/sign-in", Form(token));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Forbidden), (first.StatusCode, second.StatusCode));
        string cookie = first.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant();
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=lax", cookie);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/audit")).StatusCode);
    }

    [Fact]
    public async Task A_link_is_no_longer_good_after_fifteen_minutes()
    {
        (WebHost host, string token) = await LinkedAsync();
        await using WebHost _ = host;
        host.World.Clock.Now += TimeSpan.FromMinutes(15);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Anonymous().PostAsync("/console/sign-in", Form(token))).StatusCode);
    }

    [Fact]
    public async Task A_session_ends_when_it_is_not_used_for_half_an_hour_and_after_ten_hours_however_busy()
    {
        (WebHost host, string token) = await LinkedAsync();
        await using WebHost _ = host;
        using HttpClient busy = host.Anonymous();
        await busy.PostAsync("/console/sign-in", Form(token));
        DateTimeOffset began = host.World.Clock.Now;
        while (host.World.Clock.Now < began + SignIn.Lasts - TimeSpan.FromMinutes(29))
        {
            host.World.Clock.Now += TimeSpan.FromMinutes(29);
            if (host.World.Clock.Now < began + SignIn.Lasts) Assert.Equal(HttpStatusCode.OK, (await busy.GetAsync("/console/audit")).StatusCode);
        }
        host.World.Clock.Now = began + SignIn.Lasts;
        Assert.Equal(HttpStatusCode.SeeOther, (await busy.GetAsync("/console/audit")).StatusCode);

        using HttpClient idle = await host.SignedInAsync(Role.Admin);
        host.World.Clock.Now += SignIn.Idle;
        Assert.Equal(HttpStatusCode.SeeOther, (await idle.GetAsync("/console/audit")).StatusCode);
    }

    [Fact]
    public async Task Signing_out_and_losing_a_right_make_the_cookie_worthless_on_the_server()
    {
        await using WebHost host = await WebHost.StartAsync(new World());
        using HttpClient browser = await host.SignedInAsync(Role.Admin, "Ada");
        string token = await browser.FormTokenAsync();
        HttpResponseMessage page = await browser.GetAsync("/console/audit");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        await host.Services.GetRequiredService<SignIn>().SaveAsync(new("Ada", Role.Viewer, []), "Bo", default);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/console/audit")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/console/sign-out", new FormUrlEncodedContent([new(FormGuard.Field, token)]))).StatusCode);
    }

    [Fact]
    public async Task Neither_loopback_nor_any_header_of_a_proxy_is_a_credential()
    {
        await using WebHost host = await WebHost.StartAsync(new World());
        string principal = Convert.ToBase64String("""{"auth_typ":"aad","claims":[{"typ":"roles","val":"admin"}],"role_typ":"roles"}"""u8.ToArray());
        (string, string)[] spoofs =
        [
            ("X-MS-CLIENT-PRINCIPAL", principal), ("X-MS-CLIENT-PRINCIPAL-NAME", "Ada"), ("X-MS-CLIENT-PRINCIPAL-ID", "1"), ("X-MS-CLIENT-PRINCIPAL-IDP", "aad"), ("X-MS-CLIENT-PRINCIPAL", ""), ("X-MS-CLIENT-PRINCIPAL", "%%%"),
            ("X-MS-TOKEN-AAD-ACCESS-TOKEN", "x"), ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-User", "Ada"), ("X-Forwarded-Host", "localhost"), ("X-Forwarded-Proto", "https"), ("X-Real-IP", "::1"), ("Remote-User", "Ada"),
            ("X-Original-URL", "/console/sign-in"), ("X-Rewrite-URL", "/health"), ("X-HTTP-Method-Override", "GET"), ("Authorization", "Basic YWRhOg=="), ("Authorization", "Bearer "), ("Authorization", "Bearer ck_"), ("x-functions-key", "x"),
        ];
        int asked = 0;
        foreach ((string name, string value) in spoofs)
            foreach (string path in (string[])["/api/v1/ledgers", "/api/v1/keys", "/console/audit"])
            {
                using HttpRequestMessage request = new(HttpMethod.Get, path);
                request.Headers.TryAddWithoutValidation(name, value);
                using HttpResponseMessage answer = await host.Anonymous().SendAsync(request);
                Assert.Equal(path.StartsWith("/api") ? HttpStatusCode.Unauthorized : HttpStatusCode.SeeOther, answer.StatusCode);
                asked++;
            }
        Assert.Equal(60, asked);
    }

    [Fact]
    public async Task A_key_works_until_it_is_ended_and_no_changed_one_works()
    {
        await using WebHost host = await WebHost.StartAsync(new World());
        AccessKeys keys = host.Services.GetRequiredService<AccessKeys>();
        (string key, ApiKey kept) = await keys.AddAsync("reports", Role.Viewer, [], "Ada", default);
        Assert.DoesNotContain(key[14..], kept.ToString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(key));
        int refused = 0;
        for (int i = 0; i < key.Length; i++)
        {
            char[] changed = key.ToCharArray();
            changed[i] = changed[i] == 'a' ? 'b' : 'a';
            if (await StatusAsync(new(changed)) == HttpStatusCode.Unauthorized) refused++;
        }
        Assert.Equal(key.Length, refused);
        Assert.True(await keys.RevokeAsync(kept.Prefix, "Ada", default));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(key));

        async Task<HttpStatusCode> StatusAsync(string with)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/ledgers");
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + with);
            return (await host.Anonymous().SendAsync(request)).StatusCode;
        }
    }
}
