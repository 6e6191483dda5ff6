using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Collections.Engine;

namespace Collections.Accounting.StandardWebhooks;

/// <summary>The Standard Webhooks scheme, symmetric v1: a keyed hash over id, time and body; while a secret is replaced the sender gives one signature for each.</summary>
internal static class StandardSignature
{
    internal const string Id = "webhook-id", Timestamp = "webhook-timestamp", Header = "webhook-signature";

    internal static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    internal static SignatureCheck Check(InboundRequest request, IEnumerable<byte[]> keys, DateTimeOffset now)
    {
        if (request.Header(Id) is not { Length: > 0 and <= 200 } id || request.Header(Timestamp) is not { Length: > 0 and <= 20 } timestamp
            || request.Header(Header) is not { Length: > 0 and <= 2_048 } signatures) return SignatureCheck.Forged;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. request.Body.Span];
        ImmutableArray<byte[]> all = [.. keys];
        string[] given = signatures.Split(' ');
        if (given.Length > 20 || !given.Any(s => s.StartsWith("v1,", StringComparison.Ordinal) && Signatures.IsBase64(s[3..], all, signed))) return SignatureCheck.Forged;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || SafeJson.FromUnixSeconds(seconds) is not { } signedAt) return SignatureCheck.Forged;
        return (now - signedAt).Duration() > Tolerance ? SignatureCheck.Stale : SignatureCheck.Genuine;
    }
}
