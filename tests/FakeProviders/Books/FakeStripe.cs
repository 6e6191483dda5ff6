using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Collections.FakeProviders.Books;

/// <summary>Stripe: invoices with their payments, credit notes, customers, events with the object as it was, lists with starting_after. A restricted key, no consent.</summary>
public sealed class FakeStripe : FakeBooks
{
    readonly FakeOptions options;
    readonly List<(BookEvent Told, JsonElement Event)> events = [];
    readonly HashSet<string> underWay = [];

    public FakeStripe(FakeOptions options) : base(options, "stripe")
    {
        this.options = options;
        Consent = new(Name, options.Clock);
        Book.Told = told => events.Add((told, Event(told)));
    }

    public override ConsentPages Consent { get; }
    public string ApiKey { get; } = "rk_live_fake";
    public string WebhookSecret { get; } = "whsec_fake_of_stripe";
    protected override string NewId(BookKind kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind switch { BookKind.Invoice => "in", BookKind.Credit => "cn", _ => "inpay" }}_{number}");
    protected override string NewCustomerId() => string.Create(CultureInfo.InvariantCulture, $"cus_{Book.Customers.Count + 1}");

    public override IReadOnlyDictionary<string, string> Settings(Uri address) => new Dictionary<string, string>
    {
        ["Stripe:BaseAddress"] = new Uri(address, Name).AbsoluteUri, ["Stripe:ApiKeys"] = "stripe=" + ApiKey, ["Stripe:WebhookSecrets"] = "stripe=" + WebhookSecret,
    };

    /// <summary>A direct debit of an invoice is under way at the bank.</summary>
    public void BeginDebit(BookItem invoice)
    {
        underWay.Add(invoice.Id);
        Book.Change(invoice, "updated", _ => { });
    }

    protected override FakeAnswer Page(FakeCall call)
    {
        if (call.Headers("Authorization") != "Bearer " + ApiKey) return new(401, "{\"error\":{\"type\":\"invalid_request_error\"}}");
        string[] parts = call.Path.Split('/');
        lock (Gate)
            return parts switch
            {
                ["v1", "events"] => Listed(call, events.Where(e => Seconds(e.Told.At) >= long.Parse(call["created[gte]"], CultureInfo.InvariantCulture) && Seconds(e.Told.At) <= long.Parse(call["created[lte]"], CultureInfo.InvariantCulture)).Reverse().Select(e => e.Event)),
                ["v1", "customers"] => Listed(call, Book.Customers.Select(Customer)),
                ["v1", "invoices"] => Listed(call, Book.Of(BookKind.Invoice).Reverse().Select(i => Invoice(i, withPayments: true))),
                ["v1", "credit_notes"] => Listed(call, Book.Of(BookKind.Credit).Where(c => call["invoice"].Length == 0 || c.Parts[0].Invoice == call["invoice"]).Reverse().Select(c => Credit(c, whole: true))),
                ["v1", "invoices", var id] => One(Book.Find(BookKind.Invoice, id), i => Invoice(i, withPayments: true)),
                ["v1", "credit_notes", var id] => One(Book.Find(BookKind.Credit, id), c => Credit(c, whole: true)),
                ["v1", "customers", var id] => Book.Customers.Find(c => c.Id == id) is { } found ? new(200, Customer(found).GetRawText()) : Missing,
                _ => Missing,
            };
    }

    static FakeAnswer Missing => new(404, "{\"error\":{\"code\":\"resource_missing\"}}");

    static FakeAnswer One(BookItem? item, Func<BookItem, JsonElement> write) => item is null ? Missing : new(200, write(item).GetRawText());

    static FakeAnswer Listed(FakeCall call, IEnumerable<JsonElement> all)
    {
        if (call["starting_after"] is { Length: > 0 } after) all = all.SkipWhile(i => i.GetProperty("id").GetString() != after).Skip(1);
        int limit = int.Parse(call["limit"], CultureInfo.InvariantCulture);
        JsonElement[] page = [.. all.Take(limit + 1)];
        return FakeAnswer.Ok(new { @object = "list", data = page.Take(limit), has_more = page.Length > limit });
    }

    static JsonElement Customer(BookCustomer c) => Json(new { id = c.Id, @object = "customer", name = c.Name, email = c.Email });

    JsonElement Invoice(BookItem i, bool withPayments)
    {
        long open = Book.Open(i), credited = Book.Of(BookKind.Credit).Where(c => !c.IsGone).SelectMany(c => c.Parts).Where(p => p.Invoice == i.Id).Sum(p => p.Cents), paid = i.Cents - open - credited;
        BookItem[] payments = [.. Book.Of(BookKind.Payment).Where(p => !p.IsGone && p.Parts.Any(x => x.Invoice == i.Id))];
        Dictionary<string, object?> made = new()
        {
            ["id"] = i.Id, ["object"] = "invoice", ["number"] = i.Number, ["customer"] = i.Customer, ["status"] = i.IsGone ? "void" : open == 0 ? "paid" : "open", ["currency"] = Book.Currency.ToLowerInvariant(), ["total"] = i.Cents,
            ["amount_paid"] = i.IsGone ? 0 : paid, ["amount_remaining"] = open, ["created"] = Seconds(i.CreatedAt), ["due_date"] = Seconds(new DateTimeOffset(i.DueDate, TimeOnly.MinValue, TimeSpan.Zero)), ["collection_method"] = "send_invoice",
            ["attempted"] = payments.Length > 0 || underWay.Contains(i.Id), ["attempt_count"] = 0, ["status_transitions"] = new { finalized_at = Seconds(i.CreatedAt) }, ["hosted_invoice_url"] = "https://pay.example.com/" + i.Id,
        };
        if (withPayments) made["payments"] = new
        {
            has_more = false, data = payments.Select(p => PaymentOf(p, i)).Concat(underWay.Contains(i.Id) && open > 0 ? [Json(new { id = "inpay_debit", status = "open", payment = new { type = "payment_intent", payment_intent = new { id = "pi_1", status = "processing" } } })] : []),
        };
        return Json(made);
    }

    JsonElement PaymentOf(BookItem p, BookItem invoice) => Json(new
    {
        id = p.Id, @object = "invoice_payment", invoice = invoice.Id, amount_paid = p.Parts[0].Cents, currency = Book.Currency.ToLowerInvariant(), status = "paid", created = Seconds(p.CreatedAt), status_transitions = new { paid_at = Seconds(p.CreatedAt) },
    });

    JsonElement Credit(BookItem c, bool whole) => Json(new Dictionary<string, object?>
    {
        ["id"] = c.Id, ["object"] = "credit_note", ["number"] = c.Number, ["customer"] = c.Customer, ["currency"] = Book.Currency.ToLowerInvariant(), ["total"] = c.Cents, ["pre_payment_amount"] = c.Cents, ["type"] = "pre_payment",
        ["status"] = c.IsGone ? "void" : "issued", ["created"] = Seconds(c.CreatedAt),
        ["invoice"] = whole ? new { id = c.Parts[0].Invoice, number = Book.Find(BookKind.Invoice, c.Parts[0].Invoice)!.Number } : c.Parts[0].Invoice,
    });

    JsonElement Event(BookEvent e)
    {
        BookItem item = Book.Find(e.Kind, e.Id)!;
        (string type, JsonElement thing) = e.Kind switch
        {
            BookKind.Invoice => (item.IsGone ? "invoice.voided" : e.What == "created" ? "invoice.finalized" : "invoice.updated", Invoice(item, withPayments: false)),
            BookKind.Credit => (item.IsGone ? "credit_note.voided" : "credit_note.created", Credit(item, whole: false)),
            _ => ("invoice_payment.paid", PaymentOf(item, Book.Find(BookKind.Invoice, item.Parts[0].Invoice)!)),
        };
        return Json(new { id = string.Create(CultureInfo.InvariantCulture, $"evt_{events.Count + 1}"), @object = "event", type, created = Seconds(e.At), livemode = true, data = new { @object = thing } });
    }

    public override Delivery Webhook(IEnumerable<BookEvent> told, string ledger)
    {
        byte[] body = Encoding.UTF8.GetBytes(events.Last(e => e.Told == told.Single()).Event.GetRawText());
        string time = Seconds(options.Clock.GetUtcNow()).ToString(CultureInfo.InvariantCulture);
        return Signed(body, ledger, "Stripe-Signature", $"t={time},v1={Convert.ToHexStringLower(Mac(WebhookSecret, [.. Encoding.UTF8.GetBytes(time + "."), .. body]))}");
    }

    static long Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();
}
