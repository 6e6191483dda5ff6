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
