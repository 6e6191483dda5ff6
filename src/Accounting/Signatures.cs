using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Collections.Accounting;

/// <summary>Compares keyed hashes as texts, in constant time and in one spelling alone: blanks, other alphabets, other cases and stray bits at the end would be
/// other spellings of the same signature.</summary>
internal static class Signatures
{
    internal static bool IsBase64(string? given, ImmutableArray<string> secrets, ReadOnlySpan<byte> signed) => IsAny(given, Keys(secrets), signed, Convert.ToBase64String);

    internal static bool IsHex(string? given, ImmutableArray<string> secrets, ReadOnlySpan<byte> signed) => IsAny(given, Keys(secrets), signed, Convert.ToHexStringLower);

    internal static bool IsBase64(string? given, IEnumerable<byte[]> keys, ReadOnlySpan<byte> signed) => IsAny(given, keys, signed, Convert.ToBase64String);

    internal static bool IsSecret(string? given, ImmutableArray<string> secrets)
    {
        bool found = false;
        foreach (string secret in secrets) found |= Same(given, secret);
        return found;
    }

    static bool IsAny(string? given, IEnumerable<byte[]> keys, ReadOnlySpan<byte> signed, Func<byte[], string> spell)
    {
        bool found = false;
        foreach (byte[] key in keys) found |= Same(given, spell(HMACSHA256.HashData(key, signed)));
        return found;
    }

    static IEnumerable<byte[]> Keys(ImmutableArray<string> secrets) => secrets.Select(Encoding.UTF8.GetBytes);

    static bool Same(string? given, string expected) =>
        given is { Length: > 0 and <= 2_048 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
