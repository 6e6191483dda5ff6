namespace Collections.Simulation.Running;

/// <summary>One life of a host's process. Everything its code awaits comes back here; when it dies, what comes back is dropped, and what it had sent goes on without it.</summary>
internal sealed class Incarnation(Loop loop, Action<Incarnation> died) : SynchronizationContext
{
    int? diesIn;

    public bool IsDead { get; private set; }

    /// <summary>Until then it does not move, and does not know it.</summary>
    public DateTimeOffset FrozenUntil { get; set; }

    public override void Post(SendOrPostCallback d, object? state) => loop.Ready(this, d, state);

    public override void Send(SendOrPostCallback d, object? state) => throw new InvalidOperationException("Nothing waits for a thread here.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Begins a piece of work in this life. What it throws is told once; a host's edge catches everything.</summary>
    public void Begin(Func<Task> work, Action<Exception>? failed = null) => loop.Ready(this, _ => _ = GuardAsync(work, failed), null);

    /// <summary>Dies after so many more awaits.</summary>
    public void DieIn(int awaits) => diesIn = awaits;

    public void Die()
    {
        if (IsDead) return;
        IsDead = true;
        died(this);
    }

    public void Stepped()
    {
        if (diesIn is not { } left) return;
        diesIn = left - 1;
        if (left <= 1) Die();
    }

    static async Task GuardAsync(Func<Task> work, Action<Exception>? failed)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            failed?.Invoke(failure);
        }
    }
}

/// <summary>The clock of one life: its wall may be wrong, its monotonic side is not. What its timers do is done in that life.</summary>
internal sealed class HostClock(Loop loop, Incarnation host) : TimeProvider
{
    /// <summary>Wall time less true time.</summary>
    public TimeSpan Off { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => loop.Now + Off;

    public override long GetTimestamp() => loop.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Once(loop, host, () => callback(state)).At(dueTime);

    sealed class Once(Loop loop, Incarnation host, Action act) : ITimer
    {
        int set;

        public Once At(TimeSpan dueTime)
        {
            Change(dueTime, Timeout.InfiniteTimeSpan);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int mine = ++set;
            if (dueTime >= TimeSpan.Zero) loop.After(dueTime, () => { if (mine == set) loop.Ready(host, _ => act(), null); });
            return true;
        }

        public void Dispose() => set++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
