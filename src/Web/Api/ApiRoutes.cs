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
        services.AddSingleton<AccountFinder>();
        return services.AddOpenApi("v1", Description.Configure);
    }

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi("/openapi/{documentName}.json").Asks(Duty.Anyone);
        endpoints.MapGet("/health", () => Results.Text("ok")).Asks(Duty.Anyone).ExcludeFromDescription();
        RouteGroupBuilder api = endpoints.MapGroup("/api/v1"), ledger = api.MapGroup("/ledgers/{ledger}"), account = ledger.MapGroup("/accounts/{account}");
        HouseApi.Map(api);
        ReadingApi.Map(ledger, account);
        MessagesApi.Map(ledger);
        FeedsApi.Map(ledger, endpoints.ServiceProvider.GetRequiredService<WebOptions>());
        AccountActsApi.Map(account);
        StandingApi.Map(account);
    }
}
