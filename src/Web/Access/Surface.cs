using Microsoft.AspNetCore.Http;

namespace Collections.Web.Access;

/// <summary>For whom an address is: each surface knows its own callers and no other's.</summary>
internal enum Surface
{
    /// <summary>Programs with a key.</summary>
    Api,
    /// <summary>Staff with a session.</summary>
    Console,
    /// <summary>A customer with a link of theirs.</summary>
    Portal,
}

/// <summary>Tells the surfaces apart.</summary>
internal static class Surfaces
{
    public static Surface Of(HttpRequest request) =>
        request.Path.StartsWithSegments("/console") ? Surface.Console : request.Path.StartsWithSegments("/portal") ? Surface.Portal : Surface.Api;
}
