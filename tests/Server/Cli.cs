using System.CommandLine;
using System.Text.Json;

namespace Collections.Server;

/// <summary>The command line in this process, on a data folder of its own.</summary>
internal sealed class Cli : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("collections-cli");

    public string Data => Path.Combine(folder.FullName, "data");

    public string File(string name, string text)
    {
        string path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a command: exit code, what it printed, and what it printed as an error.</summary>
    public async Task<(int Exit, string Out, string Error)> RunAsync(params string[] args)
    {
        StringWriter output = new(), error = new();
        int exit = await CommandLine.Build().Parse([.. args, "--data", Data]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that must succeed, and reads its JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args)
    {
        (int exit, string text, string error) = await RunAsync([.. args, "--json"]);
        Assert.True(exit == 0, $"exit {exit}: {error}{text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A ledger in London under a pack of three levels at 3, 14 and 30 days, fed on the day.</summary>
    public async Task LedgerAsync(string at)
    {
        File("data/policies/plain/pack.json", """
            { "pack": "plain", "version": 1, "jurisdiction": "GB", "minimumGapDays": 3, "feed": { "maxLedgerAgeHours": 168 },
              "levels": [ { "number": 1, "daysPastDue": 3, "letter": "friendly" }, { "number": 2, "daysPastDue": 14, "letter": "firm" }, { "number": 3, "daysPastDue": 30, "letter": "final" } ] }
            """);
        (int exit, _, string error) = await RunAsync("ledger", "add", "uk", "--name", "Harbour Supplies Ltd", "--country", "GB", "--currency", "GBP", "--zone", "Europe/London", "--holidays", "GB-ENG",
            "--pack", "plain", "--email", "accounts@example.com", "--phone", "+441632960000", "--at", at);
        Assert.True(exit == 0, error);
    }

    /// <summary>A day's run on a ledger that is stated to be up to date that day: what went out.</summary>
    public async Task<JsonElement> DayAsync(string day)
    {
        await JsonAsync("ledger", "fed", "--at", day);
        return await JsonAsync("run", "--at", day);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
