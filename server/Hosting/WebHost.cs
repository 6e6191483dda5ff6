using Collections.Accounting;
using Collections.Engine;
using Collections.Web;
using Collections.Web.Access;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Collections.Server;

/// <summary>Pages, API, webhooks and the account loop in one process.</summary>
internal static class WebHost
{
    public static async Task<int> RunAsync(string data, string urls, TextWriter to, CancellationToken cancel)
    {
        await using OpenFolder folder = await OpenFolder.OpenAsync(data, TimeProvider.System, cancel);
        await using WebApplication app = Build(folder, urls);
        await app.StartAsync(cancel);
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? urls;
        to.WriteLine();
        to.WriteLine($"Serving on {address} until Ctrl+C.");
        to.WriteLine($"Sign in within {SignIn.LinkLasts.TotalMinutes:0} minutes: {address}{await app.Services.GetRequiredService<SignIn>().AdminPathAsync("server", cancel)}");
        to.WriteLine("Later links: 'login'. Programs: 'key add'. The API's document is at /openapi/v1.json.");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    /// <param name="loops">False where the caller advances everything itself.</param>
    internal static WebApplication Build(OpenFolder folder, string urls, bool loops = true)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls).ConfigureKestrel(RequestLimits.Set);
        builder.Services.AddSingleton(folder).AddSingleton(folder.Desk).AddSingleton(folder.Advance).AddSingleton(folder.Polls).AddSingleton(folder.Compare);
        builder.Services.AddSingleton<IAccessStore>(folder.Storage.Access).AddSingleton<IPortalStore>(folder.Storage.Portal).AddSingleton(folder.Clock).AddSingleton(folder.Connections);
        foreach (IInboundSource source in folder.Sources) builder.Services.AddSingleton(source);
        builder.Services.AddCsvFiles().AddCollectionsWeb(new(PublicBaseUrl: folder.Connectors?.PublicBaseUrl));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (loops) builder.Services.AddHostedService<AccountLoop>().AddHostedService<InboxLoop>();
        WebApplication app = builder.Build();
        app.UseCollectionsWeb();
        return app;
    }
}
