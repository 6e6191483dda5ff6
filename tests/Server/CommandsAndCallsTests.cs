using System.CommandLine;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Server;

/// <summary>What the command line can do, the API can do: the two lists are held together here. A new command needs its call, or a reason why it has none.</summary>
public sealed class CommandsAndCallsTests
{
    const string Ledger = "/api/v1/ledgers/{ledger}", Account = Ledger + "/accounts/{account}";

    static readonly Dictionary<string, string[]> Calls = new()
    {
        ["ledger add"] = ["POST /api/v1/ledgers"],
        ["ledger list"] = ["GET /api/v1/ledgers"],
        ["ledger fed"] = [$"POST {Ledger}/fed"],
        ["import"] = [$"POST {Ledger}/imports", $"POST {Ledger}/feeds"],
        ["feed held"] = [$"GET {Ledger}/held-feeds"],
        ["feed release"] = [$"POST {Ledger}/feeds/{{feed}}/release"],
        ["feed discard"] = [$"POST {Ledger}/feeds/{{feed}}/discard"],
        ["run"] = [$"POST {Ledger}/runs"],
        ["why"] = [$"GET {Account}/why"],
        ["account"] = [$"GET {Account}", $"GET {Account}/timeline"],
        ["contact"] = [$"POST {Account}/contacts", $"POST {Account}/contacts/{{id}}/remove"],
        ["tasks"] = [$"GET {Ledger}/tasks"],
        ["tasks done"] = [$"POST {Account}/tasks/{{id}}/close"],
        ["payment"] = [$"POST {Account}/payments", $"POST {Account}/payments/{{id}}/reverse", $"POST {Account}/credit-notes"],
        ["promise"] = [$"POST {Account}/promises", $"POST {Account}/promises/{{id}}/withdraw"],
        ["agree"] = [$"POST {Account}/extensions", $"POST {Account}/plans", $"POST {Account}/waivers", $"POST {Account}/discounts"],
        ["dispute"] = [$"POST {Account}/disputes", $"POST {Account}/disputes/{{id}}/close"],
        ["request"] = [$"POST {Account}/requests", $"POST {Account}/options"],
        ["case list"] = [$"GET {Ledger}/cases"],
        ["case show"] = [$"GET {Account}/cases", $"GET {Account}/cases/{{id}}"],
        ["case report"] = [$"GET {Ledger}/cases/report"],
        ["case accept"] = [$"POST {Account}/cases/{{id}}/accept"],
        ["case withdraw"] = [$"POST {Account}/cases/{{id}}/withdraw"],
        ["case offer"] = [$"POST {Account}/cases/{{id}}/counter"],
        ["case settle"] = [$"POST {Account}/cases/{{id}}/settle"],
        ["case take"] = [$"POST {Account}/cases/{{id}}/take"],
        ["case prolong"] = [$"POST {Account}/cases/{{id}}/prolong"],
        ["decide"] = [$"POST {Account}/cases/{{id}}/decide"],
        ["complaint"] = [$"POST {Account}/complaints"],
        ["review"] = [$"POST {Account}/reviews"],
        ["deputies"] = [$"POST {Ledger}/deputies"],
        ["block"] = [$"POST {Account}/blocks", $"POST {Account}/blocks/{{id}}/lift"],
        ["hold"] = [$"POST {Account}/hold", $"POST {Account}/hold/release"],
        ["flag"] = [$"POST {Account}/flags"],
        ["reply"] = [$"POST {Account}/replies"],
        ["escalate"] = [$"POST {Account}/escalate"],
        ["waive-level"] = [$"POST {Account}/waive-level"],
        ["optout"] = ["POST /api/v1/opt-outs", $"POST {Account}/opt-outs", $"POST {Account}/opt-ins"],
        ["message show"] = [$"GET {Ledger}/messages/{{message}}"],
        ["message list"] = [$"GET {Ledger}/messages"],
        ["message settle"] = [$"POST {Ledger}/messages/{{message}}/settle"],
        ["message release"] = [$"POST {Ledger}/messages/release", $"POST {Ledger}/messages/{{message}}/release"],
        ["safe-mode"] = ["GET /api/v1/safe-mode", "POST /api/v1/safe-mode"],
        ["standing"] = [$"GET {Ledger}/standing", $"POST {Account}/standing/propose", $"POST {Account}/standing/review"],
        ["approve"] = [$"POST {Account}/standing/approve"],
        ["refuse"] = [$"POST {Account}/standing/refuse"],
        ["appeal"] = [$"POST {Account}/standing/appeal", $"POST {Account}/standing/appeal/decide"],
        ["gate"] = [$"POST {Account}/gate"],
        ["policy check"] = ["GET /api/v1/policies/{pack}/check", "POST /api/v1/policies/check"],
        ["policy schema"] = ["GET /api/v1/policies/schema"],
        ["policy publish"] = ["GET /api/v1/policies/{pack}/notice"],
        ["backtest"] = ["POST /api/v1/backtests", $"POST {Ledger}/backtests"],
        ["export"] = [$"POST {Ledger}/exports/accounts", $"POST {Ledger}/exports/invoices", $"POST {Ledger}/exports/messages", $"POST {Ledger}/exports/explanation", $"POST {Ledger}/exports/audit"],
        ["cases"] = ["POST /api/v1/cases"],
        ["audit verify"] = ["GET /api/v1/audit/verify"],
        ["doctor"] = ["GET /api/v1/doctor"],
        ["portal link"] = [$"POST {Account}/portal-links"],
        ["portal links"] = [$"GET {Account}/portal-links"],
        ["portal revoke"] = [$"POST {Account}/portal-links/{{id}}/revoke"],
        ["reconcile"] = [$"POST {Ledger}/comparisons"],
        ["login"] = ["POST /api/v1/people/{person}/link"],
        ["key add"] = ["POST /api/v1/keys"],
        ["key list"] = ["GET /api/v1/keys"],
        ["key revoke"] = ["POST /api/v1/keys/{prefix}/revoke"],
    };

    static readonly Dictionary<string, string> WithoutCall = new() { ["serve"] = "it is the server itself" };

    [Fact]
    public async Task Every_command_has_its_call_in_the_documented_API_or_a_reason_why_not()
    {
        using Cli cli = new();
        await using OpenFolder folder = await OpenFolder.OpenAsync(cli.Data, TimeProvider.System, CancellationToken.None);
        await using WebApplication app = WebHost.Build(folder, "http://127.0.0.1:0");
        await app.StartAsync();
        using HttpClient client = new() { BaseAddress = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        HashSet<string> documented = [.. JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json")).RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}"))];
        await app.StopAsync();

        Assert.Equal([], Unmatched(Commands(CommandLine.Build()), documented));
    }

    [Fact]
    public void A_command_without_a_call_and_a_call_that_is_gone_are_found()
    {
        HashSet<string> documented = [.. Calls.Values.SelectMany(c => c)];
        string[] commands = [.. Calls.Keys, .. WithoutCall.Keys];
        Assert.Equal([], Unmatched(commands, documented));
        Assert.Equal(["the command 'forgive' has no call in the API and no reason why"], Unmatched([.. commands, "forgive"], documented));
        documented.Remove("GET /api/v1/doctor");
        Assert.Equal(["'doctor' stands for GET /api/v1/doctor, which the API does not document"], Unmatched(commands, documented));
        Assert.Equal(["there is no command 'serve'"], Unmatched(Calls.Keys, [.. Calls.Values.SelectMany(c => c)]));
    }

    static IEnumerable<string> Unmatched(IReadOnlyCollection<string> commands, HashSet<string> documented) =>
    [
        .. commands.Where(c => !Calls.ContainsKey(c) && !WithoutCall.ContainsKey(c)).Select(c => $"the command '{c}' has no call in the API and no reason why"),
        .. Calls.Keys.Concat(WithoutCall.Keys).Except(commands).Select(c => $"there is no command '{c}'"),
        .. Calls.Where(c => commands.Contains(c.Key)).SelectMany(c => c.Value.Where(call => !documented.Contains(call)).Select(call => $"'{c.Key}' stands for {call}, which the API does not document")),
    ];

    // A command that only holds others does nothing by itself.
    static List<string> Commands(Command of, string above = "")
    {
        List<string> all = [];
        foreach (Command command in of.Subcommands)
        {
            string name = $"{above} {command.Name}".Trim();
            if (command.Action is not null) all.Add(name);
            all.AddRange(Commands(command, name));
        }
        return all;
    }
}
