using System.Text;
using SQLitePCL;

namespace Collections.Storage.Sqlite;

/// <summary>A prepared statement: values in the order of its question marks, then rows. Disposing makes it ready for the next use.</summary>
sealed class Statement(sqlite3 db, sqlite3_stmt statement) : IDisposable
{
    int bound;
    bool dirty;

    public Statement Ready()
    {
        if (dirty) Dispose();
        bound = 0;
        return this;
    }

    public Statement Add(long value) => Check(raw.sqlite3_bind_int64(statement, ++bound, value));
    public Statement Add(bool value) => Add(value ? 1L : 0L);
    public Statement Add(long? value) => value is { } known ? Add(known) : Check(raw.sqlite3_bind_null(statement, ++bound));
    public Statement Add(string? value) => value is null ? Check(raw.sqlite3_bind_null(statement, ++bound)) : Check(raw.sqlite3_bind_text(statement, ++bound, value));
    public Statement Add(DateTimeOffset value) => Add(Instants.Ticks(value));
    public Statement Add(DateTimeOffset? value) => Add(value is { } known ? Instants.Ticks(known) : null);
    public Statement Add(DateOnly value) => Add((long)value.DayNumber);
    public Statement Add(DateOnly? value) => Add(value?.DayNumber);
    /// <summary>UTF-8 bytes as a text.</summary>
    public Statement AddText(ReadOnlySpan<byte> utf8) => Check(raw.sqlite3_bind_text(statement, ++bound, utf8));
    public Statement AddBlob(ReadOnlySpan<byte> bytes) => Check(raw.sqlite3_bind_blob(statement, ++bound, bytes));

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Step()
    {
        dirty = true;
        int code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        SqliteFailure failure = SqliteFailure.Of(db, code);
        Dispose();
        throw failure;
    }

    /// <summary>Runs a statement without rows.</summary>
    public void Run()
    {
        Step();
        Dispose();
    }

    /// <summary>Runs a query of one number; zero without a row.</summary>
    public long Number()
    {
        long number = Step() ? Long(0) : 0;
        Dispose();
        return number;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
    public long Long(int column) => raw.sqlite3_column_int64(statement, column);
    public int Int(int column) => checked((int)Long(column));
    public bool Bool(int column) => Long(column) != 0;
    /// <summary>The bytes of a text or blob, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);
    /// <summary>A text, zero characters included: SQLite's own text call ends at the first of them.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);
    public DateTimeOffset Instant(int column) => Instants.Of(Long(column));
    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);
    public DateOnly Day(int column) => DateOnly.FromDayNumber(Int(column));
    public DateOnly? DayOrNull(int column) => IsNull(column) ? null : Day(column);

    public void Dispose()
    {
        raw.sqlite3_reset(statement); // its code repeats what the step already said
        raw.sqlite3_clear_bindings(statement);
        dirty = false;
    }

    public void Close() => statement.Dispose();

    Statement Check(int code)
    {
        dirty = true;
        return code == raw.SQLITE_OK ? this : throw SqliteFailure.Of(db, code);
    }
}

/// <summary>Instants as whole numbers of 100 nanoseconds since 1970 in UTC, so that nothing is rounded: <c>datetime(x / 10000000, 'unixepoch')</c> shows one.</summary>
static class Instants
{
    public static long Ticks(DateTimeOffset at) => at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
    public static DateTimeOffset Of(long ticks) => new(ticks + DateTimeOffset.UnixEpoch.UtcTicks, TimeSpan.Zero);
}
