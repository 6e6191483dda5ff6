using Microsoft.AspNetCore.Http;

namespace Collections.Web.Access;

/// <summary>Makes sure that a form that changes something was served by us to this very session. Two locks: what the browser says of the form's origin,
/// and a token that only this session's pages hold.</summary>
internal static class FormGuard
{
    public const string Field = "_form";
    public const long MostBytes = 64 * 1024;

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
    public static async Task<bool> IsOursAsync(HttpContext http, Caller caller)
    {
        if (IsSafe(http.Request.Method)) return true;
        if (http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() != "application/x-www-form-urlencoded") return false;
        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted);
        return form[Field] is [{ } token] && Secret.Same(TokenFor(caller), token);
    }

    static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
