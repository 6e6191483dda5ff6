using SQLitePCL;

namespace Collections.Storage.Sqlite;

/// <summary>One connection with its prepared statements; used by one thread at a time. Thinner than ADO.NET because a sweep writes a million rows:
/// spans go in and out without a copy, and a statement is prepared once in the connection's life.</summary>
sealed class Database : IDisposable
{
    static Database() => Batteries_V2.Init();

    const int ExtendedResultCodes = 0x02000000; // SQLITE_OPEN_EXRESCODE, which the binding does not name

    readonly sqlite3 handle;
    readonly Dictionary<string, Statement> prepared = new(ReferenceEqualityComparer.Instance as IEqualityComparer<string>);

    Database(sqlite3 handle) => this.handle = handle;

    public static Database Open(string path, bool create)
    {
        int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | ExtendedResultCodes | (create ? raw.SQLITE_OPEN_CREATE : 0);
        int code = raw.sqlite3_open_v2(path, out sqlite3 db, flags, null!);
        if (code == raw.SQLITE_OK) return new(db);
        SqliteFailure failure = SqliteFailure.Of(db, code);
        db?.Dispose();
        throw failure;
    }

    /// <summary>The statement of a text, ready for its values; the text must be a constant.</summary>
    public Statement Sql(string sql)
    {
        if (!prepared.TryGetValue(sql, out Statement? statement)) prepared[sql] = statement = Prepare(sql);
        return statement.Ready();
    }

    /// <summary>Runs statements without values, such as a migration.</summary>
    public void Run(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>The first column of a pragma's or query's first row; empty without one.</summary>
    public string Ask(string sql)
    {
        Statement statement = Prepare(sql);
        try
        {
            return statement.Step() ? statement.Text(0) : "";
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>The rowid of the last insert.</summary>
    public long LastRow => raw.sqlite3_last_insert_rowid(handle);

    /// <summary>False while a transaction is open.</summary>
    public bool IsIdle => raw.sqlite3_get_autocommit(handle) != 0;

    /// <summary>Copies this database into another, page by page, while others go on writing.</summary>
    public void CopyInto(Database target)
    {
        using sqlite3_backup backup = raw.sqlite3_backup_init(target.handle, "main", handle, "main");
        if (backup is null || backup.IsInvalid) throw SqliteFailure.Of(target.handle, raw.sqlite3_errcode(target.handle));
        int code;
        do code = raw.sqlite3_backup_step(backup, -1);
        while (code is raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED);
        if (code != raw.SQLITE_DONE) throw SqliteFailure.Of(target.handle, code);
    }

    Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out sqlite3_stmt statement));
        return new(handle, statement);
    }

    void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw SqliteFailure.Of(handle, code);
    }

    public void Dispose()
    {
        foreach (Statement statement in prepared.Values) statement.Close();
        prepared.Clear();
        handle.Dispose();
    }
}
