using System.Collections.Specialized;
using System.Net;
using System.Text;
using System.Web;

namespace Collections.FakeProviders.Books;

/// <summary>A call of a provider's API, however it came: over HTTP, or in memory.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">Below the provider's name, without a slash before it.</param>
/// <param name="Query">By name.</param>
/// <param name="Headers">By name.</param>
/// <param name="Body">As text.</param>
public sealed record FakeCall(string Method, string Path, NameValueCollection Query, Func<string, string?> Headers, string Body)
{
    /// <summary>A value of the query; empty where it is not there.</summary>
    public string this[string name] => Query[name] ?? "";
}

/// <summary>What a fake answers.</summary>
public sealed record FakeAnswer(int Status, string Body, int? RetryAfterSeconds = null, string? Location = null)
{
    /// <summary>200 with this as JSON.</summary>
    public static FakeAnswer Ok(object body) => new(200, System.Text.Json.JsonSerializer.Serialize(body));
}

/// <summary>A provider that answers in memory: for tests that make hundreds of thousands of calls.</summary>
public sealed class FakeHandler(string name, Func<FakeCall, FakeAnswer> answer) : HttpMessageHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        string path = request.RequestUri!.AbsolutePath[(name.Length + 2)..];
        FakeAnswer made = answer(new(request.Method.Method, path, HttpUtility.ParseQueryString(request.RequestUri.Query),
            header => request.Headers.TryGetValues(header, out IEnumerable<string>? values) ? string.Join(',', values) : null, body));
        HttpResponseMessage response = new((HttpStatusCode)made.Status) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(made.Body)) };
        if (made.RetryAfterSeconds is { } wait) response.Headers.RetryAfter = new(TimeSpan.FromSeconds(wait));
        return response;
    }
}

/// <summary>Passes calls over HTTP on to the same answers.</summary>
internal static class FakeRoutes
{
    internal static void MapBooks(this IEndpointRouteBuilder routes, Func<FakeCall, FakeAnswer> answer) => routes.Map("/{**path}", async (HttpContext http, string? path) =>
    {
        using StreamReader reader = new(http.Request.Body);
        FakeAnswer made = answer(new(http.Request.Method, path ?? "", HttpUtility.ParseQueryString(http.Request.QueryString.Value ?? ""), header => http.Request.Headers[header].FirstOrDefault(), await reader.ReadToEndAsync(http.RequestAborted)));
        if (made.RetryAfterSeconds is { } wait) http.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return made.Location is { } to ? Results.Redirect(to) : Results.Text(made.Body, "application/json", Encoding.UTF8, made.Status);
    });
}
