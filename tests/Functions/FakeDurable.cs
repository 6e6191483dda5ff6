using Collections.Domain;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Collections.Functions.Tests;

/// <summary>What can go wrong between the alarm clock and its host; a seed decides what does.</summary>
internal sealed class Faults(int seed, bool any)
{
    readonly Random random = new(seed);
    public int Doubled, Lost, Late, Died;

    public bool RunsTwice() => Hit(8, ref Doubled);
    public bool EventIsLost() => Hit(4, ref Lost);
    public bool EventIsDoubled() => Hit(4, ref Doubled);
    public bool HostDies() => Hit(10, ref Died);
    public TimeSpan Lateness() => Hit(5, ref Late) ? TimeSpan.FromSeconds(random.Next(1, 120)) : TimeSpan.Zero;

    bool Hit(int oneIn, ref int count)
    {
        if (!any || random.Next(oneIn) != 0) return false;
        count++;
        return true;
    }
}

/// <summary>A durable runtime in memory: an instance is a history, and each turn replays the orchestrator from its beginning on that history.</summary>
internal sealed class FakeDurable(HandClock clock, Faults faults, Func<string, Task<DateTime?>> activity) : DurableTaskClient("fake")
{
    readonly Dictionary<string, Instance> instances = [];

    public bool IsDown { get; set; }
    public int Generations { get; private set; }
    public List<string> Started { get; } = [];
    public List<string> Raised { get; } = [];
    public DateTime? NextTimer => instances.Values.Min(i => i.Waiting);

    public override Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) => IsDown
        ? throw new IOException("the hub is down")
        : Task.FromResult(instances.TryGetValue(instanceId, out Instance? known) ? new OrchestrationMetadata(nameof(AccountOrchestrator), instanceId) { RuntimeStatus = known.Status } : null);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        string id = options!.InstanceId!;
        Assert.Equal((nameof(AccountOrchestrator), id), (orchestratorName.Name, (string?)input));
        Started.Add(id);
        instances[id] = new(id);
        await RunAsync(instances[id]);
        return id;
    }

    public override async Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Assert.Equal(AccountOrchestrator.Changed, eventName);
        Raised.Add(instanceId);
        if (faults.EventIsLost()) return;
        Instance to = instances[instanceId];
        to.Events += faults.EventIsDoubled() ? 2 : 1;
        await RunAsync(to);
    }

    /// <summary>Lets the earliest timer fire, late perhaps.</summary>
    public async Task FireAsync()
    {
        Instance next = instances.Values.Where(i => i.Waiting is not null).MinBy(i => i.Waiting)!;
        DateTimeOffset at = new DateTimeOffset(next.Waiting!.Value, TimeSpan.Zero) + faults.Lateness();
        if (at > clock.Now) clock.Now = at;
        next.TimerFired = true;
        await RunAsync(next);
    }

    /// <summary>Puts an instance into a state, as an operator or a failure would.</summary>
    public void Set(string id, OrchestrationRuntimeStatus status) => (instances.TryGetValue(id, out Instance? known) ? known : instances[id] = new(id)).Status = status;

    /// <summary>Every orchestration is gone.</summary>
    public void LoseAll() => instances.Clear();

    async Task RunAsync(Instance at)
    {
        for (int turn = 0; turn < 200; turn++)
        {
            Context context = new(at, clock.Now.UtcDateTime);
            Task run = AccountOrchestrator.Run(context, at.Id);
            if (faults.HostDies()) continue; // before anything of the turn was kept: the next host replays it
            if (run.IsFaulted) await run;
            at.Waiting = null;
            if (context.Continued is { } input)
            {
                Assert.Equal(at.Id, input);
                Generations++;
                at.Begin(context.EventTaken);
                continue;
            }
            if (run.IsCompleted)
            {
                at.Status = OrchestrationRuntimeStatus.Completed;
                return;
            }
            if (!context.WantsActivity)
            {
                at.Waiting = context.TimerAt;
                return;
            }
            DateTime? result = await activity(at.Id);
            if (faults.RunsTwice()) result = await activity(at.Id); // its first result was lost with its host
            at.Results.Add(result);
        }
        throw new InvalidOperationException("The orchestration never rests.");
    }

    sealed class Instance(string id)
    {
        public string Id => id;
        public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Running;
        public List<DateTime?> Results { get; } = [];
        public bool TimerFired { get; set; }
        public int Events { get; set; }
        public DateTime? Waiting { get; set; }

        public void Begin(bool eventTaken)
        {
            Results.Clear();
            TimerFired = false;
            if (eventTaken) Events--;
        }
    }

    sealed class Context(Instance at, DateTime now) : TaskOrchestrationContext
    {
        int activities;

        public bool WantsActivity { get; private set; }
        public DateTime? TimerAt { get; private set; }
        public string? Continued { get; private set; }
        public bool EventTaken { get; private set; }
        public override string InstanceId => at.Id;
        public override DateTime CurrentUtcDateTime => now;
        public override bool IsReplaying => activities < at.Results.Count;

        public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
        {
            Assert.Equal((nameof(AdvanceAccount), at.Id), (name.Name, (string?)input));
            Assert.Null(options); // no retry policy: a re-delivered activity reconciles
            if (activities < at.Results.Count) return Task.FromResult((TResult)(object?)at.Results[activities++]!);
            WantsActivity = true;
            return new TaskCompletionSource<TResult>().Task;
        }

        public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
        {
            Assert.Equal(DateTimeKind.Utc, fireAt.Kind);
            TimerAt = fireAt;
            return at.TimerFired ? Task.CompletedTask : new TaskCompletionSource().Task;
        }

        public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
        {
            Assert.Equal(AccountOrchestrator.Changed, eventName);
            if (at.Events == 0) return new TaskCompletionSource<T>().Task;
            EventTaken = true;
            return Task.FromResult((T)(object)"");
        }

        public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
        {
            Assert.True(preserveUnprocessedEvents);
            Continued = (string?)newInput;
        }
    }
}

internal sealed class HandClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }
    public override DateTimeOffset GetUtcNow() => Now;
}
