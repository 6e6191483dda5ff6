using System.Runtime.CompilerServices;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

sealed class SqliteAccounts(Writer writer, Readers readers) : IAccountStore
{
    const int CommitsAPage = 200;

    public Task<StoredAccount?> LoadAsync(AccountId id, CancellationToken cancel) => readers.ReadAsync(db => AccountReader.Load(db, id), cancel);

    public Task<IReadOnlyList<StoredAccount>> LoadManyAsync(IReadOnlyList<AccountId> ids, CancellationToken cancel) =>
        readers.ReadAsync<IReadOnlyList<StoredAccount>>(db =>
        {
            List<StoredAccount> loaded = new(ids.Count);
            foreach (AccountId id in ids)
                if (AccountReader.Load(db, id) is { } account) loaded.Add(account);
            return loaded;
        }, cancel);

    public Task<CommitOutcome> CommitAsync(AccountCommit commit, CancellationToken cancel)
    {
        ReadyCommit ready = new(commit);
        return writer.WriteAsync(db => CommitWriter.Write(db, ready), cancel);
    }

    public async Task<IReadOnlyList<CommitOutcome>> CommitManyAsync(IReadOnlyList<AccountCommit> commits, CancellationToken cancel)
    {
        List<Task<CommitOutcome[]>> batches = [];
        for (int from = 0; from < commits.Count; from += Writer.MostTogether)
        {
            ReadyCommit[] batch = [.. commits.Skip(from).Take(Writer.MostTogether).Select(c => new ReadyCommit(c))];
            batches.Add(writer.WriteAsync(db => Array.ConvertAll(batch, ready => CommitWriter.Write(db, ready)), cancel, batch.Length));
        }
        return [.. (await Task.WhenAll(batches).ConfigureAwait(false)).SelectMany(o => o)];
    }

    public Task<IReadOnlyList<DueAccount>> DueAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel) =>
        readers.ReadAsync(db =>
        {
            Statement due = ledgerId is null ? db.Sql(AccountSql.Due).Add(now) : db.Sql(AccountSql.DueOfLedger).Add(now).Add(ledgerId);
            Dictionary<string, string> ledgers = new(StringComparer.Ordinal); // a hundred thousand rows name few ledgers: one text each serves them all
            return All(due.Add(most), row => new DueAccount(new(row.Text(0)), One(ledgers, row.Text(1)), row.Instant(2)));
        }, cancel);

    public async IAsyncEnumerable<StoredCommit> HistoryAsync(AccountId id, [EnumeratorCancellation] CancellationToken cancel)
    {
        (long no, long last, string hash) = await readers.ReadAsync(db => Head(db, id), cancel).ConfigureAwait(false);
        StoredCommit? previous = null;
        while ((previous?.Version ?? 0) < last)
        {
            long after = previous?.Version ?? 0;
            IReadOnlyList<(string Hash, byte[] Bytes)> page = await readers.ReadAsync(
                db => All(db.Sql(AccountSql.History).Add(no).Add(after).Add(last).Add(CommitsAPage), row => (Convert.ToHexStringLower(row.Bytes(0)), row.Bytes(1).ToArray())),
                cancel).ConfigureAwait(false);
            if (page.Count == 0) throw StoreDamagedException.Of(id, $"commit {after + 1} is missing.");
            foreach ((string of, byte[] bytes) in page) yield return previous = CommitBody.Read(id, bytes, of, previous);
        }
        if ((previous?.Hash ?? "") != hash) throw StoreDamagedException.Of(id, "its last commit is not the one its head names.");
    }

    static string One(Dictionary<string, string> known, string text) => known.TryGetValue(text, out string? first) ? first : known[text] = text;

    static (long No, long Version, string Hash) Head(Database db, AccountId id)
    {
        using Statement found = db.Sql(AccountSql.Find).Add(id.Value);
        return found.Step() ? (found.Long(0), found.Long(1), Convert.ToHexStringLower(found.Bytes(2))) : (0, 0, "");
    }

    public Task<bool> IsAppliedAsync(AccountId id, string marker, CancellationToken cancel) =>
        readers.ReadAsync(db => db.Sql(AccountSql.IsApplied).Add(id.Value).Add(marker).Number() == 1, cancel);

    public Task<IReadOnlyList<AccountLine>> ListAsync(string ledgerId, AccountQuery query, CancellationToken cancel) =>
        readers.ReadAsync(db =>
        {
            string? search = string.IsNullOrEmpty(query.Search) ? null : AccountLines.SearchKey(query.Search);
            Statement list = query.AfterCustomer is null ? db.Sql(AccountSql.List).Add(ledgerId) : db.Sql(AccountSql.ListAfter).Add(ledgerId).Add(query.AfterCustomer);
            list.Add(query.OverdueOn).Add(query.OverdueOn).Add(search).Add(search).Add(search).Add(query.Most);
            return All(list, row => AccountReader.Line(db, row) with { LedgerId = ledgerId });
        }, cancel);

    public Task<IReadOnlyList<AccountLine>> FlaggedAsync(string ledgerId, CancellationToken cancel) =>
        readers.ReadAsync(db => All(db.Sql(AccountSql.Flagged).Add(ledgerId), row => AccountReader.Line(db, row) with { LedgerId = ledgerId }), cancel);

    public Task<IReadOnlyList<StoredMessage>> MessagesAsync(MessageQuery query, CancellationToken cancel) => readers.ReadAsync(db => MessageReader.List(db, query), cancel);

    public Task<StoredMessage?> MessageAsync(string messageId, CancellationToken cancel) =>
        readers.ReadAsync(db => All(db.Sql(MessageSql.One).Add(messageId), AccountReader.Message).SingleOrDefault(), cancel);

    public Task<IReadOnlyList<StoredTask>> TasksAsync(string? ledgerId, int most, CancellationToken cancel) =>
        readers.ReadAsync(db => All((ledgerId is null ? db.Sql(AccountSql.Tasks) : db.Sql(AccountSql.TasksOfLedger).Add(ledgerId)).Add(most), AccountReader.Task), cancel);

    public Task<IReadOnlyList<AccountId>> AccountsAtAsync(string address, CancellationToken cancel) =>
        readers.ReadAsync(db => All(db.Sql(AccountSql.AccountsAt).Add(address), row => new AccountId(row.Text(0))), cancel);

    internal static IReadOnlyList<T> All<T>(Statement statement, Func<Statement, T> read)
    {
        using Statement rows = statement;
        List<T> all = [];
        while (rows.Step()) all.Add(read(rows));
        return all;
    }
}
