using System.Collections.Concurrent;
using Collections.Engine;

namespace Collections.Storage.Sqlite;

/// <summary>The one thread that writes. What waits is written together and made durable by one flush; nobody is answered before it.</summary>
sealed class Writer : IDisposable
{
    /// <summary>Commits that share one flush, at most. Pages at random places of the indexes, which each flush writes whole, are shared too; more than this would hold
    /// whoever comes next for longer than a tenth of a second.</summary>
    public const int MostTogether = 2048;
    const int MostWaiting = 20_000;

    readonly BlockingCollection<WriteRequest> waiting = new(MostWaiting);
    readonly Func<Database> open;
    readonly Thread thread;
    Database? database;
    int closed;

    public Writer(Func<Database> open, Database first)
    {
        this.open = open;
        database = first;
        thread = new Thread(Loop) { IsBackground = true, Name = "sqlite-writer" };
        thread.Start();
    }

    /// <summary>Has some work written, alone or together with what else waits. The work may run twice: alone, when another of its batch failed.</summary>
    public Task<T> WriteAsync<T>(Func<Database, T> work, CancellationToken cancel, int weight = 1)
    {
        cancel.ThrowIfCancellationRequested();
        WriteRequest<T> request = new(work, weight);
        if (closed == 1 || !waiting.TryAdd(request)) throw new StoreUnavailableException($"More than {MostWaiting} writes wait, or the store is closing.");
        return request.Answer;
    }

    void Loop()
    {
        List<WriteRequest> together = [];
        foreach (WriteRequest first in waiting.GetConsumingEnumerable())
        {
            together.Clear();
            together.Add(first);
            int weight = first.Weight;
            while (weight < MostTogether && waiting.TryTake(out WriteRequest? next))
            {
                together.Add(next);
                weight += next.Weight;
            }
            Write(together);
        }
    }

    /// <summary>Writes a batch. What fails by itself is found by writing each alone; what fails by the machine fails the whole batch, and the connection is opened anew.</summary>
    void Write(List<WriteRequest> together)
    {
        try
        {
            Database db = database ??= open();
            db.Run("BEGIN IMMEDIATE");
            foreach (WriteRequest request in together) request.Run(db);
            db.Run("COMMIT");
            foreach (WriteRequest request in together) request.Succeed();
        }
        catch (SqliteFailure failure) when (failure.IsOfTheMachine)
        {
            GiveUp();
            foreach (WriteRequest request in together) request.Fail(failure.Told());
        }
        catch (Exception fault) when (together.Count == 1) // the thread must outlive whatever one caller's work throws
        {
            TakeBack();
            together[0].Fail(fault);
        }
        catch (Exception)
        {
            TakeBack();
            foreach (WriteRequest request in together.ToArray()) Write([request]);
        }
    }

    void TakeBack()
    {
        try
        {
            if (database is { IsIdle: false } db) db.Run("ROLLBACK");
        }
        catch (SqliteFailure)
        {
            GiveUp();
        }
    }

    void GiveUp()
    {
        database?.Dispose(); // closing takes an open transaction back
        database = null;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) == 1) return;
        waiting.CompleteAdding();
        thread.Join();
        database?.Dispose();
        waiting.Dispose();
    }
}

/// <summary>Work that waits for the writer.</summary>
abstract class WriteRequest(int weight)
{
    public int Weight => weight;
    public abstract void Run(Database db);
    public abstract void Succeed();
    public abstract void Fail(Exception fault);
}

sealed class WriteRequest<T>(Func<Database, T> work, int weight) : WriteRequest(weight)
{
    readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? result;

    public Task<T> Answer => answer.Task;
    public override void Run(Database db) => result = work(db);
    public override void Succeed() => answer.SetResult(result!);
    public override void Fail(Exception fault) => answer.SetException(fault);
}
