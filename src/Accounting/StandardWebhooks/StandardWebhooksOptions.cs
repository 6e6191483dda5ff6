using System.Collections.Immutable;

namespace Collections.Accounting.StandardWebhooks;

/// <summary>How one ledger is fed by a system that speaks our own schema. A class, not a record: a record prints its members, and secrets must not reach a log.</summary>
public sealed class StandardWebhooksOptions
{
    /// <summary>The ledger that the route names.</summary>
    public required string LedgerId { get; init; }

    /// <summary>Secrets as the Standard Webhooks scheme writes them: "whsec_" and 24 to 64 bytes in base64. Two while one is being replaced.</summary>
    public required ImmutableArray<string> Secrets { get; init; }

    internal IEnumerable<byte[]> Keys => Secrets.Select(KeyOf).OfType<byte[]>();

    internal void Check()
    {
        Settings check = new("standard-webhooks");
        check.Ledger(LedgerId);
        check.Require(!Secrets.IsDefaultOrEmpty && Secrets.All(s => KeyOf(s) is { Length: >= 24 and <= 64 }), "each secret must be whsec_ and 24 to 64 bytes in base64");
        check.ThrowIfAny(typeof(StandardWebhooksOptions));
    }

    static byte[]? KeyOf(string secret)
    {
        const string prefix = "whsec_";
        byte[] key = new byte[96];
        string text = secret.StartsWith(prefix, StringComparison.Ordinal) ? secret[prefix.Length..] : secret;
        return text.Length <= 96 && Convert.TryFromBase64String(text, key, out int length) ? key[..length] : null;
    }
}
