using Collections.Domain;
using Collections.Simulation.Outside;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-14, 15 and 16: whatever was lost, repeated, delayed or could not be read on the way, in the end each ledger says what its source says.</summary>
internal sealed class Books(Sight sight) : Invariant(sight, "INV-14/15/16 the source's word")
{
    readonly HashSet<(AccountId, string)> retired = [];

    public override void On(Happening happening)
    {
        if (happening is not Committed committed) return;
        foreach (AccountEvent e in committed.Commit.Events)
            if (e is ItemsRetired gone) foreach (string item in gone.Invoices.Concat(gone.CreditNotes).Concat(gone.Payments)) retired.Add((committed.Id, item));
    }

    public override void AtEnd(World world)
    {
        foreach (AccountingSource books in world.Books.Values)
        {
            foreach (Invoice invoice in books.Invoices.Values) Same(books, invoice);
            foreach (Payment payment in books.Payments.Values) Same(books, payment);
            foreach (CreditNote note in books.Notes.Values)
                Holds(Of(books, note.Number).CreditNotes.Any(n => n.Number == note.Number) || Arrived(Of(books, note.Number).Id, note.Number), Of(books, note.Number).Id, $"credit note {note.Number} never arrived");
        }
    }

    void Same(AccountingSource books, Invoice invoice)
    {
        Account account = Of(books, invoice.Number);
        if (account.Invoice(invoice.Number) is not { } here)
        {
            Holds(Arrived(account.Id, invoice.Number), account.Id, $"invoice {invoice.Number} never arrived");
            return;
        }
        Money paid = books.Payments.Values.Where(p => !p.IsReversed).SelectMany(p => p.Allocations).Where(a => a.Invoice == invoice.Number).Aggregate(Money.Zero(invoice.Amount.Currency), (sum, a) => sum + a.Amount);
        Holds(here.IsVoid == invoice.IsVoid && here.SourceVersion == invoice.SourceVersion, account.Id, $"{invoice.Number} stands at version {here.SourceVersion}, its source at {invoice.SourceVersion}");
        Holds(invoice.IsVoid || here.Balance == invoice.Amount - paid, account.Id, $"{invoice.Number}: {here.Balance} is open here, in its source {invoice.Amount} less {paid}");
    }

    void Same(AccountingSource books, Payment payment)
    {
        Account account = Of(books, payment.Id);
        if (account.Payments.FirstOrDefault(p => p.Id == payment.Id) is not { } here) Holds(Arrived(account.Id, payment.Id), account.Id, $"payment {payment.Id} never arrived");
        else Holds(here.Amount == payment.Amount && here.IsReversed == payment.IsReversed, account.Id, $"payment {payment.Id} is not as its source has it");
    }

    Account Of(AccountingSource books, string item) => Sight.Accounts[AccountId.Of(books.LedgerId, books.CustomerOf(item))];

    // Settled items leave the account after ninety days; that they came stands in its history.
    bool Arrived(AccountId id, string item) => retired.Contains((id, item));

}
