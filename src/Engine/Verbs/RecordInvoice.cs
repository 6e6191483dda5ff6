using Collections.Domain;

namespace Collections.Engine;

/// <summary>An invoice as the source has it now. A repeat changes nothing; an older version never overwrites a newer one.</summary>
public sealed record RecordInvoice(Invoice Invoice) : Input
{
    /// <summary>Most items that an account may hold, which is what every store takes: more belongs into several accounts.</summary>
    public const int MostItems = StoreLimits.Items;

    /// <inheritdoc />
    public override string Cause => "invoice";

    internal override Answer Decide(Turn turn)
    {
        if (Invoice.Amount.Minor < 0) return new Answer.Refused("amount", "an invoice's amount is not negative", "record it as a credit note");
        if (turn.Account.Invoice(Invoice.Number) is not { } known) return SettledInvoices.Has(turn.Account.Settled, Invoice.Number)
            ? new Answer.AlreadyRecorded($"invoice {Invoice.Number} was settled here long ago, and what is settled does not open again") : Record(turn);
        if (Invoice.SourceVersion < known.SourceVersion) return new Answer.AlreadyRecorded("a newer version is known");
        if (known.IsVoid && Invoice.SourceVersion == known.SourceVersion && known.SourceVersion > 0) return new Answer.AlreadyRecorded("the invoice was withdrawn");
        if (Invoice.IsVoid) return new VoidInvoice(Invoice.Number, turn.Today, Invoice.SourceVersion).Decide(turn);
        if (Invoice.Amount.Currency != known.Amount.Currency) return new Answer.Refused("currency", $"invoice {Invoice.Number} is known in {known.Amount.Currency}", "void it and record it under a new number");
        InvoiceChanged changed = new(Invoice, turn.Today);
        Account after = changed.Apply(turn.Account);
        if (Same(after.Invoice(Invoice.Number)!, known)) return new Answer.AlreadyRecorded("nothing has changed");
        turn.Add(changed);
        return new Answer.Done($"invoice {Invoice.Number} changed", Invoice.Number);
    }

    Answer Record(Turn turn)
    {
        if (turn.Account.Invoices.Length >= MostItems) return new Answer.Refused("account", $"the account holds {MostItems} items, the most it can", "split the customer into several accounts, or let closed items leave");
        turn.Add(new InvoiceRecorded(Invoice with { Postings = [], Ladder = null, ExtendedTo = null, Discount = null, ClosedDate = Invoice.Amount.IsZero || Invoice.IsVoid ? Invoice.IssueDate : null }));
        return new Answer.Done($"invoice {Invoice.Number} recorded", Invoice.Number);
    }

    static bool Same(Invoice a, Invoice b) =>
        a.IssueDate == b.IssueDate && a.DueDate == b.DueDate && a.Description == b.Description && a.PayLink == b.PayLink
        && a.AutomaticPaymentPending == b.AutomaticPaymentPending && a.SourceVersion == b.SourceVersion && a.IsVoid == b.IsVoid && a.SourceId == b.SourceId && a.Balance == b.Balance;
}

/// <summary>The source withdrew an invoice.</summary>
public sealed record VoidInvoice(string Number, DateOnly Date, long SourceVersion = 0) : Input
{
    /// <inheritdoc />
    public override string Cause => "void";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.Invoice(Number) is not { } known) return BeforeTheInvoice(turn);
        if (SourceVersion < known.SourceVersion || (known.IsVoid && SourceVersion == known.SourceVersion)) return new Answer.AlreadyRecorded("known already");
        turn.Add(new InvoiceVoided(Number, Date, SourceVersion));
        return new Answer.Done($"invoice {Number} is void", Number);
    }

    // The withdrawal may come before the invoice does: it is kept, so that the older word changes nothing when it comes.
    Answer BeforeTheInvoice(Turn turn)
    {
        if (SourceVersion == 0) return new Answer.AlreadyRecorded($"invoice {Number} was never open here");
        turn.Add(new InvoiceRecorded(new() { Number = Number, IssueDate = Date, DueDate = Date, Amount = Money.Zero(turn.Around.Ledger.Currency), IsVoid = true, ClosedDate = Date, SourceVersion = SourceVersion }));
        return new Answer.Done($"invoice {Number} was withdrawn before it was known", Number);
    }
}
