using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Collections.FakeProviders.SendGrid;

/// <summary>Signs as the provider does: ECDSA on P-256 with SHA-256 over the timestamp and the raw body, DER in base64.</summary>
public sealed class EventSigner : IDisposable
{
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Base64 of the SubjectPublicKeyInfo, as the provider's console shows it.</summary>
    public string PublicKey => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    /// <summary>Both headers of a body.</summary>
    public IReadOnlyDictionary<string, string> Sign(byte[] body, DateTimeOffset at)
    {
        string timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signature = key.SignData([.. Encoding.UTF8.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return new Dictionary<string, string>
        {
            ["X-Twilio-Email-Event-Webhook-Signature"] = Convert.ToBase64String(signature),
            ["X-Twilio-Email-Event-Webhook-Timestamp"] = timestamp,
        };
    }

    /// <inheritdoc />
    public void Dispose() => key.Dispose();
}
