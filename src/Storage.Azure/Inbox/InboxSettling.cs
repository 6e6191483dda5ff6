using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Inbox;

/// <summary>How an attempt ended.</summary>
internal sealed record Settled(InboxState State, string? Reason, DateTimeOffset? NextAttemptAt);

/// <summary>Moves an event from one state to another, with the counts, in one transaction.</summary>
internal sealed class InboxSettling(Tables tables)
{
    public const string CountNames = nameof(InboxState.Applied) + "," + nameof(InboxState.Ignored) + "," + nameof(InboxState.Parked);
    const int Patience = 50;

    public async Task SettleAsync(string source, string eventId, Settled settled, CancellationToken cancel)
    {
        (string partition, string name) = InboxRows.PlaceOf(source, eventId);
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            TableRow? row = await tables.Client.GetAsync(tables.Inbox, partition, InboxRows.EventKey(name), cancel);
            if (row is null) return;
            string writeId = Guid.NewGuid().ToString("N");
            List<TableWrite> writes = Moves(row, name, settled, writeId);
            if ((InboxState)row.Number("State")!.Value != settled.State) writes.Add(await CountAsync(row, settled.State, cancel));
            if (await tables.Writes.WriteAsync(tables.Inbox, writes, answer => LandedAsync(row, writeId, answer, cancel), cancel) is not null) return;
        }
        throw new StoreUnavailableException("Too many writers met on one inbox event.");
    }

    /// <summary>The event's row names its last write. One that got no answer and has not landed is sent again as it is, so that a late first arrival is still ours;
    /// a clear conflict, in this row or in one beside it, is for the caller to look at anew.</summary>
    public async Task<Landed> LandedAsync(TableRow row, string writeId, WriteAnswer answer, CancellationToken cancel)
    {
        TableRow? now = await tables.Client.GetAsync(tables.Inbox, row.Partition, row.Key, cancel, "WriteId");
        if (now?.Text("WriteId") == writeId) return Landed.Ours;
        return answer.End == WriteEnd.Unclear && now?.ETag == row.ETag ? Landed.NotYet : Landed.Lost;
    }

    static List<TableWrite> Moves(TableRow row, string name, Settled settled, string writeId)
    {
        InboxState before = (InboxState)row.Number("State")!.Value;
        DateTimeOffset receivedAt = row.Instant("ReceivedAt")!.Value;
        string? pending = settled.State == InboxState.Pending ? InboxRows.PendingKey(settled.NextAttemptAt ?? receivedAt, name, writeId) : null;
        TableRow change = new(row.Partition, row.Key)
        {
            ["State"] = (long)settled.State, ["Reason"] = settled.Reason ?? "", ["Pending"] = pending ?? "", ["WriteId"] = writeId,
        };
        List<TableWrite> writes = [TableWrite.MergeExisting(change, row.ETag!)];
        if (row.Text("Pending") is { Length: > 0 } old) writes.Add(TableWrite.Delete(row.Partition, old));
        if (pending is not null) writes.Add(TableWrite.Put(new(row.Partition, pending) { ["Name"] = name }));
        if (before == settled.State) return writes;
        writes.Add(TableWrite.Delete(row.Partition, InboxRows.StateKey(before, receivedAt, name)));
        writes.Add(TableWrite.Put(new(row.Partition, InboxRows.StateKey(settled.State, receivedAt, name)) { ["Name"] = name }));
        return writes;
    }

    async Task<TableWrite> CountAsync(TableRow row, InboxState to, CancellationToken cancel)
    {
        TableRow? counts = await tables.Client.GetAsync(tables.Inbox, row.Partition, InboxRows.CountsKey, cancel);
        TableRow next = new(row.Partition, InboxRows.CountsKey);
        InboxState from = (InboxState)row.Number("State")!.Value;
        foreach (InboxState state in Enum.GetValues<InboxState>())
            if (state != InboxState.Pending) next[state.ToString()] = (counts?.Number(state.ToString()) ?? 0) + (state == to ? 1 : 0) - (state == from ? 1 : 0);
        return TableWrite.Replace(next, counts?.ETag);
    }
}
