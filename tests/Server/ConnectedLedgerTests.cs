using System.Net;
using System.Text.RegularExpressions;
using Collections.Domain;
using Collections.Engine;
using Collections.FakeProviders;
using Collections.FakeProviders.Books;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Server;

/// <summary>A ledger that a person connects in the console to the fakes of accounting software, over HTTP, on the server with its SQLite file.</summary>
public sealed partial class ConnectedLedgerTests
{
    [Theory]
    [InlineData("Xero")]
    [InlineData("QuickBooks Online")]
    public async Task A_ledger_connected_in_the_console_fills_itself_and_chases_nobody_who_has_paid(string title)
    {
        await using Office office = await Office.OpenAsync();
        FakeBooks fake = title == "Xero" ? office.Fakes.Xero : office.Fakes.QuickBooks;
        BookItem[] owed = [office.Owes(fake, "Alder Ltd", 120_000), office.Owes(fake, "Birch Ltd", 45_000), office.Owes(fake, "Cedar Ltd", 30_050)];
        await office.ConnectAsync(title);
        await office.PollAsync();
        string page = await office.GetAsync("/console/ledgers/uk/accounts");
        Assert.All(["Alder Ltd", "Birch Ltd", "Cedar Ltd"], name => Assert.Contains(name, page, StringComparison.Ordinal));
        Assert.Contains("Read to the end", await office.GetAsync("/console/connections"), StringComparison.Ordinal);

        // One pays, and the webhook comes: an id alone, read and applied.
        fake.Do(() => fake.Pay(owed[0].Number));
        int taken = await office.Fakes.DeliverAsync(default);
        InboxRun run = await office.Folder.Inbox.RunAsync(100, TimeSpan.Zero, default);
        Assert.Equal((1, 1, 0L), (taken, run[InboxState.Applied], await office.OpenAsync("Alder Ltd")));

        // Another pays after the last poll, and the webhook is lost: the look before sending finds it.
        office.Clock.MoveTo(new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        await office.Folder.Due.AdvanceAsync(null, true, default);
        office.Clock.MoveTo(new(2026, 11, 23, 8, 40, 0, TimeSpan.Zero));
        await office.PollAsync();
        fake.Switches.Events = EventMode.Never;
        fake.Do(() => fake.Pay(owed[1].Number));
        office.Clock.MoveTo(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        RunSummary sent = await office.Folder.Due.AdvanceAsync(null, true, default);

        Assert.Empty(sent.Failures);
        StoredMessage[] begun = [.. await Task.WhenAll(sent.Begun.Select(async id => (await office.Folder.Stores.Accounts.MessageAsync(id, default))!))];
        Assert.Equal([30_050L], begun.Select(m => m.Demanded.Single().Minor));
        Assert.Equal(0, await office.OpenAsync("Birch Ltd"));
    }

    [Fact]
    public async Task A_source_that_does_not_answer_just_before_sending_holds_the_message_back_and_it_goes_when_the_source_answers()
    {
        await using Office office = await Office.OpenAsync();
        office.Owes(office.Fakes.Xero, "Alder Ltd", 120_000);
        await office.ConnectAsync("Xero");
        await office.PollAsync();
        office.Clock.MoveTo(new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        await office.Folder.Due.AdvanceAsync(null, true, default);
        office.Clock.MoveTo(new(2026, 11, 23, 8, 40, 0, TimeSpan.Zero));
        await office.PollAsync();
        office.Fakes.Xero.Switches.Answer = AnswerMode.Fail;
        office.Clock.MoveTo(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        RunSummary away = await office.Folder.Due.AdvanceAsync(null, true, default);
        office.Fakes.Xero.Switches.Answer = AnswerMode.Normal;
        office.Clock.MoveTo(new(2026, 11, 23, 9, 10, 0, TimeSpan.Zero));
        RunSummary back = await office.Folder.Due.AdvanceAsync(null, true, default);

        Assert.Equal((0, 1), (away.Begun.Count, back.Begun.Count));
    }

    [Fact]
    public async Task A_consent_that_was_withdrawn_freezes_the_ledger_says_so_on_every_page_and_is_given_again()
    {
        await using Office office = await Office.OpenAsync();
        office.Owes(office.Fakes.Xero, "Alder Ltd", 120_000);
        await office.ConnectAsync("Xero");
        await office.PollAsync();
        office.Fakes.Xero.Consent.EndAll();
        office.Clock.MoveTo(new(2026, 11, 23, 8, 10, 0, TimeSpan.Zero));
        await office.PollAsync();
        await office.SignInAsync();
        string page = await office.GetAsync("/console/ledgers/uk/accounts");
        Explanation why = (await office.Folder.Past.WhyNowAsync((await office.AccountAsync("Alder Ltd")).Id, default))!;
        WatchFindings watch = await new Watch(office.Folder.Desk).RunAsync(default);
        await office.ConnectAsync("Xero");
        await office.PollAsync();

        Assert.Contains("has ended", page, StringComparison.Ordinal);
        Assert.Contains(why.Stops, s => s.Reason == Reason.ConnectionEnded && s.Words.Contains("invalid_grant", StringComparison.Ordinal));
        Assert.Equal("uk", Assert.Single(watch.StaleLedgers));
        Assert.DoesNotContain("has ended", await office.GetAsync("/console/ledgers/uk/accounts"), StringComparison.Ordinal);
        Assert.Empty((await new Watch(office.Folder.Desk).RunAsync(default)).StaleLedgers);
    }

    [Fact]
    public async Task Tokens_rest_encrypted_are_renewed_once_for_many_callers_and_are_forgotten_when_the_connection_is_ended()
    {
        await using Office office = await Office.OpenAsync();
        await office.ConnectAsync("Xero");
        StoredConnection first = (await office.Folder.Stores.Ledgers.ConnectionAsync("uk", default))!;
        Connections otherHost = new(office.Folder.Stores.Ledgers, office.Folder.Connections.Kinds, office.Clock);
        office.Clock.MoveTo(office.Clock.GetUtcNow().AddMinutes(28));
        string?[] tokens = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? office.Folder.Connections : otherHost).TokensAsync("uk", default).AsTask()));
        StoredConnection renewed = (await office.Folder.Stores.Ledgers.ConnectionAsync("uk", default))!;
        HttpResponseMessage ended = await office.PostAsync("/console/connections/end", await office.GetAsync("/console/connections"), ("of", "uk"));
        StoredConnection gone = (await office.Folder.Stores.Ledgers.ConnectionAsync("uk", default))!;

        Assert.All(tokens, Assert.NotNull); // one renewed, the others went on with what was still good
        Assert.Equal((1, false), (office.Fakes.Xero.Consent.Renewals, renewed.HasEnded));
        Assert.NotEqual(first.Sealed, renewed.Sealed);
        Assert.DoesNotContain("at-", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(renewed.Sealed)), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, "", true), (ended.StatusCode, gone.Sealed, gone.HasEnded));
        Assert.Null(await office.Folder.Connections.TokensAsync("uk", default));
    }

    [Fact]
    public async Task A_reconciliation_names_each_invoice_that_differs_and_why()
    {
        await using Office office = await Office.OpenAsync();
        FakeXero fake = office.Fakes.Xero;
        BookItem paid = office.Owes(fake, "Alder Ltd", 120_000), withdrawn = office.Owes(fake, "Birch Ltd", 45_000);
        await office.ConnectAsync("Xero");
        await office.PollAsync();
        Comparison alike = await office.Folder.Compare.RunAsync("uk", default);
        fake.Switches.Events = EventMode.Never;
        fake.Do(() => fake.Pay(paid.Number));
        fake.Do(() => fake.Book.Change(withdrawn, "updated", i => i.IsVoid = true));
        office.Owes(fake, "Cedar Ltd", 30_050);
        Comparison differs = await office.Folder.Compare.RunAsync("uk", default);
        fake.Switches.Answer = AnswerMode.Fail;

        Assert.Equal((2, 0, null), (alike.Invoices, alike.Differences.Length, alike.Failure));
        Assert.Equal([(0L, 120_000L), (0, 45_000), (30_050, 0)], differs.Differences.Select(d => (d.Source.Minor, d.Ledger.Minor)).OrderByDescending(d => d.Item2));
        Assert.Contains(differs.Differences, d => d.Cause.StartsWith("payment", StringComparison.Ordinal) && d.Cause.EndsWith("has not come in yet", StringComparison.Ordinal));
        Assert.Contains(differs.Differences, d => d.Cause == "it was withdrawn there");
        Assert.Contains(differs.Differences, d => d.Cause == "it has not come in yet");
        Assert.NotNull((await office.Folder.Compare.RunAsync("uk", default)).Failure);
    }

    [Fact]
    public async Task A_consent_that_another_session_asked_for_connects_nothing()
    {
        await using Office office = await Office.OpenAsync();
        string asked = office.ConsentOf(await office.GetAsync("/console/connections"), "Xero");
        string back = await office.BackFromAsync(asked);
        await office.SignInAsync();
        HttpResponseMessage answer = await office.Browser.GetAsync(back);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Null(await office.Folder.Stores.Ledgers.ConnectionAsync("uk", default));
    }

    sealed partial class Office : IAsyncDisposable
    {
        static readonly DateTimeOffset Morning = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);
        readonly Cli cli = new();
        WebApplication app = null!;

        public HandClock Clock { get; } = new(Morning);
        public FakeServer Fakes { get; private set; } = null!;
        public OpenFolder Folder { get; private set; } = null!;
        public HttpClient Browser { get; private set; } = null!;

        public static async Task<Office> OpenAsync()
        {
            Office office = new();
            int port = FreePort();
            office.Fakes = await FakeServer.StartAsync(new(0, Path.Combine(office.cli.Data, "fakes"), $"http://127.0.0.1:{port}", office.Clock), default);
            Dictionary<string, string> settings = office.Fakes.Settings().Where(s => s.Key.StartsWith("Xero", StringComparison.Ordinal) || s.Key.StartsWith("QuickBooks", StringComparison.Ordinal)).ToDictionary();
            settings["Collections:ConnectionKeys"] = Convert.ToBase64String(new byte[32]);
            office.cli.File("data/settings.json", System.Text.Json.JsonSerializer.Serialize(settings));
            await office.cli.LedgerAsync("2026-11-20");
            office.Folder = await OpenFolder.OpenAsync(office.cli.Data, office.Clock, default);
            office.app = WebHost.Build(office.Folder, $"http://127.0.0.1:{port}", loops: false);
            await office.app.StartAsync();
            await office.SignInAsync();
            return office;
        }

        public async Task SignInAsync()
        {
            string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            Browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = new(address) };
            SignIn signIn = app.Services.GetRequiredService<SignIn>();
            await signIn.EnsureAsync("admin", Role.Admin, default);
            using FormUrlEncodedContent form = new([new("token", await signIn.NewTokenAsync("admin", "test", default))]);
            Assert.Equal(HttpStatusCode.SeeOther, (await Browser.PostAsync("/console/sign-in", form)).StatusCode);
        }

        public BookItem Owes(FakeBooks fake, string name, long cents)
        {
            string id = fake is FakeXero ? new Guid(name.Length, (short)name[0], 9, 1, 2, 3, 4, 5, 6, 7, 8).ToString("D") : $"{900_000 + name[0]}";
            fake.Book.AddCustomer(id, name, name[..3].ToLowerInvariant() + "@example.com");
            return fake.Book.AddInvoice(id, cents, -20);
        }

        public async Task PollAsync()
        {
            PollRun run = await Folder.Polls.RunAsync(default);
            Assert.Empty(run.Failures);
        }

        public async Task ConnectAsync(string title)
        {
            string back = await BackFromAsync(ConsentOf(await GetAsync("/console/connections"), title));
            string page = await GetAsync(back);
            HttpResponseMessage answer = await PostAsync("/console/connections/finish", page, [.. Hidden().Matches(page).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))]);
            Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        }

        public string ConsentOf(string page, string title) => WebUtility.HtmlDecode(Regex.Match(page, $"<a href=\"([^\"]+)\"[^>]*>Connect to {title}<").Groups[1].Value);

        /// <summary>The provider's consent page, which consents at once and sends the browser back.</summary>
        public async Task<string> BackFromAsync(string consent)
        {
            HttpResponseMessage answer = await Browser.GetAsync(consent);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return answer.Headers.Location!.PathAndQuery;
        }

        public async Task<string> GetAsync(string path)
        {
            HttpResponseMessage answer = await Browser.GetAsync(path);
            string page = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {page}");
            return page;
        }

        public Task<HttpResponseMessage> PostAsync(string path, string page, params (string Name, string Value)[] fields)
        {
            string token = WebUtility.HtmlDecode(Regex.Match(page, "name=\"_form\" value=\"([^\"]+)\"").Groups[1].Value);
            return Browser.PostAsync(path, new FormUrlEncodedContent(fields.Where(f => f.Name != "_form").Select(f => KeyValuePair.Create(f.Name, f.Value)).Append(new("_form", token))));
        }

        public async Task<Account> AccountAsync(string name)
        {
            AccountLine line = (await Folder.Stores.Accounts.ListAsync("uk", new(), default)).Single(l => l.Name == name);
            return (await Folder.Stores.Accounts.LoadAsync(line.Id, default))!.Account;
        }

        public async Task<long> OpenAsync(string name) => (await AccountAsync(name)).Invoices.Sum(i => i.Balance.Minor);

        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await app.DisposeAsync();
            await Folder.DisposeAsync();
            await Fakes.DisposeAsync();
            cli.Dispose();
        }

        static int FreePort()
        {
            using System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
        private static partial Regex Hidden();
    }
}
