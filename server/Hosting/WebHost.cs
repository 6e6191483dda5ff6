namespace Collections.Server;

/// <summary>Pages, API and the account loop in one process.</summary>
internal static class WebHost
{
    public static async Task<int> RunAsync(string data, string urls, TextWriter to, CancellationToken cancel)
    {
        await using OpenFolder folder = await OpenFolder.OpenAsync(data, TimeProvider.System, cancel);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls);
        builder.Services.AddSingleton(folder);
        builder.Services.AddHostedService<AccountLoop>();
        WebApplication app = builder.Build();
        app.MapGet("/health", () => "ok");
        to.WriteLine($"Serving on {urls}");
        await app.RunAsync(cancel);
        return 0;
    }
}
