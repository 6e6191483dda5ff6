using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Accounts, items and messages of which only what matters is stated.</summary>
public static class Some
{
    public const string Ledger = "uk";
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 3, 2);
    public static readonly Currency Pounds = Currency.Of("GBP");
    static int writes;

    public static Money Gbp(decimal amount) => Money.Exact(amount, Pounds);

    /// <summary>A write id that no other commit of this process has.</summary>
    public static string WriteId() => "w" + Interlocked.Increment(ref writes).ToString(CultureInfo.InvariantCulture);

    public static AccountCommit Commit(StoredAccount from, params AccountEvent[] events) => new()
    {
        From = from, To = from.Account.Apply(events), WriteId = WriteId(), At = Now, By = "rule", Cause = "run", Events = [.. events], RunAt = from.RunAt, WakeAt = from.WakeAt,
    };

    public static AccountCommit WakeUp(StoredAccount from, DateTimeOffset? wakeAt, DateTimeOffset? runAt = null) => Commit(from) with { WakeAt = wakeAt, RunAt = runAt };

    public static InvoiceRecorded Invoice(string number, decimal amount = 100, int dueInDays = -10, string currency = "GBP") => new(new Invoice
    {
        Number = number, IssueDate = Today.AddDays(dueInDays - 30), DueDate = Today.AddDays(dueInDays), Amount = Money.Exact(amount, Currency.Of(currency)), Description = "Paper, 80 g",
    });

    public static PaymentRecorded Payment(string id, decimal amount, params string[] invoices) => new(new Payment
    {
        Id = id, Amount = Gbp(amount), ValueDate = Today, Allocations = [.. invoices.Select(i => new Allocation(i, Gbp(amount / invoices.Length)))],
    });

    public static ContactSet Contact(string id, string? email = null, string? mobile = null) => new(new Contact { Id = id, Name = "Pat " + id, Email = email, Mobile = mobile });

    public static TaskOpened Task(string id, DateTimeOffset? openedAt = null, string kind = "reply") =>
        new(new WorkItem { Id = id, Kind = kind, Words = "A reply waits to be read.", OpenedAt = openedAt ?? Now });

    public static Message Message(string id, DateTimeOffset? reservedAt = null, string address = "ap@example.com", Channel channel = Channel.Email) => new()
    {
        Id = id, Kind = MessageKind.Level, About = "INV-1", Number = 1, Channel = channel, ContactId = "ap", Address = address, Person = address, Letter = "friendly",
        Pack = "sha-of-a-pack", ReservedAt = reservedAt ?? Now, NotBefore = reservedAt ?? Now,
    };

    public static MessageReserved Reserved(string id, DateTimeOffset? reservedAt = null) => new(Message(id, reservedAt));

    public static MessageBegun Begun(string id, int attempt = 1) => new(id, attempt, Now, Today, [Gbp(100)], ["INV-1"], null, "hash-of-text");

    public static MessageText Text(string id, int attempt = 1) => new(id, attempt, "Your invoice", $"Dear customer, attempt {attempt}", "<p>Dear customer</p>", 0);

    public static SendGrant Grant(string messageId, DateOnly? date = null) => new(
        messageId, Ledger, Channel.Email, "ap@example.com", "ap@example.com", date ?? Today, date ?? Today, PerDay: 1, PerSevenDays: 2, SpendsBudget: true, ChannelCap: 2000);

    public static Ledger Book(string id) => new()
    {
        Id = id, LegalName = "Paper Mill Ltd", Country = "GB", Currency = Pounds, Zone = "Europe/London", Pack = "uk-b2b",
        Sender = new() { Name = "Paper Mill", Email = "accounts@example.com", Phone = "+447700900123" },
    };

    public static InboxEvent Event(string eventId, string source = "stripe", int secondsLater = 0) => new()
    {
        Source = source, EventId = eventId, ReceivedAt = Now.AddSeconds(secondsLater), Body = ImmutableArray.Create("{\"id\":1}"u8),
    };
}
