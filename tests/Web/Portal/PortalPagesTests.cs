using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Portal;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

/// <summary>What a customer sees and does, and what no text from outside can do to it (reliability S8, S23).</summary>
public sealed class PortalPagesTests(ITestOutputHelper print)
{
    static readonly string[] Pages = ["/portal", "/portal/invoice?number=C-1-INV-1", "/portal/promise", "/portal/dispute", "/portal/instalments", "/portal/messages", "/portal/contacts", "/portal/code"];

    [Fact]
    public async Task Every_page_in_both_languages_runs_nothing_keeps_nothing_and_names_its_fields()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1"), stranger = host.Anonymous();
        string message = (await host.World.Stores.Accounts.MessagesAsync(new(Account: World.Id("C-1")), default)).First(m => m.Text?.Html is not null).Message.Id;
        int looked = 0;
        foreach (string language in (string[])["en", "de"])
        {
            await browser.GetAsync("/portal/language/" + language);
            foreach ((HttpClient client, string path) in (IEnumerable<(HttpClient, string)>)[.. Pages.Select(p => (browser, p)), (browser, "/portal/messages/" + message), (stranger, "/portal/" + new string('A', 43)), (stranger, "/portal"), (browser, "/portal/nothing")])
            {
                HttpResponseMessage answer = await client.GetAsync(path);
                string Header(string name) => string.Join(' ', answer.Headers.TryGetValues(name, out var values) ? values : []);
                Assert.Contains("default-src 'none'", Header("Content-Security-Policy"));
                Assert.DoesNotContain("script", Header("Content-Security-Policy"));
                Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"));
                Assert.Equal(("nosniff", "no-referrer", "no-store"), (Header("X-Content-Type-Options"), Header("Referrer-Policy"), Header("Cache-Control")));
                IDocument page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
                Assert.Empty(page.QuerySelectorAll("script, object, embed, base, meta[http-equiv], [style]"));
                Assert.DoesNotContain(page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
                if (client == browser && answer.StatusCode == HttpStatusCode.OK) Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
                Assert.Single(page.QuerySelectorAll("h1"));
                Assert.NotNull(page.QuerySelector("main#main"));
                Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct().Count());
                Assert.All(page.QuerySelectorAll("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea"), f => Assert.True(f.HasAttribute("aria-label") || page.QuerySelector($"label[for='{f.Id}']") is not null, f.OuterHtml));
                Assert.All(page.QuerySelectorAll("form[method=post]"), f => Assert.NotNull(f.QuerySelector($"input[name={FormGuard.Field}]") ?? f.QuerySelector("input[name=token]")));
                looked++;
            }
        }
        print.WriteLine($"{looked} pages in two languages");
    }

    [Fact]
    public async Task A_promise_is_made_under_the_rules_that_the_page_has_said_and_takes_its_invoice_out_of_the_chase()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1");
        IDocument page = await browser.PageAsync("/portal/promise");
        string max = page.QuerySelector("#date")!.GetAttribute("max")!;
        HttpResponseMessage tooLate = await browser.SendAsync("/portal/promise", ("amount", "631.00"), ("currency", "GBP"), ("date", DateOnly.Parse(max).AddDays(1).ToString("yyyy-MM-dd")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLate.StatusCode);
        Assert.Contains("more time", await tooLate.Content.ReadAsStringAsync());
        HttpResponseMessage made = await browser.SendAsync("/portal/promise", ("amount", "631.00"), ("currency", "GBP"), ("date", max), ("invoices", "C-1-INV-1"));
        Assert.Equal("/portal?done=promise", made.Headers.Location!.ToString());
        Account account = (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account;
        Promise promise = Assert.Single(account.Promises, p => p.Standing == PromiseStanding.Open);
        Assert.Equal(("portal", "C-1-INV-1"), (promise.Via, promise.Invoices.Single()));
        string statement = await browser.GetStringAsync(made.Headers.Location);
        Assert.Contains("promised", statement);
        Assert.Contains("Your promise is recorded", statement);
    }

    [Fact]
    public async Task A_part_is_contested_with_a_photo_that_staff_alone_can_fetch()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1"), staff = await host.SignedInAsync(Role.Viewer, "Bo"), other = await host.VisitAsync("C-2");
        Assert.Equal("/portal?done=dispute", (await DisputeAsync("C:\\notes\\<b>note.pdf", Customers.Pdf)).Headers.Location!.ToString());
        Account account = (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account;
        Dispute dispute = Assert.Single(account.Disputes);
        Assert.Equal(("quality", "100.00 GBP"), (dispute.ReasonCode, dispute.Amount.ToString()));
        Evidence kept = Assert.Single(await host.World.Portal.EvidenceOfAsync(account.Id, default));
        Assert.Equal((dispute.Id, "application/pdf"), (kept.About, kept.Type));

        string path = $"/console/ledgers/uk/accounts/{account.Id}/evidence/{kept.Id}";
        HttpResponseMessage fetched = await staff.GetAsync(path);
        Assert.Equal(Customers.Pdf, await fetched.Content.ReadAsByteArrayAsync());
        Assert.Equal(("attachment", $"evidence-{kept.Id}.pdf"), (fetched.Content.Headers.ContentDisposition!.DispositionType, fetched.Content.Headers.ContentDisposition.FileName));
        Assert.EndsWith("sandbox", fetched.Headers.GetValues("Content-Security-Policy").Single());
        foreach (HttpClient who in (HttpClient[])[browser, other, host.Anonymous()]) Assert.NotEqual(HttpStatusCode.OK, (await who.GetAsync(path)).StatusCode);
        Assert.Contains("<b>note.pdf", new HtmlParser().ParseDocument(await staff.GetStringAsync($"/console/ledgers/uk/accounts/{account.Id}")).Body!.TextContent);

        (string, byte[])[] refused = [("a.pdf", "<html><script>alert(1)</script>"u8.ToArray()), ("a.png", "MZ\x90\0"u8.ToArray()), ("a.svg", "<svg onload=alert(1)>"u8.ToArray()), ("a.pdf", "%PDF-1.4 no end"u8.ToArray()), ("a.jpg", [0xFF, 0xD8, 0xFF]), ("a.pdf", new byte[FormGuard.MostBytesAFile + 1]), ("empty.pdf", [])];
        foreach ((string name, byte[] content) in refused) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await DisputeAsync(name, content)).StatusCode);
        Assert.Single(await host.World.Portal.EvidenceOfAsync(account.Id, default));

        async Task<HttpResponseMessage> DisputeAsync(string name, byte[] content)
        {
            MultipartFormDataContent form = [];
            foreach ((string field, string value) in (IEnumerable<(string, string)>)[(FormGuard.Field, await browser.PortalTokenAsync()), ("invoice", "C-1-INV-1"), ("code", "quality"), ("part", "part"), ("amount", "100.00"), ("words", "Two came chipped")]) form.Add(new StringContent(value), field);
            form.Add(new ByteArrayContent(content) { Headers = { ContentType = new("application/pdf") } }, "files", name);
            return await browser.PostAsync("/portal/dispute", form);
        }
    }

    [Fact]
    public async Task No_text_from_outside_changes_the_shape_of_a_customers_page()
    {
        World world = new();
        await world.Stores.Ledgers.SaveAsync(Some.Ledger, World.Now, "Ada", default);
        world.Clock.Now = World.Now;
        string[] payloads = [.. Some.Payloads];
        for (int i = 0; i < payloads.Length; i++) await LiveAsync(world, $"P-{i:000}", payloads[i]);
        await LiveAsync(world, "P-benign", "Plain Name");
        await using WebHost host = await WebHost.StartAsync(world);
        string[] benign = await ShapesAsync(host, "P-benign", "Plain Name");
        int renders = 0;
        for (int i = 0; i < payloads.Length; i++)
        {
            string[] shapes = await ShapesAsync(host, $"P-{i:000}", payloads[i]);
            for (int page = 0; page < benign.Length; page++) Assert.True(shapes[page] is "" || benign[page] == shapes[page], $"{payloads[i]} on page {page}");
            renders += shapes.Count(s => s.Length > 0);
        }
        print.WriteLine($"{payloads.Length} payloads in name, contact, invoice, description, dispute, promise and pay link: {renders} renders of one shape");
        Assert.True(payloads.Length >= 500);
    }

    static async Task LiveAsync(World world, string customer, string payload)
    {
        DateOnly due = new(2026, 10, 30);
        await world.PutAsync("uk", customer, new DescribeCustomer(new(Name: payload), [new() { Id = "ap", Name = payload, Email = "p@example.com" }]));
        await world.PutAsync("uk", customer, new RecordInvoice(new() { Number = "I" + payload, IssueDate = due.AddDays(-30), DueDate = due, Amount = Money.Exact(100, Currency.Of("GBP")), Description = payload, PayLink = "https://" + payload }));
        await world.PutAsync("uk", customer, new OpenDispute("I" + payload, "other", payload, Money.Exact(10, Currency.Of("GBP"))));
    }

    // Elements and attribute names, without texts and values; and every address that leads away is of our own making.
    static async Task<string[]> ShapesAsync(WebHost host, string customer, string payload)
    {
        using HttpClient browser = await host.VisitAsync(customer);
        List<string> shapes = [];
        foreach (string path in (string[])["/portal", "/portal/invoice?number=" + Uri.EscapeDataString("I" + payload), "/portal/promise", "/portal/dispute", "/portal/contacts"])
        {
            HttpResponseMessage answer = await browser.GetAsync(path);
            IDocument page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
            Assert.DoesNotContain(page.Body!.TextContent, c => c is '\u202E' or '\u200B' or '\u2066' or '\0');
            Assert.All(page.QuerySelectorAll("[href], [src], [action]"), e => Assert.True((e.GetAttribute("href") ?? e.GetAttribute("src") ?? e.GetAttribute("action"))! is var to && (to.StartsWith("/portal", StringComparison.Ordinal) || to is "#main" or "data:," || to.StartsWith("tel:+44", StringComparison.Ordinal) || to == "mailto:accounts@uk.example.com"), e.OuterHtml));
            // A number with half a surrogate cannot be asked for by address.
            shapes.Add(answer.StatusCode != HttpStatusCode.OK && path.Contains("number=") ? "" : string.Join('\n', page.All.Select(e => $"{e.LocalName} {string.Join(' ', e.Attributes.Select(a => a.Name))} {e.ParentElement?.LocalName}")));
        }
        return [.. shapes];
    }

    [Fact]
    public void Instalments_add_up_to_the_amount()
    {
        foreach (long minor in (long[])[1, 2, 100, 101, 99_999, 1_000_001])
            for (int count = 2; count <= InstalmentAsked.Most; count++)
            {
                IReadOnlyList<Instalment> parts = InstalmentAsked.Split(new(minor, Currency.Of("GBP")), count, "month", new(2026, 1, 31));
                Assert.Equal(minor, parts.Sum(p => p.Amount.Minor));
                Assert.All(parts, p => Assert.True(p.Amount.IsPositive));
                Assert.Equal(parts.Count, parts.Select(p => p.DueDate).Distinct().Count());
            }
        Assert.Equal([new(2026, 1, 31), new(2026, 2, 28), new(2026, 3, 31)], InstalmentAsked.Split(new(300, Currency.Of("GBP")), 3, "month", new(2026, 1, 31)).Select(p => p.DueDate));
    }
}
