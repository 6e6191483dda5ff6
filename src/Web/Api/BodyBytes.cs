using Microsoft.AspNetCore.Http;

namespace Collections.Web.Api;

/// <summary>Reads a body up to a limit, never more: the length that a request declares is not believed.</summary>
internal static class BodyBytes
{
    /// <summary>The bytes; null when there are more than the limit. A compressed body is not unpacked: its encoding is refused by whoever reads it.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit) return null;
        using MemoryStream body = new((int)Math.Min(request.ContentLength ?? 4096, limit));
        byte[] part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > limit) return null;
            body.Write(part, 0, read);
        }
        return body.ToArray();
    }
}
