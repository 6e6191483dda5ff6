using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine.Tests.Intake;

/// <summary>Thirty invoices are open: a sync that turns over more than two in five of them waits for a person, and nothing is sent meanwhile.</summary>
public sealed class HeldSyncTests
{
    static async Task<InboxWorld> ThirtyOpenAsync()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        for (int i = 2; i <= 30; i++) await world.Desk.PutAsync("uk", Customer(i), new RecordInvoice(InboxWorld.Invoice($"INV-{i}", 100m)), new("test"), default);
        return world;
    }

    static string Customer(int number) => $"C-{number % 3 + 1}";

    static InboundFact Paid(int number) => new($"e{number}", InboxWorld.Payment($"PAY-{number}", 100m, $"INV-{number}") with { Customer = Customer(number) });

    static SettleSync Desk(InboxWorld world, PollSources? polls = null) => new(world.Desk, [world], new([], []), polls, null);

    static async Task<int> OpenAsync(InboxWorld world) => (await world.Stores.Accounts.ListAsync("uk", new(), default)).Sum(l => l.OpenItems);

    static async Task<Reason> WhyNotAsync(InboxWorld world) => (await new PastAccount(world.Desk).WhyNowAsync(InboxWorld.Id, default))!.Stops.FirstOrDefault(s => s.Reason == Reason.SyncImplausible)?.Reason ?? Reason.None;

    [Fact]
    public async Task A_poll_that_would_close_twenty_of_thirty_invoices_changes_nothing_until_a_person_lets_it_pass()
    {
        InboxWorld world = await ThirtyOpenAsync();
        Scripted source = new([.. Enumerable.Range(2, 20).Select(Paid)]);
        PollSources polls = new(world.Desk, [source]);
        await polls.RunAsync(default);
        SyncHold hold = Assert.Single(await Desk(world).StandingAsync("uk", default));

        Assert.Equal(30, await OpenAsync(world));
        Assert.Equal(("20 of 30 invoices would turn over at once, more than the policy's share of 0.4", 20), (hold.Words, hold.Changes.Length));
        Assert.Contains("C-3 INV-2 would close (100.00 GBP)", hold.Changes);
        Assert.Equal(Reason.SyncImplausible, await WhyNotAsync(world));
        world.Clock.Now += TimeSpan.FromHours(1);
        await polls.RunAsync(default); // the source waits too
        Assert.Equal(1, source.Asked);

        DateTimeOffset during = world.Clock.Now;
        world.Clock.Now += TimeSpan.FromHours(1);
        Assert.IsType<Answer.Done>(await Desk(world, polls).ReleaseAsync("uk", hold.FeedId, new("Ada", "the bank paid all of them in one run"), default));
        Assert.Equal(10, await OpenAsync(world));
        Assert.Equal(Reason.None, await WhyNotAsync(world));
        Assert.IsType<Answer.AlreadyRecorded>(await Desk(world, polls).ReleaseAsync("uk", hold.FeedId, new("Ada", "again"), default));
        Assert.Contains((await new PastAccount(world.Desk).WhyAsync(InboxWorld.Id, during, default))!.Stops, s => s.Reason == Reason.SyncImplausible); // then it was held, whatever came of it
    }

    [Fact]
    public async Task A_discarded_poll_is_never_applied_and_its_source_goes_on_behind_it()
    {
        InboxWorld world = await ThirtyOpenAsync();
        Scripted source = new([.. Enumerable.Range(2, 20).Select(Paid)]);
        PollSources polls = new(world.Desk, [source]);
        await polls.RunAsync(default);
        string feed = (await Desk(world).StandingAsync("uk", default)).Single().FeedId;

        Assert.IsType<Answer.Refused>(await Desk(world, polls).DiscardAsync("uk", feed, new("Ada", " "), default));
        Assert.IsType<Answer.Done>(await Desk(world, polls).DiscardAsync("uk", feed, new("Ada", "the source had lost its payments"), default));
        world.Clock.Now += TimeSpan.FromHours(1);
        await polls.RunAsync(default);
        Assert.Equal((30, "behind"), (await OpenAsync(world), source.LastCursor));
        Assert.Empty(await Desk(world).StandingAsync("uk", default));
    }

    [Fact]
    public async Task A_poll_in_many_small_pages_is_counted_as_one()
    {
        InboxWorld world = await ThirtyOpenAsync();
        Scripted source = new([.. Enumerable.Range(2, 8).Select(Paid)], [.. Enumerable.Range(10, 8).Select(Paid)]);
        await new PollSources(world.Desk, [source]).RunAsync(default);

        Assert.Equal(22, await OpenAsync(world)); // the first eight had passed before
        Assert.Equal(8, (await Desk(world).StandingAsync("uk", default)).Single().Changes.Length);
    }

    [Fact]
    public async Task A_source_that_takes_twenty_payments_back_at_once_reminds_nobody_who_has_paid()
    {
        InboxWorld world = await ThirtyOpenAsync();
        for (int i = 2; i <= 21; i++) await world.Desk.PutAsync("uk", Customer(i), new RecordPayment(((Fact.PaymentSeen)Paid(i).Fact).Payment), new("test"), default);
        Scripted source = new([.. Enumerable.Range(2, 20).Select(i => new InboundFact($"r{i}", (Fact.PaymentSeen)Paid(i).Fact is var paid ? paid with { Payment = paid.Payment with { IsReversed = true, SourceVersion = 2 } } : null!))]);
        await new PollSources(world.Desk, [source]).RunAsync(default);

        Assert.Equal(10, await OpenAsync(world));
        Assert.Contains("C-3 INV-2 would open again (100.00 GBP)", (await Desk(world).StandingAsync("uk", default)).Single().Changes);
    }

    [Fact]
    public async Task The_first_poll_of_a_ledger_turns_nothing_over()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        Scripted source = new([.. Enumerable.Range(2, 60).Select(i => new InboundFact($"i{i}", new Fact.InvoiceSeen(Customer(i), InboxWorld.Invoice($"INV-{i}", 100m))))]);
        await new PollSources(world.Desk, [source]).RunAsync(default);

        Assert.Equal(61, await OpenAsync(world));
    }

    [Fact]
    public async Task Payments_that_come_one_by_one_are_held_from_the_one_that_turns_too_much_over()
    {
        InboxWorld world = await ThirtyOpenAsync();
        for (int i = 2; i <= 16; i++) await world.ComesAsync($"body {i}", (Paid(i).EventId, Paid(i).Fact));
        await world.ComesAsync("new", ("n1", new Fact.InvoiceSeen("C-1", InboxWorld.Invoice("INV-99", 10m))));
        InboxRun run = await world.ProcessAsync();

        Assert.Equal((13, 3), (run[InboxState.Applied], run[InboxState.Parked])); // twelve payments, and the new invoice that turns nothing over
        Assert.Equal(19, await OpenAsync(world));
        Assert.Equal(Reason.SyncImplausible, await WhyNotAsync(world));
        Assert.DoesNotContain((await world.AccountAsync()).Tasks, t => t.Kind == "event-parked");

        SyncHold hold = (await Desk(world).StandingAsync("uk", default)).Single();
        Assert.Equal(3, hold.Changes.Length);
        Assert.IsType<Answer.Done>(await Desk(world).ReleaseAsync("uk", hold.FeedId, new("Ada", "the year-end run of a big customer"), default));
        Assert.Equal((16, Reason.None), (await OpenAsync(world), await WhyNotAsync(world)));
        Assert.Empty(await world.Stores.Inbox.ListAsync(InboxState.Parked, 9, default));
    }

    [Fact]
    public async Task The_same_payments_over_a_day_are_nothing_unusual()
    {
        InboxWorld world = await ThirtyOpenAsync();
        for (int i = 2; i <= 16; i++)
        {
            await world.ComesAsync($"body {i}", (Paid(i).EventId, Paid(i).Fact));
            await world.ProcessAsync();
            world.Clock.Now += TimeSpan.FromMinutes(30);
        }
        Assert.Equal(15, await OpenAsync(world));
    }

    /// <summary>Pages in their order; behind them nothing more.</summary>
    sealed class Scripted(params ImmutableArray<InboundFact>[] pages) : IPollSource
    {
        public int Asked { get; private set; }
        public string? LastCursor { get; private set; }
        public string Name => "test";
        public string LedgerId => "uk";
        public TimeSpan Every { get; } = TimeSpan.FromMinutes(15);

        public Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
        {
            Asked++;
            LastCursor = cursor;
            int page = cursor is null ? 0 : cursor == "behind" ? pages.Length : int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture);
            return Task.FromResult<PollOutcome>(page >= pages.Length ? new PollOutcome.Page([], [], "behind", false)
                : new PollOutcome.Page(pages[page], [], page + 1 == pages.Length ? "behind" : $"{page + 1}", page + 1 < pages.Length));
        }
    }
}
