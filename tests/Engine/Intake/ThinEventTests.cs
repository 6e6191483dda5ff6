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
    }
}
