using System.CommandLine;

namespace Collections.Server;

/// <summary>serve: the whole product in one process. A data folder without a database gets the sample ledger.</summary>
internal static class ServeCommand
{
    static readonly Option<string> Urls = new("--urls") { Description = "Where to listen", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
    static readonly Option<bool> Empty = new("--empty") { Description = "Begin without the sample ledger" };
    static readonly Option<bool> SampleOnly = new("--sample-only") { Description = "Make the sample, print it and end" };

    /// <summary>Its options, which the program takes without a command too: without one it serves.</summary>
    public static IEnumerable<Option> Options => [Urls, Empty, SampleOnly];

    public static Command Build()
    {
        Command serve = new("serve", "Serve pages and API, and chase what is due; the first start of an empty folder lives a sample ledger") { Urls, Empty, SampleOnly };
        serve.SetAction(ServeAsync);
        return serve;
    }

    public static Task<int> ServeAsync(ParseResult parsed, CancellationToken cancel) => Invocation.ToldAsync(parsed, () => BeginAsync(parsed, cancel));

    static async Task<int> BeginAsync(ParseResult parsed, CancellationToken cancel)
    {
        string data = parsed.GetValue(Shared.Data)!;
        TextWriter to = parsed.InvocationConfiguration.Output;
        if (!File.Exists(OpenFolder.DatabaseOf(data)) && !parsed.GetValue(Empty)) await FirstStart.LiveSampleAsync(data, TimeProvider.System.GetUtcNow(), to, cancel);
        return parsed.GetValue(SampleOnly) ? 0 : await WebHost.RunAsync(data, parsed.GetValue(Urls)!, to, cancel);
    }
}
