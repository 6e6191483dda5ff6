using System.Collections.Immutable;
using Collections.Domain;
using Collections.Domain.Claims;
using Collections.Policies;
using Collections.Policies.Rates;

namespace Collections.Engine;

/// <summary>What may be claimed beside one overdue invoice today; never part of a balance.</summary>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="Interest">To today included, rounded once.</param>
/// <param name="FixedSum">The statute's; zero where it gives none in this currency.</param>
/// <param name="Rule">Rule and source in words.</param>
public sealed record InvoiceClaim(string Invoice, Money Interest, Money FixedSum, string Rule);

/// <summary>Interest and fixed sums on what may be demanded, by the pack's scheme. Where the facts leave room, the smaller claim is made: a contested or covered
/// part bears nothing, an agreed extension moves the first day, a due date on a closed day moves on (Germany: BGB 193).</summary>
public static class ClaimFigures
{
    const string Contract = "contract", None = "none";

    /// <summary>One claim for each chaseable invoice that bears any; empty while insolvency or a moratorium is known, and for days in one nothing is ever claimed.</summary>
    public static ImmutableArray<InvoiceClaim> Of(Account account, Surroundings around, PolicyPack rules, DateOnly today)
    {
        return Of(account, around, rules, today, Chase.Look(account, today).Chaseable);
    }

    /// <summary>As <see cref="Of(Account, Surroundings, PolicyPack, DateOnly)"/>, for invoices too that are out of the chase while somebody asks or an agreement runs.</summary>
    public static ImmutableArray<InvoiceClaim> OfAll(Account account, Surroundings around, PolicyPack rules, DateOnly today) =>
        Of(account, around, rules, today, Chase.Look(account, today).Invoices.Where(i => i.DueNow.IsPositive && i.Out is not (Reason.NotYetDue or Reason.DisputeOpen)));

    static ImmutableArray<InvoiceClaim> Of(Account account, Surroundings around, PolicyPack rules, DateOnly today, IEnumerable<ChasedInvoice> lines)
    {
        if (rules.Claims.Scheme == None || account.Flags.Insolvency) return [];
        return [.. lines.Select(i => Of(account, around, rules.Claims, (i, today))).OfType<InvoiceClaim>()
            .Where(c => c.Interest.IsPositive || c.FixedSum.IsPositive)];
    }

    static InvoiceClaim? Of(Account account, Surroundings around, ClaimRule rule, (ChasedInvoice Line, DateOnly Today) late)
    {
        Invoice invoice = late.Line.Invoice;
        if (rule.Scheme == Contract)
            return rule.ContractRateAnnual is { } percent ? Words(invoice, LatePayment.ByContract(invoice.Number, Debt(account, late.Line, invoice.ChasingDueDate), late.Today, percent)) : null;
        if (!RateFiles.Own.Schemes.TryGetValue(rule.Scheme, out InterestScheme? scheme)) return null;
        DateOnly due = scheme.Jurisdiction == "DE" ? around.Holidays.OpenOnOrAfter(invoice.ChasingDueDate, around.Ledger.HolidayArea) : invoice.ChasingDueDate;
        return Words(invoice, LatePayment.Of(invoice.Number, Debt(account, late.Line, due), late.Today, new(scheme, RateFiles.Own)));
    }

    static InvoiceClaim Words(Invoice invoice, LatePaymentClaims claims) =>
        new(invoice.Number, claims.Interest.Interest, invoice.ClaimsWaivedTo is null ? claims.FixedSum : Money.Zero(claims.FixedSum.Currency), claims.Interest.Rule);

    static LateDebt Debt(Account account, ChasedInvoice line, DateOnly due)
    {
        Money principal = line.Invoice.Amount - line.Contested - line.Cover;
        ImmutableArray<Posting> postings = line.Invoice.Postings;
        foreach (Posting posting in postings.Where(p => p.Kind != PostingKind.Payment && p.Kind != PostingKind.Reversal)) principal += posting.Amount;
        return new(principal, due)
        {
            Payments = [.. postings.Where(p => p.Kind is PostingKind.Payment or PostingKind.Reversal).Select(p => new PartPayment(p.ValueDate, -p.Amount))],
            Frozen = line.Invoice.ClaimsWaivedTo is { } waived ? account.Moratoria.Add(new(line.Invoice.DueDate, waived)) : account.Moratoria,
        };
    }
}
