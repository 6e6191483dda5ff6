using System.Collections.Concurrent;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>A few connections that only read, each lent to one caller at a time. A reader sees the last commit and never waits for the writer.</summary>
sealed class Readers(Func<Database> open, int most) : IDisposable
{
    readonly SemaphoreSlim free = new(most, most);
    readonly ConcurrentBag<Database> idle = [];
    volatile bool closed;

    /// <summary>Reads in one snapshot.</summary>
    public async Task<T> ReadAsync<T>(Func<Database, T> read, CancellationToken cancel)
    {
        await free.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(closed, this);
            return Read(read);
        }
        catch (SqliteFailure failure)
        {
            throw failure.Told();
        }
        finally
        {
            free.Release();
        }
    }

    T Read<T>(Func<Database, T> read)
    {
        Database db = idle.TryTake(out Database? known) ? known : open();
        bool sound = false;
        try
        {
            db.Run("BEGIN");
            T answer = read(db);
            db.Run("COMMIT");
            sound = true;
            return answer;
        }
        finally
        {
            if (sound) idle.Add(db);
            else db.Dispose();
        }
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out Database? db)) db.Dispose();
        free.Dispose();
    }
}
