using Microsoft.AspNetCore.Http;

namespace Collections.Web.Console;

/// <summary>What every answer tells the browser: run no script, load nothing from elsewhere, be framed by nobody, keep nothing.</summary>
internal static class PageHeaders
{
    const string Policy = "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

    // A letter styles itself, shows nothing that it would fetch, and stands in a frame of ours alone.
    const string LetterPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    public static void OnEveryAnswer(HttpContext http)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
    }

    public static void OfLetter(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = LetterPolicy;
        response.Headers.XFrameOptions = "SAMEORIGIN";
    }
}
