using System.Net;
using Collections.Engine;
using Polly;
using Polly.Retry;

namespace Collections.Accounting;

/// <summary>What came back from one read: an answer, or a word for why there is none.</summary>
/// <param name="Status">The HTTP status; zero when there was no answer.</param>
/// <param name="Body">The answer's bytes.</param>
/// <param name="RetryAfter">What the answer asks to wait; null: nothing said.</param>
/// <param name="Fault">Why there is no answer; null when there is one.</param>
internal sealed record SourceAnswer(int Status, byte[] Body, TimeSpan? RetryAfter, string? Fault)
{
    /// <summary>A short word for logs and alarms: never the body, which may quote a debtor.</summary>
    internal string Code => Fault ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http-{Status}");

    internal PollOutcome.Unavailable Unavailable(string? code = null) => new(code ?? Code, RetryAfter);
}

/// <summary>Reads from a source's API. A read is repeated when the source is overloaded or gave no answer, as it asks and at most three times; a wait of more than
/// half a minute is left to the next poll. Only GET passes: a write repeated without the source's own key would be done twice.</summary>
internal sealed class SourceCall : IDisposable
{
    internal static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(30), LongestWait = TimeSpan.FromHours(24);

    readonly HttpClient http;
    readonly TimeProvider clock;
    readonly ResiliencePipeline<SourceAnswer> pipeline;

    /// <param name="isThrottled">Sources that say "too many" in words of their own.</param>
    internal SourceCall(HttpMessageHandler handler, TimeProvider clock, Func<SourceAnswer, bool>? isThrottled = null)
    {
        this.clock = clock;
        http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60), MaxResponseContentBufferSize = 32 << 20 };
        pipeline = new ResiliencePipelineBuilder<SourceAnswer> { TimeProvider = clock }.AddRetry(new RetryStrategyOptions<SourceAnswer>
        {
            MaxRetryAttempts = 3, BackoffType = DelayBackoffType.Exponential, Delay = TimeSpan.FromSeconds(1), UseJitter = true,
            ShouldHandle = tried => ValueTask.FromResult(tried.Outcome is { Result: { } answer } && MayBeRepeated(answer, isThrottled)),
            DelayGenerator = tried => ValueTask.FromResult(tried.Outcome is { Result: { } answer } ? answer.RetryAfter : null),
        }).Build();
    }

    internal static HttpMessageHandler Handler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), AutomaticDecompression = DecompressionMethods.GZip,
    };

    internal async Task<SourceAnswer> ReadAsync(Func<HttpRequestMessage> request, CancellationToken cancel) =>
        await pipeline.ExecuteAsync(async token => await OnceAsync(request(), token), cancel);

    public void Dispose() => http.Dispose();

    static bool MayBeRepeated(SourceAnswer answer, Func<SourceAnswer, bool>? isThrottled) =>
        (answer.Status is 0 or 429 or 502 or 503 or 504 || isThrottled?.Invoke(answer) == true) && !(answer.RetryAfter > LongestPatience) && answer.Fault != "cancelled";

    async Task<SourceAnswer> OnceAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            if (request.Method != HttpMethod.Get) throw new InvalidOperationException("Only reads are repeated.");
            try
            {
                using HttpResponseMessage answer = await http.SendAsync(request, cancel);
                return new((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancel), Wait(answer), null);
            }
            catch (OperationCanceledException)
            {
                return new(0, [], null, cancel.IsCancellationRequested ? "cancelled" : "timeout");
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                return new(0, [], null, "no-connection");
            }
        }
    }

    TimeSpan? Wait(HttpResponseMessage answer) => answer.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Clamped(delta),
        { Date: { } date } => Clamped(date - clock.GetUtcNow()),
        _ => null,
    };

    static TimeSpan Clamped(TimeSpan asked) => TimeSpan.FromSeconds(Math.Clamp(asked.TotalSeconds, 0, LongestWait.TotalSeconds));
}
