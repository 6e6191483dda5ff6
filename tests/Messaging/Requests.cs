using System.Security.Cryptography;
using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.FakeProviders.SendGrid;
using Collections.Messaging.SendGrid;
using Collections.Messaging.Twilio;
using Collections.Policies.Contacting;

namespace Collections.Messaging.Tests;

/// <summary>Requests as a provider makes them.</summary>
internal static class Requests
{
    public const string Token = "token-of-these-tests", Base = "https://Pay.Example.com";
    public static readonly EventSigner Signer = new();

    public static SendGridOptions SendGrid { get; } = new() { ApiKey = "SG.key", EventKeys = [Signer.PublicKey], InboundKeys = [Signer.PublicKey] };

    public static TwilioOptions Twilio { get; } = new() { AccountSid = "AC" + new string('1', 32), AuthTokens = [Token], PublicBaseUrl = Base };

    public static SendGridEvents Events => new(SendGrid);
    public static SendGridInbound Mail => new(SendGrid);
    public static TwilioStatus Status => new(Twilio);
    public static TwilioInbound Sms => new(Twilio, ContactRuleFile.Own.Keywords);

    public static InboundRequest Raw(string url, byte[] body, params (string Name, string Value)[] headers) =>
        new("", new Uri(url), headers.ToDictionary(h => h.Name, h => h.Value), body, Some.Now);

    public static InboundRequest Signed(byte[] body, string contentType = "application/json", DateTimeOffset? at = null, EventSigner? signer = null) =>
        Raw(Base + "/webhooks/sendgrid-events", body, [("Content-Type", contentType), .. (signer ?? Signer).Sign(body, at ?? Some.Now).Select(h => (h.Key, h.Value))]);

    public static InboundRequest Form(string body, string path = "/webhooks/twilio-inbound", string token = Token) => Raw("http://10.0.0.7:8080" + path, Encoding.UTF8.GetBytes(body),
        ("Content-Type", "application/x-www-form-urlencoded"), ("X-Twilio-Signature", Hmac(token, Base + path, body)));

    public static InboundRequest Json(byte[] body, string token = Token)
    {
        string path = "/webhooks/twilio-status?bodySHA256=" + Convert.ToHexStringLower(SHA256.HashData(body));
        return Raw("http://10.0.0.7:8080" + path, body, ("Content-Type", "application/json"), ("X-Twilio-Signature", Hmac(token, Base + path, "")));
    }

    public static string Hmac(string token, string url, string form)
    {
        IEnumerable<string> fields = form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).Where(f => f.Length == 2)
            .Select(f => (Name: Plain(f[0]), Value: Plain(f[1]))).Distinct()
            .OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Value, StringComparer.Ordinal).Select(f => f.Name + f.Value);
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(url + string.Concat(fields))));

        static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }

    public static InboundRequest With(this InboundRequest request, string header, string? value)
    {
        Dictionary<string, string> headers = new(request.Headers, StringComparer.OrdinalIgnoreCase);
        if (value is null) headers.Remove(header);
        else headers[header] = value;
        return request with { Headers = headers };
    }
}
