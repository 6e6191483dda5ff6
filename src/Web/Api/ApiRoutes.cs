using Collections.Engine;
using Collections.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Web.Api;

/// <summary>The API: everything that the command line can do, for programs with a key.</summary>
internal static class ApiRoutes
{
    public static IServiceCollection AddCollectionsApi(this IServiceCollection services)
    {
        services.AddSingleton<AccountFinder>().AddSingleton<HeavyWork>().AddSingleton<BacktestsApi>().AddSingleton<RunsApi>();
        return services.AddOpenApi("v1", Description.Configure);
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi("/openapi/{documentName}.json").Asks(Duty.Anyone);
        endpoints.MapGet("/health", () => Results.Text("ok")).Asks(Duty.Anyone).ExcludeFromDescription();
        endpoints.MapGet("/ready", ReadyAsync).Asks(Duty.Anyone).ExcludeFromDescription();
        RouteGroupBuilder api = endpoints.MapGroup("/api/v1"), ledger = api.MapGroup("/ledgers/{ledger}"), account = ledger.MapGroup("/accounts/{account}");
        WebOptions options = endpoints.ServiceProvider.GetRequiredService<WebOptions>();
        HouseApi.Map(api);
        LedgersApi.Map(api, ledger, options);
        PeopleApi.Map(api);
        PoliciesApi.Map(api);
        ProofApi.Map(api);
        BacktestsApi.Map(api, ledger, options);
        RunsApi.Map(ledger);
        ExportsApi.Map(ledger);
        ReadingApi.Map(ledger, account);
        MessagesApi.Map(ledger);
        FeedsApi.Map(ledger, options);
        AccountActsApi.Map(account);
        StandingApi.Map(account);
        PortalLinksApi.Map(account);
        CasesApi.Map(ledger, account);
    }

    // Alive is not ready: the store must answer. One cheap read, so that asking often costs nothing.
    static async Task<IResult> ReadyAsync(HttpContext http, Stores stores)
    {
        await stores.Ledgers.SafeModeAsync(http.RequestAborted);
        return Results.Text("ready");
    }
}
