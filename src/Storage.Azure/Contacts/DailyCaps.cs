using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Contacts;

/// <summary>The most messages of a channel that a ledger sends on its day: a partition a day of sixteen rows, each with a quota of its own. The quotas add up to
/// the cap, and a row takes a message only below its quota and against its ETag, so the cap cannot be passed however many hosts send. A row that is full looks for room
/// in the others; a changed cap spreads the quotas anew, in one transaction over all sixteen.</summary>
internal sealed class DailyCaps(Tables tables)
{
    const int Rows = 16, Patience = 60, KeptWrites = 8;
    readonly Recent<CapRow> recent = new(5_000);
    readonly ShortMemory memory = new(tables.Clock);

    sealed record CapRow(string Key, long Quota, long Cap, bool Spilled, ImmutableArray<CapEntry> Entries, ImmutableArray<string> Writes, string? ETag)
    {
        public long Room => Quota - Entries.Length;
        public CapEntry? Of(string message) => Entries.FirstOrDefault(e => e.Message == message);
        public CapRow With(CapEntry entry) => this with { Entries = [.. Entries.Where(e => e.Message != entry.Message), entry] };
    }

    public Task<int> CountAsync(string ledgerId, Channel channel, DateOnly date, CancellationToken cancel)
    {
        string partition = PartitionOf(ledgerId, channel, date);
        return memory.AskAsync(partition, () => CountAsync(partition, cancel));
    }

    async Task<int> CountAsync(string partition, CancellationToken cancel)
    {
        List<TableRow> rows = await tables.Client.ListAsync(tables.Contacts, new(partition, Select: "Count"), cancel);
        return (int)rows.Sum(r => r.Number("Count") ?? 0);
    }

    /// <summary>Takes room for a message, or finds that it has it. Answers what stood there of the message before.</summary>
    public async Task<(bool HasRoom, CapEntry? Before)> TakeAsync(SendGrant grant, string writeId, CancellationToken cancel)
    {
        string partition = PartitionOf(grant.LedgerId, grant.Channel, grant.LedgerDate), home = HomeOf(grant.MessageId);
        CapEntry entry = new(grant.MessageId, writeId);
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            CapRow? row = recent[partition + home] ?? await ReadAsync(partition, home, cancel);
            if (row is null) await BeginAsync(partition, grant.ChannelCap, cancel);
            else if (row.Cap == grant.ChannelCap && !row.Spilled && (row.Of(grant.MessageId) is not null || row.Room > 0))
            {
                if (await WriteAsync(partition, [(row, row.With(entry))], cancel)) return (true, row.Of(grant.MessageId));
            }
            else if (await ElsewhereAsync(partition, home, grant.ChannelCap, entry, cancel) is { } answer) return answer;
        }
        throw new StoreUnavailableException("Too many writers met on one daily cap.");
    }

    // Null: the rows were changed meanwhile, or their quotas were spread anew; look again.
    async Task<(bool HasRoom, CapEntry? Before)?> ElsewhereAsync(string partition, string home, int cap, CapEntry entry, CancellationToken cancel)
    {
        List<CapRow> rows = await AllAsync(partition, cancel);
        if (rows.Find(r => r.Of(entry.Message) is not null) is { } has)
            return await WriteAsync(partition, [(has, has.With(entry))], cancel) ? (true, has.Of(entry.Message)) : null;
        if (rows[0].Cap != cap)
        {
            await WriteAsync(partition, [.. rows.Zip(Spread(rows, cap))], cancel);
            return null;
        }
        CapRow most = rows.MaxBy(r => r.Room)!;
        if (most.Room <= 0) return (false, null);
        List<(CapRow, CapRow)> changes = [(most, most.With(entry))];
        if (most.Key != home && rows.Find(r => r.Key == home) is { Spilled: false } full) changes.Add((full, full with { Spilled = true }));
        return await WriteAsync(partition, changes, cancel) ? (true, null) : null;
    }

    /// <summary>Takes a message out again, or puts back what stood there before.</summary>
    /// <param name="writeId">Only if this write took it last; null: whoever did.</param>
    public async Task GiveBackAsync(SendGrant grant, string? writeId, CapEntry? before, CancellationToken cancel)
    {
        string partition = PartitionOf(grant.LedgerId, grant.Channel, grant.LedgerDate);
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            CapRow? row = (await AllAsync(partition, cancel)).Find(r => r.Of(grant.MessageId) is not null);
            if (row is null || (writeId is not null && row.Of(grant.MessageId)!.By != writeId)) return;
            CapRow after = before is null ? row with { Entries = row.Entries.RemoveAll(e => e.Message == grant.MessageId) } : row.With(before);
            if (await WriteAsync(partition, [(row, after)], cancel)) return;
        }
    }

    async Task BeginAsync(string partition, int cap, CancellationToken cancel)
    {
        IEnumerable<CapRow> empty = Enumerable.Range(0, Rows).Select(n => new CapRow(n.ToString("D2", CultureInfo.InvariantCulture), 0, cap, false, [], [], null));
        await WriteAsync(partition, [.. empty.Zip(Spread([.. empty], cap))], cancel);
    }

    static IEnumerable<CapRow> Spread(List<CapRow> rows, int cap)
    {
        long spare = Math.Max(0, cap - rows.Sum(r => (long)r.Entries.Length)), each = spare / Rows, over = spare % Rows;
        return rows.Select((row, n) => row with { Cap = cap, Quota = row.Entries.Length + each + (n < over ? 1 : 0), Spilled = row.Spilled });
    }

    /// <summary>False: somebody else was first.</summary>
    async Task<bool> WriteAsync(string partition, IReadOnlyList<(CapRow Before, CapRow After)> changes, CancellationToken cancel)
    {
        string writeId = Guid.NewGuid().ToString("N");
        List<CapRow> after = [.. changes.Select(c => c.After with { Writes = [.. c.After.Writes.TakeLast(KeptWrites - 1), writeId] })];
        IReadOnlyList<string?>? etags = await tables.Writes.WriteAsync(
            tables.Contacts, [.. after.Select((row, i) => TableWrite.Replace(Row(partition, row), changes[i].Before.ETag))], async _ =>
            {
                CapRow? now = await ReadAsync(partition, after[0].Key, cancel);
                return now is not null && now.Writes.Contains(writeId) ? Landed.Ours : now?.ETag == changes[0].Before.ETag && changes.Count == 1 ? Landed.NotYet : await LandedAsync(partition, changes, cancel);
            }, cancel);
        if (etags is { Count: > 0 }) memory.Change<int>(partition, n => n + changes.Sum(c => c.After.Entries.Length - c.Before.Entries.Length));
        else memory.Forget();
        foreach ((CapRow row, int i) in after.Select((r, i) => (r, i)))
            recent[partition + row.Key] = etags is { Count: > 0 } ? row with { ETag = etags[i] } : null;
        return etags is not null;
    }

    async Task<Landed> LandedAsync(string partition, IReadOnlyList<(CapRow Before, CapRow After)> changes, CancellationToken cancel)
    {
        List<CapRow> now = await AllAsync(partition, cancel);
        return changes.All(c => now.Find(r => r.Key == c.Before.Key)?.ETag == c.Before.ETag) ? Landed.NotYet : Landed.Lost;
    }

    async Task<CapRow?> ReadAsync(string partition, string key, CancellationToken cancel)
    {
        TableRow? row = await tables.Client.GetAsync(tables.Contacts, partition, key, cancel);
        CapRow? known = row is null ? null : Of(row);
        recent[partition + key] = known;
        return known;
    }

    async Task<List<CapRow>> AllAsync(string partition, CancellationToken cancel) =>
        [.. (await tables.Client.ListAsync(tables.Contacts, new(partition, WithETags: true), cancel)).Select(Of)];

    static CapRow Of(TableRow row) => new(
        row.Key, row.Number("Quota")!.Value, row.Number("Cap")!.Value, row.Flag("Spilled"),
        JsonSerializer.Deserialize(Packed.From(row, "E"), AzureJson.Default.ImmutableArrayCapEntry), [.. row.Text("Writes")!.Split(' ', StringSplitOptions.RemoveEmptyEntries)], row.ETag);

    static TableRow Row(string partition, CapRow cap)
    {
        TableRow row = new(partition, cap.Key)
        {
            ["Quota"] = cap.Quota, ["Cap"] = cap.Cap, ["Spilled"] = cap.Spilled, ["Count"] = (long)cap.Entries.Length, ["Writes"] = string.Join(' ', cap.Writes),
        };
        Packed.Into(row, "E", JsonSerializer.SerializeToUtf8Bytes(cap.Entries, AzureJson.Default.ImmutableArrayCapEntry));
        return row;
    }

    static string PartitionOf(string ledgerId, Channel channel, DateOnly date) => $"cap {TableKey.Of(ledgerId)} {Code.Of(channel)} {TableKey.Day(date)}";

    static string HomeOf(string messageId) => (Convert.ToInt32(TableKey.Hash(messageId)[..2], 16) % Rows).ToString("D2", CultureInfo.InvariantCulture);
}
