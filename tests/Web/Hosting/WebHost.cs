using System.Net;
using Collections.Accounting;
using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Collections.Web.Tests;

/// <summary>The web of a world on a real socket of this machine.</summary>
internal sealed class WebHost : IAsyncDisposable
{
    readonly WebApplication app;

    WebHost(WebApplication app, World world, Uri address, LoggedLines log) => (this.app, World, Address, Log) = (app, world, address, log);

    public World World { get; }
    public Uri Address { get; }
    public LoggedLines Log { get; }
    public IServiceProvider Services => app.Services;

    public static async Task<WebHost> StartAsync(World? world = null, Action<IServiceCollection>? also = null, string address = "http://127.0.0.1:0")
    {
        world ??= await World.LivedAsync();
        LoggedLines log = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        builder.WebHost.UseUrls(address).ConfigureKestrel(RequestLimits.Set);
        builder.Services.AddSingleton<TimeProvider>(world.Clock).AddSingleton(world.Desk).AddSingleton<IAccessStore>(world.Access).AddSingleton<IPortalStore>(world.Portal);
        builder.Services.AddSingleton(world.Advance).AddCsvFiles().AddCollectionsWeb();
        also?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.UseCollectionsWeb();
        await app.StartAsync();
        Uri listening = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new(app, world, listening, log);
    }

    /// <summary>A browser without a session.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    /// <summary>A browser that somebody of this role signed in with, through the very link.</summary>
    public async Task<HttpClient> SignedInAsync(Role role, string? name = null, params string[] ledgers)
    {
        SignIn signIn = Services.GetRequiredService<SignIn>();
        string person = name ?? $"{role} of {(ledgers.Length == 0 ? "all" : string.Join('+', ledgers))}";
        await signIn.SaveAsync(new(person, role, [.. ledgers]), "test", CancellationToken.None);
        string token = await signIn.NewTokenAsync(person, "test", CancellationToken.None);
        HttpClient browser = Anonymous();
        HttpResponseMessage answer = await browser.PostAsync("/console/sign-in", new FormUrlEncodedContent([new("token", token)]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return browser;
    }

    /// <summary>A program with a key of this role.</summary>
    public async Task<HttpClient> WithKeyAsync(Role role, params string[] ledgers)
    {
        (string key, _) = await Services.GetRequiredService<AccessKeys>().AddAsync($"{role}", role, [.. ledgers], "test", CancellationToken.None);
        HttpClient program = Anonymous();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>Everything that was logged, at every level.</summary>
internal sealed class LoggedLines : ILoggerProvider, ILogger
{
    readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    public IEnumerable<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> write) => lines.Enqueue($"{write(state, exception)} {exception}");
    public void Dispose() { }
}
