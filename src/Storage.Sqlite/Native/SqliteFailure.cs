using Collections.Engine;
using SQLitePCL;

namespace Collections.Storage.Sqlite;

/// <summary>SQLite's own answer when it is no success.</summary>
sealed class SqliteFailure(int code, int extendedCode, string message) : Exception($"SQLite {extendedCode}: {message}")
{
    public int Code { get; } = code;
    public int ExtendedCode { get; } = extendedCode;

    /// <summary>True when the file or the machine is at fault, not the statement: everything that was asked together fails closed.</summary>
    public bool IsOfTheMachine => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_NOMEM or raw.SQLITE_READONLY or raw.SQLITE_INTERRUPT or raw.SQLITE_IOERR
        or raw.SQLITE_CORRUPT or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL or raw.SQLITE_NOTADB or raw.SQLITE_PERM;

    /// <summary>What the engine is told.</summary>
    public Exception Told() => Code is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB
        ? new StoreDamagedException("The database file is damaged: " + Message, this)
        : new StoreUnavailableException("The database cannot be used now: " + Message, this);

    public static SqliteFailure Of(sqlite3? db, int code) => db is null || db.IsInvalid
        ? new(code & 0xff, code, raw.sqlite3_errstr(code).utf8_to_string())
        : new(code & 0xff, raw.sqlite3_extended_errcode(db) is var extended && (extended & 0xff) == (code & 0xff) ? extended : code, raw.sqlite3_errmsg(db).utf8_to_string());
}
