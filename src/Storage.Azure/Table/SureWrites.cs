using Azure.Core;
using Collections.Engine;

namespace Collections.Storage.Azure.Table;

/// <summary>What reading back tells of a write whose answer was a conflict or none.</summary>
internal enum Landed
{
    /// <summary>Our own write stands there.</summary>
    Ours,
    /// <summary>It did not land, and what it asked for still holds: it may be tried again.</summary>
    NotYet,
    /// <summary>Somebody else's stands there: ours can never land.</summary>
    Lost,
}

/// <summary>Writes until it is known whether the write landed. After a lost answer the row may be ours already, so a conflict is believed only after
/// reading back; a write that did not land is repeated, and a late duplicate of it then meets its own row.</summary>
internal sealed class SureWrites(TableClient client, DelayStrategy delays, TimeProvider clock)
{
    const int Most = 7;

    public TableClient Client => client;

    /// <summary>The ETags when it was written by a clear answer, empty when reading back found it ours, null when it is lost.</summary>
    /// <exception cref="StoreUnavailableException">It is still not known.</exception>
    public async Task<IReadOnlyList<string?>?> WriteAsync(
        string table, IReadOnlyList<TableWrite> writes, Func<WriteAnswer, Task<Landed>> readBack, CancellationToken cancel)
    {
        for (int attempt = 1; attempt <= Most; attempt++)
        {
            WriteAnswer answer = await client.WriteAsync(table, writes, cancel);
            if (answer.End == WriteEnd.Written) return answer.ETags;
            Landed landed = await readBack(answer);
            if (landed == Landed.Ours) return [];
            if (landed == Landed.Lost) return null;
            if (attempt < Most) await Task.Delay(delays.GetNextDelay(null, attempt), clock, cancel);
        }
        throw new StoreUnavailableException("Table storage gives no clear answer to a write.");
    }

    /// <summary>Writes that say the same however often they are done: puts, merges and deletes of rows that are ours alone. A row that is already gone is gone.</summary>
    public async Task PutAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        if (writes.Count == 0) return;
        for (int attempt = 1; attempt <= Most; attempt++)
        {
            WriteAnswer answer = await client.WriteAsync(table, writes, cancel);
            if (answer.End == WriteEnd.Written) return;
            if (answer.End != WriteEnd.Unclear && writes.Count == 1) return; // the row to delete or to merge into is not there
            if (answer.End != WriteEnd.Unclear)
            {
                await ApartAsync(table, writes, cancel);
                return;
            }
            if (attempt < Most) await Task.Delay(delays.GetNextDelay(null, attempt), clock, cancel);
        }
        throw new StoreUnavailableException("Table storage gives no clear answer to a write.");
    }

    // One of the rows to delete is gone already, which fails the whole group: the rest is written first, then each row is deleted by itself.
    async Task ApartAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancel)
    {
        await PutAsync(table, [.. writes.Where(w => w.Kind is not (WriteKind.Delete or WriteKind.MergeExisting))], cancel);
        foreach (TableWrite delete in writes.Where(w => w.Kind is WriteKind.Delete or WriteKind.MergeExisting)) await PutAsync(table, [delete], cancel);
    }
}
