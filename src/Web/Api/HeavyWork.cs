using Microsoft.AspNetCore.Http;

namespace Collections.Web.Api;

/// <summary>What costs by a whole ledger is done one at a time: whoever comes meanwhile is told to come again, and memory is spent once.</summary>
internal sealed class HeavyWork
{
    readonly SemaphoreSlim one = new(1, 1);

    public async Task<IResult> RunAsync(HttpContext http, Func<Task<IResult>> work)
    {
        if (!await one.WaitAsync(TimeSpan.Zero, http.RequestAborted))
        {
            http.Response.Headers.RetryAfter = "5";
            return ApiProblem.Busy;
        }
        try
        {
            return await work();
        }
        finally
        {
            one.Release();
        }
    }
}
