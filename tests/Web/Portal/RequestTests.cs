using System.Net;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Tests;

/// <summary>A request for time from the customer's page to the answer on the staff's, and back.</summary>
public sealed class RequestTests
{
    static async Task<Account> AccountAsync(WebHost host) => (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account;

    static Task<HttpResponseMessage> AskAsync(HttpClient browser, string until) =>
        browser.SendAsync("/portal/request", ("kind", "extension"), ("until", until), ("invoices", "C-1-INV-1"), ("words", "Our biggest customer pays late"), ("cause", "customer-not-paying"), ("difficulty", "temporary"));

    [Fact]
    public async Task A_request_beyond_the_limits_waits_for_a_person_and_rests_the_chase_meanwhile()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1");
        HttpResponseMessage asked = await AskAsync(browser, "2027-05-20");
        Case about = Assert.Single((await AccountAsync(host)).Cases, c => c.Kind == CaseKind.Request);
        Assert.Equal($"/portal/requests/{about.Id}?done=request", asked.Headers.Location!.ToString());
        Assert.Equal((CaseState.Open, "portal", "customer"), (about.State, about.Via, about.OpenedBy));
        Assert.True(about.Pauses(DateOnly.FromDateTime(World.Now.Date)));
        Assert.Contains("you have our answer by", (await browser.GetStringAsync(asked.Headers.Location)).ToLowerInvariant());
        Assert.Contains(about.Id, await browser.GetStringAsync("/portal"));
    }

    [Fact]
    public async Task Staff_offer_something_else_and_the_customer_takes_it()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1"), staff = await host.SignedInAsync(Role.Admin, "Bo");
        await AskAsync(browser, "2027-05-20");
        string id = (await AccountAsync(host)).Cases.Single(c => c.Kind == CaseKind.Request).Id, page = $"/console/ledgers/uk/accounts/{World.Id("C-1")}/cases/{id}";
        Assert.Contains("Ashdown Joinery", await staff.GetStringAsync("/console/ledgers/uk/cases"));
        Assert.Contains("habit:", await staff.GetStringAsync(page));
        HttpResponseMessage offered = await staff.PostAsync(page + "/offer", new FormUrlEncodedContent([new("_form", await staff.FormTokenAsync()), new("kind", "extension"), new("until", "2026-12-11"), new("reason", "Three weeks we can do")]));
        Assert.Equal($"{page}?done=counter-offer", offered.Headers.Location!.ToString());
        Assert.Contains("Three weeks we can do", await browser.GetStringAsync("/portal/requests/" + id));
        Assert.Equal($"/portal/requests/{id}?done=offer-accepted", (await browser.SendAsync($"/portal/requests/{id}/accept")).Headers.Location!.ToString());
        Account after = await AccountAsync(host);
        Assert.Equal((CaseState.Granted, new DateOnly(2026, 12, 11)), (after.CaseOf(id)!.State, after.Invoice("C-1-INV-1")!.ExtendedTo));
    }

    [Fact]
    public async Task A_request_is_taken_back_and_another_customers_is_not_there()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1"), other = await host.VisitAsync("C-2");
        await AskAsync(browser, "2027-05-20");
        string id = (await AccountAsync(host)).Cases.Single(c => c.Kind == CaseKind.Request).Id;
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/portal/requests/" + id)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.SendAsync($"/portal/requests/{id}/withdraw")).StatusCode);
        Assert.Equal($"/portal/requests/{id}?done=case-withdrawn", (await browser.SendAsync($"/portal/requests/{id}/withdraw")).Headers.Location!.ToString());
        Assert.Equal(CaseState.Withdrawn, (await AccountAsync(host)).CaseOf(id)!.State);
    }
}
