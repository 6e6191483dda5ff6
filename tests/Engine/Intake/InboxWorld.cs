using System.Collections.Immutable;
using System.Text;
using Collections.Domain;
using Collections.Policies;
using Collections.StoreContract;

namespace Collections.Engine.Tests.Intake;

/// <summary>A ledger with a late customer on stores in memory, a source whose words are set by the test, and a channel that takes everything.</summary>
internal sealed class InboxWorld : IWriteIds, IInboundSource, ISendMessages
{
    public const string Mail = "ap@example.com", Mobile = "+447700900123";
    static readonly PolicyBook Book = PolicyBook.Load();
    readonly Dictionary<string, InboundReading> said = [];
    int writes;

    public InboxWorld()
    {
        InMemoryStores memory = new();
        Stores = new(memory.Accounts, memory.Ledgers, memory.Contacts, memory.Inbox);
        Desk = new(Stores, Book, Clock, this);
        Advance = new(Desk, [this]);
        Inbox = new(Desk, [this]);
    }

    public HandClock Clock { get; } = new() { Now = new(2026, 11, 18, 10, 0, 0, TimeSpan.Zero) };
    public Stores Stores { get; }
    public AccountDesk Desk { get; }
    public AdvanceAccount Advance { get; }
    public ProcessInbox Inbox { get; }
    public List<OutgoingMessage> Sent { get; } = [];
    public Func<SendOutcome> Answer { get; set; } = () => new SendOutcome.Accepted("p1");
    public static AccountId Id { get; } = AccountId.Of("uk", "C-1");

    public string Name => "test";
    public Channel Channel => Channel.Sms;
    public ReconcileRule Reconcile => ReconcileRule.ByEvents;
    public string Next() => $"w{++writes}";
    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => SignatureCheck.Genuine;
    public InboundReading Read(InboundRequest request) => said.TryGetValue(Encoding.UTF8.GetString(request.Body.Span), out InboundReading? reading) ? reading : throw new InvalidOperationException("a bug of the source");
    public Task<SearchOutcome> FindAsync(OutgoingMessage message, DateTimeOffset begunAt, CancellationToken cancel) => Task.FromResult<SearchOutcome>(new SearchOutcome.Absent());
    public Task<SendOutcome> SendAsync(OutgoingMessage message, CancellationToken cancel)
    {
        Sent.Add(message);
        return Task.FromResult(Answer());
    }

    public static async Task<InboxWorld> NewAsync()
    {
        InboxWorld world = new();
        await world.Stores.Ledgers.SaveAsync(new()
        {
            Id = "uk", LegalName = "Brightwell Tools Ltd", Country = "GB", Currency = Currency.Of("GBP"), Zone = "Europe/London", HolidayArea = "GB", Pack = "uk-b2b",
            Sender = new() { Name = "Brightwell Tools Ltd", Email = "accounts@uk.example.com", Phone = "+447700900000", SmsFrom = "+447700900001" },
        }, world.Clock.Now, "test", default);
        await world.Stores.Ledgers.RecordFeedAsync(new("uk", "f1", world.Clock.Now, "file", 1, null), default);
        await world.PutAsync(new DescribeCustomer(new(Name: "Ashdown Joinery"), [new() { Id = "ap", Name = "Pat", Email = Mail, Mobile = Mobile }]));
        await world.PutAsync(new RecordInvoice(Invoice("INV-1", 250m)));
        return world;
    }

    public static Invoice Invoice(string number, decimal amount) =>
        new() { Number = number, IssueDate = new(2026, 10, 1), DueDate = new(2026, 11, 10), Amount = Money.Exact(amount, Currency.Of("GBP")) };

    public static Fact.PaymentSeen Payment(string id, decimal amount, string invoice = "INV-1") => new("C-1", new()
    {
        Id = id, Amount = Money.Exact(amount, Currency.Of("GBP")), ValueDate = new(2026, 11, 17), Allocations = [new(invoice, Money.Exact(amount, Currency.Of("GBP")))],
    });

    public Task<DeskAnswer> PutAsync(Input input) => Desk.PutAsync("uk", "C-1", input, new("test"), default);

    /// <summary>The source's webhook came in, saying this.</summary>
    public async Task<InboxEvent> ComesAsync(string body, params (string EventId, Fact Fact)[] facts)
    {
        said[body] = new([.. facts.Select(f => new InboundFact(f.EventId, f.Fact))], []);
        return await ComesUnreadAsync(body);
    }

    public async Task<InboxEvent> ComesUnreadAsync(string body, params string[] faults)
    {
        if (faults.Length > 0) said[body] = new([], [.. faults]);
        InboundRequest request = new("uk", new("https://hooks.example.com/webhooks/test/uk?m=m1"), new Dictionary<string, string> { ["Content-Type"] = "application/json" }, Encoding.UTF8.GetBytes(body), Clock.Now);
        InboxEvent kept = KeptRequest.Keep("test", request);
        await Stores.Inbox.KeepAsync(kept, default);
        return kept;
    }

    public Task<InboxRun> ProcessAsync() => Inbox.RunAsync(100, TimeSpan.Zero, default);

    public async Task<Account> AccountAsync() => (await Stores.Accounts.LoadAsync(Id, default))!.Account;

    public async Task SaysAsync(string words)
    {
        await ComesAsync(words + Clock.Now.Ticks, (words + Clock.Now.Ticks, new Fact.ReplyReceived(Channel.Sms, Mobile, "+447700900001", words, false, null, Clock.Now)));
        await ProcessAsync();
        await Advance.RunAsync(Id, default);
        Clock.Now += TimeSpan.FromMinutes(3);
    }
}

internal sealed class HandClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }
    public override DateTimeOffset GetUtcNow() => Now;
}
