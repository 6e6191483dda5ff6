using Collections.Domain;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

sealed class SqliteContacts(Writer writer, Readers readers) : IContactStore
{
    public Task OptOutAsync(string address, DateTimeOffset at, string via, CancellationToken cancel) => SayAsync(new(address, at, true, via), cancel);

    public Task OptInAsync(string address, DateTimeOffset at, string via, CancellationToken cancel) => SayAsync(new(address, at, false, via), cancel);

    Task SayAsync(OptWord word, CancellationToken cancel) => writer.WriteAsync(db =>
    {
        db.Sql(GrantSql.Say).Add(word.Address).Add(word.At).Add(word.IsOut).Add(word.Via).Run();
        return true;
    }, cancel);

    public Task<IReadOnlyList<OptOutSpan>> OptOutsAsync(IReadOnlyCollection<string> addresses, CancellationToken cancel) =>
        readers.ReadAsync<IReadOnlyList<OptOutSpan>>(db => [.. addresses.Distinct().Order(StringComparer.Ordinal).SelectMany(a => OptWord.Spans(Words(db, a)))], cancel);

    static IReadOnlyList<OptWord> Words(Database db, string address) =>
        SqliteAccounts.All(db.Sql(GrantSql.Words).Add(address), row => new OptWord(address, row.Instant(0), row.Bool(1), row.Text(2)));

    public Task<IReadOnlyList<GrantRecord>> GrantsAsync(IReadOnlyCollection<string> persons, DateOnly from, CancellationToken cancel) =>
        readers.ReadAsync<IReadOnlyList<GrantRecord>>(db =>
            [.. persons.Distinct().Order(StringComparer.Ordinal).SelectMany(p =>
                SqliteAccounts.All(db.Sql(GrantSql.OfPerson).Add(p).Add(from), row => new GrantRecord(p, row.Day(0), row.Text(1), row.Instant(2))))], cancel);

    public Task<int> GrantedAsync(string ledgerId, Channel channel, DateOnly date, CancellationToken cancel) =>
        readers.ReadAsync(db => (int)db.Sql(GrantSql.Count).Add(ledgerId).Add(Code.Of(channel)).Add(date).Number(), cancel);
}
