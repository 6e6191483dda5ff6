using System.Text.Json;
using AngleSharp.Html.Parser;
using Collections.Domain;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Web.Tests;

/// <summary>One lived world for the tests that leave it as it was.</summary>
public sealed class LivedHost : IAsyncLifetime
{
    internal WebHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await WebHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

[CollectionDefinition("lived")]
public sealed class Lived : ICollectionFixture<LivedHost>;

/// <summary>An endpoint as the host knows it.</summary>
internal sealed record Served(string Method, string Pattern, Duty Duty)
{
    public bool IsConsole => Pattern.StartsWith("/console", StringComparison.Ordinal);
    public bool IsPortal => Pattern.StartsWith("/portal", StringComparison.Ordinal);
    public bool IsSafe => Method is "GET";
    public override string ToString() => $"{Method} {Pattern}";

    public static IReadOnlyList<Served> All(WebHost host) =>
        [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(m => new Served(m, "/" + e.RoutePattern.RawText!.Trim('/'), e.Metadata.GetMetadata<DutyOf>()!.Duty)))];

    /// <summary>A path with everything filled in.</summary>
    public string Path(string ledger, string account, string message) => Pattern
        .Replace("{ledger}", ledger).Replace("{account}", account).Replace("{message}", message).Replace("{documentName}", "v1")
        .Replace("{id}", "X9").Replace("{feed}", "f9").Replace("{prefix}", "zzzzzzzzzz").Replace("{source}", "unknown").Replace("{person}", "Nobody").Replace("{pack}", "uk-b2b")
        .Replace("{file}", "zzzzzzzzzzzz").Replace("{tag}", "xx").Replace("{case}", "C99").Replace("{token:length(43)}", new string('A', 43));
}

internal static class Asking
{
    /// <summary>Sends a request of the endpoint's form: an empty JSON object to the API, a form with its token to the console.</summary>
    public static async Task<(int Status, string Body)> AskAsync(this HttpClient client, Served served, string path, string? formToken)
    {
        using HttpRequestMessage request = new(new(served.Method), path);
        if (!served.IsSafe) request.Content = served.IsConsole || served.IsPortal ? new FormUrlEncodedContent([new(FormGuard.Field, formToken ?? "none")]) : new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await client.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static async Task<string> FormTokenAsync(this HttpClient browser)
    {
        HttpResponseMessage first = await browser.GetAsync("/console");
        if (first.Headers.Location is { } to) first = await browser.GetAsync(to);
        return new HtmlParser().ParseDocument(await first.Content.ReadAsStringAsync()).QuerySelector($"input[name={FormGuard.Field}]")!.GetAttribute("value")!;
    }

    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient client, string path, string json, string? idempotencyKey = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return client.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}

/// <summary>Everything that is stored, in one text that changes with any row.</summary>
internal static class Rows
{
    public static async Task<string> OfAsync(World world)
    {
        List<string> rows = [$"access {world.Access.Writes} portal {world.Portal.Writes}"];
        foreach (Ledger ledger in await world.Stores.Ledgers.ListAsync(default))
        {
            foreach (AccountLine line in await world.Stores.Accounts.ListAsync(ledger.Id, new(Most: 1000), default)) rows.Add($"{line.Id} {(await world.Stores.Accounts.LoadAsync(line.Id, default))!.Hash}");
            rows.Add($"feeds {(await world.Stores.Ledgers.FeedsAsync(ledger.Id, 1000, default)).Count} runs {(await world.Stores.Ledgers.RunsAsync(ledger.Id, 1000, default)).Count}");
            await foreach (StoredAudit entry in world.Stores.Ledgers.AuditTrailAsync(ledger.Id, default)) rows.Add(entry.Hash);
        }
        await foreach (StoredAudit entry in world.Stores.Ledgers.AuditTrailAsync("", default)) rows.Add(entry.Hash);
        rows.Add($"safe {(await world.Stores.Ledgers.SafeModeAsync(default)).Count} inbox {string.Join(',', await world.Stores.Inbox.CountAsync(default))}");
        rows.AddRange((await world.Stores.Contacts.OptOutsAsync([.. (await world.Stores.Accounts.ListAsync("uk", new(), default)).Select(l => $"{l.Customer.ToLowerInvariant()}-uk@example.com")], default)).Select(o => o.Address));
        return string.Join('\n', rows);
    }
}
