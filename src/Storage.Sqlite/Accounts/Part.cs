using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collections.Storage.Sqlite;

/// <summary>Keys and sums of an account's parts: part 0 is its head, which stands in the account's own row, part n + 1 its chunk n.</summary>
static class Part
{
    const int BitsOfPart = 20;

    public static long KeyOf(long accountNo, int part) => checked((accountNo << BitsOfPart) + part);
    public static long LastKeyOf(long accountNo) => KeyOf(accountNo, (1 << BitsOfPart) - 1);

    /// <summary>Eight bytes of SHA-256 over key and bytes: finds a part that was changed, lost, put elsewhere or left from an older state.</summary>
    public static long SumOf(long key, ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash) ^ unchecked(key * (long)0x9E3779B97F4A7C15UL);
    }
}

static class PartWriter
{
    /// <summary>Writes the chunks of an account that changed, and returns the sum of all it now has.</summary>
    public static long Write(Database db, long no, ReadyCommit ready)
    {
        long sum = ready.FitsOneChunk ? 0 : SumOfOthers(db, no, ready);
        foreach ((int number, byte[] bytes) in ready.Chunks)
            if (bytes.Length > 0) sum ^= Set(db, Part.KeyOf(no, number + 1), bytes);
            else db.Sql(AccountSql.RemovePart).Add(Part.KeyOf(no, number + 1)).Run();
        return sum;
    }

    static long Set(Database db, long key, byte[] bytes)
    {
        long sum = Part.SumOf(key, bytes);
        db.Sql(AccountSql.SetPart).Add(key).Add(sum).AddText(bytes).Run();
        return sum;
    }

    static long SumOfOthers(Database db, long no, ReadyCommit ready)
    {
        HashSet<long> written = [.. ready.Chunks.Select(c => Part.KeyOf(no, c.Number + 1))];
        long sum = 0;
        using Statement parts = db.Sql(AccountSql.SumsOfParts).Add(Part.KeyOf(no, 0)).Add(Part.LastKeyOf(no));
        while (parts.Step())
            if (!written.Contains(parts.Long(0))) sum ^= parts.Long(1);
        return sum;
    }
}
