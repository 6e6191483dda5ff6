using Microsoft.AspNetCore.Http;

namespace Collections.Web.Api;

/// <summary>Reads a body up to a limit, never more: the length that a request declares is not believed.</summary>
internal static class BodyBytes
{
    const int LargeFrom = 256 * 1024;

    // Each large body may cost ten times its size until it is answered.
    static readonly SemaphoreSlim Large = new(4, 4);

    /// <summary>The bytes; null when there are more than the limit. A compressed body is not unpacked: its encoding is refused by whoever reads it.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit) return null;
        using MemoryStream body = new((int)Math.Min(request.ContentLength ?? 4096, Math.Min(limit, LargeFrom)));
        byte[] part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > limit) return null;
            if (body.Length <= LargeFrom && body.Length + read > LargeFrom) await TakeSlotAsync(request.HttpContext.Response);
            body.Write(part, 0, read);
        }
        return body.ToArray();
    }

    static async Task TakeSlotAsync(HttpResponse response)
    {
        if (!await Large.WaitAsync(TimeSpan.Zero)) throw new BadHttpRequestException("Too many large bodies at once.", StatusCodes.Status503ServiceUnavailable);
        response.RegisterForDispose(new Slot());
    }

    /// <summary>A large body's place, given back once it has been answered.</summary>
    sealed class Slot : IDisposable
    {
        public void Dispose() => Large.Release();
    }
}
