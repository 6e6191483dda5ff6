using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Collections.Engine;

namespace Collections.Accounting.Stripe;

/// <summary>The provider's signature: one time and one or more keyed hashes over that time and the body; while a secret is replaced there is one for each.
/// The scheme v0 belongs to test tools and proves nothing.</summary>
internal static class StripeSignature
{
    internal const string Header = "Stripe-Signature";

    internal static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    internal static SignatureCheck Check(InboundRequest request, ImmutableArray<string> secrets, DateTimeOffset now)
    {
        if (request.Header(Header) is not { Length: > 0 and <= 2_048 } header) return SignatureCheck.Forged;
        string[][] parts = [.. header.Split(',').Select(p => p.Split('=', 2))];
        string[] times = [.. parts.Where(p => p is ["t", _]).Select(p => p[1])];
        // A second time is a second header: nobody could say which one was signed.
        if (parts.Length > 20 || times is not [{ Length: > 0 and <= 20 } time]) return SignatureCheck.Forged;
        byte[] signed = [.. Encoding.UTF8.GetBytes(time + "."), .. request.Body.Span];
        if (!parts.Any(p => p is ["v1", _] && Signatures.IsHex(p[1], secrets, signed))) return SignatureCheck.Forged;
        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || SafeJson.FromUnixSeconds(seconds) is not { } signedAt) return SignatureCheck.Forged;
        return (now - signedAt).Duration() > Tolerance ? SignatureCheck.Stale : SignatureCheck.Genuine;
    }
}
