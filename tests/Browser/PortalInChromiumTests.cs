using Collections.Domain;
using Collections.Engine;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

/// <summary>The customer's pages in a real browser: on a phone and a desk, with and without script, in two languages.</summary>
public sealed class PortalInChromiumTests(ITestOutputHelper print)
{
    [SkippableTheory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task A_customer_sees_everything_and_axe_finds_nothing_serious(string locale)
    {
        Skip.IfNot(Chromium.Missing == "", Chromium.Missing);
        await using WebHost host = await WebHost.StartAsync(await PortalWorld.LivedAsync());
        Step[] steps = [.. await PortalWorld.LookAsync(host)];
        Met met = await Chromium.DriveAsync(host, "portal", locale, steps, [360, 1280], [true, false]);
        print.WriteLine($"{locale}: {met.Pages} pages looked at, {met.Steps.Length} steps, {met.Serious.Length} serious, {met.Overflow.Length} too wide, {met.Errors.Length} errors");
        Assert.Empty(met.Errors);
        Assert.Empty(met.Serious);
        Assert.Empty(met.Overflow);
        Assert.Empty(met.Small);
        Assert.Equal(steps.Length * 4, met.Steps.Length);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_customer_promises_queries_and_stops_letters_with_and_without_script(bool script)
    {
        Skip.IfNot(Chromium.Missing == "", Chromium.Missing);
        await using WebHost host = await WebHost.StartAsync(await PortalWorld.LivedAsync());
        string token = await host.TokenAsync("C-1");
        Step[] steps =
        [
            new("look at the link", Go: "/portal/" + token, Absent: "Ashdown"),
            new("open the page", Click: "main button", At: "/portal", Sees: "Ashdown Joinery", Absent: token),
            new("the keyboard begins at the way past the head", Focus: ".skip", Look: false) { Press = ["Tab"] },
            new("fill in a promise", Go: "/portal/promise") { Fill = new() { ["#amount"] = "631.00", ["#date"] = "2026-12-10" } },
            new("promise", Click: "main form button", At: "/portal", Sees: "Your promise is recorded"),
            new("fill in a query", Go: "/portal/dispute?invoice=C-1-INV-2") { Fill = new() { ["#words"] = "Two planes came chipped" }, Check = ["input[name=code][value=quality]"], File = new { selector = "#files", name = "photo.pdf", content = Convert.ToBase64String(Customers.Pdf) } },
            new("send the query", Click: "main form button", At: "/portal", Sees: "We look into it"),
            new("stop letters", Go: "/portal/contacts", Look: false),
            new("stopped", Click: "main .items button", At: "/portal/contacts", Sees: "We no longer write to that address"),
            new("close", Click: "header button", Sees: "Closed"),
            new("it stays closed", Go: "/portal", Absent: "Ashdown"),
        ];
        Met met = await Chromium.DriveAsync(host, "flow", "en", steps, [360], [script]);
        Assert.Empty(met.Errors);
        Assert.Empty(met.Serious);
        Account account = (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account;
        Assert.Equal("portal", Assert.Single(account.Promises).Via);
        Assert.Equal("C-1-INV-2", Assert.Single(account.Disputes).Invoice);
        Assert.Single(await host.World.Portal.EvidenceOfAsync(account.Id, default));
        print.WriteLine($"{met.Steps.Length} steps {(script ? "with" : "without")} script, {met.Pages} pages looked at, 0 serious");
    }

    [SkippableFact]
    public async Task A_scanner_that_opens_the_link_in_a_browser_changes_no_row()
    {
        Skip.IfNot(Chromium.Missing == "", Chromium.Missing);
        await using WebHost host = await WebHost.StartAsync(await PortalWorld.LivedAsync());
        string token = await host.TokenAsync("C-1");
        (int links, int rows) before = ((await host.World.Portal.LinksOfAsync(World.Id("C-1"), default)).Count, host.World.Portal.Writes);
        Met met = await Chromium.DriveAsync(host, "scanner", "en", [new("look", Go: "/portal/" + token), new("look again", Go: "/portal/" + token)], [1280], [true, false]);
        Assert.Empty(met.Errors);
        Assert.Equal(before, ((await host.World.Portal.LinksOfAsync(World.Id("C-1"), default)).Count, host.World.Portal.Writes));
    }
}

/// <summary>A world with something on every page.</summary>
internal static class PortalWorld
{
    public static async Task<World> LivedAsync()
    {
        World world = await World.LivedAsync();
        Ledger ledger = (await world.Stores.Ledgers.FindAsync("uk", default))!;
        SenderIdentity sender = ledger.Sender with { PayLink = "https://pay.example.com/brightwell", BankDetails = "Example Bank\nIBAN DE89 3704 0044 0532 0130 00\nSort code 00-00-00, account 00000000" };
        await world.Stores.Ledgers.SaveAsync(ledger with { Sender = sender }, World.Now, "Ada", default);
        await world.InvoiceAsync("uk", "C-1", "C-1-EUR-1", 1240.50m, "EUR", 3);
        await world.InvoiceAsync("uk", "C-1", "C-1-INV-3", 412m, "GBP", -12);
        return world;
    }

    /// <summary>Opens a page of C-1 and looks at each.</summary>
    public static async Task<IEnumerable<Step>> LookAsync(WebHost host)
    {
        string token = await host.TokenAsync("C-1"), message = (await host.World.Stores.Accounts.MessagesAsync(new(Account: World.Id("C-1")), default)).First(m => m.Text?.Html is not null).Message.Id;
        return
        [
            new("closed", Go: "/portal"), new("link", Go: "/portal/" + token), new("statement", Click: "main button", At: "/portal", Sees: "Ashdown Joinery", Absent: token),
            new("invoice", Go: "/portal/invoice?number=C-1-EUR-1"), new("promise", Go: "/portal/promise"), new("instalments", Go: "/portal/instalments?currency=GBP&amount=900&count=4&every=month"),
            new("query", Go: "/portal/dispute?invoice=C-1-INV-1"), new("messages", Go: "/portal/messages"), new("message", Go: "/portal/messages/" + message),
            new("contact", Go: "/portal/contacts"), new("code", Go: "/portal/code?then=contacts"), new("code asked", Go: "/portal/code?then=contacts&sent=1"), new("nothing there", Go: "/portal/nothing"),
        ];
    }
}
