using System.Text.Json;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Access;

/// <summary>Rows of the access table, each one value as JSON with the id of the write that made it.</summary>
internal sealed class KeptRows(Tables tables)
{
    const int Patience = 50;

    public Task<TableRow?> GetAsync(string partition, string key, CancellationToken cancel) => tables.Client.GetAsync(tables.Access, partition, key, cancel);

    public static TableRow Row<T>(string partition, string key, T value)
    {
        TableRow row = new(partition, key) { ["WriteId"] = Guid.NewGuid().ToString("N") };
        Packed.Into(row, "V", JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), AzureJson.Default));
        return row;
    }

    public static T? Read<T>(TableRow? row) where T : class => row is null ? null : (T)JsonSerializer.Deserialize(Packed.From(row, "V"), typeof(T), AzureJson.Default)!;

    public async Task<bool> InsertAsync(TableRow row, CancellationToken cancel) =>
        await tables.Writes.WriteAsync(tables.Access, [TableWrite.Insert(row)], _ => LandedAsync(row, null, cancel), cancel) is not null;

    /// <summary>What the row was changed to; null when there is nothing to change.</summary>
    public Task<T?> ChangeAsync<T>(string partition, string key, Func<T, T?> change, CancellationToken cancel) where T : class =>
        PutAsync<T>(partition, key, before => before is null ? null : change(before), cancel);

    /// <summary>As <see cref="ChangeAsync"/>, and makes the row where there is none.</summary>
    public async Task<T?> PutAsync<T>(string partition, string key, Func<T?, T?> change, CancellationToken cancel) where T : class
    {
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            TableRow? row = await GetAsync(partition, key, cancel);
            if (change(Read<T>(row)) is not { } after) return null;
            TableRow next = Row(partition, key, after);
            TableWrite write = row is null ? TableWrite.Insert(next) : TableWrite.Replace(next, row.ETag);
            if (await tables.Writes.WriteAsync(tables.Access, [write], _ => LandedAsync(next, row?.ETag, cancel), cancel) is not null) return after;
        }
        throw new StoreUnavailableException("Too many writers met on one row.");
    }

    async Task<Landed> LandedAsync(TableRow row, string? before, CancellationToken cancel)
    {
        TableRow? now = await GetAsync(row.Partition, row.Key, cancel);
        return now?.Text("WriteId") is { } written && written == row.Text("WriteId") ? Landed.Ours : now?.ETag == before ? Landed.NotYet : Landed.Lost;
    }
}
