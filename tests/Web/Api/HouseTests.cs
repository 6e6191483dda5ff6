using System.Net;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;

namespace Collections.Web.Tests;

/// <summary>Ledgers, people, policies and proofs through the API.</summary>
public sealed class HouseTests
{
    const string Lisbon = """{"id":"pt","name":"Doca Ferragens Lda","country":"PT","currency":"EUR","zone":"Europe/Lisbon","pack":"eu-b2b","email":"accounts@pt.example.com","phone":"+44 1632 960000","runTime":"09:30","emailsPerDay":50}""";

    [Fact]
    public async Task A_ledger_is_saved_listed_and_replaced_and_what_a_draft_cannot_say_stays()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient admin = await host.WithKeyAsync(Role.Admin);
        Assert.Equal(HttpStatusCode.OK, (await admin.PostJsonAsync("/api/v1/ledgers", Lisbon)).StatusCode);
        await host.World.Stores.Ledgers.SaveAsync((await host.World.Stores.Ledgers.FindAsync("pt", default))! with { Feed = FeedKind.Connected }, World.Now, "Ada", default);
        await admin.PostJsonAsync("/api/v1/ledgers", Lisbon.Replace("09:30", "10:15"));

        JsonElement saved = (await (await admin.GetAsync("/api/v1/ledgers")).JsonAsync()).EnumerateArray().Single(l => l.GetProperty("id").GetString() == "pt");
        Assert.Equal(("Doca Ferragens Lda", "10:15:00", "connected", 50), (saved.GetProperty("legalName").GetString(), saved.GetProperty("runTime").GetString(), saved.GetProperty("feed").GetString(), saved.GetProperty("emailsPerDay").GetInt32()));
    }

    [Fact]
    public async Task A_ledger_that_makes_no_sense_is_refused_with_everything_that_is_wrong()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient admin = await host.WithKeyAsync(Role.Admin);
        HttpResponseMessage refused = await admin.PostJsonAsync("/api/v1/ledgers", """{"id":"u k","name":" x","country":"gb","currency":"gbp","zone":"London","pack":"none","email":"nobody","phone":"12","payLink":"http://x","runTime":"8"}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(["id", "country", "currency", "zone", "pack", "email", "phone", "payLink", "runTime"], (await refused.JsonAsync()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("where").GetString()!));
        Assert.Equal(2, (await host.World.Stores.Ledgers.ListAsync(default)).Count);
    }

    [Fact]
    public async Task A_person_is_invited_comes_in_by_the_link_and_is_out_at_once_when_disabled()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient admin = await host.WithKeyAsync(Role.Admin), browser = host.Anonymous();
        Assert.Equal(HttpStatusCode.NotFound, (await admin.PostJsonAsync("/api/v1/people/Mia/link", "{}")).StatusCode);
        await admin.PostJsonAsync("/api/v1/people", """{"name":"Mia","role":"controller","ledgers":["uk"]}""");
        string link = (await (await admin.PostJsonAsync("/api/v1/people/Mia/link", "{}")).JsonAsync()).GetProperty("link").GetString()!;
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/console/sign-in", new FormUrlEncodedContent([new("token", link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..])]))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/ledgers/uk/accounts")).StatusCode);

        await admin.PostJsonAsync("/api/v1/people", """{"name":"Mia","role":"controller","ledgers":["uk"],"inactive":true}""");
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.GetAsync("/console/ledgers/uk/accounts")).StatusCode);
        Assert.False((await (await admin.GetAsync("/api/v1/people")).JsonAsync()).EnumerateArray().Single(p => p.GetProperty("name").GetString() == "Mia").GetProperty("isActive").GetBoolean());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostJsonAsync("/api/v1/people", """{"name":"test","role":"viewer"}""")).StatusCode); // whoever made the key
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostJsonAsync("/api/v1/people", """{"name":"Bo","role":"viewer","ledgers":["nowhere"]}""")).StatusCode);
    }

    [Fact]
    public async Task A_pack_is_checked_before_it_is_in_use_and_every_fault_is_told()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient program = await host.WithKeyAsync(Role.Controller, "uk");
        string[] packs = [.. (await (await program.GetAsync("/api/v1/policies")).JsonAsync()).EnumerateArray().Select(p => p.GetProperty("name").GetString()!)];
        Assert.Equal(["eu-b2b", "in-msme", "uk-b2b", "us-b2b"], packs);
        JsonElement shipped = await (await program.GetAsync("/api/v1/policies/uk-b2b/check")).JsonAsync();
        Assert.True(shipped.GetProperty("usable").GetBoolean());

        string pack = JsonSerializer.Serialize("""{ "pack": "mine", "version": 1, "jurisdiction": "GB", "minimumGapDays": 0, "levels": [ { "number": 1, "daysPastDue": 9, "letter": "friendly" }, { "number": 2, "daysPastDue": 3, "letter": "nosuch" } ] }""");
        JsonElement found = await (await program.PostJsonAsync("/api/v1/policies/check", $$"""{"name":"mine","files":[{"path":"pack.json","text":{{pack}}}]}""")).JsonAsync();
        Assert.False(found.GetProperty("usable").GetBoolean());
        Assert.True(found.GetProperty("faults").GetArrayLength() >= 2, found.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, (await program.PostJsonAsync("/api/v1/policies/check", $$"""{"name":"mine","files":[{"path":"pack.json","text":{{pack}}},{"path":"pack.json","text":{{pack}}}]}""")).StatusCode);
        Assert.Contains("daysPastDue", await program.GetStringAsync("/api/v1/policies/schema"), StringComparison.Ordinal);
        Assert.Contains("Brightwell", await program.GetStringAsync("/api/v1/policies/uk-b2b/notice?creditor=Brightwell%20Tools"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await program.GetAsync("/api/v1/policies/nosuch/notice")).StatusCode);
    }

    [Fact]
    public async Task The_chains_the_house_and_worked_cases_are_proved_through_the_API()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient admin = await host.WithKeyAsync(Role.Admin);
        JsonElement audit = await (await admin.GetAsync("/api/v1/audit/verify")).JsonAsync();
        Assert.Equal((6, 0), (audit.GetProperty("accounts").GetInt32(), audit.GetProperty("broken").GetArrayLength()));
        Assert.True((await (await admin.GetAsync("/api/v1/doctor")).JsonAsync()).GetProperty("well").GetBoolean());
        JsonElement cases = await (await admin.PostJsonAsync("/api/v1/cases", """{"cases":[{"id":"NOPE-1","inputs":{},"expected":{"a":1}}]}""")).JsonAsync();
        Assert.Equal((1, 0), (cases.GetProperty("cases").GetInt32(), cases.GetProperty("pass").GetInt32()));
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostJsonAsync("/api/v1/cases", """{"cases":7}""")).StatusCode);
    }

    [Fact]
    public async Task A_contact_comes_and_goes_a_payment_is_taken_and_taken_back_and_an_address_opts_out_and_in()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient program = await host.WithKeyAsync(Role.Controller, "uk");
        const string account = "/api/v1/ledgers/uk/accounts/C-1";
        async Task<Account> Now() => (await host.World.Stores.Accounts.LoadAsync(World.Id("C-1"), default))!.Account;

        await program.PostJsonAsync(account + "/contacts", """{"id":"owner-1","role":"owner","email":"owner@c-1.example.com"}""");
        Assert.Equal("owner", (await Now()).ContactOf("owner-1")!.Role);
        Assert.Equal("done", (await (await program.PostAsync(account + "/contacts/owner-1/remove", null)).JsonAsync()).GetProperty("answer").GetString());
        Assert.Null((await Now()).ContactOf("owner-1"));

        Money owed = (await Now()).Invoice("C-1-INV-1")!.Balance;
        await program.PostJsonAsync(account + "/payments", """{"id":"BACS-1","amount":"100.00 GBP","valueDate":"2026-11-19","allocations":[{"invoice":"C-1-INV-1","amount":"100.00 GBP"}]}""");
        Assert.Equal(owed - Money.Exact(100, Currency.Of("GBP")), (await Now()).Invoice("C-1-INV-1")!.Balance);
        await program.PostAsync(account + "/payments/BACS-1/reverse", null);
        Assert.Equal(owed, (await Now()).Invoice("C-1-INV-1")!.Balance);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.PostAsync(account + "/payments/none/reverse", null)).StatusCode);
        await program.PostJsonAsync(account + "/credit-notes", """{"number":"CN-1","amount":"20.00 GBP","valueDate":"2026-11-19"}""");
        Assert.Contains((await Now()).CreditNotes, c => c.Number == "CN-1");
        await program.PostJsonAsync(account + "/replies", """{"words":"We pay on Friday."}""");
        Assert.Contains((await Now()).Tasks, t => t.Kind == "reply");

        await program.PostJsonAsync(account + "/opt-outs", """{"address":"c-1-uk@example.com"}""");
        Assert.Contains(await host.World.Stores.Contacts.OptOutsAsync(["c-1-uk@example.com"], default), s => s.To is null);
        host.World.Clock.Now += TimeSpan.FromMinutes(1);
        await program.PostJsonAsync(account + "/opt-ins", """{"address":"c-1-uk@example.com"}""");
        Assert.DoesNotContain(await host.World.Stores.Contacts.OptOutsAsync(["c-1-uk@example.com"], default), s => s.To is null);
    }
}
