using System.Globalization;
using System.Net;
using Collections.Engine;

namespace Collections.Messaging;

/// <summary>What came back from one call: an answer, or a word for why there is none.</summary>
/// <param name="Status">The HTTP status; zero when there was no answer.</param>
/// <param name="Body">The answer's bytes.</param>
/// <param name="RetryAfter">What the answer asks to wait; null: nothing said.</param>
/// <param name="Fault">Why there is no answer; null when there is one.</param>
/// <param name="NothingLeft">True when no connection came about, so that not a byte of the request left.</param>
/// <param name="Header">Reads a header of the answer.</param>
internal sealed record ProviderAnswer(
    int Status, byte[] Body, TimeSpan? RetryAfter, string? Fault, bool NothingLeft, Func<string, string?> Header)
{
    internal bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>A short word for logs and explanations: never the body, which may quote a debtor's address.</summary>
    internal string Code => Fault ?? string.Create(CultureInfo.InvariantCulture, $"http-{Status}");

    /// <summary>The definite "not now" answers: no connection, or throttled.</summary>
    internal SendOutcome.Later? NotNow() => NothingLeft || Status == 429 ? new SendOutcome.Later(Code, RetryAfter) : null;
}

/// <summary>Makes one call and never a second. No handler of ours or of the host's stands between: a redirect, a retry or a resilience
/// pipeline would send a letter twice. (The socket handler itself repeats a request on a dead pooled connection only before it began to write content.)</summary>
internal sealed class ProviderCall(HttpMessageHandler handler, TimeProvider clock, TimeSpan timeout) : IDisposable
{
    /// <summary>As the protocol says; a reply later than this counts as none.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    readonly HttpClient http = new(handler) { Timeout = timeout, MaxResponseContentBufferSize = 8 << 20 };

    internal static HttpMessageHandler Handler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    internal async Task<ProviderAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            try
            {
                using HttpResponseMessage answer = await http.SendAsync(request, cancel);
                byte[] body = await answer.Content.ReadAsByteArrayAsync(cancel);
                return new((int)answer.StatusCode, body, Wait(answer), null, false, Headers(answer));
            }
            catch (OperationCanceledException)
            {
                return None(cancel.IsCancellationRequested ? "cancelled" : "timeout", nothingLeft: false);
            }
            catch (HttpRequestException broken)
            {
                // These three end before a request is written; anything else may have ended after.
                bool nothingLeft = broken.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError;
                return None(nothingLeft ? "no-connection" : "connection-broken", nothingLeft);
            }
            catch (IOException)
            {
                return None("connection-broken", nothingLeft: false);
            }
        }
    }

    public void Dispose() => http.Dispose();

    static ProviderAnswer None(string fault, bool nothingLeft) => new(0, [], null, fault, nothingLeft, _ => null);

    static Func<string, string?> Headers(HttpResponseMessage answer)
    {
        Dictionary<string, string> all = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, IEnumerable<string> values) in answer.Headers) all[name] = string.Join(",", values);
        return name => all.GetValueOrDefault(name);
    }

    TimeSpan? Wait(HttpResponseMessage answer)
    {
        TimeSpan? asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => answer.Headers.TryGetValues("X-RateLimit-Reset", out IEnumerable<string>? reset) && long.TryParse(reset.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
                && SafeJson.FromUnixSeconds(seconds) is { } at && answer.StatusCode == HttpStatusCode.TooManyRequests ? at - clock.GetUtcNow() : null,
        };
        return asked is { } wait ? TimeSpan.FromSeconds(Math.Clamp(wait.TotalSeconds, 1, LongestWait.TotalSeconds)) : null;
    }
}
