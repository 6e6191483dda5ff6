using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>Writes what other partitions say of an account anew from the account itself.</summary>
internal sealed class IndexRepair(Tables tables, AccountReader reader)
{
    const int MostAtOnce = 90;
    int count;

    /// <summary>How many accounts' index was written anew so far.</summary>
    public int Count => Volatile.Read(ref count);

    public async Task ReindexAsync(AccountId id, CancellationToken cancel)
    {
        if (await reader.LoadAsync(id, cancel) is not var (stored, head)) return;
        Interlocked.Increment(ref count);
        Account account = stored.Account;
        List<TableRow> rows = [];
        if (head.DueKey is not null) rows.Add(IndexPlan.DueRow(head.DueKey, account, isSure: false));
        if (head.LineKey is not null) rows.Add(IndexPlan.LineRow(head.LineKey, AccountLines.Of(account)));
        rows.AddRange(account.Tasks.SelectMany(t => IndexPlan.TaskRows(account, t)));
        foreach (StoredMessage message in await reader.MessagesAsync(id, cancel)) rows.AddRange(IndexPlan.MessageRows(account, message.Message));
        foreach (TableRow[] some in rows.Chunk(MostAtOnce)) await tables.Writes.PutAsync(tables.Index, [.. some.Select(TableWrite.Put)], cancel);
        await StandingAsync(account, cancel);
        foreach (string address in AccountLines.Addresses(account)) await PointAsync(id, address, cancel);
    }

    /// <summary>The account's row among those whose standing is not good: there, or gone.</summary>
    public Task StandingAsync(Account account, CancellationToken cancel)
    {
        TableRow row = new(Tables.StandingOf(account.LedgerId), TableKey.Of(account.Id.Value)) { ["Account"] = account.Id.Value, ["At"] = tables.Clock.GetUtcNow().UtcTicks };
        bool isGood = account.Standing.Standing == Standing.Good;
        return tables.Writes.PutAsync(tables.Index, [isGood ? TableWrite.Delete(row.Partition, row.Key) : TableWrite.Put(row)], cancel);
    }

    /// <summary>Notes at an address that the account knows it.</summary>
    public Task PointAsync(AccountId id, string address, CancellationToken cancel) =>
        tables.Writes.PutAsync(tables.Contacts, [TableWrite.Put(new(Tables.ContactOf(address), "a" + TableKey.Of(id.Value)) { ["Account"] = id.Value })], cancel);

    public Task UnpointAsync(AccountId id, string address, CancellationToken cancel) =>
        tables.Writes.PutAsync(tables.Contacts, [TableWrite.Delete(Tables.ContactOf(address), "a" + TableKey.Of(id.Value))], cancel);

    public Task RemoveAsync(TableRow row, CancellationToken cancel) =>
        tables.Writes.PutAsync(tables.Index, [TableWrite.Delete(row.Partition, row.Key)], cancel);
}
