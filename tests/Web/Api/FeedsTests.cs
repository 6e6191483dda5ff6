using System.Net;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Tests;

public sealed class FeedsTests
{
    const string Feeds = "/api/v1/ledgers/uk/feeds";

    const string Good = """
        {"customers":[{"customer":"C-9","name":"Gorse Dairy","contacts":[{"id":"ap","email":"ap@gorse.example.com"}]}],
         "invoices":[{"customer":"C-9","number":"N-1","issueDate":"2026-10-01","dueDate":"2026-10-31","amount":"100.00 GBP"},{"customer":"C-9","number":"N-2","issueDate":"2026-10-01","dueDate":"2026-11-30","amount":{"amount":"40","currency":"GBP"}}],
         "payments":[{"customer":"C-9","id":"P-1","amount":"60.00 GBP","valueDate":"2026-11-01","allocations":[{"invoice":"N-1","amount":"60.00 GBP"}]}]}
        """;

    [Fact]
    public async Task A_feed_is_one_under_its_key_however_often_it_is_sent()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient connector = await host.WithKeyAsync(Role.Connector, "uk");
        JsonElement first = await (await connector.PostJsonAsync(Feeds, Good, "feed-0001")).JsonAsync();
        StoredAccount after = (await host.World.Stores.Accounts.LoadAsync(World.Id("C-9"), default))!;
        host.World.Clock.Now += TimeSpan.FromHours(5);
        JsonElement again = await (await connector.PostJsonAsync(Feeds, Good, "feed-0001")).JsonAsync();

        Assert.Equal((false, "recorded", true), (first.GetProperty("repeated").GetBoolean(), first.GetProperty("accounts")[0].GetProperty("outcome").GetString(), again.GetProperty("repeated").GetBoolean()));
        Assert.Equal("40.00 GBP", after.Account.Invoice("N-1")!.Balance.ToString());
        Assert.Equal(after.Version, (await host.World.Stores.Accounts.LoadAsync(World.Id("C-9"), default))!.Version);
        Assert.Equal(World.Now, (await host.World.Stores.Ledgers.FeedsAsync("uk", 1, default))[0].At);
        Assert.Equal(HttpStatusCode.Conflict, (await connector.PostJsonAsync(Feeds, """{"customers":[]}""", "feed-0001")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await connector.PostJsonAsync(Feeds, Good)).StatusCode);
    }

    [Fact]
    public async Task A_refused_item_leaves_nothing_of_its_account_half_done_and_the_others_whole()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient connector = await host.WithKeyAsync(Role.Connector, "uk");
        const string body = """
            {"invoices":[{"customer":"H-1","number":"N-1","issueDate":"2026-10-01","dueDate":"2026-10-31","amount":"100.00 GBP"},{"customer":"H-1","number":"N-2","issueDate":"2026-10-01","dueDate":"2026-10-31","amount":"-1.00 GBP"},
                         {"customer":"H-2","number":"N-1","issueDate":"2026-10-01","dueDate":"2026-10-31","amount":"7.00 GBP"}],
             "payments":[{"customer":"H-1","id":"P","amount":"0.00 GBP","valueDate":"2026-11-01"}]}
            """;
        JsonElement accounts = (await (await connector.PostJsonAsync(Feeds, body, "feed-0002")).JsonAsync()).GetProperty("accounts");
        Assert.Equal(["refused", "recorded"], accounts.EnumerateArray().Select(a => a.GetProperty("outcome").GetString()));
        Assert.Equal(["invoice[1].amount", "payment[2].amount"], accounts[0].GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("where").GetString()));
        Assert.Null(await host.World.Stores.Accounts.LoadAsync(World.Id("H-1"), default));
        Assert.NotNull((await host.World.Stores.Accounts.LoadAsync(World.Id("H-2"), default))!.Account.Invoice("N-1"));
    }

    [Fact]
    public async Task A_feed_that_would_close_an_implausible_share_is_kept_and_changes_nothing_until_a_person_lets_it_pass()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient connector = await host.WithKeyAsync(Role.Connector, "uk"), approver = await host.WithKeyAsync(Role.Approver, "uk");
        string[] Each(Func<int, string> row) => [.. Enumerable.Range(1, 40).Select(row)];
        string invoices = string.Join(",", Each(i => $$"""{"customer":"P-{{i % 4}}","number":"N-{{i}}","issueDate":"2026-10-01","dueDate":"2026-10-31","amount":"100.00 GBP"}"""));
        string payments = string.Join(",", Each(i => $$"""{"customer":"P-{{i % 4}}","id":"P-{{i}}","amount":"100.00 GBP","valueDate":"2026-11-19","allocations":[{"invoice":"N-{{i}}","amount":"100.00 GBP"}]}"""));
        Assert.Equal(HttpStatusCode.OK, (await connector.PostJsonAsync(Feeds, $$"""{"invoices":[{{invoices}}]}""", "feed-1001")).StatusCode);
        string paid = $$"""{"payments":[{{payments}}]}""";

        HttpResponseMessage held = await connector.PostJsonAsync(Feeds, paid, "feed-1002");
        JsonElement again = await (await connector.PostJsonAsync(Feeds, paid, "feed-1002")).JsonAsync();
        Assert.Equal((HttpStatusCode.Accepted, 40), (held.StatusCode, again.GetProperty("wouldChange").GetArrayLength()));
        Assert.True((await OpenAsync(host)).All(isOpen => isOpen));
        Assert.Equal(HttpStatusCode.Conflict, (await connector.PostJsonAsync(Feeds, """{"customers":[]}""", "feed-1002")).StatusCode);
        Assert.Contains("api:feed-1002", await approver.GetStringAsync("/api/v1/ledgers/uk/held-feeds"));

        Assert.Equal(HttpStatusCode.Forbidden, (await connector.PostJsonAsync(Feeds + "/api:feed-1002/release", """{"reason":"fine"}""")).StatusCode);
        host.World.Clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(HttpStatusCode.OK, (await approver.PostJsonAsync(Feeds + "/api:feed-1002/release", """{"reason":"checked with the bank"}""")).StatusCode);
        Assert.True((await OpenAsync(host)).All(isOpen => !isOpen));
        Assert.Equal(("[]", World.Now), (await approver.GetStringAsync("/api/v1/ledgers/uk/held-feeds"), (await host.World.Stores.Ledgers.FeedsAsync("uk", 1, default))[0].At)); // as old as when it came
        Assert.True((await (await connector.PostJsonAsync(Feeds, paid, "feed-1002")).JsonAsync()).GetProperty("repeated").GetBoolean());
    }

    [Fact]
    public async Task A_discarded_feed_stays_out_however_often_it_is_sent()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient connector = await host.WithKeyAsync(Role.Connector, "uk");
        using HttpClient approver = await host.SignedInAsync(Role.Approver, null, "uk");
        string invoices = string.Join(",", Enumerable.Range(1, 40).Select(i => $$"""{"customer":"P-{{i % 4}}","number":"N-{{i}}","issueDate":"2026-10-01","dueDate":"2026-10-31","amount":"100.00 GBP"}"""));
        await connector.PostJsonAsync(Feeds, $$"""{"invoices":[{{invoices}}]}""", "feed-2001");
        string voided = $$"""{"invoices":[{{invoices.Replace("\"customer\"", "\"void\":true,\"sourceVersion\":2,\"customer\"")}}]}""";
        Assert.Equal(HttpStatusCode.Accepted, (await connector.PostJsonAsync(Feeds, voided, "feed-2002")).StatusCode);

        Assert.Contains("N-40 would close (100.00 GBP)", await approver.GetStringAsync("/console/ledgers/uk/waiting"));
        FormUrlEncodedContent form = new([new(Collections.Web.Access.FormGuard.Field, await approver.FormTokenAsync()), new("reason", "they voided the whole year")]);
        Assert.Equal(HttpStatusCode.SeeOther, (await approver.PostAsync("/console/ledgers/uk/feeds/api%3Afeed-2002/discard", form)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await connector.PostJsonAsync(Feeds, voided, "feed-2002")).StatusCode);
        Assert.True((await OpenAsync(host)).All(isOpen => isOpen));
    }

    static async Task<List<bool>> OpenAsync(WebHost host)
    {
        List<bool> open = [];
        foreach (int customer in Enumerable.Range(0, 4))
            open.AddRange((await host.World.Stores.Accounts.LoadAsync(World.Id($"P-{customer}"), default))!.Account.Invoices.Select(i => i.IsOpen));
        return open;
    }

    [Fact]
    public async Task What_the_console_does_the_API_does_too()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient program = await host.WithKeyAsync(Role.Approver);
        const string account = "/api/v1/ledgers/uk/accounts/C-1";
        (string Path, string Body)[] acts =
        [
            ("/promises", """{"amount":"400.00 GBP","date":"2026-12-01","invoices":["C-1-INV-1"]}"""), ("/disputes", """{"invoice":"C-1-INV-2","reasonCode":"price","words":"too dear"}"""), ("/blocks", """{"until":"2026-12-31","reason":"talks"}"""),
            ("/hold", """{"reason":"talks"}"""), ("/hold/release", """{"reason":"talks ended"}"""), ("/flags", """{"vulnerability":true,"reason":"told by phone"}"""), ("/opt-outs", """{"address":"C-1-UK@example.com"}"""),
        ];
        foreach ((string path, string body) in acts)
        {
            HttpResponseMessage answer = await program.PostJsonAsync(account + path, body);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        }
        JsonElement why = await (await program.GetAsync(account + "/why")).JsonAsync();
        Assert.Contains("vulnerability", why.GetProperty("stops").EnumerateArray().Select(s => s.GetProperty("code").GetString()));
        foreach (string never in (string[])["9999-12-31", "0001-01-01", "2026-11-22T25:00"])
            Assert.Equal(HttpStatusCode.BadRequest, (await program.GetAsync(account + "/why?at=" + never)).StatusCode);
        JsonElement then = await (await program.GetAsync(account + "/why?at=2026-11-10T09:00:00Z")).JsonAsync();
        Assert.DoesNotContain("vulnerability", then.GetProperty("stops").EnumerateArray().Select(s => s.GetProperty("code").GetString()));
        Assert.Contains(await TimelineAsync(), t => t.StartsWith("Promise P", StringComparison.Ordinal));

        async Task<IEnumerable<string>> TimelineAsync() => (await (await program.GetAsync(account + "/timeline")).JsonAsync()).EnumerateArray().Select(t => t.GetProperty("words").GetString()!);
    }

    [Fact]
    public async Task The_document_describes_every_endpoint_of_the_API_and_nothing_else()
    {
        await using WebHost host = await WebHost.StartAsync(new World());
        JsonElement document = await (await host.Anonymous().GetAsync("/openapi/v1.json")).JsonAsync();
        IEnumerable<string> described = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name.TrimEnd('/')}"));
        IEnumerable<string> served = Served.All(host).Where(s => s.Pattern.StartsWith("/api/", StringComparison.Ordinal)).Select(s => s.ToString());
        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
            foreach (JsonProperty method in path.Value.EnumerateObject())
                Assert.Equal(path.Name.Split('/').Where(p => p.StartsWith('{')).Select(p => p.Trim('{', '}')).Order(), Parameters(method.Value, "path"));
        Assert.Equal(["after", "most", "overdue", "search"], Parameters(document.GetProperty("paths").GetProperty("/api/v1/ledgers/{ledger}/accounts").GetProperty("get"), "query"));
        JsonElement amount = document.GetProperty("paths").GetProperty("/api/v1/ledgers/{ledger}/accounts/{account}/promises").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties").GetProperty("amount");
        Assert.Equal("string", amount.GetProperty("type").GetString());

        static IEnumerable<string> Parameters(JsonElement operation, string place) =>
            operation.TryGetProperty("parameters", out JsonElement all) ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == place).Select(p => p.GetProperty("name").GetString()!).Order() : [];
    }
}
