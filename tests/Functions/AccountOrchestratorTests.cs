using Collections.Domain;
using Collections.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Collections.Functions.Tests;

public sealed class AccountOrchestratorTests(ITestOutputHelper output)
{
    const int Customers = 5, Days = 60;
    static readonly int Seeds = int.TryParse(Environment.GetEnvironmentVariable("SEEDS"), out int seeds) ? seeds : 20;

    [Fact]
    public async Task The_alarm_clock_and_the_servers_loop_write_the_same_transcript_to_the_minute()
    {
        int messages = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            LivedWorld loop = await LoopAsync(seed);
            (LivedWorld clock, _) = await AlarmAsync(seed, new(seed, false));
            Assert.True(loop.Transcript(true).SequenceEqual(clock.Transcript(true)),
                $"seed {seed}: {string.Join(" | ", loop.Transcript(true).Except(clock.Transcript(true)).Take(3))} but {string.Join(" | ", clock.Transcript(true).Except(loop.Transcript(true)).Take(3))}");
            messages += loop.Provider.Taken.Count;
        }
        Assert.True(messages > Seeds);
        output.WriteLine($"{Seeds} seeds, {Seeds * Customers * Days} account-days, {messages} messages, the same in both hosts");
    }

    [Fact]
    public async Task Lost_and_doubled_events_repeated_activities_late_timers_and_dying_hosts_change_no_message_and_no_day()
    {
        (int doubled, int lost, int late, int died, int messages) = (0, 0, 0, 0, 0);
        for (int seed = 1; seed <= Seeds; seed++)
        {
            LivedWorld loop = await LoopAsync(seed);
            Faults faults = new(seed, true);
            (LivedWorld clock, _) = await AlarmAsync(seed, faults);
            Assert.True(loop.Transcript(false).SequenceEqual(clock.Transcript(false)), $"seed {seed}");
            (doubled, lost, late, died, messages) = (doubled + faults.Doubled, lost + faults.Lost, late + faults.Late, died + faults.Died, messages + clock.Provider.Taken.Count);
        }
        Assert.All([doubled, lost, late, died], n => Assert.True(n > 0));
        output.WriteLine($"{Seeds} seeds: {doubled} doubled, {lost} lost, {late} late, {died} hosts died; {messages} messages, duplicates 0, lost 0");
    }

    [Fact]
    public async Task Losing_every_orchestration_loses_nothing_but_punctuality()
    {
        LivedWorld loop = await LoopAsync(7);
        (LivedWorld clock, FakeDurable durable) = await AlarmAsync(7, new(7, false), loseAllOnDay: 11);
        Assert.Equal(loop.Transcript(false), clock.Transcript(false));
        Assert.True(durable.Started.Count > Customers);
    }

    [Fact]
    public async Task An_activity_that_died_at_any_call_is_run_again_and_no_message_goes_twice()
    {
        int points = 0;
        foreach (bool after in (bool[])[false, true])
            for (int at = 1; ; at++)
            {
                Crash crash = new(at, after);
                LivedWorld world = await new LivedWorld(3, crash).OpenAsync(1);
                await world.Stores.Ledgers.RecordFeedAsync(new("uk", "f", world.Clock.Now, "file", 1, null), default);
                crash.IsArmed = true;
                await UntilSettledAsync(world);
                if (!crash.Happened) break;
                points++;
                Assert.Single(world.Provider.Taken.GroupBy(t => t.Message.MessageId));
                Assert.Single(world.Provider.Taken);
            }
        Assert.True(points > 8, $"{points} points");
        output.WriteLine($"{points} crash points; accepted once at each");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(OrchestrationRuntimeStatus.Running, true)]
    [InlineData(OrchestrationRuntimeStatus.Pending, true)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false)]
    public async Task An_account_is_called_by_its_event_where_its_clock_runs_and_by_a_new_clock_where_not(OrchestrationRuntimeStatus? status, bool raises)
    {
        FakeDurable durable = new(new(), new(1, false), _ => Task.FromResult<DateTime?>(null));
        if (status is { } known) durable.Set("a1", known);
        Assert.True(await new WakeAccount(NullLogger<WakeAccount>.Instance).RunAsync(durable, new("a1"), default));
        Assert.Equal((raises ? 1 : 0, raises ? 0 : 1), (durable.Raised.Count, durable.Started.Count));
    }

    [Fact]
    public async Task A_call_that_fails_is_left_to_the_sweep()
    {
        FakeDurable durable = new(new(), new(1, false), _ => Task.FromResult<DateTime?>(null)) { IsDown = true };
        Assert.False(await new WakeAccount(NullLogger<WakeAccount>.Instance).RunAsync(durable, new("a1"), default));
    }

    [Fact]
    public void The_orchestrator_uses_nothing_that_a_replay_would_see_differently()
    {
        string file = Path.Combine(Repository.Root, "functions", "AccountOrchestrator.cs");
        MethodDeclarationSyntax run = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()
            .Single(c => c.Identifier.Text == nameof(AccountOrchestrator)).Members.OfType<MethodDeclarationSyntax>().Single();
        Assert.Empty(Forbidden(run));
        Assert.Equal(5, Forbidden(CSharpSyntaxTree.ParseText("class C { async Task M() { var a = DateTime.UtcNow; Guid.NewGuid(); await Task.Run(F); await Task.Delay(1); new Random().Next(); } }").GetRoot()).Count());
        Assert.All(run.DescendantNodes().OfType<AwaitExpressionSyntax>(), a => Assert.True(a.Expression.ToString().StartsWith("context.", StringComparison.Ordinal) || a.Expression.ToString().StartsWith("Task.WhenAny(", StringComparison.Ordinal)));
    }

    static IEnumerable<string> Forbidden(SyntaxNode node)
    {
        string[] words = ["DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "TimeProvider", "Stopwatch", "Guid.NewGuid", "Random", "Task.Run", "Task.Delay", "Task.Factory", "Thread", "File", "HttpClient", "Environment", "ConfigureAwait"];
        IEnumerable<string> names = node.DescendantNodes().Select(n => n switch { MemberAccessExpressionSyntax m => m.ToString(), ObjectCreationExpressionSyntax o => o.Type.ToString(), _ => "" });
        return names.Where(n => words.Any(w => n == w || n.StartsWith(w + ".", StringComparison.Ordinal) || n.EndsWith("." + w, StringComparison.Ordinal))).Distinct();
    }

    static async Task<LivedWorld> LoopAsync(int seed)
    {
        LivedWorld world = await new LivedWorld(seed).OpenAsync(Customers);
        DueAccounts due = new(world.Desk, world.Advance);
        await EachDayAsync(world, async until =>
        {
            while (true)
            {
                RunSummary pass = await due.AdvanceAsync(null, keepVerdicts: false, default);
                Assert.Empty(pass.Failures);
                if ((await world.Stores.Accounts.DueAsync(null, until, 1, default)).FirstOrDefault() is not { Id.Value: not null } next) return;
                world.Clock.Now = next.WakeAt > world.Clock.Now ? next.WakeAt : world.Clock.Now;
            }
        }, _ => Task.CompletedTask);
        return world;
    }

    static async Task<(LivedWorld, FakeDurable)> AlarmAsync(int seed, Faults faults, int loseAllOnDay = -1)
    {
        LivedWorld world = await new LivedWorld(seed).OpenAsync(Customers);
        AdvanceAccount activity = new(world.Advance);
        FakeDurable durable = new(world.Clock, faults, id => activity.Run(id, default));
        WakeAccount wake = new(NullLogger<WakeAccount>.Instance);
        Sweep sweep = new(new(world.Desk, new(world.Desk, []), new(world.Desk, [])), world.Advance, new NothingToRepair(), wake, world.Clock, NullLogger<Sweep>.Instance);
        int day = 0;
        await EachDayAsync(world, async until =>
        {
            while (true)
            {
                DueAccount due = (await world.Stores.Accounts.DueAsync(null, until, 1, default)).FirstOrDefault();
                DateTimeOffset? swept = due.Id.Value is null ? null : due.WakeAt + Engine.Sweep.WakeUpAge;
                DateTimeOffset? timer = durable.NextTimer is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
                if (timer <= until && (swept is null || timer <= swept)) await durable.FireAsync();
                else if (swept <= until)
                {
                    if (swept > world.Clock.Now) world.Clock.Now = swept.Value;
                    await sweep.Run(new(), durable, default);
                }
                else return;
            }
        }, async changed =>
        {
            if (++day == loseAllOnDay) durable.LoseAll();
            await wake.RunAllAsync(durable, day == 1 ? Enumerable.Range(1, Customers).Select(i => AccountId.Of("uk", $"C-{i}")) : changed, default);
        });
        return (world, durable);
    }

    // Each day at six: what happens, then all that is due until the next.
    static async Task EachDayAsync(LivedWorld world, Func<DateTimeOffset, Task> advanceUntil, Func<IReadOnlyList<AccountId>, Task> changed)
    {
        DateTimeOffset morning = world.Clock.Now;
        for (int day = 0; day < Days; day++, morning += TimeSpan.FromDays(1))
        {
            if (world.Clock.Now < morning) world.Clock.Now = morning;
            await changed(await world.DayAsync(Customers));
            await advanceUntil(morning.AddHours(23));
        }
    }

    static async Task UntilSettledAsync(LivedWorld world)
    {
        AdvanceAccount activity = new(world.Advance);
        AccountId id = AccountId.Of("uk", "C-1");
        DateTimeOffset end = world.Clock.Now.AddHours(30);
        for (DateTime? wake = world.Clock.Now.UtcDateTime; wake is not null && wake < end;)
        {
            if (wake > world.Clock.Now) world.Clock.Now = new(wake.Value, TimeSpan.Zero);
            try
            {
                wake = await activity.Run(id.Value, default);
            }
            catch (HostDiedException)
            {
                // the runtime delivers the activity again
            }
        }
    }

    sealed class NothingToRepair : IRepairIndexes
    {
        public Task RepairAsync(DateTimeOffset now, CancellationToken cancel) => Task.CompletedTask;
    }
}

internal static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Collections.sln"))) return at.FullName;
        throw new DirectoryNotFoundException("The repository is not above the tests.");
    }
}
