using System.Net;
using System.Text.Json;
using Collections.Engine;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

/// <summary>Runs, rehearsals, files and backtests through the API.</summary>
public sealed class RunsAndBacktestsTests(ITestOutputHelper print)
{
    const string Csv = "customer,number,issued,due,amount\\nD-1,INV-1,2026-08-01,2026-08-31,250.00\\nD-1,INV-2,2026-08-10,2026-09-09,99.50\\nD-2,INV-3,2026-08-20,2026-09-19,1200.00\\n";
    const string Map = """{ "timeZone": "Europe/London", "currency": "GBP", "contact": { "email": "{customer}@example.com" }, "columns": { "customer": "customer", "number": "number", "issueDate": "issued", "dueDate": "due", "amount": "amount" } }""";

    [Fact]
    public async Task A_rehearsed_run_is_the_run_that_follows_and_changes_nothing()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient program = await host.WithKeyAsync(Role.Controller, "uk");
        JsonElement rehearsed = default;
        string before = "";
        for (int day = 0; day < 14 && (day == 0 || Lines(rehearsed).Length == 0); day++)
        {
            host.World.Clock.Now = new DateTimeOffset(2026, 11, 23, 9, 30, 0, TimeSpan.Zero).AddDays(day);
            await program.PostJsonAsync("/api/v1/ledgers/uk/fed", """{"upToDate":true}""");
            before = await Rows.OfAsync(host.World);
            rehearsed = await (await program.PostJsonAsync("/api/v1/ledgers/uk/runs", """{"dryRun":true,"full":true}""")).JsonAsync();
            Assert.Equal(before, await Rows.OfAsync(host.World));
        }
        JsonElement run = await (await program.PostJsonAsync("/api/v1/ledgers/uk/runs", """{"dryRun":false,"full":true}""")).JsonAsync();

        Assert.Equal((true, false), (rehearsed.GetProperty("isRehearsal").GetBoolean(), run.GetProperty("isRehearsal").GetBoolean()));
        Assert.NotEmpty(Lines(run));
        Assert.Equal(Lines(run), Lines(rehearsed));
        Assert.Equal(run.GetProperty("waiting").ToString(), rehearsed.GetProperty("waiting").ToString());
        Assert.Equal(run.GetProperty("reserved").GetInt32(), rehearsed.GetProperty("reserved").GetInt32());
        Assert.NotEqual(before, await Rows.OfAsync(host.World));
        print.WriteLine($"{Lines(run).Length} messages foreseen word for word; {run.GetProperty("waiting").GetArrayLength()} left alone for the same reasons");

        Assert.Equal(HttpStatusCode.BadRequest, (await program.PostJsonAsync("/api/v1/ledgers/uk/runs", """{"dryRun":false,"date":"2026-11-23"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await program.PostJsonAsync("/api/v1/ledgers/uk/runs", """{"dryRun":true,"date":"2026-11-25"}""")).StatusCode);
    }

    static string[] Lines(JsonElement report) => [.. report.GetProperty("messages").EnumerateArray().Select(m => $"{m.GetProperty("id")} {m.GetProperty("demanded")} {m.GetProperty("text")}")];

    [Fact]
    public async Task A_file_is_imported_whole_or_not_at_all_and_its_faults_are_all_told()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient feeder = await host.WithKeyAsync(Role.Connector, "uk");
        string before = await Rows.OfAsync(host.World);
        HttpResponseMessage faulty = await feeder.PostJsonAsync("/api/v1/ledgers/uk/imports", $$"""{"name":"x.csv","csv":"{{Csv}}D-3,INV-4,yesterday,2026-09-19,1 2\n","map":{{Map}}}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, faulty.StatusCode);
        Assert.Equal(["csv, line 5, issued", "csv, line 5, amount"], (await faulty.JsonAsync()).GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("where").GetString()!));
        Assert.Equal(before, await Rows.OfAsync(host.World));

        string good = $$"""{"name":"x.csv","csv":"{{Csv}}","map":{{Map}}}""";
        Assert.Equal("imported", (await (await feeder.PostJsonAsync("/api/v1/ledgers/uk/imports", good)).JsonAsync()).GetProperty("outcome").GetString());
        Assert.Equal("already-imported", (await (await feeder.PostJsonAsync("/api/v1/ledgers/uk/imports", good)).JsonAsync()).GetProperty("outcome").GetString());
        Assert.Equal(2, (await host.World.Stores.Accounts.LoadAsync(World.Id("D-1"), default))!.Account.Invoices.Length);
    }

    [Fact]
    public async Task An_uploaded_history_and_the_same_history_stored_replay_alike_as_JSON_and_as_CSV()
    {
        World world = new();
        await world.Stores.Ledgers.SaveAsync(Some.Ledger, world.Clock.Now, "Ada", default);
        await using WebHost host = await WebHost.StartAsync(world);
        using HttpClient program = await host.WithKeyAsync(Role.Controller, "uk");
        const string plan = "\"packs\":[\"uk-b2b\"],\"from\":\"2026-08-01\",\"to\":\"2026-11-20\"";
        string uploaded = $$"""{"files":[{"csv":"{{Csv}}","map":{{Map.Replace("\"currency\"", "\"holidayArea\": \"GB\", \"currency\"")}}}],{{plan}}}""";
        await program.PostJsonAsync("/api/v1/ledgers/uk/imports", $$"""{"name":"x.csv","csv":"{{Csv}}","map":{{Map}}}""");

        string[] ofFile = Lines(await program.PostJsonAsync("/api/v1/backtests", uploaded)), ofStore = Lines(await program.PostJsonAsync("/api/v1/ledgers/uk/backtests", $$"""{{{plan}}}"""));
        Assert.NotEmpty(ofFile);
        Assert.Equal(ofFile, ofStore);
        string csv = await (await program.PostJsonAsync("/api/v1/backtests?format=csv", uploaded)).Content.ReadAsStringAsync();
        Assert.Equal(ofFile.Length + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        JsonElement both = await (await program.PostJsonAsync("/api/v1/backtests", uploaded.Replace("[\"uk-b2b\"]", "[\"uk-b2b\",\"us-b2b\"]"))).JsonAsync();
        Assert.NotEmpty(both.GetProperty("differences").EnumerateArray());
        print.WriteLine($"{ofFile.Length} messages of the file and of the store; {both.GetProperty("differences").GetArrayLength()} days differ under a second pack");

        Assert.Equal(HttpStatusCode.BadRequest, (await program.PostJsonAsync("/api/v1/backtests", uploaded.Replace("uk-b2b", "nosuch"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.PostJsonAsync("/api/v1/backtests", uploaded.Replace("250.00", "much"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.PostJsonAsync("/api/v1/backtests", uploaded.Replace("2026-08-01\",\"to", "1900-01-01\",\"to"))).StatusCode);

        static string[] Lines(HttpResponseMessage answer) => [.. answer.JsonAsync().GetAwaiter().GetResult().GetProperty("messages").EnumerateArray().Select(m => $"{m.GetProperty("date")} {m.GetProperty("customer")} {m.GetProperty("level")} {m.GetProperty("carrying")} {m.GetProperty("demanded")}")];
    }
}
