using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>A payment with all its allocations as the source has them now; what no invoice is named for is unapplied cash, never applied by guess.</summary>
public sealed record RecordPayment(Payment Payment) : Input
{
    /// <inheritdoc />
    public override string Cause => Payment.IsReversed ? "payment-reversed" : "payment";

    internal override Answer Decide(Turn turn)
    {
        if (Payment.IsReversed && Payment.Amount.IsZero) return Emptied(turn);
        if (!Payment.Amount.IsPositive) return new Answer.Refused("amount", "a payment's amount is above zero", "a refund is no payment; leave it out");
        if (Allocating.Problems(turn.Account, Payment.Amount, Payment.Allocations) is { Length: > 0 } problems) return new Answer.Refused(problems);
        if (turn.Account.Payments.FirstOrDefault(p => p.Id == Payment.Id) is not { } known) return Record(turn);
        if (Payment.SourceVersion < known.SourceVersion) return new Answer.AlreadyRecorded("a newer version is known");
        if (known.IsReversed) return new Answer.AlreadyRecorded("the payment was taken back");
        if (Payment.IsReversed) return Reverse(turn);
        bool isNewer = Payment.SourceVersion > known.SourceVersion;
        ImmutableArray<Allocation> changes = Allocating.Changes(known.Allocations, Payment.Allocations, isNewer);
        if (Allocating.Contradiction(known.Amount, Payment.Amount, isNewer, known.Unapplied, changes) is { } problem) return new Answer.Refused([problem]);
        if (changes.IsEmpty && !isNewer) return new Answer.AlreadyRecorded("nothing has changed");
        turn.Add(new PaymentAllocated(Payment.Id, changes, Payment.ValueDate, Payment.SourceVersion, Payment.Amount == known.Amount ? null : Payment.Amount));
        return new Answer.Done($"payment {Payment.Id} was allocated", Payment.Id);
    }

    Answer Record(Turn turn)
    {
        turn.Add(new PaymentRecorded(Payment with { IsReversed = false }));
        if (Payment.IsReversed) return Reverse(turn);
        return new Answer.Done($"payment {Payment.Id} of {Payment.Amount} recorded", Payment.Id);
    }

    // Some sources set a payment that was taken back to zero.
    Answer Emptied(Turn turn) => turn.Account.Payments.FirstOrDefault(p => p.Id == Payment.Id) is { IsReversed: false } known && Payment.SourceVersion >= known.SourceVersion
        ? Reverse(turn) : new Answer.AlreadyRecorded("the payment counts for nothing already");

    Answer Reverse(Turn turn)
    {
        turn.Add(new PaymentReversed(Payment.Id, turn.Today));
        LongSettled.Reopened(turn, $"Payment {Payment.Id}", Payment.Allocations);
        return new Answer.Done($"payment {Payment.Id} was taken back", Payment.Id);
    }
}

/// <summary>Money taken back from an invoice that was settled and has left the account: a person decides, because what else had paid it is no longer here.</summary>
internal static class LongSettled
{
    public static void Reopened(Turn turn, string what, ImmutableArray<Allocation> allocations)
    {
        foreach (Allocation allocation in allocations.Where(a => turn.Account.Invoice(a.Invoice) is null && SettledInvoices.Has(turn.Account.Settled, a.Invoice)))
            turn.OpenTask("settled-reopened", allocation.Invoice, $"{what} was taken back after invoice {allocation.Invoice} had been settled for ninety days: record what is owed of it again under a new number.");
    }
}

/// <summary>A payment was taken back by the bank.</summary>
public sealed record ReversePayment(string PaymentId) : Input
{
    /// <inheritdoc />
    public override string Cause => "payment-reversed";

    internal override Answer Decide(Turn turn)
    {
        if (turn.Account.Payments.FirstOrDefault(p => p.Id == PaymentId) is not { } known) return new Answer.Refused("payment", $"payment {PaymentId} is not known", "see the account's payments for its id");
        if (known.IsReversed) return new Answer.AlreadyRecorded("the payment was taken back");
        turn.Add(new PaymentReversed(PaymentId, turn.Today));
        return new Answer.Done($"payment {PaymentId} was taken back", PaymentId);
    }
}

/// <summary>A credit note with all its allocations as the source has them now.</summary>
public sealed record RecordCreditNote(CreditNote CreditNote) : Input
{
    /// <inheritdoc />
    public override string Cause => "credit-note";

    internal override Answer Decide(Turn turn)
    {
        if (CreditNote.IsVoid && CreditNote.Amount.IsZero) return Emptied(turn);
        if (!CreditNote.Amount.IsPositive) return new Answer.Refused("amount", "a credit note's amount is above zero", "give the amount without a sign");
        if (Allocating.Problems(turn.Account, CreditNote.Amount, CreditNote.Allocations) is { Length: > 0 } problems) return new Answer.Refused(problems);
        if (turn.Account.CreditNotes.FirstOrDefault(c => c.Number == CreditNote.Number) is not { } known)
        {
            turn.Add(new CreditNoteRecorded(CreditNote with { IsVoid = false }));
            if (CreditNote.IsVoid) turn.Add(new CreditNoteVoided(CreditNote.Number, turn.Today, CreditNote.SourceVersion));
            return new Answer.Done($"credit note {CreditNote.Number} of {CreditNote.Amount} recorded", CreditNote.Number);
        }
        if (CreditNote.SourceVersion < known.SourceVersion || known.IsVoid) return new Answer.AlreadyRecorded("a newer version is known");
        if (CreditNote.IsVoid) turn.Add(new CreditNoteVoided(CreditNote.Number, turn.Today, CreditNote.SourceVersion));
        else if (Allocate(turn, known) is { } answer) return answer;
        return new Answer.Done($"credit note {CreditNote.Number} changed", CreditNote.Number);
    }

    Answer? Allocate(Turn turn, CreditNote known)
    {
        bool isNewer = CreditNote.SourceVersion > known.SourceVersion;
        ImmutableArray<Allocation> changes = Allocating.Changes(known.Allocations, CreditNote.Allocations, isNewer);
        if (Allocating.Contradiction(known.Amount, CreditNote.Amount, isNewer, known.Open, changes) is { } problem) return new Answer.Refused([problem]);
        if (changes.IsEmpty && !isNewer) return new Answer.AlreadyRecorded("nothing has changed");
        turn.Add(new CreditNoteAllocated(CreditNote.Number, changes, CreditNote.ValueDate, CreditNote.SourceVersion, CreditNote.Amount == known.Amount ? null : CreditNote.Amount));
        return null;
    }

    // Some sources set a credit note that was withdrawn to zero.
    Answer Emptied(Turn turn)
    {
        if (turn.Account.CreditNotes.FirstOrDefault(c => c.Number == CreditNote.Number) is not { IsVoid: false } known || CreditNote.SourceVersion < known.SourceVersion)
            return new Answer.AlreadyRecorded("the credit note counts for nothing already");
        turn.Add(new CreditNoteVoided(CreditNote.Number, turn.Today, CreditNote.SourceVersion));
        return new Answer.Done($"credit note {CreditNote.Number} is void", CreditNote.Number);
    }
}

/// <summary>Checks and compares allocations.</summary>
internal static class Allocating
{
    public static ImmutableArray<Problem> Problems(Account account, Money amount, ImmutableArray<Allocation> allocations)
    {
        List<Problem> problems = [];
        foreach (Allocation allocation in allocations)
        {
            if (allocation.Amount.Currency != amount.Currency) problems.Add(new("allocations", $"{allocation.Invoice} is set off in {allocation.Amount.Currency}, the money is {amount.Currency}", "convert it in the accounting software first"));
            else if (!allocation.Amount.IsPositive) problems.Add(new("allocations", $"{allocation.Invoice} is set off with {allocation.Amount}", "an allocation is above zero"));
            if (account.Invoice(allocation.Invoice) is { } invoice && invoice.Amount.Currency != allocation.Amount.Currency)
                problems.Add(new("allocations", $"invoice {allocation.Invoice} is in {invoice.Amount.Currency}", "allocate in the invoice's currency"));
        }
        if (problems.Count == 0 && allocations.Aggregate(amount, (rest, a) => rest - a.Amount).Minor < 0)
            problems.Add(new("allocations", $"they are more than the amount of {amount}", "allocate at most the amount"));
        return [.. problems];
    }

    /// <summary>What cannot be true beside what is known under the same id; null when it can. Recorded, it would leave more applied than was received.</summary>
    public static Problem? Contradiction(Money known, Money now, bool isNewer, Money unapplied, ImmutableArray<Allocation> changes)
    {
        if (now.Currency != known.Currency) return new("amount", $"it is known in {known.Currency}", "take it back and record it under a new id");
        if (isNewer) return null; // it is whole in itself, and was checked as such
        if (now != known) return new("amount", $"it is known as {known} under the same version", "give the correction a higher source version, or take it back and record it under a new id");
        return changes.Aggregate(unapplied, (rest, a) => rest - a.Amount).Minor < 0
            ? new("allocations", "together with those known under the same version they are more than the amount", "give the newer list a higher source version")
            : null;
    }

    /// <summary>What the list of now says beyond the known one. Only a newer version of the source takes a part back from an invoice: of two lists of one
    /// version, the longer is the later.</summary>
    public static ImmutableArray<Allocation> Changes(ImmutableArray<Allocation> known, ImmutableArray<Allocation> now, bool isNewer)
    {
        List<Allocation> changes = [];
        if (known.Concat(now).Select(a => a.Amount.Currency).Distinct().Count() > 1) return []; // a contradiction, told as one
        foreach (IGrouping<string, Allocation> invoice in known.Concat(now).GroupBy(a => a.Invoice, StringComparer.Ordinal))
        {
            Money none = Money.Zero(invoice.First().Amount.Currency);
            Money change = Sum(now) - Sum(known);
            if (change.IsPositive || (isNewer && !change.IsZero)) changes.Add(new(invoice.Key, change));

            Money Sum(ImmutableArray<Allocation> all) => all.Where(a => a.Invoice == invoice.Key).Aggregate(none, (sum, a) => sum + a.Amount);
        }
        return [.. changes];
    }
}
