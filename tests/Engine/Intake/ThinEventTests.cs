using Collections.Domain;

namespace Collections.Engine.Tests.Intake;

public sealed class ThinEventTests
{
    [Fact]
    public async Task An_event_that_carries_an_id_alone_is_applied_as_its_source_has_the_object_now()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        Objects objects = new(new PollOutcome.Page([new("p1-v2", InboxWorld.Payment("p1", 250m))], [], "", false));
        ProcessInbox inbox = new(world.Desk, [world], [objects]);
        await world.ComesAsync("thin", ("e1", new Fact.ObjectChanged("payment", "p1", world.Clock.Now)));
        await inbox.RunAsync(9, default, default);

        Assert.Equal(("payment", "p1"), objects.Asked);
        Assert.False((await world.AccountAsync()).Invoice("INV-1")!.IsOpen);
    }

    [Fact]
    public async Task A_source_that_cannot_be_read_changes_nothing_and_the_event_waits()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        ProcessInbox inbox = new(world.Desk, [world], [new Objects(new PollOutcome.Unavailable("http-503", null))]);
        await world.ComesAsync("thin", ("e1", new Fact.ObjectChanged("invoice", "i1", world.Clock.Now)));
        InboxRun run = await inbox.RunAsync(9, default, default);

        Assert.Equal(1, run[InboxState.Pending]);
        Assert.True((await world.AccountAsync()).Invoice("INV-1")!.IsOpen);
    }

    [Fact]
    public async Task An_object_that_is_gone_by_the_time_it_is_read_changes_nothing_and_waits_for_nobody()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        ProcessInbox inbox = new(world.Desk, [world], [new Objects(new PollOutcome.Unavailable(PollOutcome.NotFound, null))]);
        await world.ComesAsync("thin", ("e1", new Fact.ObjectChanged("invoice", "i1", world.Clock.Now)));

        Assert.Equal(1, (await inbox.RunAsync(9, default, default))[InboxState.Ignored]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deletion_that_carries_an_id_alone_closes_what_came_under_it(bool isInvoice)
    {
        InboxWorld world = await InboxWorld.NewAsync();
        Invoice invoice = InboxWorld.Invoice("INV-7", 80m) with { SourceId = "39", SourceVersion = 5 };
        await world.ComesAsync("came", ("e1", new Fact.InvoiceSeen("C-1", invoice)), ("e2", InboxWorld.Payment("77", 250m)));
        await world.ProcessAsync();
        await world.Stores.Ledgers.PointAsync("uk", isInvoice ? "invoice:39" : "payment:77", "C-1", default);
        await world.ComesAsync("gone", ("e3", new Fact.ObjectDeleted(isInvoice ? "invoice" : "payment", isInvoice ? "39" : "77", world.Clock.Now)), ("e4", new Fact.ObjectDeleted("invoice", "40", world.Clock.Now)));
        InboxRun run = await world.ProcessAsync();

        Assert.Equal(1, run[InboxState.Applied]);
        Assert.Equal((!isInvoice, !isInvoice), ((await world.AccountAsync()).Invoice("INV-7")!.IsOpen, (await world.AccountAsync()).Invoice("INV-1")!.IsOpen));
    }

    [Fact]
    public async Task Whose_an_object_is_is_noted_before_it_is_applied()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        Polled polled = new(new PollOutcome.Page([new("e1", new Fact.InvoiceSeen("C-1", InboxWorld.Invoice("INV-7", 80m) with { SourceId = "39" }), "invoice:39")], [], "next", false));
        await new PollSources(world.Desk, [polled]).RunAsync(default);

        Assert.Equal("C-1", await world.Stores.Ledgers.PointedAsync("uk", "invoice:39", default));
    }

    [Fact]
    public async Task A_round_that_came_to_its_end_is_a_feed_of_its_ledger_as_of_its_beginning_and_makes_it_a_connected_one()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        DateTimeOffset begun = world.Clock.Now += TimeSpan.FromHours(2);
        Polled polled = new(new PollOutcome.Page([], [], "page 2", true), new PollOutcome.Unavailable("http-503", TimeSpan.FromMinutes(9)), new PollOutcome.Page([], [], "end", false));
        PollSources polls = new(world.Desk, [polled]);
        await polls.RunAsync(default);
        IReadOnlyList<FeedRecord> before = await world.Stores.Ledgers.FeedsAsync("uk", 9, default);
        world.Clock.Now += TimeSpan.FromMinutes(8);
        await polls.RunAsync(default);
        world.Clock.Now += TimeSpan.FromMinutes(1);
        await polls.RunAsync(default);

        Assert.Equal(["f1"], before.Where(f => !f.IsCursor).Select(f => f.FeedId));
        Assert.Equal([null, "page 2", "page 2"], polled.Cursors);
        Assert.Equal(begun, (await world.Stores.Ledgers.FeedsAsync("uk", 9, default)).First(f => !f.IsCursor).At);
        Assert.Equal(FeedKind.Connected, (await world.Stores.Ledgers.FindAsync("uk", default))!.Feed);
    }

    [Fact]
    public async Task An_invoice_that_its_source_voids_is_closed_and_an_older_version_does_not_open_it_again()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        Invoice known = InboxWorld.Invoice("INV-1", 250m);

        Assert.IsType<Answer.Done>((await world.PutAsync(new RecordInvoice(known with { IsVoid = true, SourceVersion = 5 }))).Answer);
        Assert.IsType<Answer.AlreadyRecorded>((await world.PutAsync(new RecordInvoice(known with { SourceVersion = 4 }))).Answer);
        Assert.True((await world.AccountAsync()).Invoice("INV-1") is { IsVoid: true, IsOpen: false });
        Assert.IsType<Answer.Done>((await world.PutAsync(new RecordInvoice(InboxWorld.Invoice("INV-9", 10m) with { IsVoid = true }))).Answer);
        Assert.NotNull((await world.AccountAsync()).Invoice("INV-9")!.ClosedDate);
    }

    [Fact]
    public async Task A_payment_that_its_source_set_to_zero_is_taken_back()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        Payment paid = InboxWorld.Payment("p1", 250m).Payment, emptied = paid with { Amount = Money.Zero(paid.Amount.Currency), Allocations = [], IsReversed = true, SourceVersion = 2 };

        Assert.IsType<Answer.AlreadyRecorded>((await world.PutAsync(new RecordPayment(emptied))).Answer);
        await world.PutAsync(new RecordPayment(paid));
        Assert.IsType<Answer.Done>((await world.PutAsync(new RecordPayment(emptied))).Answer);
        Assert.True((await world.AccountAsync()).Invoice("INV-1")!.IsOpen);
    }

    [Fact]
    public async Task A_credit_note_that_its_source_set_to_zero_is_withdrawn()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        CreditNote given = new() { Number = "CN-1", Amount = Money.Exact(250m, Currency.Of("GBP")), ValueDate = new(2026, 11, 17), Allocations = [new("INV-1", Money.Exact(250m, Currency.Of("GBP")))] };
        CreditNote emptied = given with { Amount = Money.Zero(given.Amount.Currency), Allocations = [], IsVoid = true, SourceVersion = 2 };

        Assert.IsType<Answer.AlreadyRecorded>((await world.PutAsync(new RecordCreditNote(emptied))).Answer);
        await world.PutAsync(new RecordCreditNote(given));
        Assert.IsType<Answer.Done>((await world.PutAsync(new RecordCreditNote(emptied))).Answer);
        Assert.True((await world.AccountAsync()).Invoice("INV-1")!.IsOpen);
    }

    sealed class Objects(PollOutcome outcome) : IObjectSource
    {
        public string Name => "test";
        public string LedgerId => "uk";
        public (string Kind, string Id) Asked { get; private set; }

        public Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel)
        {
            Asked = (kind, objectId);
            return Task.FromResult(outcome);
        }

        public Task<PollOutcome> LookAsync(System.Collections.Immutable.ImmutableArray<LookedAt> invoices, CancellationToken cancel) => Task.FromResult(outcome);
    }

    sealed class Polled(params PollOutcome[] outcomes) : IPollSource
    {
        public string Name => "test";
        public string LedgerId => "uk";
        public TimeSpan Every => TimeSpan.FromMinutes(15);
        public List<string?> Cursors { get; } = [];

        public Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
        {
            Cursors.Add(cursor);
            return Task.FromResult(outcomes[Math.Min(Cursors.Count, outcomes.Length) - 1]);
        }
    }
}
