using System.Diagnostics;
using System.Text.Json;
using Collections.Tests;

namespace Collections.Web.Tests;

/// <summary>One thing that a person does in a browser.</summary>
internal sealed record Step(string Name, string? Go = null, string? Click = null, string? At = null, string? Sees = null, string? Absent = null, string? Focus = null, bool Look = true)
{
    public Dictionary<string, string> Fill { get; init; } = [];
    public string[] Check { get; init; } = [];
    public string[] Press { get; init; } = [];
    public object? File { get; init; }
}

/// <summary>What the browser met.</summary>
internal sealed record Met(int Pages, string[] Serious, string[] Overflow, string[] Errors, string[] Steps, string[] Small);

/// <summary>A real Chromium, driven by tests/Browser/drive.js.</summary>
internal static class Chromium
{
    static readonly string? Path = ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);
    static readonly string Tests = System.IO.Path.Combine(Repository.Root, "tests");

    public static string Missing => Path is null ? "There is no Chromium on this machine." : Directory.Exists(System.IO.Path.Combine(Tests, "node_modules", "playwright-core")) ? "" : "tests/node_modules has no playwright-core: run npm ci in tests.";

    public static async Task<Met> DriveAsync(WebHost host, string surface, string locale, Step[] steps, int[] widths, bool[] script)
    {
        string? shots = Environment.GetEnvironmentVariable("COLLECTIONS_SHOTS");
        object order = new { chromium = Path, @base = host.Address.GetLeftPart(UriPartial.Authority), surface, locale, widths, script, steps, shots, touch = surface == "portal", colours = Environment.GetEnvironmentVariable("COLLECTIONS_COLOURS") };
        ProcessStartInfo start = new("node", [System.IO.Path.Combine(Tests, "Browser", "drive.js")]) { WorkingDirectory = Tests, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process node = Process.Start(start)!;
        Task<string> said = node.StandardOutput.ReadToEndAsync(), failed = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(order, JsonSerializerOptions.Web));
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await failed);
        return JsonSerializer.Deserialize<Met>(await said, JsonSerializerOptions.Web)!;
    }
}
