using System.Collections.Immutable;
using Collections.Domain;
using Collections.Domain.Metrics;

namespace Collections.Engine;

/// <summary>What an account owes on a day, a currency each, in the order of their codes.</summary>
/// <param name="Today">The ledger's day.</param>
/// <param name="Currencies">Every currency with an open invoice or an open credit.</param>
public sealed record AccountFigures(DateOnly Today, ImmutableArray<CurrencyFigures> Currencies)
{
    /// <summary>The figures of a ledger's day.</summary>
    public static AccountFigures Of(Account account, DateOnly today)
    {
        Dictionary<Currency, Money> credit = Chase.CreditOf(account);
        ILookup<Currency, ChasedInvoice> open = Chase.Look(account, today).Invoices.ToLookup(i => i.Open.Currency);
        IEnumerable<Currency> currencies = open.Select(g => g.Key).Concat(credit.Where(c => c.Value.IsPositive).Select(c => c.Key)).Distinct();
        return new(today, [.. currencies.OrderBy(c => c.Code, StringComparer.Ordinal)
            .Select(c => CurrencyFigures.Of(open[c], credit.GetValueOrDefault(c, Money.Zero(c)), today))]);
    }

    /// <summary>One currency's figures; all zero when nothing is open in it.</summary>
    public CurrencyFigures In(Currency currency) =>
        Currencies.FirstOrDefault(c => c.Open.Currency == currency) ?? CurrencyFigures.Of([], Money.Zero(currency), Today);
}

/// <summary>What is owed in one currency.</summary>
/// <param name="Open">Sum of the open balances; never negative.</param>
/// <param name="Credit">Unapplied cash, open credit notes and overpaid invoices; never negative.</param>
/// <param name="Overdue">Of the open balances, those past their contractual due date, before credits.</param>
/// <param name="Demandable">What may be demanded today: chaseable, less what is contested and covered.</param>
/// <param name="Contested">The parts in dispute.</param>
/// <param name="Ageing">The open balances by days past the contractual due date, all five buckets in their order; they add up to <paramref name="Open"/>.</param>
/// <param name="OldestDueDate">The earliest contractual due date of an open invoice; null: none is open.</param>
public sealed record CurrencyFigures(
    Money Open, Money Credit, Money Overdue, Money Demandable, Money Contested, ImmutableArray<AgedSum> Ageing, DateOnly? OldestDueDate)
{
    /// <summary>What would be lost if nothing more came: open balances less credits; negative when the customer is in credit.</summary>
    public Money Exposure => Open - Credit;

    internal static CurrencyFigures Of(IEnumerable<ChasedInvoice> invoices, Money credit, DateOnly today)
    {
        Currency currency = credit.Currency;
        Dictionary<AgeingBucket, Money> aged = Enum.GetValues<AgeingBucket>().ToDictionary(b => b, _ => Money.Zero(currency));
        Money open = Money.Zero(currency), demandable = open, contested = open;
        DateOnly? oldest = null;
        foreach (ChasedInvoice i in invoices)
        {
            AgeingBucket bucket = Domain.Metrics.Ageing.BucketOf(i.Invoice.DaysPastDue(today));
            aged[bucket] += i.Open;
            open += i.Open;
            contested += i.Contested;
            if (i.IsChaseable) demandable += i.DueNow;
            if (oldest is null || i.Invoice.DueDate < oldest) oldest = i.Invoice.DueDate;
        }
        return new(open, credit, open - aged[AgeingBucket.Current], demandable, contested, [.. aged.OrderBy(a => a.Key).Select(a => new AgedSum(a.Key, a.Value))], oldest);
    }
}

/// <summary>The open balances of one ageing bucket.</summary>
public sealed record AgedSum(AgeingBucket Bucket, Money Sum);
