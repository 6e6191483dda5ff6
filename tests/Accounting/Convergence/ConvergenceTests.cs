using System.Globalization;
using Collections.Engine;
using Collections.FakeProviders;
using Collections.FakeProviders.Books;
using Xunit.Abstractions;

namespace Collections.Accounting.Tests.Convergence;

/// <summary>Webhooks may be lost, doubled, late and in any order: after one interval of the poll our ledger says what the source says.
/// COLLECTIONS_SEEDS sets how many histories are lived for each source, COLLECTIONS_FIRST_SEED where they begin.</summary>
public sealed class ConvergenceTests(ITestOutputHelper output)
{
    const int Changes = 500;
    static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("COLLECTIONS_FIRST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out int first) ? first : 1;
    static readonly int Seeds = int.TryParse(Environment.GetEnvironmentVariable("COLLECTIONS_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 6;

    [Theory]
    [InlineData("xero")]
    [InlineData("quickbooks")]
    [InlineData("stripe")]
    public async Task Whatever_becomes_of_the_webhooks_the_ledger_equals_its_source_after_one_interval_of_the_poll(string kind)
    {
        Told told = new();
        int differed = 0;
        for (int seed = First; seed < First + Seeds; seed++)
        {
            FedWorld world = await LiveAsync(kind, seed, told);
            List<string> differences = await world.DifferencesAsync();
            await LateOnesComeAsync(world, told);
            differences.AddRange((await world.DifferencesAsync()).Select(d => "after the late ones: " + d));
            foreach (string difference in differences.Take(5)) output.WriteLine($"{kind}, seed {seed}: {difference}");
            if (differences.Count > 0) differed++;
            Assert.Equal(0, (await world.Stores.Inbox.CountAsync(default)).GetValueOrDefault(InboxState.Parked));
        }
        output.WriteLine($"{kind}: {Seeds} seeds of {Changes} changes, {told.All} events: {told.Lost} lost, {told.Doubled} doubled, {told.Late} late by up to 72 h and out of order; {told.Calls} calls of the API, {told.Polls} polls; {differed} seeds differ");
        Assert.Equal(0, differed);
    }

    static async Task<FedWorld> LiveAsync(string kind, int seed, Told told)
    {
        Random random = new(seed);
        FedWorld world = await FedWorld.OpenAsync(kind);
        RandomChanges people = new(world.Fake, random);
        people.Begin(customers: 5, invoices: 25);
        bool pollsMeanwhile = seed % 2 == 0;
        await world.Polls.RunAsync(default);
        int seen = world.Fake.Book.Events.Count;
        for (int change = 0; change < Changes; change++)
        {
            world.Clock.Move(TimeSpan.FromSeconds(random.Next(2, 900)));
            world.Fake.Switches.Answer = random.Next(25) == 0 ? AnswerMode.Fail : AnswerMode.Normal;
            if (random.Next(40) == 0) (world.Fake.Switches.Throttle, world.Fake.Switches.RetryAfterSeconds) = (2, 0);
            people.One();
            foreach (BookEvent happened in world.Fake.Book.Events.Skip(seen)) told.Post(happened, world.Clock.GetUtcNow(), random);
            seen = world.Fake.Book.Events.Count;
            foreach (BookEvent due in told.Take(world.Clock.GetUtcNow())) await world.ComesAsync(due);
            await world.Inbox.RunAsync(200, TimeSpan.Zero, default);
            if (pollsMeanwhile && change % 10 == 0) told.Polls += (await world.Polls.RunAsync(default)).Facts > 0 ? 1 : 0;
        }
        (world.Fake.Switches.Answer, world.Fake.Switches.Throttle) = (AnswerMode.Normal, 0);
        world.Clock.Move(world.Source.Poll.Every + TimeSpan.FromMinutes(2));
        told.Polls += (await world.Polls.RunAsync(default)).Failures.Count == 0 ? 1 : 0;
        told.Calls += world.Fake.Calls;
        return world;
    }

    static async Task LateOnesComeAsync(FedWorld world, Told told)
    {
        world.Clock.Move(TimeSpan.FromHours(73));
        foreach (BookEvent due in told.Take(world.Clock.GetUtcNow())) await world.ComesAsync(due);
        await world.Inbox.RunAsync(10_000, TimeSpan.Zero, default);
        world.Clock.Move(TimeSpan.FromHours(2)); // what failed is tried again
        await world.Inbox.RunAsync(10_000, TimeSpan.Zero, default);
    }

    /// <summary>The post between source and product: one event in ten is lost, three come twice, two come late by up to 72 hours and so out of order.</summary>
    sealed class Told
    {
        readonly List<(DateTimeOffset At, BookEvent What)> under = [];

        public int All { get; private set; }
        public int Lost { get; private set; }
        public int Doubled { get; private set; }
        public int Late { get; private set; }
        public int Calls { get; set; }
        public int Polls { get; set; }

        public void Post(BookEvent happened, DateTimeOffset now, Random random)
        {
            All++;
            if (random.Next(100) < 10)
            {
                Lost++;
                return;
            }
            bool twice = random.Next(100) < 30;
            if (twice) Doubled++;
            for (int times = twice ? 2 : 1; times > 0; times--)
            {
                bool late = random.Next(100) < 20;
                if (late) Late++;
                under.Add((now + (late ? TimeSpan.FromSeconds(random.Next(60, 72 * 3600)) : TimeSpan.FromSeconds(random.Next(0, 20))), happened));
            }
        }

        public List<BookEvent> Take(DateTimeOffset now)
        {
            List<BookEvent> due = [.. under.Where(u => u.At <= now).OrderBy(u => u.At).Select(u => u.What)];
            under.RemoveAll(u => u.At <= now);
            return due;
        }
    }
}
