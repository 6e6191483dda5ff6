using System.Text.Json;

namespace Collections.Server;

public sealed class CommandLineTests
{
    const string Map = """{ "timeZone": "Europe/London", "currency": "GBP", "contact": { "email": "{customer}@example.com" }, "columns": { "customer": "customer", "number": "number", "issueDate": "issued", "dueDate": "due", "amount": "amount" } }""";

    static async Task ImportAsync(Cli cli, string rows, string at)
    {
        string csv = cli.File("invoices.csv", "customer,number,issued,due,amount\n" + rows), map = cli.File("map.json", Map);
        (int exit, string text, string error) = await cli.RunAsync("import", csv, "--map", map, "--at", at);
        Assert.True(exit == 0, text + error);
    }

    static string[] Sent(JsonElement run) => [.. run.GetProperty("messages").EnumerateArray().Select(m => $"{m.GetProperty("account").GetString()} {m.GetProperty("kind").GetString()} {m.GetProperty("level")} {m.GetProperty("date").GetString()}")];

    [Fact]
    public async Task An_invoice_is_imported_chased_promised_and_paid_and_each_silence_has_its_reason()
    {
        using Cli cli = new();
        await cli.LedgerAsync("2026-03-02");
        await ImportAsync(cli, "ACME,INV-1,2026-01-30,2026-03-01,250.00\n", "2026-03-02");

        Assert.Empty(Sent(await cli.DayAsync("2026-03-03")));
        Assert.Equal(["ACME level 1 2026-03-04"], Sent(await cli.DayAsync("2026-03-04")));
        Assert.Empty(Sent(await cli.DayAsync("2026-03-04")));

        await cli.JsonAsync("promise", "ACME", "250.00", "--date", "2026-03-20", "--at", "2026-03-10");
        Assert.Empty(Sent(await cli.DayAsync("2026-03-16")));
        Assert.Equal("promise-open", (await cli.JsonAsync("why", "ACME", "--at", "2026-03-16")).GetProperty("reason").GetString());

        JsonElement[] reminded = [.. (await cli.DayAsync("2026-03-19")).GetProperty("messages").EnumerateArray()];
        Assert.Equal("promise-reminder", Assert.Single(reminded).GetProperty("kind").GetString());

        await cli.JsonAsync("payment", "ACME", "250.00", "--invoice", "INV-1", "--date", "2026-03-20", "--at", "2026-03-20");
        Assert.Equal("paid", (await cli.JsonAsync("why", "ACME", "--at", "2026-03-21")).GetProperty("reason").GetString());
        Assert.Equal("kept", (await cli.JsonAsync("account", "ACME", "--at", "2026-03-21")).GetProperty("promises")[0].GetProperty("standing").GetString());
        Assert.Equal(0, (await cli.RunAsync("audit", "verify")).Exit);
    }

    [Fact]
    public async Task A_letter_names_a_sender_once_who_is_called_as_the_creditor_is()
    {
        using Cli cli = new();
        await cli.LedgerAsync("2026-03-02");
        await ImportAsync(cli, "ACME,INV-1,2026-01-30,2026-03-01,250.00\n", "2026-03-02");
        await cli.DayAsync("2026-03-04");

        string id = (await cli.JsonAsync("message", "list"))[0].GetProperty("id").GetString()!;
        (_, string text, _) = await cli.RunAsync("message", "show", id);
        Assert.Contains("Kind regards\nHarbour Supplies Ltd", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbour Supplies Ltd, Harbour Supplies Ltd", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Harbour Supplies Ltd\nHarbour Supplies Ltd", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_takes_exactly_the_decisions_of_the_real_run_and_changes_nothing()
    {
        using Cli cli = new();
        await cli.LedgerAsync("2026-03-02");
        await ImportAsync(cli, string.Concat(Enumerable.Range(1, 20).Select(i => $"C{i % 7},INV-{i},2026-01-30,2026-02-{10 + i % 15},{i * 40}.00\n")), "2026-03-02");

        string[] rehearsed = Sent(await cli.JsonAsync("run", "--dry-run", "--at", "2026-03-04")), again = Sent(await cli.JsonAsync("run", "--dry-run", "--at", "2026-03-04"));
        Assert.NotEmpty(rehearsed);
        Assert.Equal(rehearsed, again);
        Assert.Empty((await cli.JsonAsync("message", "list")).EnumerateArray());
        Assert.Equal(rehearsed, Sent(await cli.DayAsync("2026-03-04")));
    }

    [Fact]
    public async Task An_escalation_lifts_the_levels_days_and_nothing_else_and_its_preview_reserves_nothing()
    {
        using Cli cli = new();
        await cli.LedgerAsync("2026-03-02");
        await ImportAsync(cli, "ACME,INV-1,2026-01-30,2026-03-01,250.00\n", "2026-03-02");
        await cli.DayAsync("2026-03-04");

        (int exit, _, string error) = await cli.RunAsync("escalate", "ACME", "--reason", "goods were resold", "--at", "2026-03-06T10:00+00:00");
        Assert.Equal(2, exit);
        Assert.Contains("minimum-gap", error, StringComparison.Ordinal);

        JsonElement preview = await cli.JsonAsync("escalate", "ACME", "--reason", "goods were resold", "--preview", "--at", "2026-03-09T10:00+00:00");
        Assert.Contains("250.00", preview.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Single((await cli.JsonAsync("message", "list")).EnumerateArray());
        Assert.Equal(0, (await cli.RunAsync("escalate", "ACME", "--reason", "goods were resold", "--at", "2026-03-09T10:00+00:00")).Exit);
        Assert.Equal(["ACME level 2 2026-03-09"], Sent(await cli.JsonAsync("run", "--at", "2026-03-09T10:00+00:00")));
    }

    [Fact]
    public void Without_a_command_the_server_listens_where_the_readme_says()
    {
        Assert.Equal("http://127.0.0.1:5080", CommandLine.Build().Parse([]).GetValue<string>("--urls"));
        Assert.Equal("http://127.0.0.1:5080", CommandLine.Build().Parse(["serve"]).GetValue<string>("--urls"));
        Assert.Empty(CommandLine.Build().Parse(["--urls", "http://127.0.0.1:5099", "--empty"]).Errors);
    }

    [Fact]
    public async Task Bad_input_lists_every_problem_with_its_place_and_cure_and_exits_with_two()
    {
        using Cli cli = new();
        (int exit, _, string error) = await cli.RunAsync("ledger", "add", "u k", "--name", "X", "--country", "GBR", "--currency", "gbp", "--zone", "London", "--pack", "none", "--email", "nobody", "--phone", "12");
        Assert.Equal(2, exit);
        foreach (string place in new[] { "id:", "--country:", "--currency:", "--zone:", "--pack:", "--email:", "--phone:" }) Assert.Contains(place, error, StringComparison.Ordinal);

        await cli.LedgerAsync("2026-03-02");
        string csv = cli.File("bad.csv", "customer,number,issued,due,amount\nACME,INV-1,2026-01-30,31.02.2026,250.00\nACME,INV-2,2026-01-30,2026-03-01,2 50\n"), map = cli.File("map.json", Map);
        (exit, _, error) = await cli.RunAsync("import", csv, "--map", map);
        Assert.Equal(2, exit);
        Assert.Contains("line 2, due", error, StringComparison.Ordinal);
        Assert.Contains("line 3, amount", error, StringComparison.Ordinal);
        Assert.Equal(2, (await cli.RunAsync("why", "ACME")).Exit);
        Assert.Equal(2, (await cli.RunAsync("run", "--at", "yesterday")).Exit);
    }
}
