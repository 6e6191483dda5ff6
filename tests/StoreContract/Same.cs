using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Equal means equal byte for byte: lists in records compare by reference otherwise.</summary>
public static class Same
{
    public static void State(Account expected, Account actual)
    {
        Assert.Equal(Text(AccountSnapshot.Head(expected)), Text(AccountSnapshot.Head(actual)));
        int chunks = expected.NextPlace / AccountItems.PlacesAChunk + 1;
        Assert.Equal(expected.NextPlace, actual.NextPlace);
        for (int chunk = 0; chunk < chunks; chunk++) Assert.Equal(Text(AccountSnapshot.Chunk(expected, chunk)), Text(AccountSnapshot.Chunk(actual, chunk)));
    }

    public static void Stored(StoredAccount expected, StoredAccount actual)
    {
        Assert.Equal((expected.Version, expected.Hash, expected.RunAt, expected.WakeAt), (actual.Version, actual.Hash, actual.RunAt, actual.WakeAt));
        State(expected.Account, actual.Account);
    }

    static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
