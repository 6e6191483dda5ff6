using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>Lists over accounts: each asks the sixteen shards for the rows of one prefix and merges them. Never a scan of the table.</summary>
internal sealed class AccountLists(Tables tables, AccountReader reader, IndexRepair repair)
{
    /// <summary>A row that says more than its account does is taken away after this long: the commit it was written for may still be under way.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(30);

    public async Task<IReadOnlyList<AccountLine>> LinesAsync(string ledgerId, AccountQuery query, CancellationToken cancel)
    {
        List<AccountLine>[] shards = await Task.WhenAll(Tables.AllShards.Select(s => ShardAsync(s, ledgerId, query, cancel)));
        return [.. shards.SelectMany(s => s).OrderBy(l => l.Customer, StringComparer.Ordinal).Take(query.Most)];
    }

    async Task<List<AccountLine>> ShardAsync(string shard, string ledgerId, AccountQuery query, CancellationToken cancel)
    {
        List<AccountLine> lines = [];
        bool isPlain = string.IsNullOrEmpty(query.Search);
        RowRange range = RowRange.Prefix(shard, IndexKeys.LinePrefix(ledgerId)) with
        {
            Select = "Line",
            Most = isPlain ? Math.Min(query.Most, int.MaxValue - 50) + 50 : int.MaxValue, // older versions of a line may still stand beside it
            And = query.OverdueOn is { } on ? $"Oldest lt '{TableKey.Day(on)}'" : null,
        };
        if (query.AfterCustomer is { } after) range = range with { From = From(ledgerId, after) };
        await foreach (TableRow row in tables.Client.QueryAsync(tables.Index, range, cancel))
        {
            AccountLine line = JsonSerializer.Deserialize(row.Text("Line")!, AzureJson.Default.AccountLine)!;
            if (lines.Count > 0 && lines[^1].Id == line.Id) continue; // the newest version comes first
            if (!AccountLines.IsOn(line, query)) continue;
            lines.Add(line);
            if (lines.Count > query.Most) break;
        }
        return lines;
    }

    // A customer number that was cut in its key may stand before or after its neighbours: those lines are asked for again, and the query itself is what leaves them out.
    static string From(string ledgerId, string after)
    {
        string key = IndexKeys.AfterCustomer(ledgerId, after);
        int cut = key.IndexOf("~~", StringComparison.Ordinal);
        return cut < 0 ? key : key[..cut];
    }

    public async Task<IReadOnlyList<AccountLine>> FlaggedAsync(string ledgerId, CancellationToken cancel)
    {
        List<TableRow> rows = await tables.Client.ListAsync(tables.Index, new(Tables.StandingOf(ledgerId)), cancel);
        AccountLine?[] lines = await InTurnAsync(rows, row => FlaggedAsync(row, cancel));
        return [.. lines.OfType<AccountLine>().OrderBy(l => l.Customer, StringComparer.Ordinal)];
    }

    /// <summary>Looks through every ledger's flagged accounts and takes away rows whose account is in good standing; answers how many.</summary>
    public async Task<int> RepairFlaggedAsync(IEnumerable<string> ledgerIds, CancellationToken cancel)
    {
        int gone = 0;
        foreach (string ledgerId in ledgerIds)
        {
            int before = (await tables.Client.ListAsync(tables.Index, new(Tables.StandingOf(ledgerId)), cancel)).Count;
            gone += before - (await FlaggedAsync(ledgerId, cancel)).Count;
        }
        return gone;
    }

    async Task<AccountLine?> FlaggedAsync(TableRow row, CancellationToken cancel)
    {
        AccountId id = new(row.Text("Account")!);
        AccountLine? line = (await reader.CardAsync(id, cancel))?.Line;
        if (line is not null && line.Standing != Standing.Good) return line;
        if (tables.Clock.GetUtcNow() - row.Instant("At") > Abandoned) await repair.RemoveAsync(row, cancel);
        return null;
    }

    public async Task<IReadOnlyList<StoredMessage>> MessagesAsync(MessageQuery query, CancellationToken cancel)
    {
        IEnumerable<StoredMessage> found = query.Account is { } id ? await reader.MessagesAsync(id, cancel) : await ByScopeAsync(query, cancel);
        return [.. found.Where(m => IsIn(m, query)).OrderByDescending(m => m.Message.ReservedAt).ThenByDescending(m => m.Message.Id, StringComparer.Ordinal).Take(query.Most)];
    }

    async Task<IEnumerable<StoredMessage>> ByScopeAsync(MessageQuery query, CancellationToken cancel)
    {
        string state = query.State is { } s && !IsPending(s) ? Code.Of(s) : IndexPlan.Pending;
        RowRange range = RowRange.Prefix("", IndexKeys.MessagePrefix(query.LedgerId)) with { And = query.State is null ? null : $"State eq '{state}'" };
        if (query.Before is { } before)
            range = range with { From = query.BeforeId is { } id
                ? IndexKeys.Message(query.LedgerId, before, id) + "0"
                : $"{IndexKeys.MessagePrefix(query.LedgerId)}{TableKey.Falling(before.AddTicks(-1))}" };
        // States that are not final are told apart by the message's own row, so there the index alone cannot say how many rows are enough.
        range = range with { Most = state == IndexPlan.Pending && query.State is not null ? int.MaxValue : query.Most };
        List<TableRow>[] shards = await Task.WhenAll(Tables.AllShards.Select(shard => tables.Client.ListAsync(tables.Index, range with { Partition = shard }, cancel)));
        IEnumerable<TableRow> newest = shards.SelectMany(r => r).OrderBy(r => r.Key, StringComparer.Ordinal).Take(range.Most);
        return (await InTurnAsync([.. newest], r => reader.MessageAsync(new(r.Text("Account")!), r.Text("Message")!, cancel))).OfType<StoredMessage>();
    }

    static bool IsPending(MessageState state) => state is MessageState.AwaitingRelease or MessageState.Ready or MessageState.Sending or MessageState.Unknown;

    static bool IsIn(StoredMessage m, MessageQuery query) =>
        (query.LedgerId is null || m.LedgerId == query.LedgerId)
        && (query.State is null || m.Message.State == query.State)
        && (query.Before is not { } before || m.Message.ReservedAt < before
            || (m.Message.ReservedAt == before && query.BeforeId is { } id && string.CompareOrdinal(m.Message.Id, id) < 0));

    public async Task<StoredMessage?> MessageAsync(string messageId, CancellationToken cancel)
    {
        string first = Tables.ShardOf(messageId);
        foreach (string shard in Tables.AllShards.OrderBy(s => s != first)) // an id of ours is in the first; any other costs the walk
            if (await tables.Client.GetAsync(tables.Index, shard, IndexKeys.MessageById(messageId), cancel) is { } row)
                return await reader.MessageAsync(new(row.Text("Account")!), messageId, cancel);
        return null;
    }

    public async Task<IReadOnlyList<StoredTask>> TasksAsync(string? ledgerId, int most, CancellationToken cancel)
    {
        RowRange range = RowRange.Prefix("", IndexKeys.TaskPrefix(ledgerId)) with { Most = most };
        List<TableRow>[] shards = await Task.WhenAll(Tables.AllShards.Select(s => tables.Client.ListAsync(tables.Index, range with { Partition = s }, cancel)));
        List<TableRow> rows = [.. shards.SelectMany(r => r).OrderBy(r => r.Key, StringComparer.Ordinal).Take(most)];
        List<string> accounts = [.. rows.Select(r => r.Text("Account")!).Distinct()];
        Dictionary<string, AccountCard?> cards = accounts.Zip(await InTurnAsync(accounts, a => reader.CardAsync(new(a), cancel))).ToDictionary(p => p.First, p => p.Second);
        return [.. rows.Select(r => TaskOf(cards[r.Text("Account")!], r.Text("Task")!)).OfType<StoredTask>()];
    }

    static StoredTask? TaskOf(AccountCard? card, string taskId) =>
        card is not null && card.Tasks.FirstOrDefault(t => t.Id == taskId) is { } task ? new(card.Line.Id, card.Line.LedgerId, card.Line.Customer, card.Line.Name, task) : null;

    public async Task<IReadOnlyList<AccountId>> AccountsAtAsync(string address, CancellationToken cancel)
    {
        List<TableRow> rows = await tables.Client.ListAsync(tables.Contacts, RowRange.Prefix(Tables.ContactOf(address), "a"), cancel);
        bool[] knows = await InTurnAsync(rows, async r => await reader.CardAsync(new(r.Text("Account")!), cancel) is { } card && card.Addresses.Contains(address));
        return [.. rows.Zip(knows).Where(p => p.Second).Select(p => new AccountId(p.First.Text("Account")!)).Order()];
    }

    /// <summary>Sixteen at a time, answers in the order of the questions.</summary>
    static async Task<TOut[]> InTurnAsync<TIn, TOut>(IReadOnlyList<TIn> all, Func<TIn, Task<TOut>> ask)
    {
        List<TOut> answers = [];
        foreach (TIn[] some in all.Chunk(16)) answers.AddRange(await Task.WhenAll(some.Select(ask)));
        return [.. answers];
    }
}
