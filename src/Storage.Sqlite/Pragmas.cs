namespace Collections.Storage.Sqlite;

/// <summary>How every connection is set, and the proof that it is: a database that would lose an acknowledged write is not opened.</summary>
static class Pragmas
{
    public static void Set(Database db, SqliteOptions options)
    {
        db.Run($"PRAGMA busy_timeout = {(long)options.BusyTimeout.TotalMilliseconds}");
        db.Run("PRAGMA journal_mode = WAL");
        db.Run(options.IsThrowaway ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = FULL");
        db.Run("PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
        db.Run("PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 12000; PRAGMA journal_size_limit = 67108864");
        if (!options.IsThrowaway) Check(db);
    }

    /// <summary>Asks SQLite what holds, whatever was set.</summary>
    public static void Check(Database db)
    {
        Expect("journal_mode", "wal");
        Expect("synchronous", "2");
        Expect("foreign_keys", "1");
        Expect("secure_delete", "1");

        void Expect(string pragma, string value)
        {
            string holds = db.Ask("PRAGMA " + pragma);
            if (holds != value) throw new InvalidOperationException($"SQLite says {pragma} = {holds}; without {value} an acknowledged write could be lost, so the store does not start.");
        }
    }
}
