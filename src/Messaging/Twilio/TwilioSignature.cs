using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Collections.Engine;

namespace Collections.Messaging.Twilio;

/// <summary>The provider's signature: HMAC-SHA1 with the auth token over the URL and the sorted fields of the form; for other bodies over the URL alone, which
/// then carries the body's SHA-256. Official validators take the URL with its port added or stripped, so we do; nothing else of it may differ.</summary>
internal static class TwilioSignature
{
    internal const string Header = "X-Twilio-Signature";
    const string BodyHash = "bodySHA256";

    internal static SignatureCheck Check(InboundRequest request, TwilioOptions options) =>
        IsGenuine(options.AuthTokens, request.Header(Header), PublicUrls(request.Url.OriginalString, options.PublicBaseUrl), request)
            ? SignatureCheck.Genuine : SignatureCheck.Forged;

    internal static bool IsGenuine(ImmutableArray<string> tokens, string? signature, IEnumerable<string> urls, InboundRequest request)
    {
        if (signature is not { Length: 28 }) return false; // 20 bytes in base64
        bool genuine = false;
        foreach (string url in urls.SelectMany(PortForms).Distinct(StringComparer.Ordinal))
        {
            if (Fields(url, request) is not { } fields) continue;
            foreach (string token in tokens) genuine |= Matches(token, url + fields, signature);
        }
        return genuine;
    }

    // What the provider called: our public address, and below it the path that reached us, whether or not a proxy cut the public address's own path off.
    internal static IEnumerable<string> PublicUrls(string url, string publicBase)
    {
        string root = publicBase.TrimEnd('/'), path = url[AuthorityEnd(url)..];
        yield return root + path;
        string own = root[AuthorityEnd(root)..];
        if (own.Length > 0 && path.StartsWith(own + "/", StringComparison.Ordinal)) yield return root[..AuthorityEnd(root)] + path;
    }

    // The text of the fields that is signed after the URL; null when the body is not the one that the URL names.
    static string? Fields(string url, InboundRequest request)
    {
        int query = url.IndexOf('?');
        string? hash = query < 0 ? null : FormBody.Read(url[(query + 1)..])?[BodyHash];
        if (hash is not null)
        {
            byte[] actual = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(request.Body.Span)));
            return CryptographicOperations.FixedTimeEquals(actual, Encoding.UTF8.GetBytes(hash)) ? "" : null;
        }
        if (request.Body.IsEmpty) return "";
        bool form = request.Header("Content-Type")?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        return form && FormBody.Read(request.Body.Span) is { } body ? Sorted(body) : null;
    }

    static string Sorted(FormBody form)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in form.Fields.Distinct().OrderBy(f => f.Key, StringComparer.Ordinal).ThenBy(f => f.Value, StringComparer.Ordinal))
            text.Append(name).Append(value);
        return text.ToString();
    }

    static bool Matches(string token, string signed, string signature)
    {
        byte[] expected = Encoding.ASCII.GetBytes(Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed))));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
    }

    static IEnumerable<string> PortForms(string url)
    {
        yield return url;
        int begin = AuthorityBegin(url), end = AuthorityEnd(url);
        if (begin < 0) yield break;
        int host = url.LastIndexOf('@', end - 1, end - begin) is >= 0 and int at ? at + 1 : begin;
        int colon = end > host ? url.LastIndexOf(':', end - 1, end - host) : -1;
        if (colon > url.LastIndexOf(']', end - 1)) yield return url[..colon] + url[end..];
        else yield return url[..end] + (url.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? ":443" : ":80") + url[end..];
    }

    static int AuthorityBegin(string url) => url.IndexOf("://", StringComparison.Ordinal) is >= 0 and int at ? at + 3 : -1;

    static int AuthorityEnd(string url)
    {
        int begin = AuthorityBegin(url);
        if (begin < 0) return 0;
        int end = url.AsSpan(begin).IndexOfAny("/?#");
        return end < 0 ? url.Length : begin + end;
    }
}
