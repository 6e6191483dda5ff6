using System.Collections.Concurrent;

namespace Collections.Storage.Azure;

/// <summary>Answers about a ledger that every account of it asks for, kept for five seconds: as long as a send may follow its gate (reliability INV-5). What this
/// process writes is seen at once; another host's change of safe mode or feed within these five seconds. Nothing that a gate holds against is kept here.</summary>
internal sealed class ShortMemory(TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);
    readonly ConcurrentDictionary<string, (long At, object? Answer)> answers = new(StringComparer.Ordinal);
    long writes;

    public async Task<T> AskAsync<T>(string question, Func<Task<T>> ask)
    {
        if (answers.TryGetValue(question, out (long At, object? Answer) known) && clock.GetElapsedTime(known.At) < Kept) return (T)known.Answer!;
        long before = Interlocked.Read(ref writes), at = clock.GetTimestamp();
        T answer = await ask();
        if (Interlocked.Read(ref writes) == before) answers[question] = (at, answer); // a write in between may or may not be in the answer
        return answer;
    }

    /// <summary>A write of this process has changed an answer, and how is known.</summary>
    public void Change<T>(string question, Func<T, T> change)
    {
        Interlocked.Increment(ref writes);
        if (answers.TryGetValue(question, out (long At, object? Answer) known)) answers.TryUpdate(question, (known.At, change((T)known.Answer!)), known);
    }

    /// <summary>Something was written, or may have been.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref writes);
        answers.Clear();
    }
}
