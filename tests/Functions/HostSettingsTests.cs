using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Functions.Tests;

public sealed partial class HostSettingsTests
{
    static readonly string[] OfThePlatform = ["FUNCTIONS_WORKER_RUNTIME", "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "AzureWebJobsStorage", "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential"];
    static readonly string[] LocalAlone = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage"], InAzureAlone = ["AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential"];

    [Fact]
    public void Every_setting_the_code_reads_is_set_in_infra_sampled_and_explained_and_none_besides()
    {
        string[] read = [.. ReadName().Matches(Text("functions/HostSettings.cs") + Text("src/Accounting/ConnectorSettings.cs")).Select(m => m.Groups[1].Value.Replace(":", "__")).Where(n => n != "WEBSITE_AUTH_ENABLED" && !n.StartsWith("AzureWebJobsStorage")).Distinct().Order()];
        string[] sampled = [.. Sample().Keys.Order()], set = [.. InfraName().Matches(Text("infra/modules/app.bicep")).Select(m => m.Groups[1].Value).Order()];
        string[] explained = [.. DocName().Matches(Text("docs/operations.md")).Select(m => m.Groups[1].Value).Where(n => n != "WEBSITE_AUTH_ENABLED").Order()];

        Assert.True(read.Length >= 38);
        Assert.Equal([.. read.Concat(OfThePlatform).Order()], explained);
        Assert.Equal([.. read.Concat(OfThePlatform).Except(InAzureAlone).Order()], sampled);
        Assert.Equal([.. read.Concat(OfThePlatform).Except(LocalAlone).Order()], set);
    }

    [Fact]
    public void The_sample_starts_once_the_emulators_key_is_in_it_and_no_key_of_anybody_stands_there()
    {
        Dictionary<string, string?> sample = Sample();
        HostSettings settings = Read(sample);
        Assert.Empty(settings.Faults);
        Assert.Null(settings.SendGrid);
        Assert.Null(settings.Twilio);
        Assert.All(sample.Where(s => s.Key.EndsWith("Key") || s.Key.EndsWith("Keys") || s.Key.EndsWith("Tokens") || s.Key.EndsWith("Secret")), s => Assert.True(s.Value is "" || s.Value!.StartsWith("put-")));
    }

    [Fact]
    public void A_way_in_is_printed_only_where_the_store_is_on_the_same_machine_and_nobody_vouches_for_the_staff()
    {
        Dictionary<string, string?> Sampled(string name, string value) => new(Sample()) { [name] = value };
        Assert.True(Read(Sample()).IsOnOneMachine);
        Assert.False(Read(Sampled("Collections__TableEndpoint", "https://account.table.core.windows.net")).IsOnOneMachine);
        Assert.False(Read(Sampled("Collections__TableEndpoint", "http://10.0.0.4:10002/devstoreaccount1")).IsOnOneMachine);
        Assert.False(Read(Sampled("Collections__StaffSignIn", "AppService")).IsOnOneMachine);
        Assert.False(Read([]).IsOnOneMachine);
    }

    [Fact]
    public async Task A_start_with_wrong_settings_lists_every_fault_at_once_and_repeats_no_secret()
    {
        HostSettings settings = Read(new()
        {
            ["Collections__TableEndpoint"] = "http://example.com", ["Collections__QueueEndpoint"] = "no address", ["Collections__AccountKey"] = "hunter2hunter2!", ["Collections__StaffSignIn"] = "AppService",
            ["Collections__TaskHub"] = "a-b", ["SendGrid__ApiKey"] = "with blank secret", ["SendGrid__SandboxMode"] = "maybe", ["Twilio__AccountSid"] = "ACnothex", ["Twilio__AuthTokens"] = "tok3n", ["Collections__PolicyFolder"] = "/no/such/folder",
        });
        HostSettingsException refused = await Assert.ThrowsAsync<HostSettingsException>(() => Composition.AddAsync(new ServiceCollection(), settings, TimeProvider.System, default));
        foreach (string name in (string[])["TableEndpoint", "QueueEndpoint", "AccountName", "AccountKey", "StaffSignIn", "TaskHub", "AzureWebJobsStorage", "ApiKey", "SandboxMode", "AccountSid", "PublicBaseUrl", "PolicyFolder"])
            Assert.Contains(refused.Faults, f => f.Contains(name));
        foreach (string secret in (string[])["hunter2", "blank secret", "tok3n"]) Assert.DoesNotContain(secret, refused.Message);
    }

    /// <summary>Seen on the host: it knows the variable Collections__TaskHub as Collections:TaskHub alone, and a name it cannot resolve ends its start.</summary>
    [Fact]
    public void The_durable_hub_is_named_by_a_setting_in_the_form_in_which_the_host_knows_it()
    {
        using JsonDocument host = JsonDocument.Parse(Text("functions/host.json"));
        string hub = host.RootElement.GetProperty("extensions").GetProperty("durableTask").GetProperty("hubName").GetString()!;
        Assert.Contains(hub.Trim('%'), Sample().Keys.Where(k => k.Contains("__")).Select(k => k.Replace("__", ":")));
    }

    [Theory]
    [InlineData("collections", true)]
    [InlineData("c0", false)]
    [InlineData("1collections", false)]
    [InlineData("coll-ections", false)]
    public void A_hub_that_the_durable_extension_would_refuse_is_refused_with_the_other_settings(string hub, bool isTaken) =>
        Assert.Equal(isTaken, !Read(new() { ["Collections__TaskHub"] = hub }).Faults.Any(f => f.Contains("TaskHub")));

    [Fact]
    public void The_parts_of_infra_refer_to_what_there_is()
    {
        string main = Text("infra/main.bicep");
        string[] modules = [.. Regex.Matches(main, @"^module (\w+) '(modules/\w+\.bicep)'", RegexOptions.Multiline).Select(m => m.Groups[2].Value)];
        Assert.Equal([.. Directory.GetFiles(Path.Combine(Repository.Root, "infra", "modules")).Select(f => "modules/" + Path.GetFileName(f)).Order()], [.. modules.Order()]);
        foreach (Match module in Regex.Matches(main, @"^module (\w+) '(modules/\w+\.bicep)' = \{\s+name: '(\w+)'\s+params: \{(.*?)\}\r?\n\}", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            string text = Text("infra/" + module.Groups[2].Value);
            string[] asks = [.. Regex.Matches(text, @"^param (\w+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];
            string[] given = [.. Regex.Matches(module.Groups[4].Value, @"(\w+): ").Select(m => m.Groups[1].Value)];
            Assert.Equal([.. asks.Order()], [.. given.Order()]);
            Assert.All(asks, a => Assert.True(Regex.Matches(text, $@"\b{a}\b").Count > 1, $"{module.Groups[2].Value} does not use {a}"));
            foreach (Match output in Regex.Matches(main, $@"\b{module.Groups[1].Value}\.outputs\.(\w+)")) Assert.Matches($@"(?m)^output {output.Groups[1].Value} ", text);
            Assert.Equal(text.Count(c => c == '{'), text.Count(c => c == '}'));
        }
        string[] parameters = [.. Regex.Matches(main, @"^param (\w+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];
        Assert.All(Regex.Matches(Text("infra/main.bicepparam"), @"^param (\w+)", RegexOptions.Multiline), m => Assert.Contains(m.Groups[1].Value, parameters));
        Assert.Contains("allowSharedKeyAccess: false", Text("infra/modules/storage.bicep"));
        Assert.DoesNotContain("listKeys", string.Concat(modules.Select(m => Text("infra/" + m))));
    }

    [Fact]
    public void Every_alert_looks_for_a_line_that_the_host_writes_and_is_explained()
    {
        string code = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "functions"), "*.cs").Select(File.ReadAllText)), docs = Text("docs/operations.md");
        MatchCollection rules = Regex.Matches(Text("infra/modules/alerts.bicep"), @"name: '([\w-]+)', words: '([^']+)'");
        Assert.Equal(4, rules.Count);
        Assert.All(rules, r => { Assert.Contains(r.Groups[2].Value, code); Assert.Contains($"| `{r.Groups[1].Value}` |", docs); });
        Assert.Contains("\"Swept ", code);
    }

    static HostSettings Read(Dictionary<string, string?> settings) =>
        HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":"), s.Value))).Build());

    static Dictionary<string, string?> Sample()
    {
        using JsonDocument sample = JsonDocument.Parse(Text("local.settings.sample.json"));
        return sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString());
    }

    static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    [GeneratedRegex(@"(?:Text|Flag|All|Address|SignIn|ByLedger|Keys)\(""([A-Za-z_:]+)""")]
    private static partial Regex ReadName();

    [GeneratedRegex(@"^    ([A-Z]\w+): ", RegexOptions.Multiline)]
    private static partial Regex InfraName();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex DocName();
}
