using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collections.Web;

/// <summary>What one caller may cost a host that listens itself: slow, endless and oversized requests end before they hold anything of ours.</summary>
public static class RequestLimits
{
    /// <summary>The largest body that is read at all; each address takes less (<see cref="WebOptions.MostFeedBytes"/> is the largest).</summary>
    public const long MostBodyBytes = 9 * 1024 * 1024;

    /// <summary>Sets them.</summary>
    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        KestrelServerLimits limits = kestrel.Limits;
        limits.MaxRequestBodySize = MostBodyBytes;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestBufferSize = 128 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5)); // below it the connection is ended: a body that drips holds a thread's work for ever
        limits.MinResponseDataRate = new(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(5)); // and so is a reader who never reads
        limits.MaxConcurrentConnections = 5_000;
    }
}
