using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Collections.Web.Api;

internal static class ApiRoutes
{
    public static IServiceCollection AddCollectionsApi(this IServiceCollection services) => services;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
    }
}
