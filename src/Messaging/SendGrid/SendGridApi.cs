using System.Net.Http.Headers;

namespace Collections.Messaging.SendGrid;

/// <summary>The provider's v3 API: each method is one documented call.</summary>
internal sealed class SendGridApi(SendGridOptions options, ProviderCall call)
{
    internal Task<ProviderAnswer> SendMailAsync(byte[] body, CancellationToken cancel) => CallAsync(HttpMethod.Post, "v3/mail/send", body, cancel);

    internal Task<ProviderAnswer> CreateBatchAsync(CancellationToken cancel) => CallAsync(HttpMethod.Post, "v3/mail/batch", null, cancel);

    internal Task<ProviderAnswer> CancelAsync(byte[] body, CancellationToken cancel) => CallAsync(HttpMethod.Post, "v3/user/scheduled_sends", body, cancel);

    internal Task<ProviderAnswer> ScheduledAsync(string batchId, CancellationToken cancel) =>
        CallAsync(HttpMethod.Get, "v3/user/scheduled_sends/" + Uri.EscapeDataString(batchId), null, cancel);

    internal Task<ProviderAnswer> SuppressionsAsync(string list, string query, CancellationToken cancel) =>
        CallAsync(HttpMethod.Get, $"v3/suppression/{list}?{query}", null, cancel);

    Task<ProviderAnswer> CallAsync(HttpMethod method, string path, byte[]? json, CancellationToken cancel)
    {
        HttpRequestMessage request = new(method, new Uri(options.BaseAddress.AbsoluteUri.TrimEnd('/') + "/" + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (json is not null)
        {
            request.Content = new ByteArrayContent(json);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        return call.SendAsync(request, cancel);
    }
}
