using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Collections.Storage.Azure.Table;

/// <summary>Signs requests with the account's key (Shared Key Lite). Tables sign the date and the resource; queues also the verb, the type and the x-ms headers.</summary>
internal sealed class SharedKeyPolicy(string account, byte[] key, bool isQueue) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        Request request = message.Request;
        string date = Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        request.Headers.SetValue("x-ms-date", date);
        string toSign = isQueue ? QueueText(request) : $"{date}\n{Resource(request)}";
        request.Headers.SetValue("Authorization", $"SharedKeyLite {account}:{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))}");
    }

    /// <summary>The service compares the date with its own clock, whatever clock the product runs on.</summary>
    static TimeProvider Clock => TimeProvider.System;

    string QueueText(Request request)
    {
        request.Headers.TryGetValue("Content-Type", out string? type);
        string headers = string.Concat(request.Headers.Where(h => h.Name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase))
            .Select(h => (Name: h.Name.ToLowerInvariant(), h.Value)).OrderBy(h => h.Name, StringComparer.Ordinal).Select(h => $"{h.Name}:{h.Value.Trim()}\n"));
        return $"{request.Method.Method}\n\n{type}\n\n{headers}{Resource(request)}";
    }

    string Resource(Request request)
    {
        Uri uri = request.Uri.ToUri();
        string comp = uri.Query.TrimStart('?').Split('&').FirstOrDefault(p => p.StartsWith("comp=", StringComparison.Ordinal)) is { } part ? "?" + part : "";
        return $"/{account}{uri.AbsolutePath}{comp}";
    }
}
