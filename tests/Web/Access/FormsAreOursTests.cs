using Collections.Engine;
using Collections.Web.Access;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

[Collection("lived")]
public sealed class FormsAreOursTests(LivedHost lived, ITestOutputHelper print)
{
    [Fact]
    public async Task A_form_that_is_not_of_this_session_and_this_site_changes_nothing()
    {
        WebHost host = lived.Host;
        using HttpClient browser = await host.SignedInAsync(Role.Admin, "Victim"), other = await host.SignedInAsync(Role.Admin, "Other");
        string own = await browser.FormTokenAsync(), foreign = await other.FormTokenAsync();
        (string Name, string? Token, string Type, string Header, string Value, string Method)[] attacks =
        [
            ("no token", null, "form", "", "", "POST"), ("another session's token", foreign, "form", "", "", "POST"), ("empty token", "", "form", "", "", "POST"),
            ("another origin", own, "form", "Origin", "https://evil.example.com", "POST"), ("an origin that begins like ours", own, "form", "Origin", host.Address.GetLeftPart(UriPartial.Authority) + ".evil.example.com", "POST"),
            ("no origin told by a sandbox", own, "form", "Origin", "null", "POST"), ("cross-site by the browser's word", own, "form", "Sec-Fetch-Site", "cross-site", "POST"), ("same-site, not same origin", own, "form", "Sec-Fetch-Site", "same-site", "POST"),
            ("text/plain", own, "text", "", "", "POST"), ("JSON", own, "json", "", "", "POST"), ("method override", own, "form", "X-HTTP-Method-Override", "POST", "PUT"), ("by GET", own, "form", "", "", "GET"),
        ];
        string before = await Rows.OfAsync(host.World);
        int tried = 0;
        foreach (Served served in Served.All(host).Where(s => s.IsConsole && s.Method == "POST" && s.Duty != Duty.Anyone))
            foreach (var attack in attacks)
            {
                Dictionary<string, string> fields = new() { ["reason"] = "x", ["name"] = "Eve", ["role"] = "admin", ["how"] = "x", ["task"] = "T1", ["on"] = "true", ["until"] = "2026-12-01", ["address"] = "c-1-uk@example.com", ["outcome"] = "sent", ["release"] = "true", ["invoice"] = "C-1-INV-1", ["code"] = "price", ["amount"] = "5" };
                if (attack.Token is not null) fields[FormGuard.Field] = attack.Token;
                string body = await new FormUrlEncodedContent(fields).ReadAsStringAsync();
                string path = served.Path("uk", World.Id("C-1").Value, "m0");
                using HttpRequestMessage request = new(new(attack.Method), attack.Method == "GET" ? $"{path}?{body}" : path);
                if (attack.Method != "GET") request.Content = new StringContent(body, System.Text.Encoding.UTF8, attack.Type switch { "text" => "text/plain", "json" => "application/json", _ => "application/x-www-form-urlencoded" });
                if (attack.Header.Length > 0) request.Headers.TryAddWithoutValidation(attack.Header, attack.Value);
                int status = (int)(await browser.SendAsync(request)).StatusCode;
                Assert.True(status is 403 or 405 or 404 || (attack.Method == "GET" && status == 200), $"{attack.Name}: {served} answered {status}");
                tried++;
            }
        Assert.Equal(before, await Rows.OfAsync(host.World));
        print.WriteLine($"{tried} forged forms, 0 effects");
    }

    [Fact]
    public async Task A_form_of_the_portal_that_is_not_of_this_session_and_this_site_changes_nothing()
    {
        WebHost host = lived.Host;
        using HttpClient browser = await host.VisitAsync("C-1"), other = await host.VisitAsync("C-1");
        string own = await browser.PortalTokenAsync(), foreign = await other.PortalTokenAsync();
        (string Name, string? Token, string Type, string Header, string Value, string Method)[] attacks =
        [
            ("no token", null, "form", "", "", "POST"), ("another session's token", foreign, "form", "", "", "POST"), ("empty token", "", "form", "", "", "POST"), ("another origin", own, "form", "Origin", "https://evil.example.com", "POST"),
            ("an origin that begins like ours", own, "form", "Origin", host.Address.GetLeftPart(UriPartial.Authority) + ".evil.example.com", "POST"), ("no origin told by a sandbox", own, "form", "Origin", "null", "POST"),
            ("cross-site by the browser's word", own, "form", "Sec-Fetch-Site", "cross-site", "POST"), ("same-site, not same origin", own, "form", "Sec-Fetch-Site", "same-site", "POST"),
            ("text/plain", own, "text", "", "", "POST"), ("JSON", own, "json", "", "", "POST"), ("method override", own, "form", "X-HTTP-Method-Override", "POST", "PUT"), ("by GET", own, "form", "", "", "GET"),
            ("files without a token", null, "files", "", "", "POST"), ("files with another session's token", foreign, "files", "", "", "POST"), ("files from another site", own, "files", "Sec-Fetch-Site", "cross-site", "POST"),
        ];
        string before = await Rows.OfAsync(host.World);
        int tried = 0;
        foreach (Served served in Served.All(host).Where(s => s.Duty == Duty.Customer && s.Method == "POST"))
            foreach (var attack in attacks)
            {
                Dictionary<string, string> fields = new() { ["invoice"] = "C-1-INV-1", ["code"] = "price", ["words"] = "x", ["amount"] = "600", ["currency"] = "GBP", ["date"] = "2026-12-01", ["to"] = "email ap", ["contact"] = "ap", ["email"] = "eve@example.com", ["promise"] = "P1" };
                if (attack.Token is not null) fields[FormGuard.Field] = attack.Token;
                string body = await new FormUrlEncodedContent(fields).ReadAsStringAsync();
                using HttpRequestMessage request = new(new(attack.Method), attack.Method == "GET" ? $"{served.Pattern}?{body}" : served.Pattern);
                if (attack.Type == "files") request.Content = Files(fields);
                else if (attack.Method != "GET") request.Content = new StringContent(body, System.Text.Encoding.UTF8, attack.Type switch { "text" => "text/plain", "json" => "application/json", _ => "application/x-www-form-urlencoded" });
                if (attack.Header.Length > 0) request.Headers.TryAddWithoutValidation(attack.Header, attack.Value);
                int status = (int)(await browser.SendAsync(request)).StatusCode;
                Assert.True(status is 403 or 405 or 404 || (attack.Method == "GET" && status is 200 or 303), $"{attack.Name}: {served} answered {status}");
                tried++;
            }
        Assert.Equal(before, await Rows.OfAsync(host.World));
        print.WriteLine($"{tried} forged forms of the portal, 0 effects");
    }

    static MultipartFormDataContent Files(Dictionary<string, string> fields)
    {
        MultipartFormDataContent form = [];
        foreach ((string name, string value) in fields) form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(Customers.Pdf), "files", "note.pdf");
        return form;
    }

    [Fact]
    public async Task A_cookie_is_no_credential_for_the_api()
    {
        using HttpClient browser = await lived.Host.SignedInAsync(Role.Admin, "Cookie");
        foreach (Served served in Served.All(lived.Host).Where(s => !s.IsConsole && s.Duty != Duty.Anyone))
            Assert.Equal(401, (await browser.AskAsync(served, served.Path("uk", "C-1", "m0"), null)).Status);
    }

    [Fact]
    public async Task Looking_changes_no_row()
    {
        WebHost host = lived.Host;
        using HttpClient browser = await host.SignedInAsync(Role.Admin, "Looker"), program = await host.WithKeyAsync(Role.Admin), gate = await host.WithKeyAsync(Role.Orders), customer = await host.VisitAsync("C-1");
        string message = (await host.World.Stores.Accounts.MessagesAsync(new("uk"), default))[0].Message.Id;
        string before = await Rows.OfAsync(host.World);
        int looked = 0;
        foreach (Served served in Served.All(host))
            foreach (string method in (string[])["GET", "HEAD", "OPTIONS"])
                foreach (HttpClient client in (HttpClient[])[browser, program, gate, customer])
                {
                    using HttpRequestMessage request = new(new(method), served.Path("uk", World.Id("C-1").Value, message));
                    HttpResponseMessage answer = await client.SendAsync(request);
                    Assert.True((int)answer.StatusCode < 500, $"{method} {served}: {answer.StatusCode}");
                    looked++;
                }
        Assert.Equal(before, await Rows.OfAsync(host.World));
        print.WriteLine($"{looked} looks, 0 rows changed");
    }
}
