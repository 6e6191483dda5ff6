using System.Text.Json;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Contacts;

/// <summary>Reads and changes the row of an address.</summary>
internal sealed class ContactRows(Tables tables)
{
    const string Key = "c";
    const int Patience = 50;
    readonly Recent<Known> recent = new(20_000);

    /// <summary>The row as it was read.</summary>
    /// <param name="IsFresh">True when it was read just now; false: remembered, so a "no" is asked again.</param>
    public sealed record Known(ContactState State, string? ETag, bool IsFresh);

    public async Task<Known> ReadAsync(string address, CancellationToken cancel)
    {
        TableRow? row = await tables.Client.GetAsync(tables.Contacts, Tables.ContactOf(address), Key, cancel);
        Known known = row is null
            ? new(ContactState.Empty, null, true)
            : new(JsonSerializer.Deserialize(Packed.From(row, "C"), AzureJson.Default.ContactState)!, row.ETag, true);
        recent[address] = known with { IsFresh = false };
        return known;
    }

    /// <summary>Remembered, else read.</summary>
    public async Task<Known> KnownAsync(string address, CancellationToken cancel) => recent[address] ?? await ReadAsync(address, cancel);

    /// <summary>Changes the row until the change holds. The change is asked anew whenever somebody else was first; null: nothing is to be written.</summary>
    /// <returns>The state before the change, and whether it was made.</returns>
    public async Task<(ContactState Before, bool Changed)> ChangeAsync(string address, Func<Known, Change?> change, CancellationToken cancel)
    {
        Known known = await KnownAsync(address, cancel);
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            if (change(known) is not { } wanted)
            {
                if (known.IsFresh) return (known.State, false);
                known = await ReadAsync(address, cancel);
                continue;
            }
            string writeId = Guid.NewGuid().ToString("N");
            ContactState after = wanted.State.Written(writeId);
            IReadOnlyList<string?>? etags = await tables.Writes.WriteAsync(
                tables.Contacts, [TableWrite.Replace(Row(address, after), known.ETag), .. wanted.Others], _ => LandedAsync(address, known, writeId, cancel), cancel);
            if (etags is not null)
            {
                recent[address] = etags.Count > 0 ? new(after, etags[0], false) : null;
                return (known.State, true);
            }
            known = await ReadAsync(address, cancel);
        }
        throw new StoreUnavailableException("Too many writers met on one address.");
    }

    async Task<Landed> LandedAsync(string address, Known known, string writeId, CancellationToken cancel)
    {
        Known now = await ReadAsync(address, cancel);
        return now.State.Writes.Contains(writeId) ? Landed.Ours : now.ETag == known.ETag ? Landed.NotYet : Landed.Lost;
    }

    static TableRow Row(string address, ContactState state)
    {
        TableRow row = new(Tables.ContactOf(address), Key);
        Packed.Into(row, "C", JsonSerializer.SerializeToUtf8Bytes(state, AzureJson.Default.ContactState));
        return row;
    }
}

/// <summary>A change of an address's row, with rows of the same partition that belong to it.</summary>
internal sealed record Change(ContactState State, IReadOnlyList<TableWrite> Others)
{
    public Change(ContactState state) : this(state, []) { }
}
