using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;

namespace Collections.Web.Tests;

/// <summary>A pack that lets a person release each message: what waits is shown as it would go out, and goes out as it is owed then.</summary>
public sealed class ReviewTests
{
    static readonly CancellationToken None = CancellationToken.None;

    static async Task<WebHost> HostAsync()
    {
        LoadedPack shipped = PolicyBook.Load().Current("uk-b2b")!;
        PolicyBook all = PolicyBook.Load(), book = PolicyBook.Of([shipped with { Rules = shipped.Rules with { Review = true } }], all.Holidays);
        World world = new(book);
        await world.Stores.Ledgers.SaveAsync(Some.Ledger, World.Now.AddDays(-60), "Ada", None);
        world.Clock.Now = World.Now.AddHours(-1);
        await world.Stores.Ledgers.RecordFeedAsync(new("uk", "f", world.Clock.Now, "daily.csv", 3, null), None);
        await world.CustomerAsync("uk", "R-1", "Ashdown Joinery", "GBP", 9, 4);
        await world.CustomerAsync("uk", "R-2", "Bramble & Sons", "GBP", 12);
        world.Clock.Now = (await world.Stores.Accounts.DueAsync("uk", DateTimeOffset.MaxValue, 10, None)).Max(d => d.WakeAt);
        await world.Stores.Ledgers.RecordFeedAsync(new("uk", "g", world.Clock.Now, "daily.csv", 3, null), None);
        await new DueAccounts(world.Desk, world.Advance).AdvanceAsync("uk", false, None);
        while ((await WaitingAsync(world)).Length < 2 && world.Clock.Now < World.Now.AddDays(10))
        {
            world.Clock.Now = world.Clock.Now.AddDays(1);
            await world.Stores.Ledgers.RecordFeedAsync(new("uk", $"{world.Clock.Now:yyyyMMdd}", world.Clock.Now, "daily.csv", 3, null), None);
            await new DueAccounts(world.Desk, world.Advance).AdvanceAsync("uk", false, None);
        }
        return await WebHost.StartAsync(world);
    }

    static async Task<StoredMessage[]> WaitingAsync(World world) => [.. await world.Stores.Accounts.MessagesAsync(new("uk", State: MessageState.AwaitingRelease), None)];

    [Fact]
    public async Task What_waits_is_shown_with_its_text_and_amounts_and_a_payment_changes_both_before_it_goes()
    {
        await using WebHost host = await HostAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Controller, "Mia"), program = await host.WithKeyAsync(Role.Controller, "uk");
        StoredMessage waits = (await WaitingAsync(host.World)).Single(m => m.AccountId == World.Id("R-1"));
        JsonElement before = (await (await program.GetAsync($"/api/v1/ledgers/uk/messages/{waits.Message.Id}")).JsonAsync()).GetProperty("preview");
        Assert.Equal("1337.50 GBP", before.GetProperty("demanded")[0].GetString());
        Assert.Contains("1,337.50", before.GetProperty("text").GetProperty("text").GetString()!.Replace("1337.50", "1,337.50"), StringComparison.Ordinal);

        IHtmlDocument page = new HtmlParser().ParseDocument(await browser.GetStringAsync("/console/ledgers/uk/waiting"));
        Assert.Equal(2, page.QuerySelectorAll("article.task input[name=messages]").Length);
        Assert.Contains("1,337.50", page.QuerySelector($"article[aria-labelledby='h-{waits.Message.Id}']")!.TextContent);
        Assert.Equal(Plain(before.GetProperty("text").GetProperty("text").GetString()!), Plain(page.QuerySelector($"article[aria-labelledby='h-{waits.Message.Id}'] .letter pre")!.TextContent));
        Assert.Contains("Preview", page.QuerySelector("article.task summary")!.TextContent);

        await host.World.PutAsync("uk", "R-1", new RecordPayment(new() { Id = "B-1", Amount = Money.Exact(100, Currency.Of("GBP")), ValueDate = DateOnly.FromDateTime(host.World.Clock.Now.Date), Allocations = [new("R-1-INV-1", Money.Exact(100, Currency.Of("GBP")))] }));
        Assert.Contains("1,237.50", await browser.GetStringAsync($"/console/ledgers/uk/outbox/{waits.Message.Id}"), StringComparison.Ordinal);
        await SendAsync(browser, "release", ("messages", waits.Message.Id), ("release", "true"));
        host.World.Clock.Now = (await host.World.Stores.Accounts.LoadAsync(waits.AccountId, None))!.WakeAt!.Value; // the recipient's window opens
        await host.World.Advance.RunAsync(waits.AccountId, None);
        StoredMessage sent = (await host.World.Stores.Accounts.MessageAsync(waits.Message.Id, None))!;
        Assert.Equal((MessageState.Accepted, Money.Exact(1237.5m, Currency.Of("GBP"))), (sent.Message.State, Assert.Single(sent.Demanded)));
        Assert.False((await (await program.GetAsync($"/api/v1/ledgers/uk/messages/{waits.Message.Id}")).JsonAsync()).TryGetProperty("preview", out _));
    }

    [Fact]
    public async Task A_batch_is_released_or_held_back_and_a_preview_changes_nothing()
    {
        await using WebHost host = await HostAsync();
        using HttpClient browser = await host.SignedInAsync(Role.Controller, "Mia"), program = await host.WithKeyAsync(Role.Controller, "uk");
        StoredMessage[] waiting = await WaitingAsync(host.World);
        string before = await Rows.OfAsync(host.World);
        await browser.GetAsync("/console/ledgers/uk/waiting");
        foreach (StoredMessage m in waiting) await program.GetAsync($"/api/v1/ledgers/uk/messages/{m.Message.Id}");
        Assert.Equal(before, await Rows.OfAsync(host.World));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(browser, "release", ("release", "true"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(browser, "release", ("messages", waiting[0].Message.Id), ("release", "false"))).StatusCode);
        JsonElement done = await (await program.PostJsonAsync("/api/v1/ledgers/uk/messages/release", $$"""{"release":true,"messages":["{{waiting[0].Message.Id}}","nosuch"]}""")).JsonAsync();
        Assert.Equal(["released", "not-waiting"], done.EnumerateArray().Select(d => d.GetProperty("outcome").GetString()!));
        Assert.Equal("/console/ledgers/uk/waiting?done=held-back", (await SendAsync(browser, "release", ("messages", waiting[1].Message.Id), ("release", "false"), ("reason", "the owner is on holiday"))).Headers.Location!.ToString());
        Assert.Empty(await WaitingAsync(host.World));
        Assert.Equal("the owner is on holiday", (await host.World.Stores.Accounts.MessageAsync(waiting[1].Message.Id, None))!.Outcome);
    }

    static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string act, params (string Name, string Value)[] fields)
    {
        string token = await browser.FormTokenAsync();
        return await browser.PostAsync($"/console/ledgers/uk/outbox/{act}", new FormUrlEncodedContent([new("_form", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]));
    }
}
