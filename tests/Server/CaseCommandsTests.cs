using System.Text.Json;

namespace Collections.Server;

/// <summary>A request from its first word to its answer, through the commands as they are written down.</summary>
public sealed class CaseCommandsTests
{
    [Fact]
    public async Task A_request_beyond_the_limits_is_queued_decided_by_another_person_and_reported()
    {
        using Cli cli = new();
        await cli.LedgerAsync("2026-03-02");
        Assert.Equal(0, (await cli.RunAsync("ledger", "add", "uk", "--name", "Harbour Supplies Ltd", "--country", "GB", "--currency", "GBP", "--zone", "Europe/London", "--pack", "uk-b2b",
            "--email", "accounts@example.com", "--phone", "+441632960000", "--at", "2026-03-02")).Exit);
        string csv = cli.File("invoices.csv", "customer,number,issued,due,amount\nACME,INV-1,2026-01-30,2026-02-24,4000.00\n");
        string map = cli.File("map.json", """{ "timeZone": "Europe/London", "currency": "GBP", "contact": { "email": "{customer}@example.com" }, "columns": { "customer": "customer", "number": "number", "issueDate": "issued", "dueDate": "due", "amount": "amount" } }""");
        Assert.Equal(0, (await cli.RunAsync("import", csv, "--map", map, "--at", "2026-03-02")).Exit);

        JsonElement[] options = [.. (await cli.JsonAsync("request", "ACME", "--options", "--at", "2026-03-02")).GetProperty("options").EnumerateArray()];
        Assert.All(options, o => Assert.False(o.GetProperty("isAtOnce").GetBoolean()));
        Assert.Contains(options, o => o.GetProperty("against").EnumerateArray().Any(a => a.GetProperty("rule").GetString() == "amount"));

        string id = (await cli.JsonAsync("request", "ACME", "--until", "2026-04-10", "--words", "Our own customer is late.", "--cause", "customer-not-paying", "--by", "ann", "--at", "2026-03-02")).GetProperty("id").GetString()!;
        Assert.Equal("request-open", (await cli.JsonAsync("why", "ACME", "--at", "2026-03-03")).GetProperty("reason").GetString());
        JsonElement queued = Assert.Single((await cli.JsonAsync("case", "list")).EnumerateArray());
        Assert.Equal((id, "an extension of INV-1 to 2026-04-10"), (queued.GetProperty("id").GetString(), queued.GetProperty("about").GetString()));

        (int exit, _, string error) = await cli.RunAsync("decide", "ACME", id, "grant", "--reason", "You have always come back to us.", "--by", "ann", "--at", "2026-03-03");
        Assert.Equal((2, true), (exit, error.Contains("nobody decides what they have put forward themselves", StringComparison.Ordinal)));
        await cli.JsonAsync("decide", "ACME", id, "grant", "--reason", "You have always come back to us.", "--by", "maria", "--at", "2026-03-03");
        Assert.Equal("extended", (await cli.JsonAsync("why", "ACME", "--at", "2026-03-04")).GetProperty("reason").GetString());
        Assert.Equal("granted", (await cli.JsonAsync("case", "show", "ACME", id)).GetProperty("state").GetString());
        JsonElement report = await cli.JsonAsync("case", "report", "--at", "2026-03-05");
        Assert.Equal((1, 1), (report.GetProperty("requests").GetInt32(), report.GetProperty("byPerson").GetInt32()));
        Assert.Empty((await cli.JsonAsync("case", "list")).EnumerateArray());
        Assert.Equal(0, (await cli.RunAsync("audit", "verify")).Exit);
    }

    [Fact]
    public async Task A_right_is_lent_for_a_time_and_nobody_stands_in_for_themselves()
    {
        using Cli cli = new();
        await cli.LedgerAsync("2026-03-02");
        JsonElement deputies = await cli.JsonAsync("deputies", "--owner", "ben", "--lend", "ben=ann=approver=2026-03-02=2026-03-13");
        Assert.Equal(("ben", "ann"), (deputies.GetProperty("owner").GetString(), deputies.GetProperty("delegations")[0].GetProperty("to").GetString()));
        Assert.Equal(2, (await cli.RunAsync("deputies", "--lend", "ben=Ben=approver=2026-03-02=2026-03-13")).Exit);
    }
}
