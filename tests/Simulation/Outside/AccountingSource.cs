using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.Simulation.Running;
using Collections.Simulation.Watching;

namespace Collections.Simulation.Outside;

/// <summary>A ledger's accounting software: what it says is the truth about items. It tells each change by webhook and shows all of them, in order, to whoever asks.</summary>
internal sealed class AccountingSource(World world, string ledgerId, bool isConnected)
{
    public const string Name = "books";
    static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    readonly List<InboundFact> log = [];
    readonly Dictionary<string, Invoice> invoices = new(StringComparer.Ordinal);
    readonly Dictionary<string, Payment> payments = new(StringComparer.Ordinal);
    readonly Dictionary<string, CreditNote> notes = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> customers = new(StringComparer.Ordinal);

    readonly Dictionary<string, DateTimeOffset> settledAt = new(StringComparer.Ordinal);
    int pushed;

    public string LedgerId => ledgerId;

    /// <summary>It can be polled and asked; else it only tells, and sends what changed each morning.</summary>
    public bool IsConnected => isConnected;

    /// <summary>Its token has expired: it answers nobody.</summary>
    public bool IsLocked { get; set; }

    public IReadOnlyDictionary<string, Invoice> Invoices => invoices;
    public IReadOnlyDictionary<string, Payment> Payments => payments;
    public IReadOnlyDictionary<string, CreditNote> Notes => notes;
    public string CustomerOf(string item) => customers[item];
    public IReadOnlyList<InboundFact> Log => log;

    public void Say(string customer, Invoice invoice)
    {
        invoice = invoice with { SourceId = invoice.Number };
        (invoices[invoice.Number], customers[invoice.Number]) = (invoice, customer);
        Say(new Fact.InvoiceSeen(customer, invoice));
    }

    public void Say(string customer, Payment payment)
    {
        (payments[payment.Id], customers[payment.Id]) = (payment, customer);
        foreach (string number in payment.Allocations.Select(a => a.Invoice).Concat(settledAt.Keys).Distinct().ToArray()) Settle(number);
        Say(new Fact.PaymentSeen(customer, payment));
    }

    public void Say(string customer, CreditNote note)
    {
        (notes[note.Number], customers[note.Number]) = (note, customer);
        Say(new Fact.CreditNoteSeen(customer, note));
    }

    public void Void(string customer, string number, DateOnly date)
    {
        long version = invoices[number].SourceVersion + 1;
        invoices[number] = invoices[number] with { IsVoid = true, SourceVersion = version };
        Settle(number);
        Say(new Fact.InvoiceWithdrawn(customer, number, date, version));
    }

    void Say(Fact fact)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{ledgerId}-{log.Count}");
        log.Add(new(id, fact));
        world.Webhooks.Send(new(Name, ledgerId, $"https://collections.example.com/webhooks/{Name}/{ledgerId}", "text/plain", Encoding.UTF8.GetBytes(id)));
        if (isConnected) world.Webhooks.Poll(Every);
    }

    /// <summary>Since when nothing is open of an invoice here; null: something is.</summary>
    public DateTimeOffset? SettledAt(string number) => settledAt.TryGetValue(number, out DateTimeOffset at) ? at : null;

    void Settle(string number)
    {
        if (Open(number).IsPositive) settledAt.Remove(number);
        else settledAt.TryAdd(number, world.Now);
    }

    Money Open(string number) => invoices[number].IsVoid ? Money.Zero(invoices[number].Amount.Currency)
        : payments.Values.Where(p => !p.IsReversed).SelectMany(p => p.Allocations).Where(a => a.Invoice == number).Aggregate(invoices[number].Amount, (open, a) => open - a.Amount);

    /// <summary>The morning's push: everything since the last that was taken. Answers how many to note as taken.</summary>
    public (IReadOnlyList<InboundFact> Facts, Action Taken) Push()
    {
        int from = pushed, to = log.Count;
        return (log[from..to], () => pushed = Math.Max(pushed, to));
    }

    PollOutcome Page(string? cursor)
    {
        const int most = 25;
        if (IsLocked || world.Weather.Happens(0.03, "source read 5xx")) return new PollOutcome.Unavailable("http-503", null);
        world.See(new SourceRead(world.Now, ledgerId));
        int from = cursor is { Length: > 0 } ? int.Parse(cursor, CultureInfo.InvariantCulture) : 0, to = Math.Min(from + most, log.Count);
        return new PollOutcome.Page([.. log.Skip(from).Take(to - from)], [], to.ToString(CultureInfo.InvariantCulture), to < log.Count);
    }

    // Where we think otherwise than it does, it also tells all that lowers the invoice.
    PollOutcome Look(ImmutableArray<LookedAt> asked)
    {
        if (IsLocked || world.Weather.Happens(0.05, "source look 5xx")) return new PollOutcome.Unavailable("http-503", null);
        world.See(new SourceRead(world.Now, ledgerId));
        List<InboundFact> facts = [];
        foreach (LookedAt at in asked)
        {
            if (!invoices.TryGetValue(at.SourceId, out Invoice? invoice)) continue;
            Money open = Open(at.SourceId);
            facts.Add(Now($"i-{at.SourceId}-{invoice.SourceVersion}-{open.Minor}", new Fact.InvoiceSeen(customers[at.SourceId], invoice, open)));
            if (open == at.Open) continue;
            facts.AddRange(payments.Values.Where(p => p.Allocations.Any(a => a.Invoice == at.SourceId) || p.IsReversed && customers[p.Id] == customers[at.SourceId])
                .Select(p => Now($"p-{p.Id}-{p.SourceVersion}", new Fact.PaymentSeen(customers[p.Id], p))));
        }
        return new PollOutcome.Page([.. facts], [], "", false);
    }

    InboundFact Now(string id, Fact fact) => new($"{ledgerId}-{id}", fact);

    /// <summary>Both ways of reading it, from one life of a host.</summary>
    public Reader From(Incarnation host) => new(this, world, host);

    internal sealed class Reader(AccountingSource source, World world, Incarnation host) : IPollSource, IObjectSource
    {
        public string Name => AccountingSource.Name;
        public string LedgerId => source.LedgerId;
        public TimeSpan Every => AccountingSource.Every;

        public Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel) => AskAsync(() => source.Page(cursor), cancel);

        public Task<PollOutcome> LookAsync(ImmutableArray<LookedAt> invoices, CancellationToken cancel)
        {
            if (!world.GrantsApart) world.Magnet(host, AccountId.Of(source.LedgerId, invoices.Select(i => source.customers.GetValueOrDefault(i.SourceId)).OfType<string>().FirstOrDefault() ?? ""));
            return AskAsync(() => source.Look(invoices), cancel);
        }

        public Task<PollOutcome> ReadAsync(string kind, string objectId, CancellationToken cancel) => AskAsync(() => new PollOutcome.Unavailable(PollOutcome.NotFound, null), cancel);

        Task<PollOutcome> AskAsync(Func<PollOutcome> ask, CancellationToken cancel)
        {
            TaskCompletionSource<PollOutcome> reply = new();
            cancel.Register(() => reply.TrySetResult(new PollOutcome.Unavailable("cancelled", null)));
            TimeSpan way = world.Weather.Happens(0.01, "source slow") ? TimeSpan.FromSeconds(world.Random.Next(1, 60)) : world.Weather.Way();
            world.Loop.After(way, () => { if (!host.IsDead) reply.TrySetResult(ask()); });
            return reply.Task;
        }
    }
}

/// <summary>Reads what the accounting software's webhook says: it names the change, and the change is looked up in its log.</summary>
internal sealed class AccountingWebhook(World world) : IInboundSource
{
    public string Name => AccountingSource.Name;

    public SignatureCheck Verify(InboundRequest request, DateTimeOffset now) => SignatureCheck.Genuine;

    public InboundReading Read(InboundRequest request)
    {
        string body = Encoding.UTF8.GetString(request.Body.Span);
        if (!world.Books.TryGetValue(request.LedgerId, out AccountingSource? books) || !int.TryParse(body.AsSpan(body.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return new([], ["no change is named"]);
        return new([books.Log[number]], []);
    }
}
