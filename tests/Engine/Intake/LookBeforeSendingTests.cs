using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine.Tests.Intake;

/// <summary>A connected ledger: its invoices are read from the source just before a message about them leaves.</summary>
public sealed class LookBeforeSendingTests
{
    static readonly Money Owed = Money.Exact(250m, Currency.Of("GBP"));

    [Fact]
    public async Task An_invoice_that_was_paid_since_the_last_reading_is_not_asked_for()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 40);
        office.Source.Answer = _ => new PollOutcome.Page([new("i1-v2", Seen(Owed - Owed)), new("p1", InboxWorld.Payment("p1", 250m))], [], "", false);
        await office.RunAsync();

        Assert.Equal([("src-1", Owed)], office.Source.Asked.Select(a => (a.SourceId, a.Open)));
        Assert.Empty(office.Mail.Sent);
        Assert.False((await office.World.AccountAsync()).Invoice("INV-1")!.IsOpen);
        Assert.Empty((await office.World.AccountAsync()).Messages);
    }

    [Fact]
    public async Task What_was_read_within_the_quarter_of_an_hour_is_not_read_again()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 10);
        await office.RunAsync();

        Assert.Empty(office.Source.Asked);
        Assert.Single(office.Mail.Sent);
    }

    [Fact]
    public async Task A_message_whose_invoices_the_source_confirms_leaves_and_says_as_of_when()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 40);
        await office.RunAsync();

        Assert.Contains(Assert.Single(office.Mail.Sent).Text.Text.Split('\n'), l => l.Contains("18 November 2026", StringComparison.Ordinal) && l.Contains("10:00", StringComparison.Ordinal));
        Assert.Equal(office.World.Clock.Now, (await office.World.Stores.Accounts.MessageAsync(office.Mail.Sent[0].MessageId, default))!.Message.BegunAt);
    }

    [Fact]
    public async Task A_source_that_does_not_answer_defers_the_message_and_ten_minutes_later_it_is_asked_again()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 40);
        office.Source.Answer = _ => new PollOutcome.Unavailable("timeout", null);
        await office.RunAsync();
        Message waiting = (await office.World.AccountAsync()).Messages.Single();
        await office.RunAsync();
        int asked = office.Source.Looks;
        office.Source.Answer = null;
        office.World.Clock.Now += TimeSpan.FromMinutes(10);
        await office.RunAsync();

        Assert.Equal((MessageState.Ready, 0, 1), (waiting.State, waiting.Attempt, asked));
        Assert.Single(office.Mail.Sent);
    }

    [Fact]
    public async Task Where_source_and_ledger_still_differ_nothing_leaves()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 40);
        office.Source.Answer = _ => new PollOutcome.Page([new("i1-v2", Seen(Owed.Times(0.5m)))], [], "", false);
        await office.RunAsync();
        office.Source.Answer = _ => new PollOutcome.Page([], [], "", false);
        office.World.Clock.Now += TimeSpan.FromMinutes(10);
        await office.RunAsync();

        Assert.Empty(office.Mail.Sent);
        Assert.Equal(2, office.Source.Looks);
    }

    [Fact]
    public async Task A_waiver_of_ours_that_the_source_does_not_know_is_no_difference()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 40);
        await office.World.PutAsync(new Agree(new Agreement.Waiver("INV-1", Owed.Times(0.04m)), "goodwill", ByApprover: true));
        await office.RunAsync();

        Assert.Equal([("src-1", Owed)], office.Source.Asked.Select(a => (a.SourceId, a.Open)));
        Assert.Single(office.Mail.Sent);
    }

    [Fact]
    public async Task A_connected_ledger_that_nothing_reads_sends_nothing()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 40);
        office.Advance = new(office.World.Desk, [office.Mail]);
        await office.RunAsync();

        Assert.Empty(office.Mail.Sent);
    }

    [Fact]
    public async Task A_ledger_whose_polls_fail_for_longer_than_an_interval_and_a_quarter_of_an_hour_is_stale_and_says_since_when()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 76);
        await office.RunAsync();
        Explanation why = (await new PastAccount(office.World.Desk).WhyNowAsync(InboxWorld.Id, default))!;

        Assert.Empty(office.Mail.Sent);
        Assert.Equal(0, office.Source.Looks);
        Assert.Contains("2026-11-18 08:44", why.Stops.Single(s => s.Reason == Reason.LedgerStale).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_has_ended_freezes_its_ledger_and_says_what_to_do()
    {
        Office office = await Office.OpenAsync(readMinutesAgo: 1);
        await office.World.Stores.Ledgers.SaveConnectionAsync(new()
        {
            LedgerId = "uk", Source = "xero", Organisation = "o", Sealed = "", ConnectedAt = office.World.Clock.Now, ConnectedBy = "pat", EndedAt = office.World.Clock.Now.AddMinutes(-1), EndedBecause = "the consent was withdrawn",
        }, 0, default);
        await office.RunAsync();
        Stop stop = (await new PastAccount(office.World.Desk).WhyNowAsync(InboxWorld.Id, default))!.Stops.Single(s => s.Reason == Reason.ConnectionEnded);

        Assert.Empty(office.Mail.Sent);
        Assert.Contains("the consent was withdrawn", stop.Words, StringComparison.Ordinal);
        Assert.Contains("connects it again", stop.Words, StringComparison.Ordinal);
    }

    static Fact.InvoiceSeen Seen(Money open) => new("C-1", InboxWorld.Invoice("INV-1", 250m) with { SourceId = "src-1", SourceVersion = 2 }, open);

    /// <summary>The ledger of <see cref="InboxWorld"/>, connected, on the morning of its run.</summary>
    sealed class Office(InboxWorld world)
    {
        public InboxWorld World => world;
        public Books Source { get; } = new();
        public Mailbox Mail { get; } = new();
        public AdvanceAccount Advance { get; set; } = null!;

        public static async Task<Office> OpenAsync(int readMinutesAgo)
        {
            InboxWorld world = await InboxWorld.NewAsync();
            await world.PutAsync(new RecordInvoice(InboxWorld.Invoice("INV-1", 250m) with { SourceId = "src-1", SourceVersion = 1 }));
            Ledger ledger = (await world.Stores.Ledgers.FindAsync("uk", default))!;
            await world.Stores.Ledgers.SaveAsync(ledger with { Feed = FeedKind.Connected, RunTime = new(10, 0) }, world.Clock.Now, "test", default);
            await world.Stores.Ledgers.RecordFeedAsync(new("uk", "f1", world.Clock.Now.AddMinutes(-readMinutesAgo), "test", 1, null), default);
            Office office = new(world);
            office.Advance = new(world.Desk, [office.Mail], new(world.Desk, new([], [office.Source])));
            return office;
        }

        public async Task RunAsync()
        {
            await World.PutAsync(new DailyRun());
            await Advance.RunAsync(InboxWorld.Id, default);
        }
    }

    sealed class Books : IObjectSource
    {
        public string Name => "test";
        public string LedgerId => "uk";
        public List<LookedAt> Asked { get; } = [];
        public int Looks { get; private set; }
        public Func<ImmutableArray<LookedAt>, PollOutcome>? Answer { get; set; }

        public Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel) => throw new InvalidOperationException("nothing but a look was needed");

        public Task<PollOutcome> LookAsync(ImmutableArray<LookedAt> invoices, CancellationToken cancel)
        {
            Looks++;
            Asked.AddRange(invoices);
            return Task.FromResult(Answer?.Invoke(invoices) ?? new PollOutcome.Page([new("i1-v2", Seen(Owed))], [], "", false));
        }
    }

    sealed class Mailbox : ISendMessages
    {
        public Channel Channel => Channel.Email;
        public string Name => "mail";
        public ReconcileRule Reconcile => ReconcileRule.ByEvents;
        public List<OutgoingMessage> Sent { get; } = [];

        public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
        {
            Sent.Add(message);
            return Task.FromResult<SendOutcome>(new SendOutcome.Accepted("p1"));
        }

        public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel) => Task.FromResult<SearchOutcome>(new SearchOutcome.Absent());
    }
}
