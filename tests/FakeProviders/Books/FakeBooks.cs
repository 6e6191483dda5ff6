using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Collections.FakeProviders.Books;

/// <summary>What the fakes of accounting software share: a book, consent, limits and faults on the way, signed webhooks.</summary>
public abstract class FakeBooks : IFakeProvider
{
    readonly FakeOptions options;

    protected FakeBooks(FakeOptions options, string name)
    {
        this.options = options;
        Name = name;
        Book = new(options.Clock, NewId);
        Deliveries = new Deliveries(Switches, options.Clock);
    }

    /// <inheritdoc />
    public string Name { get; }
    /// <inheritdoc />
    public Switches Switches { get; } = new();
    /// <inheritdoc />
    public Deliveries Deliveries { get; }
    /// <summary>The truth.</summary>
    public Book Book { get; }
    /// <summary>Consent and tokens; a provider with plain keys has none.</summary>
    public abstract ConsentPages Consent { get; }
    /// <summary>How often the API was called.</summary>
    public int Calls { get; private set; }
    /// <summary>The ledger that its webhooks name.</summary>
    public string Ledger { get; set; } = "uk";

    protected Lock Gate { get; } = new();
    protected abstract string NewId(BookKind kind, int number);
    protected abstract FakeAnswer Page(FakeCall call);
    /// <summary>A webhook of some changes, signed.</summary>
    public abstract Delivery Webhook(IEnumerable<BookEvent> events, string ledger);
    /// <inheritdoc />
    public abstract IReadOnlyDictionary<string, string> Settings(Uri address);

    /// <summary>Answers a call as switched: throttled, failing, or as documented.</summary>
    public FakeAnswer Answer(FakeCall call)
    {
        Calls++;
        if (Switches.TakesThrottle()) return Throttled();
        return Switches.Answer is AnswerMode.Normal ? Page(call) : new(503, "");
    }

    /// <summary>How it says "too many".</summary>
    protected virtual FakeAnswer Throttled() => new(429, "{}", Switches.RetryAfterSeconds);

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapBooks(Answer);
        routes.MapPost("/_book/invoices", (NewInvoice asked) => { Do(() => Book.AddInvoice(Customer(asked.Customer, asked.Email), asked.Cents, asked.DueInDays)); return Results.Json(Listed()); });
        routes.MapGet("/_book/invoices", () => Results.Json(Listed()));
        routes.MapPost("/_book/invoices/{number}/pay", (string number) => { Do(() => Pay(number)); return Results.Json(Listed()); });
        routes.MapPost("/_book/end-consents", () => Consent.EndAll());
    }

    /// <summary>Changes the book and sends the webhooks of the changes.</summary>
    public void Do(Action change)
    {
        lock (Gate)
        {
            int before = Book.Events.Count;
            change();
            foreach (BookEvent told in Book.Events.Skip(before)) Deliveries.Add(Webhook([told], Ledger));
        }
    }

    /// <summary>Pays an invoice in full.</summary>
    public virtual BookItem Pay(string number)
    {
        BookItem invoice = Book.Of(BookKind.Invoice).First(i => i.Number == number);
        BookItem payment = Book.AddPayment(invoice.Customer, Book.Open(invoice), new BookPart(invoice.Id, Book.Open(invoice)));
        payment.IsPlain = true;
        return payment;
    }

    /// <inheritdoc />
    public void Release()
    {
        // nothing is scheduled
    }

    /// <inheritdoc />
    public void Dispose() => Deliveries.Dispose();

    protected Delivery Signed(byte[] body, string ledger, string header, string signature) =>
        new($"{options.Target.TrimEnd('/')}/webhooks/{Name}/{ledger}", "application/json", body, new Dictionary<string, string> { [header] = signature });

    protected static byte[] Mac(string key, ReadOnlySpan<byte> signed) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed);

    protected static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);

    protected static decimal Amount(long cents) => cents / 100m;

    string Customer(string name, string email) => (Book.Customers.FirstOrDefault(c => c.Name == name) ?? Book.AddCustomer(NewCustomerId(), name, email)).Id;

    protected virtual string NewCustomerId() => NewId(BookKind.Invoice, 100_000 + Book.Customers.Count);

    object Listed()
    {
        lock (Gate) return Book.Of(BookKind.Invoice).Select(i => new { i.Number, i.Customer, total = Amount(i.Cents), open = Amount(Book.Open(i)), due = i.DueDate }).ToArray();
    }

    sealed record NewInvoice(string Customer, string Email, long Cents, int DueInDays);
}
