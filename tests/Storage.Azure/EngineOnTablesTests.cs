using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Xunit.Abstractions;

namespace Collections.Storage.Azure;

/// <summary>The engine itself over these tables: an invoice falls due, its reminder goes out, an opt-out stops the next.</summary>
public sealed class EngineOnTablesTests(ITestOutputHelper output) : IWriteIds
{
    const int Customers = 6;
    static readonly CancellationToken Never = CancellationToken.None;
    static readonly DateTimeOffset Start = new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);
    /// <summary>Twice looking for what is due (16 shards each), the ledger's five reads, and the first message of the day opening its cap.</summary>
    const int Shared = 32 + 5 + 3;
    readonly HandClock clock = new(Start);
    readonly Sink sink = new();

    public string Next() => Guid.NewGuid().ToString("N");

    [SkippableFact]
    public async Task A_reminder_goes_out_once_and_none_after_an_opt_out()
    {
        AzureStorage storage = await AzuriteStores.StorageAsync();
        AccountDesk desk = new(new(storage.Accounts, storage.Ledgers, storage.Contacts, storage.Inbox), PolicyBook.Load(), clock, this);
        await storage.Ledgers.SaveAsync(Book(), Start, "staff", Never);
        Contact contact = new() { Id = "ap", Name = "Accounts payable", Email = "ap@example.com" };
        await desk.PutAsync("uk", "C-1", new DescribeCustomer(new(Name: "One Ltd"), [contact]), new("import"), Never);
        await desk.PutAsync("uk", "C-1", new RecordInvoice(Overdue()), new("import"), Never);
        for (int n = 2; n <= Customers; n++)
        {
            await desk.PutAsync("uk", $"C-{n}", new DescribeCustomer(new(Name: "Another"), [contact with { Email = $"ap{n}@example.com" }]), new("import"), Never);
            await desk.PutAsync("uk", $"C-{n}", new RecordInvoice(Overdue()), new("import"), Never);
        }
        DueAccounts due = new(desk, new(desk, [sink]));
        for (int day = 0; day < 3; day++) await LiveAsync(storage, due, day);
        Assert.Equal(Customers, sink.Sent);
        StoredMessage message = Assert.Single(await storage.Accounts.MessagesAsync(new("uk", AccountId.Of("uk", "C-1")), Never));
        Assert.Equal(MessageState.Accepted, message.Message.State);
        Assert.Contains("INV-1", message.Text!.Text, StringComparison.Ordinal);
        await storage.Contacts.OptOutAsync("ap@example.com", clock.GetUtcNow(), "email", Never);
        for (int day = 3; day < 16; day++) await LiveAsync(storage, due, day);
        Assert.Equal(2 * Customers - 1, sink.Sent); // the second level went to everyone else
    }

    async Task LiveAsync(AzureStorage storage, DueAccounts due, int day)
    {
        clock.Now = Start.AddDays(day).AddHours(3.5).AddMinutes(1); // a minute after the run, which is when a sweep comes
        await storage.Ledgers.RecordFeedAsync(new("uk", $"feed-{day}", clock.Now, "daily.csv", 1, null), Never);
        storage.Meter.Reset();
        int before = sink.Sent;
        RunSummary summary = await due.AdvanceAsync(null, keepVerdicts: false, Never);
        Assert.Empty(summary.Failures);
        if (day == 0) Assert.InRange(storage.Meter.Total, 1, Shared + 10 * Customers);
        if (sink.Sent > before || day == 2)
            output.WriteLine($"day {day}: {sink.Sent - before} reminders, {storage.Meter.Total} transactions = {string.Join(", ", storage.Meter.Counts.Select(c => $"{c.Value} {c.Key}"))}");
    }

    static Invoice Overdue() => new()
    {
        Number = "INV-1", IssueDate = new(2026, 1, 20), DueDate = new(2026, 2, 19), Amount = Money.Exact(480m, Currency.Of("GBP")), Description = "Hand tools",
    };

    static Ledger Book() => new()
    {
        Id = "uk", LegalName = "Paper Mill Ltd", Country = "GB", Currency = Currency.Of("GBP"), Zone = "Europe/London", Pack = "uk-b2b", RunTime = new(10, 30),
        Sender = new() { Name = "Paper Mill", Email = "accounts@example.com", Phone = "+447700900123", Address = "1 Quay Street", BankDetails = "Sort code 00-00-00" },
    };

    sealed class Sink : ISendMessages
    {
        public int Sent { get; private set; }
        public Channel Channel => Channel.Email;
        public string Name => "outbox";
        public ReconcileRule Reconcile => ReconcileRule.BySearch;

        public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
        {
            Sent++;
            return Task.FromResult<SendOutcome>(new SendOutcome.Accepted("x-1"));
        }

        public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel) =>
            Task.FromResult<SearchOutcome>(new SearchOutcome.Absent());
    }

    sealed class HandClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
