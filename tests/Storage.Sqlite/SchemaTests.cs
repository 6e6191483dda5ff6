using Collections.Engine;

namespace Collections.Storage.Sqlite;

public sealed class SchemaTests : IDisposable
{
    static readonly Migration First = new("2026-01-01-first.sql", "CREATE TABLE notes (no INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT; INSERT INTO notes (words) VALUES ('kept')");
    static readonly Migration Second = new("2026-02-01-second.sql", "ALTER TABLE notes ADD COLUMN at INTEGER; CREATE INDEX notes_at ON notes (at)");
    readonly TestFile file = new();

    public void Dispose() => file.Dispose();

    string Apply(params Migration[] migrations)
    {
        using Database db = Database.Open(file.Path, create: true);
        Schema.Apply(db, migrations, TimeProvider.System);
        return db.Ask("SELECT group_concat(name) FROM (SELECT name FROM migrations ORDER BY name)");
    }

    string Ask(string sql)
    {
        using Database db = Database.Open(file.Path, create: false);
        return db.Ask(sql);
    }

    async Task<SqliteStorage> OpenAsync() => await SqliteStorage.OpenAsync(file.Path, CancellationToken.None);

    [Fact]
    public void An_older_database_is_upgraded_and_keeps_its_rows()
    {
        Assert.Equal(First.Name, Apply(First));
        Assert.Equal($"{First.Name},{Second.Name}", Apply(First, Second));
        Assert.Equal("kept", Ask("SELECT words FROM notes WHERE at IS NULL"));
        Assert.Equal($"{First.Name},{Second.Name}", Apply(First, Second));
        Assert.Equal("1", Ask("SELECT count(*) FROM notes"));
    }

    [Fact]
    public void A_database_of_a_newer_release_is_refused_and_left_alone()
    {
        Apply(First, Second);
        SchemaException refused = Assert.Throws<SchemaException>(() => Apply(First));
        Assert.Contains("newer release", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Second.Name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_migration_that_was_changed_afterwards_is_refused()
    {
        Apply(First);
        Assert.Throws<SchemaException>(() => Apply(First with { Sql = First.Sql + " " }, Second));
        Assert.Equal("0", Ask("SELECT count(*) FROM pragma_table_info('notes') WHERE name = 'at'"));
    }

    [Fact]
    public void A_migration_that_was_left_out_is_refused()
    {
        Apply(Second with { Sql = "CREATE TABLE other (x)" });
        Assert.Throws<SchemaException>(() => Apply(First, Second with { Sql = "CREATE TABLE other (x)" }));
    }

    [Fact]
    public void A_migration_that_fails_leaves_nothing_behind()
    {
        Apply(First);
        Assert.Throws<SqliteFailure>(() => Apply(First, Second, new Migration("2026-03-01-third.sql", "CREATE TABLE third (x); INSERT INTO nowhere VALUES (1)")));
        Assert.Equal(First.Name, Ask("SELECT group_concat(name) FROM migrations"));
        Assert.Equal("0", Ask("SELECT count(*) FROM sqlite_schema WHERE name IN ('third', 'notes_at')"));
    }

    [Fact]
    public void A_database_of_another_application_is_refused()
    {
        using (Database db = Database.Open(file.Path, create: true)) db.Run("CREATE TABLE theirs (x)");
        Assert.Throws<SchemaException>(() => Apply(First));
        Assert.Equal("theirs", Ask("SELECT group_concat(name) FROM sqlite_schema"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(file.Path, new string('x', 5000));
        await Assert.ThrowsAsync<StoreDamagedException>(OpenAsync);
    }

    [Fact]
    public async Task A_path_that_cannot_be_opened_is_said_to_be_unavailable() =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => SqliteStorage.OpenAsync(file.Beside("no/such/folder/x.db"), CancellationToken.None));

    [Fact]
    public async Task The_products_own_migrations_are_recorded_with_their_hash()
    {
        await (await OpenAsync()).DisposeAsync();
        foreach (Migration migration in Migration.All) Assert.Equal(migration.Hash, Ask($"SELECT hash FROM migrations WHERE name = '{migration.Name}'"));
        Assert.NotEmpty(Migration.All);
        await (await OpenAsync()).DisposeAsync();
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
    }

    [Theory]
    [InlineData("PRAGMA synchronous = NORMAL")]
    [InlineData("PRAGMA synchronous = OFF")]
    [InlineData("PRAGMA foreign_keys = OFF")]
    [InlineData("PRAGMA secure_delete = OFF")]
    [InlineData("PRAGMA journal_mode = DELETE")]
    public async Task A_connection_that_could_lose_a_write_is_refused(string wrong)
    {
        await (await OpenAsync()).DisposeAsync();
        using Database db = Database.Open(file.Path, create: false);
        Pragmas.Set(db, new SqliteOptions { Path = file.Path });
        Pragmas.Check(db);
        db.Run(wrong);
        Assert.Throws<InvalidOperationException>(() => Pragmas.Check(db));
    }
}
