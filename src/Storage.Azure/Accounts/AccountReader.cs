using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>Reads an account's partition, and remembers heads so that a commit after a load need not read again.</summary>
internal sealed class AccountReader(Tables tables)
{
    const int Patience = 10;
    readonly Recent<AccountHead> heads = new(20_000);

    /// <summary>One query: the head and its items.</summary>
    public async Task<(StoredAccount Account, AccountHead Head)?> LoadAsync(AccountId id, CancellationToken cancel)
    {
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            List<TableRow> rows = await tables.Client.ListAsync(
                tables.Accounts, new(Tables.PartitionOf(id), AccountRows.State.From, AccountRows.State.To, WithETags: true), cancel);
            if (rows.Count == 0 || rows[0].Key != AccountRows.HeadKey) return null;
            if (AccountRows.Read(id, rows) is not var (account, head)) continue;
            heads[id.Value] = head;
            return (account, head);
        }
        throw StoreDamagedException.Of(id, "its head and its items do not belong together.");
    }

    /// <summary>The head that belongs to a version: remembered, else read. Another version's when the account has moved on.</summary>
    public async Task<AccountHead> HeadAsync(StoredAccount of, CancellationToken cancel)
    {
        AccountId id = of.Account.Id;
        if (of.Version == 0) return AccountHead.None(id);
        return heads[id.Value] is { } known && known.Version == of.Version && known.Hash == of.Hash ? known : await HeadAsync(id, cancel);
    }

    /// <summary>The head as it stands.</summary>
    public async Task<AccountHead> HeadAsync(AccountId id, CancellationToken cancel)
    {
        TableRow? row = await tables.Client.GetAsync(tables.Accounts, Tables.PartitionOf(id), AccountRows.HeadKey, cancel, AccountHead.Select);
        AccountHead head = row is null ? AccountHead.None(id) : AccountHead.Read(id, row);
        heads[id.Value] = row is null ? null : head;
        return head;
    }

    public void Remember(AccountHead head) => heads[head.Id.Value] = head.ETag is null ? null : head;

    /// <summary>The row of a commit without its chain; null when there is none.</summary>
    public async Task<(string WriteId, string Hash)?> CommitAsync(AccountId id, long version, CancellationToken cancel) =>
        await tables.Client.GetAsync(tables.Accounts, Tables.PartitionOf(id), AccountRows.CommitKey(version), cancel, "WriteId,Hash") is { } row
            ? (row.Text("WriteId")!, row.Text("Hash")!)
            : null;

    public async IAsyncEnumerable<StoredCommit> HistoryAsync(AccountId id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        StoredCommit? previous = null;
        await foreach (TableRow row in tables.Client.QueryAsync(tables.Accounts, new(Tables.PartitionOf(id), AccountRows.Commits.From, AccountRows.Commits.To), cancel))
            yield return previous = CommitBody.Read(id, Packed.From(row, "B"), row.Text("Hash")!, previous);
    }

    public async Task<bool> IsAppliedAsync(AccountId id, string marker, CancellationToken cancel) =>
        await tables.Client.GetAsync(tables.Accounts, Tables.PartitionOf(id), AccountRows.MarkerKey(marker), cancel) is not null;

    /// <summary>Every message of the account.</summary>
    public async Task<IEnumerable<StoredMessage>> MessagesAsync(AccountId id, CancellationToken cancel) =>
        (await tables.Client.ListAsync(tables.Accounts, new(Tables.PartitionOf(id), AccountRows.Messages.From, AccountRows.Messages.To), cancel))
            .Select(MessageRow.Read).OfType<StoredMessage>();

    public async Task<StoredMessage?> MessageAsync(AccountId id, string messageId, CancellationToken cancel) =>
        MessageRow.Read(await tables.Client.GetAsync(tables.Accounts, Tables.PartitionOf(id), AccountRows.MessageKey(messageId), cancel));

    /// <summary>The account's line, tasks and addresses, as its head has them; null when it has no commit.</summary>
    public async Task<AccountCard?> CardAsync(AccountId id, CancellationToken cancel)
    {
        TableRow? row = await tables.Client.GetAsync(
            tables.Accounts, Tables.PartitionOf(id), AccountRows.HeadKey, cancel, "Line,TSize,TParts,TSum,T0,T1,T2,T3,ASize,AParts,ASum,A0,A1");
        if (row is null) return null;
        return new(
            JsonSerializer.Deserialize(row.Text("Line")!, AzureJson.Default.AccountLine)!,
            Packed.From(row, "T") is { } tasks ? JsonSerializer.Deserialize(tasks, AzureJson.Default.ImmutableArrayWorkItem) : [],
            Packed.From(row, "A") is { } addresses ? Encoding.UTF8.GetString(addresses).Split('\n') : []);
    }
}

/// <summary>What lists need of an account, from its head alone.</summary>
internal sealed record AccountCard(AccountLine Line, System.Collections.Immutable.ImmutableArray<WorkItem> Tasks, string[] Addresses);
