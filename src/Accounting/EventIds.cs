using System.Security.Cryptography;
using System.Text;

namespace Collections.Accounting;

/// <summary>Ids for events whose source gives none: hashed, because an id stands in logs and an address must not.</summary>
internal static class EventIds
{
    internal static string Of(params ReadOnlySpan<string> parts) =>
        "h" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))).AsSpan(0, 16));
}
