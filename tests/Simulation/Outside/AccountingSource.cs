using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.Simulation.Running;

namespace Collections.Simulation.Outside;

/// <summary>A ledger's accounting software: what it says is the truth about items. It tells each change by webhook and shows all of them, in order, to whoever asks.</summary>
internal sealed class AccountingSource(World world, string ledgerId)
{
    public const string Name = "books";
    static readonly TimeSpan Every = TimeSpan.FromMinutes(15);
    readonly List<InboundFact> log = [];
    readonly Dictionary<string, Invoice> invoices = new(StringComparer.Ordinal);
    readonly Dictionary<string, Payment> payments = new(StringComparer.Ordinal);
    readonly Dictionary<string, CreditNote> notes = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> customers = new(StringComparer.Ordinal);

    public string LedgerId => ledgerId;

    /// <summary>Its token has expired: it answers nobody.</summary>
    public bool IsLocked { get; set; }

    public IReadOnlyDictionary<string, Invoice> Invoices => invoices;
    public IReadOnlyDictionary<string, Payment> Payments => payments;
    public IReadOnlyDictionary<string, CreditNote> Notes => notes;
    public string CustomerOf(string item) => customers[item];
    public IReadOnlyList<InboundFact> Log => log;

    public void Say(string customer, Invoice invoice)
    {
        (invoices[invoice.Number], customers[invoice.Number]) = (invoice, customer);
        Say(new Fact.InvoiceSeen(customer, invoice));
    }

    public void Say(string customer, Payment payment)
    {
        (payments[payment.Id], customers[payment.Id]) = (payment, customer);
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
        Say(new Fact.InvoiceWithdrawn(customer, number, date, version));
    }

    void Say(Fact fact)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{ledgerId}-{log.Count}");
        log.Add(new(id, fact));
        world.Webhooks.Send(new(Name, ledgerId, $"https://collections.example.com/webhooks/{Name}/{ledgerId}", "text/plain", Encoding.UTF8.GetBytes(id)));
        world.Webhooks.Poll(Every);
    }

    /// <summary>The page after a cursor; null: it does not answer, and what it says then is no data.</summary>
    public PollOutcome Page(string? cursor)
    {
        const int most = 25;
        if (IsLocked || world.Weather.Happens(0.03, "source read 5xx")) return new PollOutcome.Unavailable("http-503", null);
        int from = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture), to = Math.Min(from + most, log.Count);
        return new PollOutcome.Page([.. log.Skip(from).Take(to - from)], [], to.ToString(CultureInfo.InvariantCulture), to < log.Count);
    }

    /// <summary>The poll of it, from one life of a host.</summary>
    public IPollSource From(Incarnation host) => new Poller(this, world, host);

    sealed class Poller(AccountingSource source, World world, Incarnation host) : IPollSource
    {
        public string Name => AccountingSource.Name;
        public string LedgerId => source.LedgerId;
        public TimeSpan Every => AccountingSource.Every;

        public Task<PollOutcome> PollAsync(string? cursor, DateTimeOffset now, CancellationToken cancel)
        {
            TaskCompletionSource<PollOutcome> reply = new();
            world.Loop.After(world.Weather.Way(), () => { if (!host.IsDead) reply.SetResult(source.Page(cursor)); });
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
