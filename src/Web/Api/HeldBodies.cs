using System.IO.Compression;
using Collections.Engine;

namespace Collections.Web.Api;

/// <summary>The body of a feed while it is held: packed as it came, and read again by the same rules when a person lets it pass.</summary>
public static class HeldBodies
{
    const int MostItems = 1_000_000; // it was within the host's limits when it came

    internal static byte[] Pack(byte[] body)
    {
        using MemoryStream packed = new();
        using (GZipStream into = new(packed, CompressionLevel.Optimal)) into.Write(body);
        return packed.ToArray();
    }

    /// <summary>A held feed as inputs, each customer's part all or none.</summary>
    public static IReadOnlyList<CustomerChange> Read(ReadOnlyMemory<byte> packed)
    {
        using MemoryStream from = new(packed.ToArray()), body = new();
        using (GZipStream unpacked = new(from, CompressionMode.Decompress)) unpacked.CopyTo(body);
        return [.. FeedItems.Of(BodyReader.Read(body.ToArray(), FeedShapes.Feed(MostItems)).Members).Select(i => new CustomerChange(i.Customer, [new Batch(i.Inputs)]))];
    }
}
