using System.Net.Http.Headers;
using System.Text;

namespace Collections.Messaging.Twilio;

/// <summary>The provider's Messages resource: each method is one documented call.</summary>
internal sealed class TwilioApi(TwilioOptions options, ProviderCall call)
{
    readonly string messages = $"/2010-04-01/Accounts/{options.AccountSid}/Messages";

    internal Task<ProviderAnswer> CreateAsync(IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, messages + ".json", form, cancel);

    internal Task<ProviderAnswer> UpdateAsync(string sid, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancel) =>
        CallAsync(HttpMethod.Post, $"{messages}/{Uri.EscapeDataString(sid)}.json", form, cancel);

    internal Task<ProviderAnswer> FetchAsync(string sid, CancellationToken cancel) =>
        CallAsync(HttpMethod.Get, $"{messages}/{Uri.EscapeDataString(sid)}.json", null, cancel);

    internal Task<ProviderAnswer> ListAsync(string pathAndQuery, CancellationToken cancel) => CallAsync(HttpMethod.Get, pathAndQuery, null, cancel);

    /// <summary>Path and query of the first page of a list.</summary>
    internal string FirstPage(string? to, DateTimeOffset? sentSince) =>
        messages + ".json?" + (to is null ? "" : $"To={Uri.EscapeDataString(to)}&")
        + (sentSince is { } since ? $"DateSent%3E={since.UtcDateTime:yyyy-MM-dd}&" : "") + "PageSize=200";

    /// <summary>The next page as an answer names it; null when it leads anywhere but to the same list: an answer must not choose where our credentials go.</summary>
    internal string? NextPage(string? uri) => uri is not null && uri.StartsWith(messages + ".json?", StringComparison.Ordinal) && uri.Length < 2_000 ? uri : null;

    Task<ProviderAnswer> CallAsync(HttpMethod method, string pathAndQuery, IEnumerable<KeyValuePair<string, string>>? form, CancellationToken cancel)
    {
        HttpRequestMessage request = new(method, new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + pathAndQuery));
        string user = options.ApiKeySid ?? options.AccountSid, secret = options.ApiKeySecret ?? options.AuthTokens[0];
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (form is not null) request.Content = new FormUrlEncodedContent(form);
        return call.SendAsync(request, cancel);
    }
}
