using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Collections.Accounting.BusinessCentral;
using Collections.Accounting.QuickBooks;
using Collections.Accounting.StandardWebhooks;
using Collections.Accounting.Stripe;
using Collections.Accounting.Xero;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting.Tests;

/// <summary>Requests as the sources make them.</summary>
internal static class Requests
{
    public const string Ledger = "uk", Tenant = "e629a03c-7ffe-4913-bd94-ff2fdb36a702", Realm = "310687", Company = "130bbd17-dbb9-4790-9b12-2b0e9c9d22c3",
        Secret = "secret-of-these-tests", Retired = "a-retired-secret", Foreign = "secret-of-another-tenant", State = "client-state-of-these-tests-0123456789";
    public static readonly string Whsec = "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes("a key of thirty-two bytes, no more"));
    public static readonly string OtherWhsec = "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes("another key of thirty-two bytes..."));
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.Zero);

    public static StripeOptions StripeOptions(params string[] secrets) => new() { LedgerId = Ledger, WebhookSecrets = [.. secrets] };
    public static StandardWebhooksOptions StandardOptions(params string[] secrets) => new() { LedgerId = Ledger, Secrets = [.. secrets] };

    public static XeroWebhook Xero(params string[] keys) => new([.. keys], ledger => ledger == Ledger ? Tenant : "");
    public static QuickBooksWebhook QuickBooks(params string[] tokens) => new([.. tokens], ledger => ledger == Ledger ? Realm : "");
    public static StripeWebhook Stripe(params string[] secrets) => new([StripeOptions(secrets), new() { LedgerId = "other", WebhookSecrets = [Foreign] }]);
    public static StandardWebhook Standard(params string[] secrets) => new([StandardOptions(secrets), new() { LedgerId = "other", Secrets = [OtherWhsec] }]);
    public static BusinessCentralWebhook BusinessCentral(params string[] states) => new([new() { LedgerId = Ledger, CompanyId = Company, ClientStates = [.. states] }]);

    public static InboundRequest Raw(byte[] body, params (string Name, string Value)[] headers) => At("https://ar.example.com/webhooks/x/uk", body, headers);

    public static InboundRequest At(string url, byte[] body, params (string Name, string Value)[] headers) =>
        new(Ledger, new Uri(url), headers.ToDictionary(h => h.Name, h => h.Value, StringComparer.OrdinalIgnoreCase), body, Now);

    public static InboundRequest Text(string body) => Raw(Encoding.UTF8.GetBytes(body));

    public static byte[] Mac(string key, ReadOnlySpan<byte> signed) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed);

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static InboundRequest ByXero(byte[] body, string key = Secret) => Raw(body, (XeroWebhook.Header, Convert.ToBase64String(Mac(key, body))));

    public static InboundRequest ByQuickBooks(byte[] body, string key = Secret) => Raw(body, (QuickBooksWebhook.Header, Convert.ToBase64String(Mac(key, body))));

    public static InboundRequest ByStripe(byte[] body, DateTimeOffset? at = null, params string[] keys)
    {
        string time = Seconds(at ?? Now);
        byte[] signed = [.. Encoding.UTF8.GetBytes(time + "."), .. body];
        return Raw(body, (StripeSignature.Header, $"t={time}," + string.Join(',', (keys.Length == 0 ? [Secret] : keys).Select(k => "v1=" + Convert.ToHexStringLower(Mac(k, signed))))));
    }

    public static InboundRequest ByStandard(byte[] body, DateTimeOffset? at = null, string id = "msg_1", params string[] secrets)
    {
        string time = Seconds(at ?? Now);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body];
        string signatures = string.Join(' ', (secrets.Length == 0 ? [Whsec] : secrets).Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(s["whsec_".Length..]), signed))));
        return Raw(body, ("webhook-id", id), ("webhook-timestamp", time), ("webhook-signature", signatures));
    }

    public static InboundRequest With(this InboundRequest request, string header, string? value)
    {
        Dictionary<string, string> headers = new(request.Headers, StringComparer.OrdinalIgnoreCase);
        if (value is null) headers.Remove(header);
        else headers[header] = value;
        return request with { Headers = headers };
    }
}
