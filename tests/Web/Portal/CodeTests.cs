using System.Collections.Immutable;
using System.Net;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Portal;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

/// <summary>reliability S15, and the code that stands before bank details and contact data.</summary>
public sealed class CodeTests(ITestOutputHelper print)
{
    [Fact]
    public async Task Bank_details_are_shown_after_the_code_that_went_to_a_number_on_file_and_not_before()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1");
        Assert.DoesNotContain("Sort code", await browser.GetStringAsync("/portal/invoice?number=C-1-INV-1"));
        string letter = (await host.World.Stores.Accounts.MessagesAsync(new(Account: World.Id("C-1")), default)).First(m => m.Text?.Html?.Contains("Sort code") ?? false).Message.Id;
        foreach (string path in (string[])["", "/html"]) Assert.DoesNotContain("Sort code", await browser.GetStringAsync($"/portal/messages/{letter}{path}"));
        await host.ConfirmAsync(browser, "C-1");
        foreach (string path in (string[])["", "/html"]) Assert.Contains("Sort code 00-00-00", await browser.GetStringAsync($"/portal/messages/{letter}{path}"));
        Assert.Contains("Sort code 00-00-00", await browser.GetStringAsync("/portal/invoice?number=C-1-INV-1"));

        OutgoingMessage sent = host.World.Sms.Sent[^1];
        string code = sent.Text.Text[..6];
        StoredMessage kept = (await host.World.Stores.Accounts.MessagesAsync(new(Account: World.Id("C-1")), default)).First(m => m.Message.Letter == "code");
        Assert.All(code, c => Assert.True(char.IsAsciiDigit(c)));
        Assert.StartsWith(HiddenWords.Code, kept.Text!.Text);
        Assert.DoesNotContain(code, kept.Text.Text);
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains(code));
        Assert.False(kept.Message.CountsAsContact);
    }

    [Fact]
    public async Task A_code_dies_by_its_use_by_five_wrong_answers_after_ten_minutes_and_by_a_newer_one()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1");
        string first = await host.CodeAsync(browser, "C-1");
        string wrong = first == "000000" ? "000001" : "000000";
        for (int i = 0; i < 5; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, await EnterAsync(wrong));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await EnterAsync(first));

        host.World.Clock.Now += TimeSpan.FromMinutes(1);
        string second = await host.CodeAsync(browser, "C-1");
        host.World.Clock.Now += TimeSpan.FromMinutes(1);
        string third = await host.CodeAsync(browser, "C-1");
        if (second != third) Assert.Equal(HttpStatusCode.UnprocessableEntity, await EnterAsync(second));
        host.World.Clock.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await EnterAsync(third));

        string fourth = await host.CodeAsync(browser, "C-1");
        using HttpClient other = await host.VisitAsync("C-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.SendAsync("/portal/code/enter", ("code", fourth))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, await EnterAsync(fourth));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await EnterAsync(fourth));

        async Task<HttpStatusCode> EnterAsync(string code) => (await browser.SendAsync("/portal/code/enter", ("code", code))).StatusCode;
    }

    [Fact]
    public async Task Contact_data_change_after_a_code_alone_and_stopping_needs_none()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1");
        HttpResponseMessage refused = await ChangeAsync();
        Assert.Equal("/portal/code?then=contacts", refused.Headers.Location!.ToString());
        Assert.Equal("c-1-uk@example.com", (await ContactAsync()).Email);
        await host.ConfirmAsync(browser, "C-1");
        Assert.Equal("/portal/contacts?done=contact", (await ChangeAsync()).Headers.Location!.ToString());
        Assert.Equal(("new@example.com", "de"), ((await ContactAsync()).Email, (await ContactAsync()).Language));

        using HttpClient second = await host.VisitAsync("C-2");
        Assert.Equal("/portal/contacts?done=opt-out", (await second.SendAsync("/portal/opt-out", ("to", "email ap"))).Headers.Location!.ToString());
        Assert.Equal("portal", Assert.Single(await host.World.Stores.Contacts.OptOutsAsync(["c-2-uk@example.com"], default)).Via);

        Task<HttpResponseMessage> ChangeAsync() => browser.SendAsync("/portal/contacts", ("contact", "ap"), ("name", "Accounts"), ("email", "new@example.com"), ("mobile", "+44 7700 900777"), ("language", "de"));
        async Task<Contact> ContactAsync() => (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account.ContactOf("ap")!;
    }

    [Fact]
    public async Task Ten_thousand_requests_for_codes_and_links_send_no_more_than_each_number_may_get_and_strangers_send_nothing()
    {
        World world = await World.LivedAsync();
        const int customers = 25, asks = 320, strangers = 2_000;
        for (int i = 0; i < customers; i++) await world.CustomerAsync("uk", $"N-{i}", $"Number {i}", "GBP", 10);
        await using WebHost host = await WebHost.StartAsync(world);
        CodeDesk codes = (CodeDesk)host.Services.GetService(typeof(CodeDesk))!;
        PortalDoor door = world.Door;
        int before = world.Sms.Sent.Count, asked = 0;
        HashSet<string> answers = [];
        Dictionary<string, List<DateTimeOffset>> sent = [];

        using HttpClient stranger = host.Anonymous();
        for (int i = 0; i < strangers; i++)
        {
            (string path, (string, string)[] fields) = (i % 4) switch
            {
                0 => ("/portal/code", [("to", $"+44770090{i:0000}")]), 1 => ("/portal/open", [("token", new string('A', 39) + $"{i:0000}")]),
                2 => ("/portal/code/enter", [("code", $"{i:000000}")]), _ => ("/portal/code", new (string, string)[] { ("to", "sms ap") }),
            };
            HttpResponseMessage answer = await stranger.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))));
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
            asked++;
        }
        Assert.Equal(before, world.Sms.Sent.Count);

        List<Visitor> visitors = [];
        List<Account> accounts = [];
        for (int i = 0; i < customers; i++)
        {
            accounts.Add((await world.Stores.Accounts.LoadAsync(World.Id($"N-{i}"), default))!.Account);
            string cookie = (await door.OpenAsync((await door.NewLinkAsync(accounts[i], "Ada", default)).Token, default))!;
            visitors.Add((await door.VisitorAsync(cookie, default))!.Value.Visitor);
        }
        for (int round = 0; round < asks; round++)
        {
            world.Clock.Now += TimeSpan.FromSeconds(45);
            for (int i = 0; i < customers; i++, asked++)
            {
                int count = world.Sms.Sent.Count;
                await codes.AskAsync(visitors[i], accounts[i], round % 7 == 6 ? "sms nobody" : "sms ap", default);
                await world.Advance.RunAsync(accounts[i].Id, default);
                foreach (OutgoingMessage message in world.Sms.Sent.Skip(count))
                {
                    if (!sent.TryGetValue(message.To.Address, out List<DateTimeOffset>? times)) sent[message.To.Address] = times = [];
                    times.Add(world.Clock.Now);
                }
            }
        }
        string[] onFile = [.. accounts.SelectMany(a => a.Contacts).Select(c => Address.Mobile(c.Mobile!)).Distinct()];
        int tooClose = sent.Values.Sum(t => t.Zip(t.Skip(1)).Count(p => p.Second - p.First < TimeSpan.FromMinutes(1))), tooMany = sent.Values.Count(t => t.Count > 5);
        print.WriteLine($"{asked} requests ({strangers} by strangers), {sent.Values.Sum(t => t.Count)} messages to {sent.Count} numbers, {tooClose} within a minute, {tooMany} numbers over five a day, 0 by strangers");
        Assert.Equal(10_000, asked);
        Assert.All(sent.Keys, number => Assert.Contains(number, onFile));
        Assert.Equal((0, 0), (tooClose, tooMany));
        Assert.NotEmpty(sent);
    }

    [Fact]
    public async Task Whoever_asks_for_a_code_hears_the_same()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient browser = await host.VisitAsync("C-1");
        List<string> heard = [];
        foreach (string to in (string[])["sms ap", "sms ap", "sms nobody", "email ap", "", new string('x', 299)])
        {
            HttpResponseMessage answer = await browser.SendAsync("/portal/code", ("to", to), ("then", "contacts"));
            heard.Add($"{answer.StatusCode} {answer.Headers.Location} {await browser.GetStringAsync(answer.Headers.Location)}");
        }
        Assert.Single(heard.Distinct());
    }

    [Fact]
    public void A_day_has_room_for_five_and_a_minute_for_one()
    {
        ImmutableArray<DateTimeOffset> none = [];
        Assert.Null(Codes.Limit.Take([World.Now], World.Now.AddSeconds(59)));
        Assert.Null(Codes.Limit.Take([World.Now], World.Now.AddSeconds(-30)));
        Assert.Single(Codes.Limit.Take(none, World.Now)!.Value);
    }
}
