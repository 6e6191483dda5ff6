using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Collections.Engine;

namespace Collections.Storage.Azure.Table;

/// <summary>Bytes of any size in a row: compressed, cut into properties below the service's 64 KiB, with a sum that tells a changed row.</summary>
internal static class Packed
{
    const int MostAProperty = 60_000;

    public static void Into(TableRow row, string name, ReadOnlySpan<byte> bytes)
    {
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        if (!BrotliEncoder.TryCompress(bytes, packed, out int length, quality: 3, window: 18)) throw new InvalidOperationException("Brotli found its own bound too small.");
        int parts = 0;
        for (int at = 0; at < length; at += MostAProperty) row[name + Part(parts++)] = packed[at..Math.Min(length, at + MostAProperty)];
        row[name + "Size"] = (long)bytes.Length;
        row[name + "Parts"] = (long)parts;
        row[name + "Sum"] = Sum(bytes);
    }

    /// <summary>The bytes; null when the row has none under that name.</summary>
    /// <exception cref="StoreDamagedException">They are not what was written.</exception>
    public static byte[]? From(TableRow row, string name)
    {
        if (row.Number(name + "Size") is not { } size) return null;
        byte[] bytes = new byte[size];
        byte[] packed = [.. Enumerable.Range(0, (int)row.Number(name + "Parts")!.Value).SelectMany(part => row.Bytes(name + Part(part)) ?? [])];
        bool whole = BrotliDecoder.TryDecompress(packed, bytes, out int read) && read == size && Sum(bytes) == row.Text(name + "Sum");
        return whole ? bytes : throw new StoreDamagedException($"The row {row.Key} does not hold what was written.");
    }

    static string Part(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Sum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));
}
