using System.Security.Cryptography;
using System.Text;

namespace Collections.FakeProviders.Twilio;

/// <summary>Signs as the provider does: HMAC-SHA1 with the auth token over the URL and the form's fields, sorted by name.</summary>
internal static class RequestSigner
{
    internal static string Sign(string token, string url, IReadOnlyDictionary<string, string> form)
    {
        string text = url + string.Concat(form.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key + f.Value));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text)));
    }
}
