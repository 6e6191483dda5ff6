using System.Collections.Immutable;

namespace Collections.Domain;

/// <summary>An invoice came into the ledger.</summary>
public sealed record InvoiceRecorded(Invoice Invoice) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        account = account.With(Invoice);
        foreach (Payment payment in account.Payments)
            if (!payment.IsReversed && Of(payment.Allocations) is { IsEmpty: false } paid) account = account.Post(PostingKind.Payment, payment.Id, paid, payment.ValueDate);
        foreach (CreditNote note in account.CreditNotes)
            if (!note.IsVoid && Of(note.Allocations) is { IsEmpty: false } credited) account = account.Post(PostingKind.CreditNote, note.Number, credited, note.ValueDate);
        return account;
    }

    // Money that names an invoice may be known before the invoice is: what counts is that both came, not in which order.
    ImmutableArray<Allocation> Of(ImmutableArray<Allocation> allocations) =>
        allocations.IsEmpty ? [] : [.. allocations.Where(a => a.Invoice == Invoice.Number && a.Amount.Currency == Invoice.Amount.Currency)];
}

/// <summary>The source changed an invoice. A changed amount is posted as a correction, so that the balance stays a sum.</summary>
public sealed record InvoiceChanged(Invoice To, DateOnly Date) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Invoice old = account.Invoice(To.Number)!;
        Invoice changed = old with
        {
            IssueDate = To.IssueDate, DueDate = To.DueDate, Description = To.Description, PayLink = To.PayLink,
            AutomaticPaymentPending = To.AutomaticPaymentPending, SourceVersion = To.SourceVersion, IsVoid = false, SourceId = To.SourceId ?? old.SourceId,
        };
        Money corrected = old.Postings.Where(p => p.Kind == PostingKind.Correction).Aggregate(old.Amount, (sum, p) => sum + p.Amount);
        account = account.With(changed);
        return corrected == To.Amount ? account : account.Post(To.Number, new(PostingKind.Correction, "source", To.Amount - corrected, Date));
    }
}

/// <summary>The source withdrew an invoice.</summary>
public sealed record InvoiceVoided(string Number, DateOnly Date, long SourceVersion) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account) =>
        account.With(account.Invoice(Number)! with { IsVoid = true, ClosedDate = Date, SourceVersion = SourceVersion });
}

/// <summary>A credit note came in, with what it was already set against.</summary>
public sealed record CreditNoteRecorded(CreditNote CreditNote) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        account = account with
        {
            CreditNotes = account.CreditNotes.Add(CreditNote with { Place = account.NextPlace, Allocations = [] }), NextPlace = account.NextPlace + 1,
        };
        return new CreditNoteAllocated(CreditNote.Number, CreditNote.Allocations, CreditNote.ValueDate).Apply(account);
    }
}

/// <summary>A credit note was set against invoices, or moved from one to another.</summary>
/// <param name="Number">Which.</param>
/// <param name="Allocations">What changes; below zero where the source took a part back from an invoice. May be empty: then only a newer version is known.</param>
/// <param name="Date">Value date.</param>
/// <param name="SourceVersion">Of what the source said; older ones no longer count.</param>
/// <param name="Amount">The amount as the source corrected it, in the same currency; null: as it was.</param>
public sealed record CreditNoteAllocated(string Number, ImmutableArray<Allocation> Allocations, DateOnly Date, long SourceVersion = 0, Money? Amount = null) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        CreditNote note = account.CreditNotes.First(c => c.Number == Number);
        account = account with { CreditNotes = account.CreditNotes.Replace(note, note with
        {
            Amount = Amount ?? note.Amount, Allocations = note.Allocations.AddRange(Allocations), SourceVersion = Math.Max(note.SourceVersion, SourceVersion),
        }) };
        return account.Post(PostingKind.CreditNote, Number, Allocations, Date);
    }
}

/// <summary>The source withdrew a credit note: what it had settled is open again.</summary>
public sealed record CreditNoteVoided(string Number, DateOnly Date, long SourceVersion) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        CreditNote note = account.CreditNotes.First(c => c.Number == Number);
        account = account with { CreditNotes = account.CreditNotes.Replace(note, note with { IsVoid = true, SourceVersion = SourceVersion }) };
        return account.TakeBack(Number, note.Allocations, Date);
    }
}

/// <summary>A payment came in, with the invoices it names. The rest is unapplied cash.</summary>
public sealed record PaymentRecorded(Payment Payment) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        DateOnly last = account.Habit.LastPaymentDate is { } known && known > Payment.ValueDate ? known : Payment.ValueDate;
        account = account with
        {
            Payments = account.Payments.Add(Payment with { Place = account.NextPlace, Allocations = [] }), NextPlace = account.NextPlace + 1,
            Habit = account.Habit with { LastPaymentDate = last },
        };
        return new PaymentAllocated(Payment.Id, Payment.Allocations, Payment.ValueDate).Apply(account);
    }
}

/// <summary>Unapplied cash was set against invoices, or moved from one to another.</summary>
/// <param name="PaymentId">Which.</param>
/// <param name="Allocations">What changes; below zero where the source took a part back from an invoice. May be empty: then only a newer version is known.</param>
/// <param name="Date">Value date.</param>
/// <param name="SourceVersion">Of what the source said; older ones no longer count.</param>
/// <param name="Amount">The amount as the source corrected it, in the same currency; null: as it was.</param>
public sealed record PaymentAllocated(string PaymentId, ImmutableArray<Allocation> Allocations, DateOnly Date, long SourceVersion = 0, Money? Amount = null) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Payment payment = account.Payments.First(p => p.Id == PaymentId);
        account = account with { Payments = account.Payments.Replace(payment, payment with
        {
            Amount = Amount ?? payment.Amount, Allocations = payment.Allocations.AddRange(Allocations), SourceVersion = Math.Max(payment.SourceVersion, SourceVersion),
        }) };
        return account.Post(PostingKind.Payment, PaymentId, Allocations, Date);
    }
}

/// <summary>The bank took a payment back: what it had settled is open again.</summary>
public sealed record PaymentReversed(string PaymentId, DateOnly Date) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        Payment payment = account.Payments.First(p => p.Id == PaymentId);
        account = account with { Payments = account.Payments.Replace(payment, payment with { IsReversed = true }) };
        return account.TakeBack(PaymentId, payment.Allocations, Date);
    }
}

/// <summary>A part of an invoice was given up: waiver, discount or write-off.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="Kind">Waiver, Discount or WriteOff.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Date">Value date.</param>
/// <param name="AgreementId">What it rests on.</param>
public sealed record BalanceReduced(string Invoice, PostingKind Kind, Money Amount, DateOnly Date, string AgreementId) : AccountEvent
{
    /// <inheritdoc />
    public override Account Apply(Account account)
    {
        account = account.Post(Invoice, new(Kind, AgreementId, -Amount, Date));
        return Kind == PostingKind.Discount ? account.With(account.Invoice(Invoice)! with { Discount = null }) : account with { NextNumber = account.NextNumber + 1 };
    }
}
