using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Collections.Web.Access;

/// <summary>Secrets: 256 bits from the system's generator, kept as SHA-256, compared in constant time. The only place where any of the three is done.</summary>
internal static class Secret
{
    /// <summary>43 characters of base64url: 256 random bits.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>64 hex digits: 256 random bits.</summary>
    public static string NewHex() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>Characters of a public name, such as a key's prefix: letters and digits that cannot be mistaken for each other.</summary>
    public static string NewName(int length) => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", length);

    /// <summary>So many random digits: a code to type, which only a few tries may guess.</summary>
    public static string NewDigits(int length) => RandomNumberGenerator.GetString("0123456789", length);

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A seal over a text that only the holder of the key can make.</summary>
    public static string Seal(string keyHex, string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Convert.FromHexString(keyHex), Encoding.UTF8.GetBytes(text)));

    public static bool Same(string known, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(known), Encoding.UTF8.GetBytes(given));
}
