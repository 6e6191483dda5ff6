namespace Collections.Simulation.Running;

/// <summary>One thread, one seed, one order. Time passes only when nothing is ready; among what is ready the seed chooses. The same seed makes the same choices.</summary>
internal sealed class Loop(Random random, DateTimeOffset start, Func<bool> isOver)
{
    readonly record struct Continuation(Incarnation To, SendOrPostCallback Act, object? State);

    readonly PriorityQueue<Action, (long At, long Order)> timers = new();
    readonly List<Continuation> ready = [];
    long order;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>Continuations run so far, over all hosts.</summary>
    public long Steps { get; private set; }

    /// <summary>Something of the world happens at an instant, in no host.</summary>
    public void At(DateTimeOffset at, Action act) => timers.Enqueue(act, ((at < Now ? Now : at).UtcTicks, order++));

    public void After(TimeSpan wait, Action act) => At(Now + wait, act);

    public void Ready(Incarnation to, SendOrPostCallback act, object? state)
    {
        if (!to.IsDead) ready.Add(new(to, act, state));
    }

    /// <summary>Runs until an instant, or until nothing is left to come before it.</summary>
    public void RunTo(DateTimeOffset until)
    {
        while (!isOver())
        {
            if (ready.Count > 0) Continue();
            else if (timers.TryPeek(out Action? act, out (long At, long Order) due) && due.At <= until.UtcTicks)
            {
                timers.Dequeue();
                Now = new(due.At, TimeSpan.Zero);
                act();
            }
            else break;
        }
        if (until > Now) Now = until;
    }

    void Continue()
    {
        int place = ready.Count == 1 ? 0 : random.Next(ready.Count);
        Continuation next = ready[place];
        ready[place] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        if (next.To.IsDead) return;
        if (next.To.FrozenUntil > Now)
        {
            At(next.To.FrozenUntil, () => Ready(next.To, next.Act, next.State));
            return;
        }
        Steps++;
        SynchronizationContext.SetSynchronizationContext(next.To);
        try
        {
            next.Act(next.State);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null); // what the world completes must find its way back through the host's own context
        }
        next.To.Stepped();
    }
}
