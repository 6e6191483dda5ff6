using Collections.FakeProviders.Books;

namespace Collections.Accounting.Tests.Convergence;

/// <summary>What people do in accounting software, at random: each kind of software as far as it lets them.</summary>
internal sealed class RandomChanges(FakeBooks fake, Random random)
{
    readonly Book book = fake.Book;

    public void Begin(int customers, int invoices)
    {
        for (int i = 1; i <= customers; i++) book.AddCustomer(fake is FakeXero ? new Guid(i, 9, 9, 1, 2, 3, 4, 5, 6, 7, 8).ToString("D") : fake is FakeStripe ? $"cus_{i}" : $"{900_000 + i}", $"Customer {i}", $"ap{i}@example.com");
        for (int i = 0; i < invoices; i++) NewInvoice();
    }

    public void One()
    {
        int dice = random.Next(100);
        if (dice < 25) NewInvoice();
        else if (dice < 33) EditInvoice();
        else if (dice < 55) Pay();
        else if (dice < 63) TakeBack();
        else if (dice < 72) Credit();
        else if (dice < 78) VoidInvoice();
        else if (dice < 82) VoidCredit();
        else switch (fake)
        {
            case FakeQuickBooks:
                if (dice < 88) DeleteSomething();
                else if (dice < 94) Reallocate();
                else ApplyMemo();
                break;
            case FakeXero:
                if (dice < 90) Overpay();
                else MoveAllocation();
                break;
            default:
                Pay();
                break;
        }
    }

    string AnyCustomer => book.Customers[random.Next(book.Customers.Count)].Id;

    BookItem? Any(BookKind kind, Func<BookItem, bool> fits)
    {
        BookItem[] some = [.. book.Of(kind).Where(i => !i.IsGone).Where(fits)];
        return some.Length == 0 ? null : some[random.Next(some.Length)];
    }

    long PartOf(long cents) => cents <= 1 || random.Next(3) > 0 ? cents : random.NextInt64(1, cents);

    void NewInvoice() => book.AddInvoice(AnyCustomer, random.Next(100, 500_000), random.Next(-40, 40));

    void EditInvoice()
    {
        if (Any(BookKind.Invoice, i => fake is not FakeStripe && book.Settled(i) < i.Cents) is { } invoice)
            book.Change(invoice, "updated", i => { i.DueDate = i.DueDate.AddDays(7); i.Cents = Math.Max(book.Settled(i) + 1, i.Cents + random.Next(-5_000, 5_000)); });
    }

    void Pay()
    {
        if (Any(BookKind.Invoice, i => book.Open(i) > 0) is not { } invoice) return;
        long cents = PartOf(book.Open(invoice));
        if (fake is FakeQuickBooks)
        {
            BookItem[] more = [.. book.Of(BookKind.Invoice).Where(i => i != invoice && i.Customer == invoice.Customer && book.Open(i) > 0).Take(random.Next(3))];
            BookPart[] parts = [new(invoice.Id, cents), .. more.Select(m => new BookPart(m.Id, PartOf(book.Open(m))))];
            book.AddPayment(invoice.Customer, parts.Sum(p => p.Cents) + (random.Next(5) == 0 ? 1_000 : 0), parts);
        }
        else book.AddPayment(invoice.Customer, cents, new BookPart(invoice.Id, cents)).IsPlain = true;
    }

    void TakeBack()
    {
        if (fake is not FakeStripe && Any(BookKind.Payment, _ => true) is { } payment) book.Change(payment, "updated", p => p.IsVoid = true);
    }

    void Credit()
    {
        if (Any(BookKind.Invoice, i => book.Open(i) > 0) is not { } invoice) return;
        long cents = PartOf(book.Open(invoice));
        book.AddCredit(invoice.Customer, fake is FakeStripe ? cents : cents + random.Next(2) * 500, fake is FakeQuickBooks ? [] : [new(invoice.Id, cents)]);
    }

    void VoidInvoice()
    {
        if (Any(BookKind.Invoice, i => book.Settled(i) == 0) is { } invoice) book.Change(invoice, fake is FakeQuickBooks ? "voided" : "updated", i => i.IsVoid = true);
    }

    void VoidCredit()
    {
        if (Any(BookKind.Credit, c => book.UsedByPayments(c) == 0) is { } credit) book.Change(credit, fake is FakeQuickBooks ? "voided" : "updated", c => { c.IsVoid = true; });
    }

    void DeleteSomething()
    {
        BookItem? item = Any((BookKind)random.Next(3), i => i.Kind != BookKind.Credit || book.UsedByPayments(i) == 0);
        if (item is not null) book.Delete(item);
    }

    void Reallocate()
    {
        if (Any(BookKind.Payment, p => p.FromCredits.Count == 0) is not { } payment) return;
        BookItem? other = Any(BookKind.Invoice, i => i.Customer == payment.Customer && book.Open(i) > 0 && payment.Parts.All(p => p.Invoice != i.Id));
        book.Change(payment, "updated", p => p.Parts = other is null ? [] : [new(other.Id, Math.Min(p.Cents, book.Open(other)))]);
    }

    // In QuickBooks a credit memo is set against an invoice by a payment of nothing that names both.
    void ApplyMemo()
    {
        if (Any(BookKind.Credit, c => book.Left(c) > 0) is not { } memo || Any(BookKind.Invoice, i => i.Customer == memo.Customer && book.Open(i) > 0) is not { } invoice) return;
        long cents = PartOf(Math.Min(book.Left(memo), book.Open(invoice)));
        book.Change(book.AddPayment(memo.Customer, 0), "updated", p => { p.Parts = [new(invoice.Id, cents)]; p.FromCredits = [new(memo.Id, cents)]; });
    }

    void Overpay()
    {
        BookItem? invoice = Any(BookKind.Invoice, i => book.Open(i) > 0);
        if (invoice is null || random.Next(2) == 0) book.AddPayment(AnyCustomer, random.Next(1_000, 90_000));
        else book.AddPayment(invoice.Customer, book.Open(invoice) + 700, new BookPart(invoice.Id, book.Open(invoice)));
    }

    void MoveAllocation()
    {
        BookItem? money = Any(random.Next(2) == 0 ? BookKind.Credit : BookKind.Payment, m => !m.IsPlain);
        if (money is null) return;
        BookItem? invoice = Any(BookKind.Invoice, i => i.Customer == money.Customer && book.Open(i) > 0);
        book.Change(money, "updated", m =>
        {
            if (invoice is not null && book.Left(m) > 0 && m.Parts.All(p => p.Invoice != invoice.Id)) m.Parts = [.. m.Parts, new(invoice.Id, Math.Min(book.Left(m), book.Open(invoice)))];
            else if (m.Parts.Count > 0) m.Parts = [.. m.Parts.Skip(1)];
        });
    }
}
