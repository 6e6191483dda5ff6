namespace Collections.FakeProviders.Books;

/// <summary>A customer of the book.</summary>
public sealed record BookCustomer(string Id, string Name, string Email, DateTimeOffset UpdatedAt);

/// <summary>A part of some money set against an invoice.</summary>
/// <param name="Invoice">The invoice's id.</param>
/// <param name="Cents">Above zero.</param>
public sealed record BookPart(string Invoice, long Cents);

/// <summary>What stands in the book.</summary>
public enum BookKind { Invoice, Payment, Credit }

/// <summary>An invoice, a payment or a credit of the book.</summary>
public sealed class BookItem
{
    public required BookKind Kind { get; init; }
    public required string Id { get; init; }
    public required string Number { get; init; }
    public required string Customer { get; init; }
    public long Cents { get; set; }
    public DateOnly Date { get; init; }
    public DateOnly DueDate { get; set; }
    public List<BookPart> Parts { get; set; } = [];
    /// <summary>Of a payment: what of it is a credit's, by the credit's id.</summary>
    public List<BookPart> FromCredits { get; set; } = [];
    /// <summary>Of a payment: it names one invoice for all of it, once and for all.</summary>
    public bool IsPlain { get; set; }
    public bool IsVoid { get; set; }
    public bool IsDeleted { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; set; }
    public int Edits { get; set; }
    public bool IsGone => IsVoid || IsDeleted;
}

/// <summary>A change that a webhook tells.</summary>
public sealed record BookEvent(BookKind Kind, string Id, string What, DateTimeOffset At);

/// <summary>A ledger as a provider keeps it: the truth that ours is held against. Money is in cents of one currency.</summary>
public sealed class Book(TimeProvider clock, Func<BookKind, int, string> newId)
{
    readonly List<BookItem> items = [];
    readonly Dictionary<string, BookItem> byId = [];
    int numbers;

    public List<BookCustomer> Customers { get; } = [];
    public IReadOnlyList<BookItem> Items => items;
    public List<BookEvent> Events { get; } = [];
    public string Currency { get; init; } = "GBP";
    /// <summary>Told of each change as it happens, for a provider whose events carry the object as it was then.</summary>
    public Action<BookEvent>? Told { get; set; }

    public IEnumerable<BookItem> Of(BookKind kind) => items.Where(i => i.Kind == kind);

    public BookItem? Find(BookKind kind, string id) => byId.GetValueOrDefault(id) is { } found && found.Kind == kind ? found : null;

    public BookCustomer AddCustomer(string id, string name, string email)
    {
        BookCustomer customer = new(id, name, email, clock.GetUtcNow());
        Customers.Add(customer);
        return customer;
    }

    public BookItem AddInvoice(string customer, long cents, int dueInDays) => Add(BookKind.Invoice, customer, cents, [], dueInDays);

    public BookItem AddPayment(string customer, long cents, params BookPart[] parts) => Add(BookKind.Payment, customer, cents, parts, 0);

    public BookItem AddCredit(string customer, long cents, params BookPart[] parts) => Add(BookKind.Credit, customer, cents, parts, 0);

    /// <summary>Changes an item and says so; what it settles changes with it, as the providers do.</summary>
    public void Change(BookItem item, string what, Action<BookItem> change)
    {
        HashSet<string> touched = [.. item.Parts.Select(p => p.Invoice), .. item.FromCredits.Select(p => p.Invoice)];
        change(item);
        touched.UnionWith(item.Parts.Select(p => p.Invoice).Concat(item.FromCredits.Select(p => p.Invoice)));
        Say(item, what);
        foreach (string id in touched) if (byId.GetValueOrDefault(id) is { IsDeleted: false } other) Touch(other);
    }

    /// <summary>Takes an invoice away; money that was set against it is free again.</summary>
    public void Delete(BookItem item)
    {
        Change(item, "deleted", i => i.IsDeleted = true);
        foreach (BookItem money in items.Where(i => !i.IsGone && (i.Parts.Any(p => p.Invoice == item.Id) || i.FromCredits.Any(p => p.Invoice == item.Id))).ToArray())
            Change(money, "updated", m => { m.Parts = [.. m.Parts.Where(p => p.Invoice != item.Id)]; m.FromCredits = [.. m.FromCredits.Where(p => p.Invoice != item.Id)]; });
    }

    /// <summary>What is open of an invoice.</summary>
    public long Open(BookItem invoice) => invoice.IsGone ? 0 : invoice.Cents - Settled(invoice);

    /// <summary>What was set against an invoice.</summary>
    public long Settled(BookItem invoice) => items.Where(i => i.Kind != BookKind.Invoice && !i.IsGone).SelectMany(i => i.Parts).Where(p => p.Invoice == invoice.Id).Sum(p => p.Cents);

    /// <summary>What is left of a payment or credit.</summary>
    public long Left(BookItem money) => money.IsGone ? 0 : money.Cents + money.FromCredits.Sum(p => p.Cents) - money.Parts.Sum(p => p.Cents) - UsedByPayments(money);

    /// <summary>What payments have used of a credit.</summary>
    public long UsedByPayments(BookItem credit) => credit.Kind != BookKind.Credit ? 0 : Of(BookKind.Payment).Where(p => !p.IsGone).SelectMany(p => p.FromCredits).Where(p => p.Invoice == credit.Id).Sum(p => p.Cents);

    BookItem Add(BookKind kind, string customer, long cents, IEnumerable<BookPart> parts, int dueInDays)
    {
        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        int number = ++numbers;
        BookItem item = new()
        {
            Kind = kind, Id = newId(kind, number), Number = (kind switch { BookKind.Invoice => "INV-", BookKind.Credit => "CN-", _ => "PAY-" }) + number, Customer = customer, Cents = cents, Date = today, DueDate = today.AddDays(dueInDays),
            Parts = [.. parts], CreatedAt = now, UpdatedAt = now,
        };
        items.Add(item);
        byId.Add(item.Id, item);
        Change(item, "created", _ => { });
        return item;
    }

    void Say(BookItem item, string what)
    {
        Touch(item);
        BookEvent told = new(item.Kind, item.Id, what, item.UpdatedAt);
        Events.Add(told);
        Told?.Invoke(told);
    }

    void Touch(BookItem item)
    {
        item.UpdatedAt = clock.GetUtcNow();
        item.Edits++;
    }
}
