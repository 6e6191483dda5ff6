using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>An open invoice as the chase sees it on a day.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Open">Its balance, above zero.</param>
/// <param name="Contested">The part in dispute.</param>
/// <param name="Cover">What unapplied cash and credit notes cover of the rest.</param>
/// <param name="Out">Why it is not chaseable; None when it is.</param>
/// <param name="Until">The last day of that, where it has one.</param>
public sealed record ChasedInvoice(Invoice Invoice, Money Open, Money Contested, Money Cover, Reason Out, DateOnly? Until)
{
    /// <summary>What may be demanded of it: open less contested less covered; never negative.</summary>
    public Money DueNow => Open - Contested - Cover;

    /// <summary>True when it may be demanded and may carry.</summary>
    public bool IsChaseable => Out == Reason.None;
}

/// <summary>The account's open invoices on a day, the oldest for chasing first.</summary>
public sealed record Chase(ImmutableArray<ChasedInvoice> Invoices)
{
    /// <summary>The invoices that may be demanded.</summary>
    public IEnumerable<ChasedInvoice> Chaseable => Invoices.Where(i => i.IsChaseable);

    /// <summary>Looks at an account on a ledger's day.</summary>
    public static Chase Look(Account account, DateOnly today)
    {
        Dictionary<string, Money>? cover = HasCredit(account) && CreditOf(account) is var credit && credit.Values.Any(c => c.IsPositive) ? Cover(account, credit) : null;
        List<ChasedInvoice> invoices = new(account.Invoices.Length);
        foreach (Invoice invoice in account.Invoices)
        {
            Money open = invoice.Balance;
            if (!open.IsPositive) continue;
            Money contested = Contested(account, invoice, open);
            Money covered = cover is not null && cover.TryGetValue(invoice.Number, out Money part) ? part : Money.Zero(open.Currency);
            (Reason reason, DateOnly? until) = WhyOut(account, invoice, today);
            if (reason == Reason.None && contested == open) reason = Reason.DisputeOpen;
            else if (reason == Reason.None && (open - contested - covered).IsZero) reason = Reason.CreditToAllocate;
            invoices.Add(new(invoice, open, contested, covered, reason, until));
        }
        invoices.Sort((a, b) => OldestFirst(a.Invoice, b.Invoice, forChasing: true));
        return new([.. invoices]);
    }

    /// <summary>The carrying invoice: the oldest chaseable one of a currency whose chaseable total reaches the minimum; null when none does.</summary>
    public ChasedInvoice? Carrying(PolicyPack rules)
    {
        Dictionary<Currency, Money> totals = Totals();
        return Invoices.FirstOrDefault(i => i.IsChaseable && totals[i.Open.Currency] >= rules.MinimumOf(i.Open.Currency));
    }

    /// <summary>What may be demanded, by currency.</summary>
    public Dictionary<Currency, Money> Totals()
    {
        Dictionary<Currency, Money> totals = [];
        foreach (ChasedInvoice invoice in Invoices)
            if (invoice.IsChaseable) totals[invoice.Open.Currency] = totals.TryGetValue(invoice.Open.Currency, out Money sum) ? sum + invoice.DueNow : invoice.DueNow;
        return totals;
    }

    // Most accounts have none, and a look is taken many times a day.
    static bool HasCredit(Account account)
    {
        foreach (Payment payment in account.Payments)
            if (!payment.Unapplied.IsZero) return true;
        foreach (CreditNote note in account.CreditNotes)
            if (!note.Open.IsZero) return true;
        foreach (Invoice invoice in account.Invoices)
            if (invoice.Balance.Minor < 0) return true;
        return false;
    }

    /// <summary>Unapplied cash, open credit notes and overpaid invoices, by currency.</summary>
    public static Dictionary<Currency, Money> CreditOf(Account account)
    {
        Dictionary<Currency, Money> credit = [];
        foreach (Payment payment in account.Payments) Add(payment.Unapplied);
        foreach (CreditNote note in account.CreditNotes) Add(note.Open);
        foreach (Invoice invoice in account.Invoices)
            if (invoice.Balance is { Minor: < 0 } overpaid) Add(-overpaid);
        return credit;

        void Add(Money amount) => credit[amount.Currency] = credit.GetValueOrDefault(amount.Currency, Money.Zero(amount.Currency)) + amount;
    }

    /// <summary>Due date (for chasing, or the contractual one), then issue date, then number.</summary>
    public static int OldestFirst(Invoice a, Invoice b, bool forChasing)
    {
        int order = forChasing ? a.ChasingDueDate.CompareTo(b.ChasingDueDate) : a.DueDate.CompareTo(b.DueDate);
        if (order == 0) order = a.IssueDate.CompareTo(b.IssueDate);
        return order != 0 ? order : string.CompareOrdinal(a.Number, b.Number);
    }

    // For deciding, credit covers the oldest open invoices of its currency first, without being posted.
    static Dictionary<string, Money> Cover(Account account, Dictionary<Currency, Money> credit)
    {
        Dictionary<string, Money> cover = new(StringComparer.Ordinal);
        foreach (Invoice invoice in account.Invoices.Where(i => i.IsOpen).Order(Comparer<Invoice>.Create((a, b) => OldestFirst(a, b, forChasing: false))))
        {
            if (!credit.TryGetValue(invoice.Amount.Currency, out Money left) || !left.IsPositive) continue;
            Money open = invoice.Balance, part = Money.Min(left, open - Contested(account, invoice, open));
            cover[invoice.Number] = part;
            credit[left.Currency] = left - part;
        }
        return cover;
    }

    static Money Contested(Account account, Invoice invoice, Money open)
    {
        Money contested = Money.Zero(open.Currency);
        foreach (Dispute dispute in account.Disputes)
        {
            if (dispute.Invoice != invoice.Number) continue;
            if (dispute.ClosedDate is null) contested += dispute.Amount ?? open;
            else if (dispute.CreditMissing(invoice) is { } missing) contested += missing; // agreed to be credited: never asked for again
        }
        return Money.Min(contested, open);
    }

    static (Reason, DateOnly?) WhyOut(Account account, Invoice invoice, DateOnly today)
    {
        foreach (Promise promise in account.Promises)
            if (promise.Standing == PromiseStanding.Open && promise.Invoices.Contains(invoice.Number)) return (Reason.PromiseOpen, promise.LastDate);
        foreach (Plan plan in account.Plans)
            if (plan.Standing == PlanStanding.OnTrack && plan.Invoices.Contains(invoice.Number)) return (Reason.PlanOnTrack, null);
        foreach (Case open in account.Cases)
            if (open.Kind == CaseKind.Request && open.Pauses(today) && open.Invoices.Contains(invoice.Number)) return (Reason.RequestOpen, open.PausedUntil);
        if (today <= invoice.DueDate) return (Reason.NotYetDue, invoice.DueDate);
        if (today <= invoice.ChasingDueDate) return (Reason.Extended, invoice.ChasingDueDate);
        foreach (DunningBlock block in account.Blocks)
            if (block.Invoice == invoice.Number && block.IsActive(today)) return (Reason.DunningBlock, block.UntilDate);
        return invoice.AutomaticPaymentPending ? (Reason.AutomaticPaymentPending, null) : (Reason.None, null);
    }
}
