using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Collections.Engine;

namespace Collections.Accounting.Connecting;

/// <summary>The exchanges of OAuth 2.0. Never repeated by the client: a code and a refresh token work once, and what became of an unclear exchange only the next one shows.</summary>
internal sealed class TokenCall(HttpMessageHandler handler, OAuthOptions options, TimeProvider clock)
{
    readonly HttpClient http = new(handler) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 1 << 20 };

    /// <summary>Null tokens: see the answer.</summary>
    internal async Task<(Tokens? Tokens, DateTimeOffset ExpiresAt, ConsentAnswer? Failure)> ExchangeAsync(Uri page, Dictionary<string, string> form, CancellationToken cancel)
    {
        DateTimeOffset asked = clock.GetUtcNow();
        (int status, JsonDocument? body) = await PostAsync(page, new FormUrlEncodedContent(form), cancel);
        using (body)
        {
            if (status == 200 && body?.RootElement.Text("access_token") is { Length: > 0 } access && body.RootElement.Text("refresh_token") is { Length: > 0 } refresh)
                return (new() { Access = access, Refresh = refresh }, asked.AddSeconds(Math.Clamp(body.RootElement.Whole("expires_in") ?? 0, 60, 86_400)), null);
            string word = body?.RootElement.Text("error") is { Length: > 0 and <= 60 } code && code.All(c => char.IsAsciiLetterLower(c) || c == '_') ? code : status == 0 ? "no-answer" : $"http-{status}";
            // Only the two words that mean it end a consent; a wrong secret of ours is mended in the settings, and anything else passes.
            return (null, default, word is "invalid_grant" or "access_denied" ? new ConsentAnswer.Refused(word) : new ConsentAnswer.Unavailable(word));
        }
    }

    /// <summary>Posts to a page of the provider; status 0: no answer.</summary>
    internal async Task<(int Status, JsonDocument? Body)> PostAsync(Uri page, HttpContent content, CancellationToken cancel)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, page) { Content = content };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.ClientId}:{options.ClientSecret}")));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await SendAsync(request, cancel);
    }

    /// <summary>Reads a page with a token.</summary>
    internal async Task<(int Status, JsonDocument? Body)> GetAsync(Uri page, string token, CancellationToken cancel)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, page);
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await SendAsync(request, cancel);
    }

    async Task<(int Status, JsonDocument? Body)> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request, cancel);
            return ((int)answer.StatusCode, SafeJson.Parse(await answer.Content.ReadAsByteArrayAsync(cancel), out _));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException || (broken is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return (0, null);
        }
    }
}
