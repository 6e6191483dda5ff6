using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collections.Bench;

/// <summary>Runs each part in a process of its own and prints one JSON object.</summary>
internal static class Figures
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> PrintAsync(bool quick, HashSet<string> only)
    {
        int accounts = quick ? 10_000 : 100_000;
        string folder = Directory.CreateTempSubdirectory("collections-bench").FullName;
        try
        {
            JsonObject all = new() { ["accounts"] = accounts, ["invoices"] = accounts * BigLedger.InvoicesEach, ["cores"] = Environment.ProcessorCount };
            if (Wanted("sweep")) await SweepAsync(all, folder, accounts);
            if (Wanted("nothingDue")) all["nothingDue"] = await DueAsync(folder, accounts, 0);
            if (Wanted("onePercentDue")) all["onePercentDue"] = await DueAsync(folder, accounts, 1);
            if (Wanted("backtest")) all["backtest"] = await PartAsync("backtest", (quick ? 1_000 : 10_000).ToString(CultureInfo.InvariantCulture));
            if (Wanted("firstPage")) all["firstPage"] = await FirstPageAsync(folder);
            Console.WriteLine(all.ToJsonString(Indented));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        bool Wanted(string part) => only.Count == 0 || only.Contains(part);
    }

    // Growth: the exponent e of seconds ~ accounts^e between a tenth of the ledger and the whole.
    static async Task SweepAsync(JsonObject all, string folder, int accounts)
    {
        JsonObject small = await SweepAsync(folder, accounts / 10), whole = await SweepAsync(folder, accounts);
        all["sweep"] = whole;
        double exponent = Math.Log10((double)whole["seconds"]! / (double)small["seconds"]!);
        all["growth"] = new JsonObject { ["smallSeconds"] = (double)small["seconds"]!, ["wholeSeconds"] = (double)whole["seconds"]!, ["exponent"] = Math.Round(exponent, 3) };
    }

    static async Task<JsonObject> SweepAsync(string folder, int accounts)
    {
        string path = Path.Combine(folder, $"sweep-{accounts}.db"), copy = Path.Combine(folder, $"floor-{accounts}.db");
        await PartAsync("fill", path, Text(accounts), "100");
        File.Copy(path, copy);
        JsonObject floor = await PartAsync("floor", copy), sweep = await PartAsync("sweep", path);
        double seconds = (double)sweep["seconds"]!, floorSeconds = (double)floor["seconds"]!;
        sweep["accountsPerSecond"] = Math.Round(accounts / seconds);
        sweep["floorSeconds"] = floorSeconds;
        sweep["floorRatio"] = Math.Round(seconds / floorSeconds, 2);
        File.Delete(path);
        File.Delete(copy);
        return sweep;
    }

    static async Task<JsonObject> DueAsync(string folder, int accounts, int percent)
    {
        string path = Path.Combine(folder, $"due-{percent}.db");
        await PartAsync("fill", path, Text(accounts), Text(percent));
        JsonObject due = await PartAsync("sweep", path);
        due["milliseconds"] = Math.Round((double)due["seconds"]! * 1000, 1);
        File.Delete(path);
        return due;
    }

    // The built server on an empty folder, from the start of its process to the first answered page.
    static async Task<JsonObject> FirstPageAsync(string folder)
    {
        string server = Path.Combine(AppContext.BaseDirectory, "Collections.Server.dll"), url = $"http://127.0.0.1:{FreePort()}";
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [server, "serve", "--empty", "--data", Path.Combine(folder, "server"), "--urls", url]) { RedirectStandardOutput = true })!;
        try
        {
            using HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = true });
            while (true)
            {
                try
                {
                    using HttpResponseMessage page = await http.GetAsync(new Uri(url + "/console/sign-in"));
                    if ((int)page.StatusCode < 500) return new() { ["seconds"] = Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 3), ["status"] = (int)page.StatusCode };
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(5);
                }
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static async Task<JsonObject> PartAsync(string part, params string[] rest)
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--part", part, .. rest]) { RedirectStandardOutput = true })!;
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonNode.Parse(text)!.AsObject() : throw new InvalidOperationException($"part {part} failed");
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
