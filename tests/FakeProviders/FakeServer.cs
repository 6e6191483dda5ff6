using System.Text.Json;
using Collections.FakeProviders.Books;
using Collections.FakeProviders.SendGrid;
using Collections.FakeProviders.Twilio;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Collections.FakeProviders;

/// <summary>Where the fakes run and whom they call.</summary>
/// <param name="Port">Zero: a free one.</param>
/// <param name="Folder">Of the journals.</param>
/// <param name="Target">The product's public address.</param>
/// <param name="Clock">Time of everything that the fakes say.</param>
public sealed record FakeOptions(int Port, string Folder, string Target, TimeProvider Clock);

/// <summary>A provider in this app: a folder of its own, its routes below its name, its journal, its switches, its webhooks.</summary>
public interface IFakeProvider : IDisposable
{
    /// <summary>The first part of its routes.</summary>
    string Name { get; }
    /// <summary>What a test may switch.</summary>
    Switches Switches { get; }
    /// <summary>Its webhooks.</summary>
    Deliveries Deliveries { get; }
    /// <summary>Its routes, below its name.</summary>
    void Map(IEndpointRouteBuilder routes);
    /// <summary>Releases what was scheduled for now.</summary>
    void Release();
    /// <summary>The settings that point the product at it.</summary>
    IReadOnlyDictionary<string, string> Settings(Uri address);
}

/// <summary>All fakes on one loopback port.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    readonly WebApplication app;

    FakeServer(WebApplication app, FakeOptions options)
    {
        this.app = app;
        (SendGrid, Twilio) = (new(options), new(options));
        (Xero, QuickBooks, Stripe) = (new(options), new(options), new(options) { Ledger = "stripe" });
    }

    /// <summary>Email.</summary>
    public FakeSendGrid SendGrid { get; }
    /// <summary>SMS.</summary>
    public FakeTwilio Twilio { get; }
    /// <summary>Accounting.</summary>
    public FakeXero Xero { get; }
    /// <summary>Accounting.</summary>
    public FakeQuickBooks QuickBooks { get; }
    /// <summary>Invoices and payments.</summary>
    public FakeStripe Stripe { get; }
    /// <summary>All of them.</summary>
    public IReadOnlyList<IFakeProvider> All => [SendGrid, Twilio, Xero, QuickBooks, Stripe];
    /// <summary>Where the app listens.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Ends when somebody asks the app to stop (Ctrl+C, SIGTERM).</summary>
    public CancellationToken Stopping => app.Lifetime.ApplicationStopping;

    /// <summary>Starts and listens.</summary>
    public static async Task<FakeServer> StartAsync(FakeOptions options, CancellationToken cancel)
    {
        Directory.CreateDirectory(options.Folder);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, options.Port));
        FakeServer server = new(builder.Build(), options);
        foreach (IFakeProvider provider in server.All) server.Map(provider);
        await server.app.StartAsync(cancel);
        return server;
    }

    /// <summary>Every setting that points the product at the fakes.</summary>
    public IReadOnlyDictionary<string, string> Settings() => All.SelectMany(p => p.Settings(Address)).ToDictionary();

    /// <summary>Releases what is due and posts the webhooks; answers how many were taken.</summary>
    public async Task<int> DeliverAsync(CancellationToken cancel)
    {
        int taken = 0;
        foreach (IFakeProvider provider in All)
        {
            provider.Release();
            taken += await provider.Deliveries.DeliverAsync(cancel);
        }
        return taken;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource atOnce = new(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
        foreach (IFakeProvider provider in All) provider.Dispose();
    }

    void Map(IFakeProvider provider)
    {
        provider.Map(app.MapGroup("/" + provider.Name));
        app.MapGet($"/_fake/{provider.Name}/switches", () => Results.Json(provider.Switches));
        app.MapPut($"/_fake/{provider.Name}/switches", async (HttpRequest request) =>
        {
            Switches wanted = (await JsonSerializer.DeserializeAsync<Switches>(request.Body, JsonSerializerOptions.Web))!;
            foreach (System.Reflection.PropertyInfo one in typeof(Switches).GetProperties()) one.SetValue(provider.Switches, one.GetValue(wanted));
            return Results.Json(provider.Switches);
        });
    }
}
