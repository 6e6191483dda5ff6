using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Collections.RealProcess;

/// <summary>The built server, as users run it: its own process on a data folder, under a clock that starts where it is told to.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    const string FakeTime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
    readonly Process process;
    readonly StringWriter said = new();

    ServerProcess(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>From the start to the first answer.</summary>
    public TimeSpan Ready { get; private set; }

    /// <summary>True once it ended, by whatever cause.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>What it printed, for a report of a failure.</summary>
    public string Said { get { lock (said) return said.ToString(); } }

    /// <summary>The program's exit code once it ended; 128 and the signal after a signal.</summary>
    public int ExitCode => process.ExitCode;

    /// <summary>True where processes can be given a clock of their own.</summary>
    public static bool CanSetClock => File.Exists(FakeTime);

    /// <summary>Starts it and waits until it answers; a server that ends before it answers is returned as it is.</summary>
    /// <param name="run">Data folder, clock, settings.</param>
    /// <param name="wrapper">A program in front of it (strace); it must leave the server as its own process.</param>
    public static async Task<ServerProcess> StartAsync(ServerRun run, params string[] wrapper)
    {
        Uri address = new($"http://127.0.0.1:{run.Port.ToString(CultureInfo.InvariantCulture)}");
        string[] line = [.. wrapper, "dotnet", Program.ServerDll, "serve", "--data", run.Data, "--urls", address.GetLeftPart(UriPartial.Authority), "--empty"];
        ServerProcess server = new(Start(line, run), address);
        Stopwatch watch = Stopwatch.StartNew();
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(2) };
        while (!server.HasEnded && watch.Elapsed < TimeSpan.FromSeconds(120))
        {
            if (await AnswersAsync(http, address)) break;
            await Task.Delay(10);
        }
        server.Ready = watch.Elapsed;
        return server;
    }

    /// <summary>Runs a command of the product to its end; answers what it printed.</summary>
    public static async Task<string> CommandAsync(ServerRun run, params string[] arguments)
    {
        using Process process = Start(["dotnet", Program.ServerDll, .. arguments, "--data", run.Data], run);
        Task<string> faults = process.StandardError.ReadToEndAsync();
        string printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return printed.Length > 0 ? printed : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {await faults}");
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; answers how long it took to end.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        Stopwatch watch = Stopwatch.StartNew();
        if (!process.HasExited) _ = Signal(process.Id, 15);
        await process.WaitForExitAsync();
        return watch.Elapsed;
    }

    /// <summary>Stops the process where it stands (SIGSTOP), or lets it go on (SIGCONT).</summary>
    public void Freeze(bool on) => _ = Signal(process.Id, on ? 19 : 18);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    static Process Start(string[] line, ServerRun run)
    {
        ProcessStartInfo start = new(line[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in line.Skip(1)) start.ArgumentList.Add(argument);
        foreach ((string name, string value) in run.Settings) start.Environment["COLLECTIONS_" + name.Replace(":", "__", StringComparison.Ordinal)] = value;
        if (run.At is { } at)
        {
            start.Environment["LD_PRELOAD"] = FakeTime;
            start.Environment["FAKETIME"] = "@" + at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
            start.Environment["TZ"] = "UTC";
        }
        return Process.Start(start) ?? throw new InvalidOperationException($"{line[0]} did not start");
    }

    void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (said) said.WriteLine(line.Data);
    }

    static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(address, "/health"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}

/// <summary>How a server is run.</summary>
/// <param name="Data">Data folder.</param>
/// <param name="Port">On loopback.</param>
/// <param name="At">Where its clock starts; null: the machine's.</param>
/// <param name="Settings">Of the providers, as configuration keys.</param>
internal sealed record ServerRun(string Data, int Port, DateTimeOffset? At, IReadOnlyDictionary<string, string> Settings);
