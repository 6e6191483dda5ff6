using Collections.Domain;

namespace Collections.Engine;

/// <summary>The source deleted an object and names it by its own id alone: what it was is known here. A repeat, and what is not known, change nothing.</summary>
/// <param name="Kind">"invoice", "credit-note" or "payment".</param>
/// <param name="SourceId">The source's own id.</param>
/// <param name="SourceVersion">The source's time of the deletion; what is newer stays.</param>
public sealed record WithdrawObject(string Kind, string SourceId, long SourceVersion) : Input
{
    /// <inheritdoc />
    public override string Cause => "deleted";

    internal override Answer Decide(Turn turn)
    {
        Account account = turn.Account;
        Input? input = Kind switch
        {
            "invoice" => account.Invoices.FirstOrDefault(i => i.SourceId == SourceId) is { } invoice ? new VoidInvoice(invoice.Number, turn.Today, SourceVersion) : null,
            "credit-note" => account.CreditNotes.FirstOrDefault(c => c.SourceId == SourceId) is { } note ? new RecordCreditNote(note with { IsVoid = true, Allocations = [], SourceVersion = Math.Max(note.SourceVersion, SourceVersion) }) : null,
            "payment" => account.Payments.FirstOrDefault(p => p.Id == SourceId) is { } payment && payment.SourceVersion <= SourceVersion ? new ReversePayment(payment.Id) : null,
            _ => null,
        };
        return input?.Decide(turn) ?? new Answer.AlreadyRecorded("it is not open here");
    }
}
