using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Collections.Storage.Sqlite;

/// <summary>Keys and sums of an account's parts.</summary>
static class Part
{
    const int BitsOfPart = 20;

    public static long KeyOf(long accountNo, int part) => checked((accountNo << BitsOfPart) + part);
    public static long LastKeyOf(long accountNo) => KeyOf(accountNo, (1 << BitsOfPart) - 1);
    public static bool IsHead(long key) => (key & ((1 << BitsOfPart) - 1)) == 0;

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
    /// <summary>Writes a part, or removes it when it has no bytes. Returns what changes in the account's sum.</summary>
    public static long Write(Database db, long key, byte[] bytes)
    {
        long? before = null;
        using (Statement old = db.Sql(AccountSql.SumOfPart).Add(key))
            if (old.Step()) before = old.Long(0);
        if (bytes.Length == 0)
        {
            if (before is not null) db.Sql(AccountSql.RemovePart).Add(key).Run();
            return before ?? 0;
        }
        long after = Part.SumOf(key, bytes);
        if (before is null) db.Sql(AccountSql.AddPart).Add(key).Add(after).AddText(bytes).Run();
        else db.Sql(AccountSql.ChangePart).Add(after).AddText(bytes).Add(key).Run();
        return after ^ (before ?? 0);
    }
}
