using System.Collections.Immutable;

namespace Collections.Domain;

/// <summary>Postings to invoices: the one place where a balance changes and an invoice closes or opens again.</summary>
public static class AccountPosting
{
    /// <summary>Posts one line; an invoice that reaches zero closes on the line's value date, one that rises above it is open again.</summary>
    public static Account Post(this Account account, string number, Posting posting)
    {
        if (account.Invoice(number) is not { } before || before.Amount.Currency != posting.Amount.Currency) return account; // retired or not seen yet: the source's own books hold it
        Invoice after = before with { Postings = before.Postings.Add(posting) };
        if (before.IsOpen == after.IsOpen) return account.With(after);
        after = after with { ClosedDate = after.IsOpen ? null : posting.ValueDate };
        DateOnly closed = after.ClosedDate ?? before.ClosedDate ?? posting.ValueDate;
        return account.With(after) with { Habit = Learn(account.Habit, before, closed, after.IsOpen ? -1 : 1) };
    }

    /// <summary>Posts each allocation as a reduction.</summary>
    public static Account Post(this Account account, PostingKind kind, string reference, ImmutableArray<Allocation> allocations, DateOnly date) =>
        allocations.Aggregate(account, (a, x) => a.Post(x.Invoice, new(kind, reference, -x.Amount, date)));

    /// <summary>Posts each allocation back.</summary>
    public static Account TakeBack(this Account account, string reference, ImmutableArray<Allocation> allocations, DateOnly date) =>
        allocations.Aggregate(account, (a, x) => a.Post(x.Invoice, new(PostingKind.Reversal, reference, x.Amount, date)));

    static PaymentHabit Learn(PaymentHabit habit, Invoice invoice, DateOnly closed, int sign)
    {
        int daysLate = Math.Max(0, closed.DayNumber - invoice.DueDate.DayNumber);
        return habit with
        {
            Settled = habit.Settled + sign,
            SettledLate = habit.SettledLate + (daysLate > 0 ? sign : 0),
            DaysLateTotal = habit.DaysLateTotal + sign * daysLate,
        };
    }
}
