using System.Globalization;
using Collections.Accounting.QuickBooks;
using Collections.Accounting.Stripe;
using Collections.Accounting.Xero;
using Collections.Domain;
using Collections.Engine;
using Collections.FakeProviders;
using Collections.FakeProviders.Books;
using Collections.Policies;
using Collections.StoreContract;

namespace Collections.Accounting.Tests.Convergence;

/// <summary>A ledger on stores in memory, fed by a fake: its webhooks go through the inbox, its polls through the engine. The clock is moved by hand, and nothing waits.</summary>
internal sealed class FedWorld : IWriteIds
{
    static readonly PolicyBook Policies = Calm();
    readonly InMemoryStores memory = new();
    readonly IInboundSource webhook;
    int writes;

    FedWorld(FakeBooks fake, HandClock clock, IInboundSource webhook, ConnectedSource source)
    {
        (Fake, Clock, this.webhook) = (fake, clock, webhook);
        Stores = new(memory.Accounts, memory.Ledgers, memory.Contacts, memory.Inbox);
        Desk = new(Stores, Policies, clock, this);
        Inbox = new(Desk, [webhook], [source.Objects]);
        Polls = new(Desk, [source.Poll]);
        Source = source;
    }

    public FakeBooks Fake { get; }
    public HandClock Clock { get; }
    public Stores Stores { get; }
    public AccountDesk Desk { get; }
    public ProcessInbox Inbox { get; }
    public PollSources Polls { get; }
    public ConnectedSource Source { get; }
    public int Webhooks { get; private set; }
    public string Next() => (++writes).ToString(CultureInfo.InvariantCulture);

    // These histories turn a small ledger over in days: whether a person must look at that is another test's question.
    static PolicyBook Calm()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("collections-calm");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "calm"));
        File.WriteAllText(Path.Combine(folder.FullName, "calm", "pack.json"), """
            { "pack": "calm", "version": 1, "jurisdiction": "GB", "feed": { "implausibleShare": 1, "implausibleFrom": 1000 }, "levels": [ { "number": 1, "daysPastDue": 3, "letter": "friendly" } ] }
            """);
        PolicyBook book = PolicyBook.Load(folder.FullName);
        folder.Delete(recursive: true);
        return book;
    }

    public static async Task<FedWorld> OpenAsync(string kind)
    {
        HandClock clock = new(new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        FakeOptions options = new(0, "", "http://127.0.0.1", clock);
        FedWorld world = kind switch { "xero" or "xero-demo" => Xero(new(options), clock), "quickbooks" => QuickBooks(new(options), clock), _ => Stripe(new(options), clock) };
        await world.Stores.Ledgers.SaveAsync(new()
        {
            Id = "uk", LegalName = "Brightwell Tools Ltd", Country = "GB", Currency = Currency.Of("GBP"), Zone = "Europe/London", HolidayArea = "GB", Pack = kind == "xero-demo" ? "uk-b2b" : "calm",
            Sender = new() { Name = "Brightwell Tools Ltd", Email = "accounts@uk.example.com", Phone = "+447700900000" },
        }, clock.GetUtcNow(), "test", default);
        return world;
    }

    static FedWorld Xero(FakeXero fake, HandClock clock)
    {
        XeroOptions options = new() { LedgerId = "uk", TenantId = fake.TenantId, BaseAddress = new("http://127.0.0.1/xero/api.xro/2.0"), AccessToken = _ => new(fake.Consent.Pass()) };
        XeroApi api = new(options, new SourceCall(new FakeHandler("xero", fake.Answer), clock));
        return new(fake, clock, new XeroWebhook([fake.WebhookKey], _ => fake.TenantId), new(new XeroPoll(options, api), api));
    }

    static FedWorld QuickBooks(FakeQuickBooks fake, HandClock clock)
    {
        QuickBooksOptions options = new() { LedgerId = "uk", RealmId = FakeQuickBooks.Realm, HomeCurrency = Currency.Of("GBP"), BaseAddress = new("http://127.0.0.1/quickbooks"), AccessToken = _ => new(fake.Consent.Pass()) };
        QuickBooksApi api = new(options, new SourceCall(new FakeHandler("quickbooks", fake.Answer), clock, QuickBooksApi.IsThrottled));
        return new(fake, clock, new QuickBooksWebhook([fake.VerifierToken], _ => FakeQuickBooks.Realm), new(new QuickBooksPoll(options, api), api));
    }

    static FedWorld Stripe(FakeStripe fake, HandClock clock)
    {
        StripeOptions options = new() { LedgerId = "uk", ApiKey = fake.ApiKey, WebhookSecrets = [fake.WebhookSecret], Zone = "Europe/London", BaseAddress = new("http://127.0.0.1/stripe") };
        StripeApi api = new(options, new SourceCall(new FakeHandler("stripe", fake.Answer), clock), clock);
        return new(fake, clock, new StripeWebhook([options]), new(new StripePoll(options, api), api));
    }

    /// <summary>A webhook comes in as it does over HTTP: checked, kept, and applied with what else waits.</summary>
    public async Task ComesAsync(BookEvent told)
    {
        Delivery delivery = Fake.Webhook([told], "uk");
        InboundRequest request = new("uk", new(delivery.Url), delivery.Headers, delivery.Body, Clock.GetUtcNow());
        Assert.Equal(SignatureCheck.Genuine, webhook.Verify(request, Clock.GetUtcNow()));
        await Stores.Inbox.KeepAsync(KeptRequest.Keep(webhook.Name, request), default);
        Webhooks++;
    }

    public async Task<Account[]> AccountsAsync() =>
        [.. (await Stores.Accounts.LoadManyAsync([.. (await Stores.Accounts.ListAsync("uk", new(Most: 10_000), default)).Select(l => l.Id)], default)).Select(a => a.Account)];

    /// <summary>What source and ledger do not say alike; empty: they agree.</summary>
    public async Task<List<string>> DifferencesAsync()
    {
        List<string> all = [];
        Book book = Fake.Book;
        Dictionary<string, Account> accounts = (await AccountsAsync()).ToDictionary(a => a.Customer);
        foreach (BookItem invoice in book.Of(BookKind.Invoice))
        {
            long ours = accounts.GetValueOrDefault(invoice.Customer)?.Invoice(invoice.Number)?.Balance.Minor ?? 0;
            if (ours != book.Open(invoice)) all.Add($"invoice {invoice.Id} {invoice.Number}: source {book.Open(invoice)}, ours {ours}");
        }
        foreach (BookCustomer customer in book.Customers)
        {
            long ours = accounts.GetValueOrDefault(customer.Id) is { } account ? account.Payments.Sum(p => p.Unapplied.Minor) + account.CreditNotes.Sum(c => c.Open.Minor) : 0;
            long theirs = book.Items.Where(i => i.Kind != BookKind.Invoice && i.Customer == customer.Id).Sum(book.Left);
            if (ours == theirs) continue;
            all.Add($"unapplied of {customer.Id}: source {theirs}, ours {ours}");
            all.AddRange(book.Items.Where(i => i.Kind != BookKind.Invoice && i.Customer == customer.Id).Where(i => book.Left(i) != Left(accounts.GetValueOrDefault(customer.Id), i))
                .Select(i => $"  {i.Kind} {i.Id}{(i.IsVoid ? " void" : "")}{(i.IsDeleted ? " deleted" : "")}: source {book.Left(i)}, ours {Left(accounts.GetValueOrDefault(customer.Id), i)}"));
        }
        return all;

        static long Left(Account? account, BookItem item) => item.Kind == BookKind.Credit
            ? account?.CreditNotes.FirstOrDefault(c => c.Number == item.Number)?.Open.Minor ?? 0
            : account?.Payments.FirstOrDefault(p => p.Id == item.Id)?.Unapplied.Minor ?? 0;
    }
}

/// <summary>A clock moved by hand whose timers are over at once: a wait between two attempts costs no time.</summary>
internal sealed class HandClock(DateTimeOffset at) : TimeProvider
{
    DateTimeOffset now = at;

    public void Move(TimeSpan on) => now += on;

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan || dueTime > TimeSpan.FromSeconds(40) ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, period);
}
