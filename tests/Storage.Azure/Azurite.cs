using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Collections.Tests;

namespace Collections.Storage.Azure;

/// <summary>The emulator of the storage service, one for all tests of this process: on loopback, on free ports, in a folder of its own, with a key made for the day.
/// It ends with the tests: when they close it, or when its input closes because they died.</summary>
sealed class Azurite : IDisposable
{
    const string Account = "collections";
    static readonly Lazy<Task<Azurite>> Started = new(StartAsync);
    readonly Process process;
    readonly DirectoryInfo folder;

    Azurite(Process process, DirectoryInfo folder, int tablePort, int queuePort, string key)
    {
        (this.process, this.folder) = (process, folder);
        Options = new()
        {
            TableEndpoint = new($"http://127.0.0.1:{tablePort}/{Account}"), QueueEndpoint = new($"http://127.0.0.1:{queuePort}/{Account}"),
            AccountName = Account, AccountKey = key, FirstDelay = TimeSpan.FromMilliseconds(2),
        };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
    }

    /// <summary>How to reach it. Waits between repeats are short, because nothing is far away.</summary>
    public AzureStorageOptions Options { get; }

    /// <summary>The running emulator; skips the test, saying what is missing, where it cannot run.</summary>
    public static Task<Azurite> RunningAsync()
    {
        Skip.If(Missing() is not null, Missing());
        return Started.Value;
    }

    static string Script => Path.Combine(Repository.Root, "tests", "node_modules", "azurite", "dist", "src", "azurite.js");

    static string? Missing() =>
        !File.Exists(Script) ? "Azurite is not installed: run `npm ci` in tests/" : Node() is null ? "node is not on the path" : null;

    static string? Node() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(p => new[] { Path.Combine(p, "node"), Path.Combine(p, "node.exe") }).FirstOrDefault(File.Exists);

    static async Task<Azurite> StartAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("collections-azurite-");
        int[] ports = FreePorts(3);
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
        string[] arguments = [
            "node", "azurite", "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", folder.FullName,
            "--blobPort", $"{ports[0]}", "--queuePort", $"{ports[1]}", "--tablePort", $"{ports[2]}"];
        string start = $"process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); process.argv = {System.Text.Json.JsonSerializer.Serialize(arguments)}; require({System.Text.Json.JsonSerializer.Serialize(Script)});";
        ProcessStartInfo info = new(Node()!, ["-e", start]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{key}";
        Azurite azurite = new(Process.Start(info)!, folder, ports[2], ports[1], key);
        azurite.process.OutputDataReceived += (_, _) => { };
        azurite.process.ErrorDataReceived += (_, _) => { };
        azurite.process.BeginOutputReadLine();
        azurite.process.BeginErrorReadLine();
        await AnswersAsync(ports[2], azurite.process);
        return azurite;
    }

    static async Task AnswersAsync(int port, Process process)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (process.HasExited) throw new InvalidOperationException($"Azurite ended at once with code {process.ExitCode}.");
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, patience.Token); // waits for another process, not for time
            }
        }
    }

    static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Stop();
        return ports;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit(5000);
        process.Dispose();
        if (folder.Exists) folder.Delete(recursive: true);
    }
}
