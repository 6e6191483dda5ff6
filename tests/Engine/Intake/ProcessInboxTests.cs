using Collections.Domain;

namespace Collections.Engine.Tests.Intake;

public sealed class ProcessInboxTests
{
    [Fact]
    public async Task A_payment_that_comes_by_webhook_is_applied_once_however_often_it_comes()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.ComesAsync("one", ("e1", InboxWorld.Payment("PAY-1", 100m)));
        await world.ComesAsync("another body, same event", ("e1", InboxWorld.Payment("PAY-1", 100m)));

        InboxRun run = await world.ProcessAsync();

        Assert.Equal((2, 2), (run.Taken, run[InboxState.Applied]));
        Assert.Equal(15_000, (await world.AccountAsync()).Invoice("INV-1")!.Balance.Minor);
        Assert.Equal([InboxWorld.Id], run.Touched);
        Assert.Equal(0, (await world.ProcessAsync()).Taken);
    }

    [Fact]
    public async Task One_bad_event_never_delays_the_others_and_is_parked_after_five_attempts_with_a_task()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        InboxEvent bad = await world.ComesAsync("bad", ("e0", new Fact.InvoiceSeen("C-1", InboxWorld.Invoice("INV-9", 10m) with { Amount = new(-1, Currency.Of("GBP")) })));
        await world.ComesUnreadAsync("makes the source itself throw");
        await world.ComesAsync("good", ("e1", InboxWorld.Payment("PAY-1", 250m)));

        InboxRun first = await world.ProcessAsync();
        Assert.Equal((1, 2), (first[InboxState.Applied], first[InboxState.Pending]));
        Assert.True((await world.AccountAsync()).Invoice("INV-1")!.Balance.IsZero);
        for (int i = 0; i < 6; i++)
        {
            world.Clock.Now += TimeSpan.FromHours(2);
            await world.ProcessAsync();
        }

        IReadOnlyList<InboxEvent> parked = await world.Stores.Inbox.ListAsync(InboxState.Parked, 9, default);
        Assert.All(parked, p => Assert.Equal(ProcessInbox.MostAttempts, p.Attempts));
        Assert.Equal(2, parked.Count);
        Assert.Contains("not negative", parked.Single(p => p.EventId == bad.EventId).Reason);
        Assert.Contains((await world.AccountAsync()).Tasks, t => t.Kind == "event-parked" && t.About == bad.EventId);
    }

    [Fact]
    public async Task A_refused_event_does_not_spend_its_marker_so_it_is_applied_once_what_it_needs_has_come()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        Invoice dollars = InboxWorld.Invoice("INV-1", 250m) with { Amount = Money.Exact(250m, Currency.Of("USD")) };
        Answer refused = (await world.Desk.PutAsync(InboxWorld.Id, new RecordInvoice(dollars), new("x", "test:e1"), default)).Answer;
        Assert.IsType<Answer.Refused>(refused);
        Assert.False(await world.Stores.Accounts.IsAppliedAsync(InboxWorld.Id, "test:e1", default));
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_parked_at_once_with_its_faults()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.ComesUnreadAsync("{", "not JSON: line 1");
        Assert.Equal(1, (await world.ProcessAsync())[InboxState.Parked]);
        Assert.Equal("not JSON: line 1", (await world.Stores.Inbox.ListAsync(InboxState.Parked, 9, default)).Single().Reason);
    }

    [Fact]
    public async Task The_sweep_leaves_a_young_event_to_the_queue_and_takes_an_old_one_and_an_overdue_account()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        Sweep sweep = new(world.Desk, world.Inbox, new(world.Desk, []));
        DateTimeOffset wake = (await world.Stores.Accounts.LoadAsync(InboxWorld.Id, default))!.WakeAt!.Value;
        world.Clock.Now = wake + TimeSpan.FromMinutes(4);
        await world.ComesAsync("reply", ("e1", InboxWorld.Payment("PAY-1", 1m)));

        SweepRun young = await sweep.RunAsync(default);
        world.Clock.Now += TimeSpan.FromMinutes(2);
        SweepRun old = await sweep.RunAsync(default);

        Assert.Equal((0, 0), (young.Inbox.Taken, young.ToWake.Count));
        Assert.Equal(1, old.Inbox.Taken);
        Assert.Equal([InboxWorld.Id], old.ToWake);
    }

    [Fact]
    public void What_was_signed_is_what_is_read_later_address_and_query_too()
    {
        InboundRequest request = new("uk", new("https://Hooks.Example.com/webhooks/twilio-status?m=m1&t=2"),
            new Dictionary<string, string> { ["Content-Type"] = "text/plain", ["Cookie"] = "secret", ["X-Twilio-Signature"] = "abc" }, new byte[] { 1, 0, 255 }, InboxTime);
        InboundRequest again = KeptRequest.Open(KeptRequest.Keep("twilio-status", request));
        Assert.Equal(("https://Hooks.Example.com/webhooks/twilio-status?m=m1&t=2", "text/plain", "abc"), (again.Url.OriginalString, again.Header("content-type"), again.Header("x-twilio-signature")));
        Assert.Equal(new byte[] { 1, 0, 255 }, again.Body.ToArray());
        Assert.Null(again.Header("Cookie"));
        Assert.Equal(("uk", InboxTime), (again.LedgerId, again.ReceivedAt));
    }

    static readonly DateTimeOffset InboxTime = new(2026, 11, 18, 10, 0, 0, TimeSpan.Zero);
}

public sealed class PollSourcesTests
{
    [Fact]
    public async Task A_poll_finds_what_the_webhook_lost_and_repeats_nothing_that_came_by_it()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.ComesAsync("one", ("e1", InboxWorld.Payment("PAY-1", 100m)));
        await world.ProcessAsync();
        Pages pages = new();
        PollSources polls = new(world.Desk, [pages]);

        PollRun first = await polls.RunAsync(default);
        PollRun tooEarly = await polls.RunAsync(default);
        world.Clock.Now += TimeSpan.FromMinutes(15);
        PollRun broken = await polls.RunAsync(default);
        world.Clock.Now += TimeSpan.FromMinutes(1);
        PollRun again = await polls.RunAsync(default);

        Assert.Equal(10_000, (await world.AccountAsync()).Invoice("INV-1")!.Balance.Minor);
        Assert.Equal((2, 0, 0), (first.Facts, tooEarly.Facts, broken.Facts));
        Assert.Equal(["test"], broken.Unavailable);
        Assert.Empty(again.Unavailable);
        Assert.Equal([null, "page 2", "", ""], pages.Cursors);
    }

    sealed class Pages : IPollSource
    {
        public List<string?> Cursors { get; } = [];
        public string Name => "test";
        public string LedgerId => "uk";
        public TimeSpan Every { get; } = TimeSpan.FromMinutes(15);

        public Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
        {
            Cursors.Add(cursor);
            return Task.FromResult<PollOutcome>(Cursors.Count switch
            {
                1 => new PollOutcome.Page([new("e1", InboxWorld.Payment("PAY-1", 100m))], [], "page 2", true),
                2 => new PollOutcome.Page([new("e2", InboxWorld.Payment("PAY-2", 50m))], [], "", false),
                3 => new PollOutcome.Unavailable("503", null),
                _ => new PollOutcome.Page([], [], "", false),
            });
        }
    }
}
