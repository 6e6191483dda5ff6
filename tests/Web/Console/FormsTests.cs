using System.Net;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Web.Tests;

public sealed class FormsTests
{
    static readonly string Account = $"/console/ledgers/uk/accounts/{World.Id("C-1")}";

    static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string act, params (string Name, string Value)[] fields) =>
        await browser.PostAsync($"{Account}/{act}", new FormUrlEncodedContent([new(FormGuard.Field, await browser.FormTokenAsync()), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));

    [Fact]
    public async Task A_controller_records_a_promise_and_the_page_shows_that_the_invoice_waits_for_it()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Controller, "Bo");
        HttpResponseMessage sent = await SendAsync(browser, "promise", ("amount", "631.00"), ("currency", "GBP"), ("date", "2026-12-01"), ("invoices", "C-1-INV-1"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{Account}?done=promise"), (sent.StatusCode, sent.Headers.Location!.ToString()));

        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync(sent.Headers.Location));
        Assert.Equal("The promise is recorded.", page.QuerySelector("p.done")!.TextContent);
        Assert.Contains("promise open until", page.QuerySelectorAll("table.list tbody tr").First(r => r.TextContent.Contains("C-1-INV-1")).TextContent);
        Assert.Contains("Bo", page.QuerySelector(".timeline li li")!.TextContent);
    }

    [Fact]
    public async Task What_the_command_line_records_on_an_account_its_page_records_too()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Approver, "Bo");
        async Task<Account> Now() => (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account;
        Money owed = (await Now()).Invoice("C-1-INV-1")!.Balance, ten = Money.Exact(10, Currency.Of("GBP"));

        await DoAsync("write-off", ("invoice", "C-1-INV-1"), ("amount", "10.00"), ("reason", "a rounding quarrel"));
        Assert.Equal(owed - ten, (await Now()).Invoice("C-1-INV-1")!.Balance);
        Assert.Equal(PostingKind.WriteOff, (await Now()).Invoice("C-1-INV-1")!.Postings[^1].Kind);
        await DoAsync("discount", ("invoice", "C-1-INV-1"), ("amount", "10.00"), ("until", "2026-12-01"), ("reason", "for paying at once"));
        Assert.Equal(ten, (await Now()).Invoice("C-1-INV-1")!.Discount!.Off);
        await DoAsync("payment", ("id", "BACS-1"), ("amount", "10.00"), ("currency", "GBP"), ("date", "2026-11-20"), ("invoice", "C-1-INV-1"), ("kind", "payment"));
        Assert.Equal(owed - ten - ten, (await Now()).Invoice("C-1-INV-1")!.Balance);
        await DoAsync("payment-reverse", ("payment", "BACS-1"));
        Assert.Equal(owed - ten, (await Now()).Invoice("C-1-INV-1")!.Balance);
        await DoAsync("payment", ("id", "CN-1"), ("amount", "10.00"), ("currency", "GBP"), ("date", "2026-11-20"), ("kind", "credit-note"));
        Assert.Contains((await Now()).CreditNotes, c => c.Number == "CN-1");
        await DoAsync("contact", ("id", "owner-1"), ("role", "owner"), ("email", "owner@c-1.example.com"));
        Assert.Equal("owner@c-1.example.com", (await Now()).ContactOf("owner-1")!.Email);
        await DoAsync("contact-remove", ("contact", "owner-1"));
        Assert.Null((await Now()).ContactOf("owner-1"));
        await DoAsync("opt-out", ("address", "c-1-uk@example.com"));
        host.World.Clock.Now += TimeSpan.FromMinutes(1);
        await DoAsync("opt-in", ("address", "c-1-uk@example.com"));
        Assert.DoesNotContain(await host.World.Stores.Contacts.OptOutsAsync(["c-1-uk@example.com"], default), s => s.To is null);
        await DoAsync("flag", ("exclude", "a sister company"), ("reason", "group decision"));
        Assert.Equal("a sister company", (await Now()).ExcludedBecause);
        await DoAsync("reply", ("words", "We pay on Friday."));
        Assert.Contains((await Now()).Tasks, t => t.Kind == "reply");

        async Task DoAsync(string act, params (string, string)[] fields)
        {
            HttpResponseMessage sent = await SendAsync(browser, act, fields);
            Assert.True(sent.StatusCode == HttpStatusCode.SeeOther, $"{act}: {sent.StatusCode}");
            string done = sent.Headers.Location!.ToString().Split("done=")[1];
            Assert.True(Console.Done.Words(done) is not null, $"'{done}' has no words");
        }
    }

    [Fact]
    public async Task An_export_by_the_page_is_a_file_and_an_entry_of_the_audit()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Viewer, "Vic", "uk");
        string token = await browser.FormTokenAsync();
        HttpResponseMessage file = await browser.PostAsync("/console/ledgers/uk/exports/invoices", new FormUrlEncodedContent([new("_form", token), new("format", "csv")]));
        Assert.Equal(("text/csv", "uk-invoices.csv"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/console/ledgers/uk/exports/invoices", new FormUrlEncodedContent([new("format", "csv")]))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/console/ledgers/uk/exports/audit", new FormUrlEncodedContent([new("_form", token)]))).StatusCode);
        List<AuditEntry> exported = [];
        await foreach (StoredAudit entry in host.World.Stores.Ledgers.AuditTrailAsync("uk", default)) if (entry.Entry.What == Exports.AuditWord) exported.Add(entry.Entry);
        Assert.Equal(("Vic", "invoices as csv, 6 rows"), (Assert.Single(exported).By, exported[0].Details));
    }

    [Fact]
    public async Task A_form_with_faults_shows_all_of_them_and_changes_nothing()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Controller, "Bo");
        string before = await Rows.OfAsync(host.World);
        HttpResponseMessage sent = await SendAsync(browser, "promise", ("amount", "much"), ("currency", "GBP"), ("date", "soon"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        Assert.Equal(2, new HtmlParser().ParseDocument(await sent.Content.ReadAsStringAsync()).QuerySelectorAll(".faults li").Length);
        Assert.Equal(before, await Rows.OfAsync(host.World));
    }

    [Fact]
    public async Task A_previewed_escalation_shows_the_text_or_the_guards_and_reserves_nothing()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Controller, "Bo");
        string before = await Rows.OfAsync(host.World);
        var page = new HtmlParser().ParseDocument(await (await SendAsync(browser, "escalate", ("reason", "asked by the owner"), ("preview", "true"))).Content.ReadAsStringAsync());
        Assert.True(page.QuerySelector("#preview") is not null ^ page.QuerySelector(".faults") is not null);
        Assert.Equal(before, await Rows.OfAsync(host.World));
    }

    [Fact]
    public async Task Two_keys_and_a_session_of_one_person_are_not_two_persons()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient ada = await host.SignedInAsync(Role.Admin, "Ada"), bo = await host.SignedInAsync(Role.Approver, "Bo");
        HttpResponseMessage proposed = await SendAsync(ada, "propose", ("account", "Goods were taken from the yard at night"), ("evidence", "camera, gate 2"));
        Assert.Equal(HttpStatusCode.SeeOther, proposed.StatusCode);
        (string key, _) = await host.Services.GetRequiredService<AccessKeys>().AddAsync("second", Role.Approver, [], "Ada", default);
        using HttpClient program = host.Anonymous();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);

        long version = (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Version;
        HttpResponseMessage approved = await program.PostJsonAsync("/api/v1/ledgers/uk/accounts/C-1/standing/approve", $$"""{"version":{{version}},"reason":"clear"}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, approved.StatusCode);
        Assert.Contains("\"where\":\"by\"", await approved.Content.ReadAsStringAsync());
        string other = await (await SendAsync(bo, "approve", ("version", $"{version}"), ("reason", "clear"))).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<strong>by</strong>", other);
    }

    [Fact]
    public async Task The_order_desk_asks_the_gate_with_a_key_that_can_do_nothing_else()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient desk = await host.WithKeyAsync(Role.Orders, "uk");
        var answer = await (await desk.PostJsonAsync("/api/v1/ledgers/uk/accounts/C-1/gate", """{"amount":"250.00 GBP","order":"SO-1"}""")).JsonAsync();
        Assert.Contains(answer.GetProperty("verdict").GetString(), Code.All<GateVerdict>());
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync("/api/v1/ledgers/uk/accounts/C-1")).StatusCode);
    }
}
