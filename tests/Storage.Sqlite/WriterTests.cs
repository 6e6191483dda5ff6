using Collections.Engine;

namespace Collections.Storage.Sqlite;

public sealed class WriterTests : IDisposable
{
    static readonly CancellationToken Never = CancellationToken.None;
    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    Database Connect(long mostPages = 1_000_000)
    {
        Database db = Database.Open(file.Path, create: true);
        Pragmas.Set(db, new SqliteOptions { Path = file.Path });
        db.Run($"CREATE TABLE IF NOT EXISTS notes (words TEXT NOT NULL CHECK (length(words) > 0)); PRAGMA max_page_count = {mostPages}");
        return db;
    }

    static bool Note(Database db, string words)
    {
        db.Sql("INSERT INTO notes (words) VALUES (?)").Add(words).Run();
        return true;
    }

    string Count()
    {
        using Database db = Database.Open(file.Path, create: false);
        return db.Ask("SELECT count(*) FROM notes");
    }

    [Fact]
    public async Task What_waits_together_lands_together()
    {
        using Writer writer = new(() => Connect(), Connect());
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => writer.WriteAsync(db => Note(db, $"note {i}"), Never)));
        Assert.Equal("1000", Count());
    }

    [Fact]
    public async Task One_write_that_fails_by_itself_fails_alone()
    {
        using Writer writer = new(() => Connect(), Connect());
        Task<bool>[] writes = [.. Enumerable.Range(0, 50).Select(i => writer.WriteAsync(db => i switch
        {
            7 => Note(db, ""),
            9 => throw new InvalidOperationException("a mistake of the caller"),
            _ => Note(db, $"note {i}"),
        }, Never))];
        await Assert.ThrowsAsync<SqliteFailure>(() => writes[7]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => writes[9]);
        for (int i = 0; i < 50; i++)
            if (i is not (7 or 9)) Assert.True(await writes[i]);
        Assert.Equal("48", Count());
    }

    [Fact]
    public async Task A_full_disk_fails_closed_and_writing_goes_on_when_there_is_room()
    {
        long pages = 20;
        using Writer writer = new(() => Connect(Interlocked.Read(ref pages)), Connect(20));
        int landed = 0;
        StoreUnavailableException? full = null;
        for (int i = 0; i < 100 && full is null; i++)
            try
            {
                await writer.WriteAsync(db => Note(db, new string('x', 3000)), Never);
                landed++;
            }
            catch (StoreUnavailableException fault)
            {
                full = fault;
            }
        Assert.Contains("full", full!.Message, StringComparison.Ordinal);
        Assert.True(landed is > 5 and < 20, $"{landed} landed");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.WriteAsync(db => Note(db, new string('x', 3000)), Never));
        Interlocked.Exchange(ref pages, 1_000_000);
        Assert.True(await LandsAsync(writer));
        Assert.Equal((landed + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), Count());
    }

    /// <summary>The connection that was full is given up with the first failure, so the next write has the room.</summary>
    static async Task<bool> LandsAsync(Writer writer)
    {
        try
        {
            return await writer.WriteAsync(db => Note(db, new string('x', 3000)), Never);
        }
        catch (StoreUnavailableException)
        {
            return await writer.WriteAsync(db => Note(db, new string('x', 3000)), Never);
        }
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_again_fails_each_write_until_it_can()
    {
        bool isAway = true;
        using Writer writer = new(() => isAway ? throw new SqliteFailure(10, 10, "disk I/O error") : Connect(), Connect());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.WriteAsync<bool>(_ => throw new SqliteFailure(10, 1290, "disk I/O error"), Never));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.WriteAsync(db => Note(db, "x"), Never));
        isAway = false;
        Assert.True(await writer.WriteAsync(db => Note(db, "x"), Never));
        Assert.Equal("1", Count());
    }

    [Fact]
    public async Task A_write_after_closing_is_refused()
    {
        Writer writer = new(() => Connect(), Connect());
        writer.Dispose();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => writer.WriteAsync(db => Note(db, "x"), Never));
    }
}
