using System.Net;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Tests;

public sealed class PagesTests
{
    [Fact]
    public async Task Accounts_stand_by_what_is_overdue_and_lead_to_the_explanation_of_the_next_level()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Viewer);

        var list = new HtmlParser().ParseDocument(await browser.GetStringAsync("/console/ledgers/uk/accounts?currency=GBP"));
        Assert.Equal(["Ashdown Joinery", "Bramble & Sons", "Carrick Marine", "Eastgate Print"], list.QuerySelectorAll("table.list tbody th a").Select(a => a.TextContent));

        string account = await browser.GetStringAsync(list.QuerySelector("table.list tbody th a")!.GetAttribute("href"));
        Explanation why = (await new PastAccount(host.World.Desk).WhyNowAsync(World.Id("C-1"), CancellationToken.None))!;
        var page = new HtmlParser().ParseDocument(account);
        Assert.Equal(why.Decided, page.QuerySelector(".why .decided")!.TextContent);
        Assert.Contains(why.Policy, page.QuerySelector(".why dl")!.TextContent);
        Assert.All(why.Stops, stop => Assert.Contains(stop.Code, page.QuerySelector(".why .stops")!.TextContent));
    }

    [Fact]
    public async Task A_message_is_shown_as_the_customer_saw_it()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Viewer);
        StoredMessage sent = (await host.World.Stores.Accounts.MessagesAsync(new("uk", State: MessageState.Accepted), CancellationToken.None)).First(m => m.Text?.Html is not null);

        var page = new HtmlParser().ParseDocument(await browser.GetStringAsync($"/console/ledgers/uk/outbox/{sent.Message.Id}"));
        string frame = page.QuerySelector("iframe[sandbox='']")!.GetAttribute("src")!;
        Assert.Equal(sent.Text!.Html, await browser.GetStringAsync(frame));
        Assert.Equal(sent.Text.Text.ReplaceLineEndings("\n"), page.QuerySelector(".letter pre")!.TextContent.ReplaceLineEndings("\n"));
    }
}
