using System.Collections.Immutable;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Inbox;

/// <summary>The inbox on Table storage, spread over 64 partitions so that a burst of webhooks meets no limit of one.</summary>
internal sealed class AzureInbox(Tables tables) : IInbox
{
    const int AtOnce = 16, Patience = 10;
    readonly InboxSettling settling = new(tables);

    public async Task<bool> KeepAsync(InboxEvent received, CancellationToken cancel)
    {
        if (received.State == InboxState.Pending) return await KeepAsync(received, received.ReceivedAt, cancel);
        // Not to be taken meanwhile: it is pending for nobody until it stands in its state; a repeat makes up for a lost second write.
        bool isNew = await KeepAsync(received with { State = InboxState.Pending }, received.ReceivedAt.AddYears(100), cancel);
        if (isNew || !await IsKnownAsync(received, cancel)) await SettleAsync(received.Source, received.EventId, received.State, received.Reason, null, cancel);
        return isNew;
    }

    async Task<bool> IsKnownAsync(InboxEvent received, CancellationToken cancel)
    {
        (string partition, string name) = InboxRows.PlaceOf(received.Source, received.EventId);
        return await tables.Client.GetAsync(tables.Inbox, partition, InboxRows.EventKey(name), cancel, "State") is { } row && row.Number("State") != (long)InboxState.Pending;
    }

    async Task<bool> KeepAsync(InboxEvent received, DateTimeOffset dueAt, CancellationToken cancel)
    {
        StoreLimits.Check("An inbox event's body", received.Body.Length, StoreLimits.BodyBytes);
        string writeId = Guid.NewGuid().ToString("N");
        List<TableWrite> writes = InboxRows.New(received, dueAt, writeId);
        TableRow row = writes[0].Row;
        return await tables.Writes.WriteAsync(tables.Inbox, writes, async _ =>
        {
            TableRow? there = await tables.Client.GetAsync(tables.Inbox, row.Partition, row.Key, cancel, "WriteId");
            return there is null ? Landed.NotYet : there.Text("WriteId") == writeId ? Landed.Ours : Landed.Lost;
        }, cancel) is not null;
    }

    // What another host took in the same moment is made up for by what is due next.
    public async Task<IReadOnlyList<InboxEvent>> ClaimAsync(DateTimeOffset now, TimeSpan claim, int most, CancellationToken cancel)
    {
        List<InboxEvent> claimed = [];
        for (int round = 0; round < Patience && claimed.Count < most; round++)
        {
            List<TableRow> due = await PendingAsync(now, most - claimed.Count, cancel);
            InboxEvent?[] won = await EachAsync(due, p => ClaimAsync(p, now + claim, cancel));
            claimed.AddRange(won.OfType<InboxEvent>());
            if (!won.Contains(null)) break;
        }
        return claimed;
    }

    async Task<List<TableRow>> PendingAsync(DateTimeOffset now, int most, CancellationToken cancel)
    {
        (string from, string to) = InboxRows.PendingBy(now);
        List<TableRow>[] shards = await EachAsync(InboxRows.AllPartitions, p => tables.Client.ListAsync(tables.Inbox, new(p, from, to, most), cancel));
        return [.. shards.SelectMany(r => r).OrderBy(r => r.Key, StringComparer.Ordinal).Take(most)];
    }

    // Whoever takes the pending row away has the event; it stands again at the end of the claim. Null: another was first.
    async Task<InboxEvent?> ClaimAsync(TableRow pending, DateTimeOffset until, CancellationToken cancel)
    {
        string name = pending.Text("Name")!, writeId = Guid.NewGuid().ToString("N");
        TableRow? row = await tables.Client.GetAsync(tables.Inbox, pending.Partition, InboxRows.EventKey(name), cancel);
        if (row is null || row.Text("Pending") != pending.Key) return null;
        long attempts = row.Number("Attempts")!.Value + 1;
        TableRow again = new(row.Partition, InboxRows.PendingKey(until, name, writeId)) { ["Name"] = name };
        TableRow change = new(row.Partition, row.Key) { ["Attempts"] = attempts, ["Pending"] = again.Key, ["WriteId"] = writeId };
        TableWrite[] writes = [TableWrite.MergeExisting(change, row.ETag!), TableWrite.Delete(pending.Partition, pending.Key), TableWrite.Put(again)];
        bool landed = await tables.Writes.WriteAsync(tables.Inbox, writes, answer => settling.LandedAsync(row, writeId, answer, cancel), cancel) is not null;
        return landed ? await WholeAsync(row, cancel) with { Attempts = (int)attempts } : null;
    }

    public Task SettleAsync(string source, string eventId, InboxState state, string? reason, DateTimeOffset? nextAttemptAt, CancellationToken cancel) =>
        settling.SettleAsync(source, eventId, new(state, reason, nextAttemptAt), cancel);

    public async Task<IReadOnlyList<InboxEvent>> ListAsync(InboxState state, int most, CancellationToken cancel)
    {
        string prefix = InboxRows.StatePrefix(state);
        List<TableRow>[] shards = await EachAsync(
            InboxRows.AllPartitions, p => tables.Client.ListAsync(tables.Inbox, RowRange.Prefix(p, prefix) with { Most = most }, cancel));
        IEnumerable<TableRow> newest = shards.SelectMany(r => r).OrderBy(r => r.Key, StringComparer.Ordinal).Take(most);
        InboxEvent?[] events = await EachAsync(newest, async r =>
            await tables.Client.GetAsync(tables.Inbox, r.Partition, InboxRows.EventKey(r.Text("Name")!), cancel) is { } row ? await WholeAsync(row, cancel) : null);
        return [.. events.OfType<InboxEvent>()];
    }

    public async Task<ImmutableDictionary<InboxState, long>> CountAsync(CancellationToken cancel)
    {
        (string from, string to) = InboxRows.PendingAndCounts;
        List<TableRow>[] shards = await EachAsync(InboxRows.AllPartitions, p => tables.Client.ListAsync(tables.Inbox, new(p, from, to, Select: InboxSettling.CountNames), cancel));
        List<TableRow> rows = [.. shards.SelectMany(r => r)];
        return Enum.GetValues<InboxState>().ToImmutableDictionary(s => s, s => s == InboxState.Pending
            ? rows.Count(r => r.Key != InboxRows.CountsKey)
            : rows.Where(r => r.Key == InboxRows.CountsKey).Sum(r => r.Number(s.ToString()) ?? 0));
    }

    async Task<InboxEvent> WholeAsync(TableRow row, CancellationToken cancel) => InboxRows.Read(
        row, row.Number("Bodies") > 1 ? await tables.Client.ListAsync(tables.Inbox, InboxRows.Bodies(row.Partition, row.Key[1..]), cancel) : []);

    static async Task<TOut[]> EachAsync<TIn, TOut>(IEnumerable<TIn> all, Func<TIn, Task<TOut>> ask)
    {
        List<TOut> answers = [];
        foreach (TIn[] some in all.Chunk(AtOnce)) answers.AddRange(await Task.WhenAll(some.Select(ask)));
        return [.. answers];
    }
}
