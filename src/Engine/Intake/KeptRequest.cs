using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Collections.Engine;

/// <summary>A request from outside as the inbox keeps it, and back: what is read later is what was signed.</summary>
public static class KeptRequest
{
    const string Address = ":url";

    /// <summary>The request as an inbox event. A body may carry many events, each with an id of its own: what is kept once is the body, in its ledger.</summary>
    public static InboxEvent Keep(string source, InboundRequest request) => new()
    {
        Source = source,
        EventId = "body-" + Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"{request.LedgerId}\0{request.Url.Query}\0"), .. request.Body.Span])),
        LedgerId = request.LedgerId,
        ReceivedAt = request.ReceivedAt,
        Headers = string.Join('\n', request.Headers.Where(h => Matters(h.Key)).Select(h => $"{h.Key}: {OneLine(h.Value)}").Prepend($"{Address}: {OneLine(request.Url.OriginalString)}")),
        Body = ImmutableArray.Create(request.Body.Span),
    };

    /// <summary>The request as it was kept. Its signature was checked when it came and is not asked again.</summary>
    public static InboundRequest Open(InboxEvent kept)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        Uri url = new("http://invalid.invalid/");
        foreach (string line in kept.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon <= 0) continue;
            (string name, string value) = (line[..colon], line[(colon + 2)..]);
            if (name == Address) url = Uri.TryCreate(value, UriKind.Absolute, out Uri? known) ? known : url;
            else headers[name] = value;
        }
        return new(kept.LedgerId, url, headers, kept.Body.AsMemory(), kept.ReceivedAt);
    }

    static bool Matters(string header) => header.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        || header.Contains("Signature", StringComparison.OrdinalIgnoreCase) || header.StartsWith("webhook-", StringComparison.OrdinalIgnoreCase)
        || header.Contains("Timestamp", StringComparison.OrdinalIgnoreCase) || header.Contains("Idempotency", StringComparison.OrdinalIgnoreCase);

    static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
