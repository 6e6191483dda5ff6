using Collections.Domain;
using Collections.Engine;
using Collections.StoreContract;

namespace Collections.Storage.Sqlite;

public sealed class DurabilityTests : IDisposable
{
    static readonly CancellationToken Never = CancellationToken.None;
    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    Task<SqliteStorage> OpenAsync(string? path = null) => SqliteStorage.OpenAsync(path ?? file.Path, Never);

    static AccountCommit First(string customer) =>
        Some.Commit(StoredAccount.New("uk", customer), new AccountOpened("uk", customer, "Name"), Some.Invoice("INV-1"), Some.Contact("ap", $"{customer}@example.com"));

    static async Task<StoredAccount> SaveAsync(SqliteStorage storage, AccountCommit commit)
    {
        Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(commit, Never));
        return CommitRows.Of(commit).Next;
    }

    [Fact]
    public async Task What_was_committed_is_there_after_the_file_is_opened_again()
    {
        StoredAccount account;
        await using (SqliteStorage storage = await OpenAsync()) account = await SaveAsync(storage, First("C-1"));
        await using SqliteStorage again = await OpenAsync();
        Same.Stored(account, (await again.Accounts.LoadAsync(account.Account.Id, Never))!);
    }

    [Fact]
    public async Task A_log_cut_anywhere_opens_to_a_prefix_of_the_commits()
    {
        byte[] database, log;
        List<StoredAccount> states = [];
        await using (SqliteStorage storage = await OpenAsync())
        {
            states.Add(await SaveAsync(storage, First("C-1")));
            for (int i = 2; i < 40; i++) states.Add(await SaveAsync(storage, Some.Commit(states[^1], Some.Invoice($"INV-{i}"), Some.Task($"T{i}")) with { Markers = [$"evt_{i}"] }));
            (database, log) = (Read(file.Path), Read(file.Path + "-wal"));
        }
        Random random = new(20261122);
        HashSet<long> seen = [];
        for (int cut = 0; cut < 50; cut++)
        {
            string path = file.Beside($"cut-{cut}.db");
            File.WriteAllBytes(path, database);
            File.WriteAllBytes(path + "-wal", log[..random.Next(log.Length + 1)]);
            await using SqliteStorage storage = await OpenAsync(path);
            StoredAccount? found = await storage.Accounts.LoadAsync(states[0].Account.Id, Never);
            seen.Add(found?.Version ?? 0);
            if (found is null) continue;
            StoredAccount expected = states[(int)found.Version - 1];
            Same.Stored(expected, found);
            int commits = 0;
            await foreach (StoredCommit _ in storage.Accounts.HistoryAsync(found.Account.Id, Never)) commits++;
            Assert.Equal(found.Version, commits);
            Assert.Equal(found.Account.Tasks.Length, (await storage.Accounts.TasksAsync("uk", 100, Never)).Count);
            for (int i = 2; i < 40; i++) Assert.Equal(i <= found.Version, await storage.Accounts.IsAppliedAsync(found.Account.Id, $"evt_{i}", Never));
        }
        Assert.True(seen.Count > 15, $"the cuts left {seen.Count} different prefixes");
    }

    static byte[] Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    [Fact]
    public async Task Two_hosts_on_one_file_see_each_other_and_one_wins()
    {
        await using SqliteStorage one = await OpenAsync(), two = await OpenAsync();
        StoredAccount account = await SaveAsync(one, First("C-1"));
        for (int round = 0; round < 20; round++)
        {
            CommitOutcome[] outcomes = await Task.WhenAll(
                one.Accounts.CommitAsync(Some.Commit(account, Some.Invoice($"A-{round}")), Never), two.Accounts.CommitAsync(Some.Commit(account, Some.Invoice($"B-{round}")), Never));
            Assert.Equal([CommitOutcome.Committed, CommitOutcome.Conflict], outcomes.Order());
            account = (await (round % 2 == 0 ? one : two).Accounts.LoadAsync(account.Account.Id, Never))!;
            Assert.Equal(round + 2, account.Version);
        }
    }

    [Fact]
    public async Task A_write_waits_for_another_process_that_writes()
    {
        await using SqliteStorage storage = await OpenAsync();
        using Database other = Database.Open(file.Path, create: false);
        other.Run("BEGIN IMMEDIATE");
        Task<CommitOutcome> waiting = storage.Accounts.CommitAsync(First("C-1"), Never);
        Assert.False(waiting.IsCompleted);
        other.Run("COMMIT");
        Assert.Equal(CommitOutcome.Committed, await waiting);
    }

    [Fact]
    public async Task A_write_that_waits_too_long_fails_closed_and_the_next_one_lands()
    {
        await using SqliteStorage storage = await SqliteStorage.OpenAsync(new SqliteOptions { Path = file.Path, BusyTimeout = TimeSpan.FromMilliseconds(20) }, Never);
        using Database other = Database.Open(file.Path, create: false);
        other.Run("BEGIN IMMEDIATE");
        AccountCommit commit = First("C-1");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => storage.Accounts.CommitAsync(commit, Never));
        other.Run("COMMIT");
        Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(commit, Never));
    }

    [Theory]
    [InlineData("UPDATE parts SET bytes = replace(bytes, '100.00 GBP', '900.00 GBP')")]
    [InlineData("UPDATE parts SET bytes = '{'")]
    [InlineData("UPDATE parts SET bytes = 'null' WHERE at & 1048575 = 1")]
    [InlineData("DELETE FROM parts")]
    [InlineData("UPDATE accounts SET head = replace(head, 'Pat', 'Pit')")]
    [InlineData("UPDATE accounts SET head = '{'")]
    [InlineData("UPDATE accounts SET head_sum = head_sum + 1")]
    [InlineData("UPDATE accounts SET parts_sum = parts_sum + 1")]
    public async Task A_state_that_is_not_what_was_written_is_named(string damage)
    {
        await using SqliteStorage storage = await OpenAsync();
        StoredAccount account = await SaveAsync(storage, First("C-1"));
        file.Change(db => db.Run(damage));
        StoreDamagedException found = await Assert.ThrowsAsync<StoreDamagedException>(() => storage.Accounts.LoadAsync(account.Account.Id, Never));
        Assert.Contains(account.Account.Id.Value, found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM commits WHERE version = 2")]
    [InlineData("DELETE FROM commits WHERE version = 3")]
    [InlineData("UPDATE commits SET version = version + 10 WHERE version = 3")]
    public async Task A_commit_that_is_missing_is_found(string damage)
    {
        await using SqliteStorage storage = await OpenAsync();
        StoredAccount account = await SaveAsync(storage, First("C-1"));
        for (int i = 2; i < 4; i++) account = await SaveAsync(storage, Some.Commit(account, Some.Invoice($"INV-{i}")));
        file.Change(db => db.Run(damage));
        await Assert.ThrowsAsync<StoreDamagedException>(async () =>
        {
            await foreach (StoredCommit _ in storage.Accounts.HistoryAsync(account.Account.Id, Never)) { }
        });
    }

    [Fact]
    public async Task A_backup_taken_while_others_write_is_whole()
    {
        await using SqliteStorage storage = await OpenAsync();
        StoredAccount account = await SaveAsync(storage, First("C-1"));
        Task<IReadOnlyList<CommitOutcome>> writing = storage.Accounts.CommitManyAsync([.. Enumerable.Range(2, 500).Select(i => First($"C-{i}"))], Never);
        await storage.BackupAsync(file.Beside("backup.db"), Never);
        await writing;
        await using SqliteStorage backup = await OpenAsync(file.Beside("backup.db"));
        Same.Stored(account, (await backup.Accounts.LoadAsync(account.Account.Id, Never))!);
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        await Assert.ThrowsAsync<IOException>(() => storage.BackupAsync(file.Beside("backup.db"), Never));

        string Ask(string sql)
        {
            using Database db = Database.Open(file.Beside("backup.db"), create: false);
            return db.Ask(sql);
        }
    }

    [Fact]
    public async Task A_throwaway_copy_changes_nothing_and_goes_when_it_is_closed()
    {
        await using SqliteStorage storage = await OpenAsync();
        StoredAccount account = await SaveAsync(storage, First("C-1"));
        string path = file.Beside("dry-run.db");
        await using (SqliteStorage copy = await storage.OpenThrowawayCopyAsync(path, Never))
            Assert.Equal(2, (await SaveAsync(copy, Some.Commit(account, Some.Invoice("INV-2")))).Version);
        Same.Stored(account, (await storage.Accounts.LoadAsync(account.Account.Id, Never))!);
        Assert.Empty(Directory.GetFiles(System.IO.Path.GetDirectoryName(path)!, "dry-run*"));
    }
}
