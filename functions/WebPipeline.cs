using System.Collections.Concurrent;
using Collections.Domain;
using Collections.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Collections.Functions;

/// <summary>The endpoints of src/Web inside this host: one pipeline, built once.</summary>
internal sealed partial class WebPipeline(IServiceProvider services, ChangedAccounts changes, WakeAccount wake, IHintInbox inbox, ILogger<WebPipeline> log)
{
    readonly RequestDelegate pipeline = Build(services);

    static RequestDelegate Build(IServiceProvider services)
    {
        ApplicationBuilder app = new(services);
        app.UseCollectionsWeb();
        return app.Build();
    }

    /// <summary>Serves a page or a call of the API, and wakes every account that it changed.</summary>
    public async Task<IResult> ServeAsync(HttpContext http, DurableTaskClient durable)
    {
        ConcurrentDictionary<AccountId, bool> changed = changes.Begin();
        await RunAsync(http);
        await wake.RunAllAsync(durable, changed.Keys, CancellationToken.None);
        return Results.Empty;
    }

    /// <summary>Takes a webhook; once its row is durable, says that one waits.</summary>
    public async Task<IResult> TakeAsync(HttpContext http, DurableTaskClient durable)
    {
        await RunAsync(http);
        if (http.Response.StatusCode is < 200 or >= 300) return Results.Empty;
        try
        {
            await inbox.HintAsync(http.RequestAborted);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || http.RequestAborted.IsCancellationRequested)
        {
            NoHint(log, failure); // acknowledged and durable: the sweep takes it within minutes
        }
        return Results.Empty;
    }

    // The outer host has matched its own route; the inner one starts from nothing.
    Task RunAsync(HttpContext http)
    {
        http.SetEndpoint(null);
        http.Features.Set<IRouteValuesFeature>(null);
        http.Request.RouteValues.Clear();
        return pipeline(http);
    }

    [LoggerMessage(2301, LogLevel.Warning, "The inbox could not be told of an event; the sweep takes it")]
    static partial void NoHint(ILogger log, Exception failure);
}
