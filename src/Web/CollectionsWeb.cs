using Collections.Engine;
using Collections.Web.Access;
using Collections.Web.Api;
using Collections.Web.Console;
using Collections.Web.Portal;
using Collections.Web.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Collections.Web;

/// <summary>What a host may set.</summary>
/// <param name="MostFeedBytes">Largest body of a feed.</param>
/// <param name="MostFeedItems">Most items in one feed.</param>
/// <param name="PublicBaseUrl">Address under which staff reach this host; null: not set, and then no consent can be asked for, except on loopback.</param>
public sealed record WebOptions(int MostFeedBytes = 8 * 1024 * 1024, int MostFeedItems = 5_000, Uri? PublicBaseUrl = null);

/// <summary>The whole of HTTP, the same for both hosts: API, console, portal, webhooks.</summary>
public static class CollectionsWeb
{
    /// <summary>Registers what the endpoints need. The host registers AccountDesk, AdvanceAccount, IAccessStore, IPortalStore, the IInboundSource adapters, how files are read and TimeProvider.</summary>
    public static IServiceCollection AddCollectionsWeb(this IServiceCollection services, WebOptions? options = null)
    {
        services.AddSingleton(options ?? new());
        services.AddRouting();
        services.AddRazorComponents();
        services.Configure<FormOptions>(form => { form.ValueCountLimit = 512; form.BufferBodyLengthLimit = FormGuard.MostBytes; form.ValueLengthLimit = 16 * 1024; });
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning)); // it writes whole addresses, and a sign-in link is one
        services.AddSingleton(all => all.GetRequiredService<AccountDesk>().Stores);
        services.AddSingleton(all => all.GetRequiredService<Stores>().Ledgers);
        services.AddSingleton(all => all.GetRequiredService<Stores>().Accounts);
        services.TryAddSingleton<Connections>();
        services.AddSingleton<SignIn>().AddSingleton<AccessKeys>();
        services.AddCollectionsPortal();
        services.AddSingleton<FrameReader>().AddSingleton<AgeingBook>().AddSingleton<AccountPages>().AddSingleton<AccountActs>().AddSingleton<CaseScreens>().AddSingleton<AdminView>();
        services.AddSingleton<OptOutDesk>().AddSingleton<WebhookIntake>().AddSingleton<FeedIntake>().AddSingleton<EscalationPreview>().AddSingleton<PastAccount>().AddSingleton<AskOrderGate>().AddSingleton<CaseDesk>();
        services.AddSingleton<MessagePreview>().AddSingleton<MessageReview>().AddSingleton<OrderGatePages>().AddSingleton<DueAccounts>().AddSingleton<Exports>();
        services.AddSingleton(all => new SettleSync(all.GetRequiredService<AccountDesk>(), all.GetServices<IInboundSource>(), new([], all.GetServices<IObjectSource>(), all.GetService<ConnectedSources>()), all.GetService<PollSources>(), HeldBodies.Read));
        services.TryAddSingleton(all => new CompareWithSource(all.GetRequiredService<Stores>(), new(all.GetServices<IPollSource>(), [], all.GetService<ConnectedSources>()), all.GetRequiredService<TimeProvider>()));
        return services.AddCollectionsApi();
    }

    /// <summary>The pipeline with every endpoint in it: for a WebApplication, or for an ApplicationBuilder inside another host.</summary>
    public static IApplicationBuilder UseCollectionsWeb(this IApplicationBuilder app)
    {
        app.UseMiddleware<Failures>();
        app.UseRouting();
        app.UseMiddleware<AccessCheck>();
        return app.UseEndpoints(endpoints => endpoints.MapCollections());
    }

    /// <summary>Maps every endpoint. An endpoint that declares no duty stops the start.</summary>
    /// <exception cref="InvalidOperationException">An endpoint declares no duty.</exception>
    public static IEndpointRouteBuilder MapCollections(this IEndpointRouteBuilder endpoints)
    {
        ApiRoutes.Map(endpoints);
        ConsoleRoutes.Map(endpoints);
        PortalRoutes.Map(endpoints);
        WebhookRoutes.Map(endpoints);
        CheckDuties(endpoints);
        return endpoints;
    }

    internal static void CheckDuties(IEndpointRouteBuilder endpoints)
    {
        string[] open = [.. endpoints.DataSources.SelectMany(d => d.Endpoints).Where(e => e.Metadata.GetMetadata<DutyOf>() is null).Select(e => e.DisplayName ?? "?")];
        if (open.Length > 0) throw new InvalidOperationException($"These endpoints declare no duty: {string.Join("; ", open)}");
    }
}
