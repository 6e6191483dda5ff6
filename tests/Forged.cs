using System.IO.Compression;
using System.Text;

namespace Collections.Tests;

/// <summary>What somebody without the secret would try, and bodies that nobody should send.</summary>
internal static class Forged
{
    public static IEnumerable<byte[]> BitFlips(byte[] bytes) => Enumerable.Range(0, bytes.Length * 8).Select(bit =>
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    });

    /// <summary>Other spellings of a signature that is right; <paramref name="raw"/> are its bytes.</summary>
    public static IEnumerable<string?> Spellings(string signature, byte[] raw) =>
    [
        null, "", " ", signature[..^1], signature[1..], signature + "A", signature + "=", "=" + signature, signature + " ", " " + signature, signature + "\n", signature + "\t", "\"" + signature + "\"",
        signature.ToUpperInvariant(), signature.ToLowerInvariant(), signature.TrimEnd('='), Convert.ToHexString(raw), Convert.ToHexStringLower(raw), Convert.ToBase64String(raw),
        Convert.ToBase64String(raw).Replace('+', '-').Replace('/', '_'), signature + "," + signature, signature + ", " + signature, signature + " " + signature, "sha256=" + signature, "v1=" + signature, "v1," + signature,
        Convert.ToBase64String([.. raw, 0]), Convert.ToBase64String([.. raw, .. raw]), Convert.ToBase64String(raw[..^1]), Convert.ToBase64String(new byte[raw.Length]), Convert.ToHexStringLower(new byte[raw.Length]),
        signature.Insert(4, "\r\n"), new string('A', signature.Length), new string('0', 64), new string('\u00e9', 28), new string('=', 28), new string('A', 5_000), "null", "undefined",
    ];

    /// <summary>Other bytes that say the same, nearly the same, or nothing.</summary>
    public static IEnumerable<byte[]> Bodies(byte[] body)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(body);
        return [[], body[..^1], body[1..], [.. body, (byte)'\n'], [.. body, (byte)'\r', (byte)'\n'], [.. "\uFEFF"u8, .. body], packed.ToArray(), [.. body, .. body], [.. "190\r\n"u8, .. body, .. "\r\n0\r\n\r\n"u8], [.. "\0"u8, .. body]];
    }

    public static byte[] Mutated(byte[] seed, Random random, string[] words)
    {
        List<byte> body = [.. seed];
        for (int changes = random.Next(1, 6); changes > 0 && body.Count > 0; changes--)
        {
            int at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0: body[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: body[at] = (byte)random.Next(256); break;
                case 2: body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at)); break;
                case 3: body.InsertRange(at, Encoding.UTF8.GetBytes(words[random.Next(words.Length)])); break;
                default: body.InsertRange(at, body.GetRange(at, Math.Min(random.Next(1, 40), body.Count - at))); break;
            }
        }
        return [.. body];
    }
}
