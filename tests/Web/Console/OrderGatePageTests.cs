using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Tests;

public sealed class OrderGatePageTests
{
    const string Orders = "/console/ledgers/uk/orders";

    static async Task<(HttpStatusCode Status, IHtmlDocument Page)> SendAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        string token = await browser.FormTokenAsync();
        HttpResponseMessage sent = await browser.PostAsync(path, new FormUrlEncodedContent([new("_form", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
        return (sent.StatusCode, new HtmlParser().ParseDocument(await sent.Content.ReadAsStringAsync()));
    }

    static (string, string)[] Order(string customer, string amount, string number = "SO-7") => [("customer", customer), ("amount", amount), ("currency", "GBP"), ("order", number)];

    [Fact]
    public async Task The_order_desk_sees_the_answer_its_reasons_the_smallest_payment_the_words_to_say_and_how_long_it_holds_and_no_account()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient desk = await host.SignedInAsync(Role.Orders, "Olga", "uk");
        (HttpStatusCode status, IHtmlDocument page) = await SendAsync(desk, Orders, Order("C-1", "250.00"));
        Assert.Equal(HttpStatusCode.OK, status);
        GateAnswer answer = (await new AskOrderGate(host.World.Desk).AskAsync(World.Id("C-1"), new(Money.Exact(250, Currency.Of("GBP")), "SO-7"), "Ada", default))!;
        Assert.NotEqual(GateVerdict.Allow, answer.WouldBe);
        string text = page.QuerySelector(".why")!.TextContent;
        Assert.Contains(Code.Of(answer.Verdict), page.QuerySelector(".why .state")!.TextContent);
        Assert.All(answer.Reasons, r => Assert.Contains(Code.Of(r), text));
        Assert.NotEmpty(answer.Release);
        Assert.All(answer.Release, r => Assert.Contains(Console.Show.Money(r.Amount), text));
        Assert.Equal(answer.Words, page.QuerySelector("q")!.TextContent);
        Assert.Contains("holds until", text);
        Assert.Null(page.QuerySelector("#release"));
        Assert.Empty(page.QuerySelectorAll("a[href*='/accounts']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync($"/console/ledgers/uk/accounts/{World.Id("C-1")}")).StatusCode);
        Assert.Equal("/console/ledgers/uk/orders", (await desk.GetAsync("/console")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task An_approver_lets_one_order_through_with_a_reason_and_a_controller_cannot()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient bo = await host.SignedInAsync(Role.Approver, "Bo"), mia = await host.SignedInAsync(Role.Controller, "Mia");
        (_, IHtmlDocument asked) = await SendAsync(bo, Orders, Order("C-1", "250.00"));
        Assert.NotNull(asked.QuerySelector("#release"));
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(mia, Orders + "/release", [.. Order("C-1", "250.00"), ("reason", "good friend")])).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(bo, Orders + "/release", Order("C-1", "250.00"))).Status);
        Assert.Empty((await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account.Releases);

        (HttpStatusCode status, IHtmlDocument page) = await SendAsync(bo, Orders + "/release", [.. Order("C-1", "250.00"), ("reason", "the owner paid by telephone")]);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("released-by-person", page.QuerySelector(".why")!.TextContent);
        OrderRelease release = Assert.Single((await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account.Releases);
        Assert.Equal(("SO-7", "Bo", "the owner paid by telephone"), (release.Order, release.By, release.Reason));
    }

    [Fact]
    public async Task A_question_that_makes_no_sense_names_what_is_wrong_and_asks_nothing()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient desk = await host.SignedInAsync(Role.Orders, "Olga", "uk");
        string before = await Rows.OfAsync(host.World);
        foreach ((string customer, string amount) in (IEnumerable<(string, string)>)[("nobody", "1.00"), ("C-1", "-1.00"), ("C-1", "much"), ("", "1.00"), (World.Id("C-1", "de").Value, "1.00")])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(desk, Orders, Order(customer, amount))).Status);
        Assert.Equal(before.Split('\n')[1..], (await Rows.OfAsync(host.World)).Split('\n')[1..]);
    }
}
