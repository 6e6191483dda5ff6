using System.Net;
using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Api;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

[Collection("lived")]
public sealed class BodiesTests(LivedHost lived, ITestOutputHelper print)
{
    const string Promises = "/api/v1/ledgers/uk/accounts/C-1/promises", Feeds = "/api/v1/ledgers/uk/feeds";

    static string Invoice(string change) => $$"""{"invoices":[{"customer":"C-9","number":"N-1","issueDate":"2026-10-01","dueDate":"2026-10-31","amount":"100.00 GBP"{{change}}}]}""";

    public static TheoryData<string, string, string, string> Bad => new()
    {
        { Promises, "", "body", "no body" }, { Promises, "[]", "body", "a list" }, { Promises, "null", "body", "null" }, { Promises, "\"x\"", "body", "a text" }, { Promises, "{", "body", "cut off" },
        { Promises, """{"amount":"10.00 GBP","date":"2026-12-01","date":"2026-12-02"}""", "body", "a member twice" },
        { Promises, """{"amount":"10.00 GBP","date":"2026-12-01"} x""", "body", "more after the end" }, { Promises, """{"amount":"10.00 GBP","date":"2026-12-01",}""", "body", "a comma too many" },
        { Promises, """{"amount":"10.00 GBP" /* x */,"date":"2026-12-01"}""", "body", "a comment" },
        { Promises, """{"date":"2026-12-01"}""", "amount", "no amount" }, { Promises, """{"amount":"10.00 GBP"}""", "date", "no date" },
        { Promises, """{"amount":10.00,"date":"2026-12-01"}""", "amount", "a number for money" }, { Promises, """{"amount":1e5,"date":"2026-12-01"}""", "amount", "an exponent" },
        { Promises, """{"amount":"1e5 GBP","date":"2026-12-01"}""", "amount", "an exponent in text" }, { Promises, """{"amount":"10 gbp","date":"2026-12-01"}""", "amount", "a currency in lower case" },
        { Promises, """{"amount":"10 XYZ","date":"2026-12-01"}""", "amount", "no such currency" }, { Promises, """{"amount":"10.001 GBP","date":"2026-12-01"}""", "amount", "a digit too many" },
        { Promises, """{"amount":"10.5 JPY","date":"2026-12-01"}""", "amount", "yen have no digits" }, { Promises, """{"amount":"1,050.25 GBP","date":"2026-12-01"}""", "amount", "a group separator" },
        { Promises, """{"amount":"1.050,25 EUR","date":"2026-12-01"}""", "amount", "another country's digits" }, { Promises, """{"amount":"١٠ GBP","date":"2026-12-01"}""", "amount", "another script's digits" },
        { Promises, """{"amount":"99999999999999999999 GBP","date":"2026-12-01"}""", "amount", "a huge amount" }, { Promises, """{"amount":"NaN GBP","date":"2026-12-01"}""", "amount", "not a number" },
        { Promises, """{"amount":{"amount":10,"currency":"GBP"},"date":"2026-12-01"}""", "amount", "a number inside money" }, { Promises, """{"amount":{"amount":"10","currency":"GBP","x":1},"date":"2026-12-01"}""", "amount.x", "more in money" },
        { Promises, """{"amount":"10.00 GBP","date":"01/12/2026"}""", "date", "a date of another form" }, { Promises, """{"amount":"10.00 GBP","date":"2026-02-30"}""", "date", "no such day" }, { Promises, """{"amount":"10.00 GBP","date":20261201}""", "date", "a number for a date" },
        { Promises, """{"amount":"10.00 GBP","date":"0001-01-01"}""", "date", "a day of no century of ours" },
        { Promises, """{"amount":"10.00 GBP","date":"2026-12-01","invoices":"C-1-INV-1"}""", "invoices", "a text for a list" }, { Promises, """{"amount":"10.00 GBP","date":"2026-12-01","invoices":[1]}""", "invoices[0]", "a number in a list of texts" },
        { Promises, """{"amount":"10.00 GBP","date":"2026-12-01","isAdmin":true}""", "isAdmin", "a member that is not there" }, { Promises, """{"amount":"10.00 GBP","date":"2026-12-01","Date":"2026-12-01"}""", "Date", "a member in another case" },
        { Promises, "{\"amount\":\"10.00 GBP\",\"date\":\"2026-12-01\",\"invoices\":[\"\\ud800\"]}", "invoices[0]", "half a surrogate pair" }, { Promises, "{\"\\ud800\":1}", "body", "half a surrogate pair in a name" },
        { Promises, $$"""{"amount":"10.00 GBP","date":"2026-12-01","invoices":["{{new string('x', 201)}}"]}""", "invoices[0]", "a text too long" },
        { Promises, $$"""{"amount":"10.00 GBP","date":"2026-12-01","invoices":[{{string.Join(',', Enumerable.Repeat("\"x\"", 201))}}]}""", "invoices", "a list too long" },
        { Promises, new string('[', 33) + new string(']', 33), "body", "too deep" },
        { Feeds, """{"invoices":[{"customer":"C-9"}]}""", "invoices[0].number", "an invoice with a customer alone" }, { Feeds, Invoice(",\"balance\":\"1.00 GBP\""), "invoices[0].balance", "a balance is no member" },
        { Feeds, Invoice(",\"sourceVersion\":-1"), "invoices[0].sourceVersion", "a version below zero" }, { Feeds, Invoice(",\"sourceVersion\":1.5"), "invoices[0].sourceVersion", "half a version" },
        { Feeds, Invoice(",\"sourceVersion\":1e400"), "invoices[0].sourceVersion", "a version beyond all numbers" }, { Feeds, Invoice(",\"void\":\"yes\""), "invoices[0].void", "a text for yes" },
        { Feeds, """{"customers":[{"customer":"C-9","contacts":[{"id":"x","role":"boss"}]}]}""", "customers[0].contacts[0].role", "no such role" }, { Feeds, """{"customers":[{"customer":" "}]}""", "customers[0].customer", "an empty number" },
        { Feeds, $$"""{"payments":[{{string.Join(',', Enumerable.Repeat("{}", 5001))}}]}""", "payments", "more items than a feed takes" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_body_that_cannot_be_understood_is_answered_with_its_place_and_cure_and_nothing_is_kept(string path, string body, string where, string why)
    {
        using HttpClient program = await lived.Host.WithKeyAsync(Role.Admin);
        string before = await Rows.OfAsync(lived.Host.World);
        HttpResponseMessage answer = await program.PostJsonAsync(path, body, "key-of-" + Guid.NewGuid());
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json", why), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, why));
        JsonElement problems = (await answer.JsonAsync()).GetProperty("problems");
        Assert.Contains(where, problems.EnumerateArray().Select(p => p.GetProperty("where").GetString()));
        Assert.All(problems.EnumerateArray(), p => Assert.True(p.GetProperty("cure").GetString()!.Length > 5));
        Assert.Equal(before, await Rows.OfAsync(lived.Host.World));
    }

    [Fact]
    public async Task Every_fault_of_a_body_is_told_at_once()
    {
        using HttpClient program = await lived.Host.WithKeyAsync(Role.Controller);
        HttpResponseMessage answer = await program.PostJsonAsync(Promises, """{"amount":5,"date":"soon","invoices":[1,"ok",null],"extra":1}""");
        Assert.Equal(["amount", "date", "extra", "invoices[0]", "invoices[2]"], (await answer.JsonAsync()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("where").GetString()).Order());
    }

    [Fact]
    public async Task What_the_rules_refuse_is_told_with_every_problem()
    {
        using HttpClient program = await lived.Host.WithKeyAsync(Role.Controller);
        HttpResponseMessage answer = await program.PostJsonAsync(Promises, """{"amount":"-5.00 GBP","date":"2020-01-01","invoices":["nope"]}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["amount", "date", "invoices"], (await answer.JsonAsync()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("where").GetString()).Order());
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    [InlineData("application/json; charset=utf-8", 422)]
    public async Task A_body_is_JSON_and_says_so(string type, int status)
    {
        using HttpClient program = await lived.Host.WithKeyAsync(Role.Controller);
        ByteArrayContent body = new("""{"amount":"-5.00 GBP","date":"2026-12-01"}"""u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", type);
        Assert.Equal(status, (int)(await program.PostAsync(Promises, body)).StatusCode);
    }

    [Fact]
    public async Task A_body_larger_than_its_limit_is_refused_without_reading_on_whatever_length_it_declares()
    {
        using HttpClient program = await lived.Host.WithKeyAsync(Role.Controller);
        StringContent declared = new("{\"reason\":\"" + new string('x', Body.MostBytes) + "\"}", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await program.PostAsync(Promises, declared)).StatusCode);
        using HttpRequestMessage chunked = new(HttpMethod.Post, Promises) { Content = new StringContent(new string(' ', Body.MostBytes + 1), Encoding.UTF8, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await program.SendAsync(chunked)).StatusCode);
    }

    [Fact]
    public async Task No_member_of_what_is_stored_can_be_slipped_into_a_body()
    {
        using HttpClient program = await lived.Host.WithKeyAsync(Role.Admin);
        string[] stored = [.. new[] { typeof(Account), typeof(Invoice), typeof(Payment), typeof(Promise), typeof(Dispute), typeof(DunningBlock), typeof(CreditHold), typeof(Plan), typeof(StandingRecord), typeof(AccountFlags), typeof(Contact), typeof(ApiKey) }
            .SelectMany(t => t.GetProperties()).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Concat(["isAdmin", "tenantId", "ledgerId", "balance", "holdState", "by", "byApprover", "__proto__"]).Distinct()];
        string before = await Rows.OfAsync(lived.Host.World);
        int tried = 0;
        foreach ((string path, Shape shape) in Written)
            foreach (string member in stored.Where(m => shape.Find(m) is null))
            {
                HttpResponseMessage answer = await program.PostJsonAsync(path, $$"""{"{{member}}":"x"}""", "mass-assignment");
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest && (await answer.Content.ReadAsStringAsync()).Contains($"\"where\":\"{member}\",\"what\":\"there is no such member\""), $"{path} {member}: {answer.StatusCode}");
                tried++;
            }
        Assert.Equal(before, await Rows.OfAsync(lived.Host.World));
        print.WriteLine($"{Written.Length} bodies, {tried} slipped members, 0 taken");
    }

    static (string, Shape)[] Written =>
    [
        (Promises, AccountShapes.Promise), (At("extensions"), AccountShapes.Extension), (At("plans"), AccountShapes.Plan), (At("waivers"), AccountShapes.Waiver), (At("discounts"), AccountShapes.Settlement), (At("disputes"), AccountShapes.Dispute),
        (At("disputes/D1/close"), AccountShapes.DisputeEnd), (At("blocks"), AccountShapes.Block), (At("hold"), AccountShapes.Hold), (At("hold/release"), AccountShapes.Reasoned), (At("flags"), AccountShapes.Flags), (At("opt-outs"), AccountShapes.OptOut),
        (At("escalate"), AccountShapes.Escalation), (At("waive-level"), AccountShapes.Reasoned), (At("tasks/T1/close"), AccountShapes.TaskEnd), (At("gate"), StandingApi.Order), (At("gate/release"), StandingApi.Release), (At("standing/propose"), StandingApi.Proposal), (At("standing/approve"), StandingApi.Decided),
        (At("standing/refuse"), StandingApi.Decided), (At("standing/appeal"), StandingApi.Grounds), (At("standing/appeal/decide"), StandingApi.AppealEnd), (At("standing/review"), StandingApi.Review), (Feeds, FeedShapes.Feed(10)), ("/api/v1/keys", AccountShapes.Key), ("/api/v1/safe-mode", AccountShapes.SafeMode),
    ];

    static string At(string act) => $"/api/v1/ledgers/uk/accounts/C-1/{act}";
}
