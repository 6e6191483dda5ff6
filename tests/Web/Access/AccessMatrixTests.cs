using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

[Collection("lived")]
public sealed class AccessMatrixTests(LivedHost lived, ITestOutputHelper print)
{
    sealed record Asker(string Name, Role? Role, string[] Ledgers, HttpClient Program, HttpClient Browser, string? FormToken, bool IsCustomer = false);

    [Fact]
    public async Task Every_caller_reaches_exactly_what_the_table_says_and_what_is_foreign_looks_like_what_is_missing()
    {
        WebHost host = lived.Host;
        List<Asker> askers = [new("anonymous", null, [], host.Anonymous(), host.Anonymous(), null), await StrangerAsync(host)];
        foreach (Role role in Enum.GetValues<Role>()) askers.Add(await AskerAsync(host, role, role == Role.Admin ? [] : ["uk"]));
        askers.Add(await AskerAsync(host, Role.Admin, ["de"]));
        foreach ((string customer, string ledger) in (IEnumerable<(string, string)>)[("C-1", "uk"), ("C-2", "uk")]) askers.Add(await CustomerAsync(host, customer, ledger));
        string message = await MessageAsync(host, "uk"), foreignMessage = await MessageAsync(host, "de");
        int cells = 0, wrong = 0;
        foreach (Served served in Served.All(host).Where(s => s.Duty != Duty.Anyone && s.Pattern is not ("/console/sign-out" or "/portal/close")))
            foreach (Asker asker in askers)
            {
                (int Status, string Body) own = await Ask(asker, served, "uk", World.Id("C-1").Value, message);
                (int Status, string Body) missing = await Ask(asker, served, "nowhere", "nobody", "m0");
                (int Status, string Body) foreignLedger = await Ask(asker, served, "de", World.Id("C-1", "de").Value, foreignMessage);
                (int Status, string Body) foreignAccount = await Ask(asker, served, "uk", World.Id("C-1", "de").Value, foreignMessage);
                (int Status, string Body) missingAccount = await Ask(asker, served, "uk", "nobody", "m0");
                Check(Expected(asker, served) is var expected && (expected == 0 ? own.Status is not (401 or 403 or 404) || Names(served) : own.Status == expected), "own", own);
                if (asker.Ledgers is ["uk"] && served.Pattern.Contains("{ledger}")) Check(foreignLedger == missing, "foreign ledger", foreignLedger);
                Check(foreignAccount == missingAccount || Grows(served), "foreign account", foreignAccount);
                Check(missing.Status is not 200 || !served.Pattern.Contains("{ledger}"), "missing", missing);

                void Check(bool right, string target, (int Status, string Body) got)
                {
                    cells++;
                    if (right) return;
                    wrong++;
                    print.WriteLine($"WRONG {asker.Name}: {served} {target}: {got.Status} {got.Body[..Math.Min(120, got.Body.Length)]}");
                }
            }
        print.WriteLine($"{askers.Count} callers, {Served.All(host).Count} endpoints, {cells} cells, {wrong} wrong");
        Assert.Equal(0, wrong);
    }

    // 0: let in. What an endpoint does for someone let in is not this test's.
    static int Expected(Asker asker, Served served)
    {
        if (served.IsPortal) return asker.IsCustomer ? 0 : 401;
        if (asker.Role is not { } role) return served.IsConsole ? served.IsSafe ? 303 : 401 : 401;
        if (!Duties.RolesFor(served.Duty).Contains(role)) return 403;
        if (asker.Ledgers is ["de"] && (served.Pattern.Contains("{ledger}") || served.Duty == Duty.Administer)) return 404;
        return 0;
    }

    // These name a thing that this test lets be missing: let in, and told that it is not there.
    static bool Names(Served served) => served.Pattern.Contains("{prefix}") || served.Pattern.Contains("{feed}") || served.Pattern.Contains("{person}") || served.Pattern is "/console/people/link" or "/console/keys/revoke" or "/console/connections/end"
        || served.Pattern.EndsWith("/portal-link-revoke", StringComparison.Ordinal) || served.Pattern.Contains("{file}") || served.Pattern.Contains("{id}") || served.Pattern.Contains("{case}") || (served.IsPortal && (!served.IsSafe || served.Pattern.Contains("{message}") || served.Pattern == "/portal/invoice"));

    // An export of the audit is in the next one.
    static bool Grows(Served served) => served.Pattern.EndsWith("/exports/audit", StringComparison.Ordinal);

    static Task<(int, string)> Ask(Asker asker, Served served, string ledger, string account, string message) =>
        (served.IsConsole || served.IsPortal ? asker.Browser : asker.Program).AskAsync(served, served.Path(ledger, account, message), asker.FormToken);

    static async Task<Asker> AskerAsync(WebHost host, Role role, string[] ledgers)
    {
        HttpClient browser = await host.SignedInAsync(role, null, ledgers);
        return new($"{role} of {string.Join(',', ledgers)}", role, ledgers, await host.WithKeyAsync(role, ledgers), browser, await browser.FormTokenAsync());
    }

    static async Task<Asker> CustomerAsync(WebHost host, string customer, string ledger)
    {
        HttpClient browser = await host.VisitAsync(customer, ledger);
        return new($"customer {customer} of {ledger}", null, [], browser, browser, await browser.PortalTokenAsync(), true);
    }

    static async Task<Asker> StrangerAsync(WebHost host)
    {
        HttpClient program = host.Anonymous(), browser = host.Anonymous();
        program.DefaultRequestHeaders.Authorization = new("Bearer", "ck_aaaaaaaaaa_" + new string('A', 43));
        browser.DefaultRequestHeaders.Add("Cookie", $"collections={new string('A', 43)}.1700000000.{new string('A', 43)}");
        await Task.CompletedTask;
        return new("stranger with made-up secrets", null, [], program, browser, null);
    }

    static async Task<string> MessageAsync(WebHost host, string ledger) => (await host.World.Stores.Accounts.MessagesAsync(new(ledger), default))[0].Message.Id;

    [Fact]
    public void An_endpoint_that_declares_no_duty_stops_the_start()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        WebApplication app = builder.Build();
        app.MapGet("/declared", () => "x").Asks(Duty.Read);
        CollectionsWeb.CheckDuties(app);
        app.MapGet("/forgotten", () => "x");

        Assert.Contains("/forgotten", Assert.Throws<InvalidOperationException>(() => CollectionsWeb.CheckDuties(app)).Message);
    }

    [Fact]
    public void A_gate_key_asks_the_gate_and_a_connector_feeds_and_neither_does_anything_else()
    {
        Assert.Equal([Duty.Anyone, Duty.SignedIn, Duty.AskGate], Enum.GetValues<Duty>().Where(d => Duties.RolesFor(d).Contains(Role.Orders)));
        Assert.Equal([Duty.Anyone, Duty.SignedIn, Duty.Feed], Enum.GetValues<Duty>().Where(d => Duties.RolesFor(d).Contains(Role.Connector)));
        Assert.Equal([Duty.Anyone, Duty.SignedIn, Duty.Read], Enum.GetValues<Duty>().Where(d => Duties.RolesFor(d).Contains(Role.Viewer)));
        Assert.DoesNotContain(Role.Controller, Duties.RolesFor(Duty.Approve));
    }
}
