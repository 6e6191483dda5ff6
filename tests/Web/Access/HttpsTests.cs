using Collections.Web.Access;
using Collections.Web.Console;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Tests;

public sealed class HttpsTests
{
    [Fact]
    public void Over_https_the_cookie_is_bound_to_the_host_and_the_browser_stays_with_https()
    {
        DefaultHttpContext secure = new(), plain = new();
        secure.Request.Scheme = "https";
        plain.Request.Scheme = "http";
        foreach (DefaultHttpContext http in (DefaultHttpContext[])[secure, plain])
        {
            SessionCookie.Write(http, "value");
            PageHeaders.OnEveryAnswer(http);
        }
        string cookie = secure.Response.Headers.SetCookie.ToString().ToLowerInvariant();
        Assert.StartsWith("__host-collections=value", cookie);
        Assert.Contains("; secure", cookie);
        Assert.Contains("; path=/", cookie);
        Assert.Contains("; httponly", cookie);
        Assert.DoesNotContain("domain=", cookie);
        Assert.Equal("max-age=31536000; includeSubDomains", secure.Response.Headers.StrictTransportSecurity.ToString());
        Assert.StartsWith("collections=value", plain.Response.Headers.SetCookie.ToString());
        Assert.Equal("", plain.Response.Headers.StrictTransportSecurity.ToString());
    }
}
