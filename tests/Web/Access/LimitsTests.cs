using System.Net.Sockets;
using System.Text;
using Collections.Engine;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit.Abstractions;

namespace Collections.Web.Tests;

/// <summary>What one caller may cost: oversized and endless requests end early, and slow ones have a time set. The figures of an attack from outside are in docs/security.md.</summary>
public sealed class LimitsTests(ITestOutputHelper print)
{
    const string Feeds = "/api/v1/ledgers/uk/feeds";

    [Fact]
    public async Task The_host_waits_for_no_slow_caller()
    {
        await using WebHost host = await WebHost.StartAsync();
        KestrelServerLimits limits = host.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.True(limits.RequestHeadersTimeout <= TimeSpan.FromSeconds(15));
        Assert.True(limits.KeepAliveTimeout <= TimeSpan.FromMinutes(2));
        Assert.True(limits.MinRequestBodyDataRate is { BytesPerSecond: >= 240, GracePeriod.TotalSeconds: <= 5 });
        Assert.True(limits.MinResponseDataRate is { BytesPerSecond: >= 240, GracePeriod.TotalSeconds: <= 5 });
        Assert.True(limits.MaxRequestBodySize >= new WebOptions().MostFeedBytes && limits.MaxRequestBodySize <= 16 * 1024 * 1024);
        Assert.True(limits.MaxConcurrentConnections is > 0 and <= 10_000);
    }

    [Fact]
    public async Task Oversized_requests_are_refused_before_they_are_understood()
    {
        await using WebHost host = await WebHost.StartAsync();
        string key = await KeyAsync(host);
        (string Name, string Request, string Status)[] attacks =
        [
            ("10,000 headers", $"GET /ready HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-{i}: 1\r\n"))}\r\n", "431"),
            ("a header of 1 MB", $"GET /ready HTTP/1.1\r\nHost: a\r\nX: {new string('a', 1 << 20)}\r\n\r\n", "431"),
            ("an address of 64 KB", $"GET /ready?{new string('a', 1 << 16)} HTTP/1.1\r\nHost: a\r\n\r\n", "414"),
            ("a body of 64 MB, declared", Post(key, "Content-Length: 67108864\r\n", "{"), "413"),
            ("a body of 64 KB and one byte", Post(key, $"Content-Length: {(1 << 16) + 1}\r\n", new string(' ', (1 << 16) + 1), "/api/v1/ledgers/uk/fed"), "413"),
            ("a stranger's body of 8 MB", Post("ck_aaaaaaaaaa_" + new string('A', 43), "Content-Length: 8388608\r\n", "{"), "401"),
            ("JSON 10,000 deep", Post(key, "Content-Length: 10000\r\n", new string('[', 10_000)), "400"),
            ("a compressed body", Post(key, "Content-Encoding: gzip\r\nContent-Length: 4\r\n", "\u001f\u0001\u0002\u0003"), "415"),
        ];
        foreach ((string name, string request, string status) in attacks)
        {
            using TcpClient client = await SendAsync(host, request);
            string first = await StatusAsync(client);
            print.WriteLine($"{name}: {first}");
            Assert.Equal(status, first);
        }
        using HttpClient after = host.Anonymous();
        Assert.Equal("ready", await after.GetStringAsync("/ready"));
    }

    [Fact]
    public async Task Only_so_many_large_bodies_are_held_at_once_and_the_next_is_told_to_come_again()
    {
        await using WebHost host = await WebHost.StartAsync();
        string key = await KeyAsync(host), part = new(' ', 300 * 1024);
        List<TcpClient> clients = [];
        for (int i = 0; i < 5; i++) clients.Add(await SendAsync(host, Post(key, "Content-Length: 8000000\r\n", part)));
        Task<string>[] answers = [.. clients.Select(StatusAsync)];
        Task<string> first = await Task.WhenAny(answers);
        Assert.Equal("503", await first);
        Assert.Equal(4, answers.Count(a => !a.IsCompleted));
        foreach (TcpClient client in clients) client.Dispose();
    }

    [Fact]
    public async Task A_search_takes_every_character_at_its_word()
    {
        await using WebHost host = await WebHost.StartAsync();
        using HttpClient viewer = await host.WithKeyAsync(Role.Viewer, "uk");
        foreach (string search in (string[])["%", "_", "*", "?", "%a%", "[a-z]", "(a+)+$", "' OR 1=1 --", new string('%', 100)])
            Assert.Equal(0, (await (await viewer.GetAsync($"/api/v1/ledgers/uk/accounts?search={Uri.EscapeDataString(search)}")).JsonAsync()).GetArrayLength());
        Assert.Equal(1, (await (await viewer.GetAsync("/api/v1/ledgers/uk/accounts?search=ashdown")).JsonAsync()).GetArrayLength());
    }

    static async Task<string> KeyAsync(WebHost host) => (await host.WithKeyAsync(Role.Connector, "uk")).DefaultRequestHeaders.Authorization!.Parameter!;

    static string Post(string key, string headers, string body, string path = Feeds) =>
        $"POST {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {key}\r\nIdempotency-Key: abcdefgh1\r\nContent-Type: application/json\r\n{headers}\r\n{body}";

    static async Task<TcpClient> SendAsync(WebHost host, string request)
    {
        TcpClient client = new();
        await client.ConnectAsync(host.Address.Host, host.Address.Port);
        try
        {
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        }
        catch (IOException)
        {
            // refused while it was still being sent: the answer is read all the same
        }
        return client;
    }

    static async Task<string> StatusAsync(TcpClient client)
    {
        byte[] start = new byte[12];
        await client.GetStream().ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false);
        return Encoding.ASCII.GetString(start)[9..];
    }
}
