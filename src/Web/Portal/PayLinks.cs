using Collections.Domain;

namespace Collections.Web.Portal;

/// <summary>Which pay links a page may show: an invoice's link comes from outside, so its origin must be exactly that of the ledger's own pay page, or the pages
/// on which the accounting systems that we read let invoices be paid.</summary>
internal static class PayLinks
{
    static readonly string[] Origins = ["https://invoice.stripe.com", "https://pay.stripe.com", "https://in.xero.com", "https://connect.intuit.com"];

    /// <summary>The invoice's own link where its origin is allowed, else the ledger's; null: neither.</summary>
    public static string? Of(Invoice invoice, Ledger ledger) => Allowed(invoice.PayLink, ledger) ?? Allowed(ledger.Sender.PayLink, ledger);

    /// <summary>The link as a browser would read it, when its origin is on the list; null otherwise. Anything that two readers might read differently is refused.</summary>
    public static string? Allowed(string? link, Ledger ledger)
    {
        if (OriginOf(link) is not { } origin) return null;
        return Origins.Contains(origin) || origin == OriginOf(ledger.Sender.PayLink) ? new Uri(link!).AbsoluteUri : null;
    }

    static string? OriginOf(string? link)
    {
        if (link is not { Length: > 8 and <= 2000 } || !link.StartsWith("https://", StringComparison.Ordinal)) return null;
        if (link.Any(c => c is <= ' ' or >= (char)127 or '\\' or '"' or '\'' or '<' or '>' or '`' or '{' or '}')) return null;
        string host = link[8..(link.IndexOfAny(['/', '?', '#'], 8) is var end and >= 0 ? end : link.Length)];
        if (host.Length == 0 || host.Any(c => c is '@' or '%' or '[' or ']')) return null;
        if (!Uri.TryCreate(link, UriKind.Absolute, out Uri? uri) || uri.Scheme != Uri.UriSchemeHttps || uri.UserInfo.Length > 0) return null;
        string origin = uri.IsDefaultPort ? $"https://{uri.Host}" : $"https://{uri.Host}:{uri.Port}";
        return string.Equals(host, origin[8..], StringComparison.OrdinalIgnoreCase) ? origin : null; // what we read is what is written there
    }
}
