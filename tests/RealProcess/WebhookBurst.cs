using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Collections.RealProcess;

/// <summary>A thousand signed webhooks a second, each a new payment of a cent, and kill -9 at the peak: how long an acknowledgement takes, and that none is lost. What was cut off is sent
/// again with its id by the sender, as every provider does, and counts once.</summary>
internal static class WebhookBurst
{
    const int PerSecond = 1000, Accounts = 200, Senders = 64;
    static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    public static async Task<Finding> RunAsync(int seconds)
    {
        await using World world = await World.MakeAsync("burst");
        world.Extra["StandardWebhooks:Secrets"] = "uk=whsec_" + Convert.ToBase64String(Secret);
        Clients clients = new(world, Accounts, seed: 41);
        ServerProcess server = await world.ServeAsync();
        if (server.HasEnded) return new("the server did not start", [server.Said]);
        await clients.FirstFeedAsync(server);
        ConcurrentQueue<int> told = [], cut = [];
        ConcurrentQueue<double> took = [];
        int next = 0, total = seconds * PerSecond;
        Stopwatch watch = Stopwatch.StartNew();
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync))];
        await Task.Delay(TimeSpan.FromSeconds(seconds * 0.75));
        await server.KillAsync();
        await server.DisposeAsync();
        server = await world.ServeAsync();
        await Task.WhenAll(senders);
        if (server.HasEnded) return new("the server did not start again", [server.Said]);
        double rate = told.Count / watch.Elapsed.TotalSeconds;
        List<string> broken = await ResendAsync(world, server, cut, told);
        TimeSpan applied = await AppliedAsync(world, server, total, broken);
        await server.StopAsync();
        await server.DisposeAsync();
        double[] sorted = [.. took.Order()];
        return new($"{total} webhooks offered at {PerSecond}/s, {told.Count} acknowledged ({rate:0}/s over all), p50 {At(sorted, 0.5):0} ms, p99 {At(sorted, 0.99):0} ms, slowest {At(sorted, 1):0} ms; "
            + $"{cut.Count} cut off by the kill and sent again; all applied {applied.TotalSeconds:0} s after the last", broken);

        async Task SendAsync()
        {
            using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
            for (int number = Interlocked.Increment(ref next) - 1; number < total; number = Interlocked.Increment(ref next) - 1)
            {
                TimeSpan due = TimeSpan.FromSeconds((double)number / PerSecond) - watch.Elapsed;
                if (due > TimeSpan.Zero) await Task.Delay(due);
                long begun = Stopwatch.GetTimestamp();
                if (await PostAsync(http, world, number))
                {
                    took.Enqueue(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    told.Enqueue(number);
                }
                else cut.Enqueue(number);
            }
        }
    }

    // The sender's own retries: those without an answer, and some that had one.
    static async Task<List<string>> ResendAsync(World world, ServerProcess server, ConcurrentQueue<int> cut, ConcurrentQueue<int> told)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
        List<string> refused = [];
        foreach (int number in cut.Concat(told.Take(500)))
            if (!await PostAsync(http, world, number)) refused.Add($"webhook {number} was refused when it came again");
        return server.HasEnded ? ["the server ended under load: " + server.Said] : refused;
    }

    static async Task<TimeSpan> AppliedAsync(World world, ServerProcess server, int total, List<string> broken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        using HttpClient http = new() { BaseAddress = server.Address, DefaultRequestHeaders = { Authorization = new("Bearer", world.Key) } };
        int seen = 0;
        while (watch.Elapsed < TimeSpan.FromSeconds(180))
        {
            seen = 0;
            for (int account = 0; account < Accounts; account++) seen += Verdict.Payments(await http.GetStringAsync($"/api/v1/ledgers/uk/accounts/{Clients.Customer(account)}"));
            if (seen >= total) break;
            await Task.Delay(500);
        }
        if (seen != total) broken.Add($"{total} webhooks were acknowledged, and {seen} payments are there");
        return watch.Elapsed;
    }

    static async Task<bool> PostAsync(HttpClient http, World world, int number)
    {
        string customer = Clients.Customer(number % Accounts), id = "msg_" + number.ToString("0000000", CultureInfo.InvariantCulture);
        long at = world.Time.GetUtcNow().ToUnixTimeSeconds();
        string body = $$$"""{"type":"payment.changed","timestamp":"{{{world.Now:yyyy-MM-ddTHH:mm:ssZ}}}","data":{"customer":"{{{customer}}}","id":"{{{id}}}","amount":"0.01","currency":"GBP","value_date":"2026-09-01"}}""";
        string signature = Convert.ToBase64String(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at}.{body}"))));
        using HttpRequestMessage request = new(HttpMethod.Post, $"http://127.0.0.1:{world.Port}/webhooks/standard-webhooks/uk") { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", "v1," + signature);
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
