using System.Collections.Immutable;
using Collections.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Collections.Functions;

/// <summary>Whether the store answers. Says nothing of what is in it: anybody may ask.</summary>
internal sealed class Health(Stores stores)
{
    [Function("Health")]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancel)
    {
        try
        {
            await stores.Ledgers.SafeModeAsync(cancel);
            return Results.Ok(new { ready = true });
        }
        catch (StoreUnavailableException)
        {
            return Results.Json(new { ready = false }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
