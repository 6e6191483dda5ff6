using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;
using Collections.Tests;
using Collections.Web.Access;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

[Collection("lived")]
public sealed class HardeningTests(LivedHost lived, ITestOutputHelper print)
{
    [Fact]
    public async Task Every_page_tells_the_browser_to_run_nothing_and_to_keep_nothing_and_holds_nothing_to_run()
    {
        WebHost host = lived.Host;
        using HttpClient browser = await host.SignedInAsync(Role.Admin, "Reader");
        string message = (await host.World.Stores.Accounts.MessagesAsync(new("uk"), default)).First(m => m.Text?.Html is not null).Message.Id;
        int pages = 0;
        foreach (Served served in Served.All(host).Where(s => s.Method == "GET" && !s.Pattern.StartsWith("/api", StringComparison.Ordinal)))
        {
            HttpResponseMessage answer = await browser.GetAsync(served.Path("uk", World.Id("C-1").Value, message));
            string Header(string name) => string.Join(' ', answer.Headers.TryGetValues(name, out var values) ? values : []);
            bool isLetter = served.IsConsole && served.Pattern.EndsWith("/html", StringComparison.Ordinal);
            string csp = Header("Content-Security-Policy");
            Assert.Contains("default-src 'none'", csp);
            Assert.Contains("object-src 'none'", csp);
            Assert.Contains("base-uri 'none'", csp);
            Assert.Contains(isLetter ? "frame-ancestors 'self'; sandbox" : "frame-ancestors 'none'", csp);
            Assert.DoesNotContain("script", csp);
            if (!isLetter) Assert.DoesNotContain("unsafe", csp);
            Assert.Equal(("nosniff", "no-referrer", "same-origin", "no-store"), (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("Cross-Origin-Opener-Policy"), Header("Cache-Control")));
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            pages++;
            IDocument page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            Assert.Empty(page.QuerySelectorAll("script, object, embed, base, meta[http-equiv]"));
            Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
            if (!isLetter) Assert.DoesNotContain(page.All, e => e.HasAttribute("style"));
            if (isLetter || !served.IsConsole) continue;
            Assert.NotNull(page.QuerySelector("main#main"));
            Assert.NotNull(page.QuerySelector("a.skip[href='#main']"));
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
            Assert.All(page.QuerySelectorAll("input:not([type=hidden]):not([type=checkbox]), select, textarea"), field => Assert.True(field.HasAttribute("aria-label") || page.QuerySelector($"label[for='{field.Id}']") is not null, field.OuterHtml));
            Assert.All(page.QuerySelectorAll("form[method=post]"), form => Assert.NotNull(form.QuerySelector($"input[name={FormGuard.Field}]") ?? form.QuerySelector("input[name=token]")));
        }
        print.WriteLine($"{pages} pages, every header, 0 inline handlers");
        Assert.True(pages >= 12);
    }

    [Fact]
    public async Task No_name_changes_the_shape_of_a_page()
    {
        World world = new();
        await world.Stores.Ledgers.SaveAsync(Some.Ledger, World.Now, "Ada", default);
        world.Clock.Now = World.Now;
        string[] payloads = [.. Some.Payloads];
        for (int i = 0; i < payloads.Length; i++) await LiveAsync(world, $"P-{i:000}", payloads[i]);
        await LiveAsync(world, "P-benign", "Plain Name");
        await using WebHost host = await WebHost.StartAsync(world);
        using HttpClient browser = await host.SignedInAsync(Role.Admin, "Reader");
        string benign = Skeleton(await PageAsync("P-benign"));
        int same = 0;
        for (int i = 0; i < payloads.Length; i++)
        {
            IDocument page = await PageAsync($"P-{i:000}");
            Assert.Equal(benign, Skeleton(page));
            Assert.DoesNotContain(page.Body!.TextContent, c => c is '\u202E' or '\u200B' or '\u2066' or '\0');
            same++;
        }
        IDocument list = new HtmlParser().ParseDocument(await browser.GetStringAsync("/console/ledgers/uk/accounts?q=P-"));
        Assert.Empty(list.QuerySelectorAll("script, img, svg, iframe"));
        print.WriteLine($"{payloads.Length} payloads in name, contact, invoice, description, dispute and reason: {same} pages of one shape");
        Assert.True(payloads.Length >= 500);

        async Task<IDocument> PageAsync(string customer) => new HtmlParser().ParseDocument(await browser.GetStringAsync($"/console/ledgers/uk/accounts/{AccountId.Of("uk", customer)}"));
    }

    static async Task LiveAsync(World world, string customer, string payload)
    {
        DateOnly due = new(2026, 10, 30);
        await world.PutAsync("uk", customer, new DescribeCustomer(new(Name: payload), [new() { Id = "ap", Name = payload }]));
        await world.PutAsync("uk", customer, new RecordInvoice(new() { Number = "I" + payload, IssueDate = due.AddDays(-30), DueDate = due, Amount = Money.Exact(100, Currency.Of("GBP")), Description = payload }));
        await world.PutAsync("uk", customer, new OpenDispute("I" + payload, "other", payload));
        await world.PutAsync("uk", customer, new HoldOrders("x" + payload, null, "Ada"));
        await world.PutAsync("uk", customer, new RecordReply(Channel.Email, payload, false));
    }

    // Elements and attribute names, without texts and values: what a browser would build.
    static string Skeleton(IDocument page) => string.Join('\n', page.All.Select(e => $"{e.LocalName} {string.Join(' ', e.Attributes.Select(a => a.Name))} {e.ParentElement?.LocalName}"));

    [Fact]
    public async Task No_secret_and_no_customer_stands_in_the_log()
    {
        await using WebHost host = await WebHost.StartAsync(await World.LivedAsync(), address: "http://127.0.0.1:0");
        using HttpClient browser = await host.SignedInAsync(Role.Admin, "Reader"), program = await host.WithKeyAsync(Role.Admin);
        string key = program.DefaultRequestHeaders.Authorization!.Parameter!, form = await browser.FormTokenAsync();
        await browser.GetAsync("/console/sign-in?token=CANARYTOKENCANARYTOKENCANARYTOKENCANARYTOKE");
        foreach (Served served in Served.All(host)) await (served.IsConsole ? browser : program).AskAsync(served, served.Path("uk", World.Id("C-1").Value, "m0"), form);
        await program.PostJsonAsync("/api/v1/ledgers/uk/accounts/C-1/disputes", """{"invoice":"C-1-INV-1","reasonCode":"other","words":"CANARYWORDS"}""");
        string log = string.Join('\n', host.Log.Lines);
        string[] canaries = [key, form, "CANARYTOKEN", "CANARYWORDS", "Ashdown Joinery", "c-1-uk@example.com", "+447700900"];
        Assert.All(canaries, canary => Assert.DoesNotContain(canary, log));
        print.WriteLine($"{canaries.Length} canaries, {host.Log.Lines.Count()} lines, 0 hits");
    }
}
