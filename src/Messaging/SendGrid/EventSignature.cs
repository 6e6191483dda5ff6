using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collections.Engine;

namespace Collections.Messaging.SendGrid;

/// <summary>The provider's signature: ECDSA on P-256 with SHA-256 over the timestamp's text and the raw body. The check uses public keys alone, so there is
/// no secret that its time could give away.</summary>
internal static class EventSignature
{
    internal const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature", TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    // The provider repeats for 24 hours; a little more for clocks.
    static readonly TimeSpan Oldest = TimeSpan.FromHours(26), MostAhead = TimeSpan.FromHours(1);

    internal static SignatureCheck Check(InboundRequest request, ImmutableArray<string> keys, DateTimeOffset now)
    {
        string? timestamp = request.Header(TimestampHeader);
        if (!IsGenuine(keys, request.Header(SignatureHeader), timestamp, request.Body)) return SignatureCheck.Forged;
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || SafeJson.FromUnixSeconds(seconds) is not { } signedAt)
            return SignatureCheck.Forged;
        return now - signedAt > Oldest || signedAt - now > MostAhead ? SignatureCheck.Stale : SignatureCheck.Genuine;
    }

    internal static bool IsGenuine(ImmutableArray<string> keys, string? signature, string? timestamp, ReadOnlyMemory<byte> body)
    {
        if (timestamp is not { Length: > 0 and <= 20 } || Canonical(signature) is not { } der) return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body.Span];
        return keys.Any(key => Verifies(key, signed, der));
    }

    // One spelling alone: blanks, other alphabets and stray bits at the end would be other spellings of the same signature.
    static byte[]? Canonical(string? signature)
    {
        if (signature is not { Length: >= 8 and <= 200 }) return null;
        byte[] der = new byte[150];
        return Convert.TryFromBase64String(signature, der, out int length) && Convert.ToBase64String(der, 0, length) == signature ? der[..length] : null;
    }

    static bool Verifies(string key, byte[] signed, byte[] der)
    {
        using ECDsa ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(key), out _);
            return ecdsa.VerifyData(signed, der, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception wrong) when (wrong is CryptographicException or FormatException)
        {
            return false;
        }
    }
}
