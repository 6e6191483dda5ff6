using System.Globalization;
using Collections.Domain;
using Collections.Storage.Azure.Table;
using Collections.StoreContract;

namespace Collections.Storage.Azure;

/// <summary>Empty stores on the emulator: each test has tables of its own.</summary>
static class AzuriteStores
{
    static int prefixes;

    public static string NewPrefix() => string.Create(CultureInfo.InvariantCulture, $"t{Environment.ProcessId}x{Interlocked.Increment(ref prefixes)}x");

    public static async Task<AzureStorage> StorageAsync()
    {
        AzureStorage storage = await OnAsync(NewPrefix());
        await storage.PrepareAsync(CancellationToken.None);
        return storage;
    }

    /// <summary>Another host on the same tables.</summary>
    public static async Task<AzureStorage> OnAsync(string prefix, Func<HookedTransport.Call, Task>? before = null) =>
        new((await Azurite.RunningAsync()).Options with { TablePrefix = prefix }, TimeProvider.System, new HookedTransport(before ?? (_ => Task.CompletedTask)));

    public static async Task<OpenStores> OpenAsync() => Open(await StorageAsync());

    public static OpenStores Open(AzureStorage storage)
    {
        Tables tables = storage.Tables;
        return new(
            storage.Accounts, storage.Contacts, storage.Ledgers, storage.Inbox,
            (id, version) => DamageAsync(tables.Accounts, Tables.PartitionOf(id), "c" + TableKey.Rising(version)),
            (ledger, number) => DamageAsync(tables.Ledgers, "audit " + TableKey.Of(ledger), "e" + TableKey.Rising(number)),
            () => Task.CompletedTask);

        async Task DamageAsync(string table, string partition, string key)
        {
            TableRow row = (await tables.Client.GetAsync(table, partition, key, CancellationToken.None))!;
            byte[] bytes = Packed.From(row, "B")!;
            bytes[^2] ^= 1;
            TableRow damaged = new(partition, key);
            Packed.Into(damaged, "B", bytes);
            await tables.Writes.PutAsync(table, [TableWrite.Merge(damaged)], CancellationToken.None);
        }
    }
}
