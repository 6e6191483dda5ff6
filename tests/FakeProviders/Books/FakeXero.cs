using System.Globalization;
using System.Text.Json;

namespace Collections.FakeProviders.Books;

/// <summary>Xero's accounting API as its OpenAPI document says, over a book or over the demo company: lists with pages and If-Modified-Since, objects by id, connections, consent.</summary>
public sealed class FakeXero : FakeBooks
{
    /// <summary>The demo company's own documents, served beside the book's; empty: none.</summary>
    public Dictionary<string, List<JsonElement>> Documents { get; } = [];

    public FakeXero(FakeOptions options) : base(options, "xero") => Consent = new(Name, options.Clock);

    public override ConsentPages Consent { get; }
    public string TenantId { get; } = "e629a03c-7ffe-4913-bd94-ff2fdb36a702";
    public string WebhookKey { get; } = "fake-webhook-key-of-xero";
    protected override string NewId(BookKind kind, int number) => new Guid(number, (short)kind, 0, 1, 2, 3, 4, 5, 6, 7, 8).ToString("D");

    public override IReadOnlyDictionary<string, string> Settings(Uri address) => new Dictionary<string, string>
    {
        ["Xero:BaseAddress"] = new Uri(address, Name).AbsoluteUri, ["Xero:ClientId"] = Consent.ClientId, ["Xero:ClientSecret"] = Consent.ClientSecret, ["Xero:WebhookKeys:0"] = WebhookKey,
    };

    protected override FakeAnswer Page(FakeCall call) => call.Path switch
    {
        "identity/connect/authorize" => Consent.Consent(call),
        "identity/connect/token" => Consent.Token(call),
        "identity/connect/revocation" => Consent.Revoke(call),
        _ when !Consent.IsGood(call.Headers("Authorization")) => new(401, "{\"Title\":\"Unauthorized\",\"Status\":401}"),
        "connections" => FakeAnswer.Ok(new[] { new { id = "c1", tenantId = TenantId, tenantType = "ORGANISATION", tenantName = "Demo Company (UK)" } }),
        _ when call.Headers("Xero-Tenant-Id") != TenantId => new(403, "{\"Title\":\"Forbidden\",\"Status\":403,\"Detail\":\"AuthenticationUnsuccessful\"}"),
        _ => Documented(call),
    };

    FakeAnswer Documented(FakeCall call)
    {
        string[] parts = call.Path["api.xro/2.0/".Length..].Split('/');
        string idName = parts[0][..^1] + "ID";
        if (parts is [_, var id]) return All(parts[0], id.Equals, _ => true) is [var one] ? List(parts[0], [one]) : new(404, "The resource you're looking for cannot be found");
        if (call["IDs"] is { Length: > 0 } ids) return List(parts[0], [.. All(parts[0], ids.Split(',').Contains, _ => true)]);
        DateTimeOffset after = call.Headers("If-Modified-Since") is { } since && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset given) ? given : default;
        IEnumerable<JsonElement> all = All(parts[0], _ => true, at => at >= after);
        if (call["where"] == "Type==\"ACCREC\"") all = all.Where(i => i.GetProperty("Type").GetString() == "ACCREC");
        int size = int.TryParse(call["pageSize"], out int asked) ? asked : 100, page = int.TryParse(call["page"], out int at) ? at : 1;
        return List(parts[0], [.. all.OrderBy(i => i.GetProperty(idName).GetString(), StringComparer.Ordinal).Skip((page - 1) * size).Take(size)]);
    }

    static FakeAnswer List(string name, JsonElement[] items) => FakeAnswer.Ok(new Dictionary<string, object> { ["Status"] = "OK", [name] = items });

    static DateTimeOffset Updated(JsonElement item) => item.TryGetProperty("UpdatedDateUTC", out JsonElement at) && at.GetString() is { } text
        ? text.StartsWith('/') ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text.AsSpan(6, text.IndexOf('+') - 6), CultureInfo.InvariantCulture)) : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : default;

    List<JsonElement> All(string list, Func<string, bool> id, Func<DateTimeOffset, bool> updated)
    {
        string idName = list[..^1] + "ID";
        lock (Gate)
            return [.. (Documents.GetValueOrDefault(list) ?? []).Where(d => id(d.GetProperty(idName).GetString()!) && updated(Updated(d))), .. list switch
            {
                "Contacts" => Book.Customers.Where(c => id(c.Id) && updated(c.UpdatedAt)).Select(c => Json(new { ContactID = c.Id, ContactStatus = "ACTIVE", c.Name, EmailAddress = c.Email, IsCustomer = true, IsSupplier = false, UpdatedDateUTC = Instant(c.UpdatedAt) })),
                "Invoices" => Those(BookKind.Invoice).Select(Invoice),
                "Payments" => Those(BookKind.Payment).Where(IsPayment).Select(Payment),
                "Overpayments" => Those(BookKind.Payment).Where(p => !IsPayment(p)).Select(p => Ahead(p, "OverpaymentID", "RECEIVE-OVERPAYMENT")),
                "CreditNotes" => Those(BookKind.Credit).Select(c => Ahead(c, "CreditNoteID", "ACCRECCREDIT")),
                _ => (IEnumerable<JsonElement>)[],
            }];

        IEnumerable<BookItem> Those(BookKind kind) => Book.Of(kind).Where(i => id(i.Id) && updated(i.UpdatedAt));
    }

    /// <summary>What names exactly one invoice for all of it from the beginning is a payment; any other money is an overpayment, or a note.</summary>
    public static bool IsPayment(BookItem item) => item is { Kind: BookKind.Payment, IsPlain: true };

    JsonElement Invoice(BookItem i)
    {
        long open = Book.Open(i), credited = Book.Of(BookKind.Credit).Where(c => !c.IsGone).SelectMany(c => c.Parts).Where(p => p.Invoice == i.Id).Sum(p => p.Cents);
        return Json(new
        {
            Type = "ACCREC", InvoiceID = i.Id, InvoiceNumber = i.Number, Contact = new { ContactID = i.Customer, Name = i.Customer }, Date = Day(i.Date), DueDate = Day(i.DueDate),
            Status = i.IsGone ? "VOIDED" : open == 0 ? "PAID" : "AUTHORISED", CurrencyCode = Book.Currency, Total = Amount(i.Cents), AmountDue = Amount(open), AmountCredited = Amount(i.IsGone ? 0 : credited),
            AmountPaid = Amount(i.IsGone ? 0 : i.Cents - open - credited), UpdatedDateUTC = Instant(i.UpdatedAt),
            Payments = Setting(i, IsPayment).Select(p => new { PaymentID = p.Id }), CreditNotes = Setting(i, p => p.Kind == BookKind.Credit).Select(p => new { CreditNoteID = p.Id }),
            Overpayments = Setting(i, p => p.Kind == BookKind.Payment && !IsPayment(p)).Select(p => new { OverpaymentID = p.Id }),
        });
    }

    IEnumerable<BookItem> Setting(BookItem invoice, Func<BookItem, bool> kind) => Book.Items.Where(m => m.Kind != BookKind.Invoice && !m.IsGone && kind(m) && m.Parts.Any(p => p.Invoice == invoice.Id));

    JsonElement Payment(BookItem p) => Json(new
    {
        PaymentID = p.Id, PaymentType = "ACCRECPAYMENT", Status = p.IsGone ? "DELETED" : "AUTHORISED", Date = Day(p.Date), Amount = Amount(p.Cents), UpdatedDateUTC = Instant(p.UpdatedAt),
        Invoice = new { Type = "ACCREC", InvoiceID = p.Parts[0].Invoice, InvoiceNumber = Book.Find(BookKind.Invoice, p.Parts[0].Invoice)!.Number, CurrencyCode = Book.Currency, Contact = new { ContactID = p.Customer } },
    });

    JsonElement Ahead(BookItem m, string id, string type) => Json(new Dictionary<string, object>
    {
        [id] = m.Id, ["Type"] = type, ["Status"] = m.IsGone ? "VOIDED" : Book.Left(m) == 0 ? "PAID" : "AUTHORISED", ["CreditNoteNumber"] = m.Number, ["Contact"] = new { ContactID = m.Customer }, ["Date"] = Day(m.Date),
        ["CurrencyCode"] = Book.Currency, ["Total"] = Amount(m.Cents), ["RemainingCredit"] = Amount(Book.Left(m)), ["UpdatedDateUTC"] = Instant(m.UpdatedAt),
        ["Allocations"] = m.IsGone ? [] : m.Parts.Select(p => new { Amount = Amount(p.Cents), Invoice = new { InvoiceID = p.Invoice, InvoiceNumber = Book.Find(BookKind.Invoice, p.Invoice)!.Number } }).ToArray<object>(),
    });

    /// <summary>A webhook of some changes: ids alone.</summary>
    public override Delivery Webhook(IEnumerable<BookEvent> events, string ledger)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            events = events.Select(e => new
            {
                resourceId = e.Id, tenantId = TenantId, tenantType = "ORGANISATION", eventType = e.What == "created" ? "CREATE" : "UPDATE", eventDateUtc = e.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture),
                eventCategory = e.Kind switch { BookKind.Invoice => "INVOICE", BookKind.Credit => "CREDITNOTE", _ => IsPayment(Book.Find(e.Kind, e.Id)!) ? "PAYMENT" : "OVERPAYMENT" },
            }), firstEventSequence = 1, lastEventSequence = 2, entropy = "x",
        });
        return Signed(body, ledger, "x-xero-signature", Convert.ToBase64String(Mac(WebhookKey, body)));
    }

    static string Day(DateOnly day) => $"/Date({new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds()}+0000)/";

    static string Instant(DateTimeOffset at) => $"/Date({at.ToUnixTimeMilliseconds()}+0000)/";
}
