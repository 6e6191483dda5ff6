using System.Net;
using System.Text;

namespace Collections.Accounting.Tests;

/// <summary>A source's API in memory: gives its answers in turn and keeps what was asked.</summary>
internal sealed class Answers(params (int Status, string Body)[] answers) : HttpMessageHandler
{
    int next;

    public List<HttpRequestMessage> Asked { get; } = [];
    public TimeSpan? RetryAfter { get; init; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        Asked.Add(request);
        (int status, string body) = answers[Math.Min(next++, answers.Length - 1)];
        if (status == 0) throw new HttpRequestException(HttpRequestError.ConnectionError);
        if (status < 0) throw new TaskCanceledException("timed out");
        HttpResponseMessage answer = new((HttpStatusCode)status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (status != 200 && RetryAfter is { } wait) answer.Headers.RetryAfter = new(wait);
        return Task.FromResult(answer);
    }
}
