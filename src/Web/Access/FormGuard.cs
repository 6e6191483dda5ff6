using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Collections.Web.Access;

/// <summary>Makes sure that a form that changes something was served by us to this very session. Two locks: what the browser says of the form's origin,
/// and a token that only this session's pages hold.</summary>
internal static class FormGuard
{
    public const string Field = "_form";
    public const long MostBytes = 64 * 1024;
    /// <summary>Longest file, and longest form that carries some.</summary>
    public const int MostBytesAFile = 5 * 1024 * 1024, MostBytesOfFiles = 16 * 1024 * 1024;

    public static string TokenFor(Caller caller) => Secret.Seal(caller.Session!.SealKey, "form");

    /// <summary>True when an unsafe request says that another site began it. A browser that says nothing is judged by the token alone.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        if (IsSafe(request.Method)) return false;
        string site = request.Headers["Sec-Fetch-Site"].ToString(), origin = request.Headers.Origin.ToString();
        if (site is not ("" or "same-origin" or "none")) return true;
        if (origin == "null") return site != "same-origin"; // our pages send no referrer, and browsers then hide the origin too
        return origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for a safe method, or a form that carries this session's token.</summary>
    public static async Task<bool> IsOursAsync(HttpContext http, string known)
    {
        if (IsSafe(http.Request.Method)) return true;
        bool isPlain = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() == "application/x-www-form-urlencoded";
        if (!isPlain && !MayCarryFiles(http)) return false;
        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form[Field] is [{ } token] && Secret.Same(known, token);
    }

    // Only a form whose endpoint says so may carry files, and only the portal's does; it is read with limits of its own.
    static bool MayCarryFiles(HttpContext http)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() != "multipart/form-data" || http.GetEndpoint()?.Metadata.GetMetadata<TakesFiles>() is null) return false;
        if (http.Request.ContentLength > MostBytesOfFiles) throw new BadHttpRequestException("The form is too large.", StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = MostBytesOfFiles;
        FormOptions limits = new() { MultipartBodyLengthLimit = MostBytesOfFiles, ValueLengthLimit = 16 * 1024, ValueCountLimit = 64 };
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, limits));
        return true;
    }

    static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}

/// <summary>Marks an endpoint whose form may carry files.</summary>
internal sealed record TakesFiles;
