namespace Collections.Domain.Metrics;

/// <summary>Sales of one month and its days.</summary>
public readonly record struct MonthSales(decimal Sales, int Days);

/// <summary>A paid invoice: its amount and the days from due date to payment, negative when early.</summary>
public readonly record struct PaidInvoice(decimal Amount, int DaysFromDue);

/// <summary>Receivables at both ends of a period and the sales within it, for the collection effectiveness index.</summary>
public readonly record struct CollectionPeriod(decimal BeginReceivables, decimal Sales, decimal EndReceivables, decimal EndNotYetDue);

/// <summary>The field's metrics, each named by its method, because the field disagrees. Amounts of one currency; null where a figure is undefined, never zero
/// or infinite. Nothing is rounded.</summary>
public static class ReceivablesMetrics
{
    /// <summary>Days sales outstanding: receivables / credit sales x days. Null without sales.</summary>
    public static decimal? DsoSimple(decimal receivables, decimal creditSales, int days) => creditSales == 0m ? null : receivables / creditSales * days;

    /// <summary>Best possible days sales outstanding: receivables not yet due / credit sales x days. Null without sales.</summary>
    public static decimal? DsoBestPossible(decimal notYetDue, decimal creditSales, int days) => DsoSimple(notYetDue, creditSales, days);

    /// <summary>Average days delinquent: <see cref="DsoSimple"/> less <see cref="DsoBestPossible"/>.</summary>
    public static decimal? AverageDaysDelinquent(decimal receivables, decimal notYetDue, decimal creditSales, int days) =>
        DsoSimple(receivables, creditSales, days) - DsoBestPossible(notYetDue, creditSales, days);

    /// <summary>Days sales outstanding by counting back: the newest month's sales are taken off first; the month that is only used in part counts in
    /// part. Null when the receivables exceed all sales given.</summary>
    public static decimal? DsoCountBack(decimal receivables, IEnumerable<MonthSales> newestFirst)
    {
        decimal days = 0m, left = receivables;
        foreach (MonthSales month in newestFirst)
        {
            if (left < month.Sales) return days + (left <= 0m ? 0m : left / month.Sales * month.Days);
            left -= month.Sales;
            days += month.Days;
        }
        return left > 0m ? null : days;
    }

    /// <summary>Collection effectiveness index in percent with the sales of the whole period: (begin + sales - end) / (begin + sales - end not yet due).
    /// Null when nothing was collectible.</summary>
    public static decimal? CeiPeriodSales(CollectionPeriod period) => Cei(period, period.Sales);

    /// <summary>As <see cref="CeiPeriodSales"/>, with the monthly average of the sales: another school, other figures.</summary>
    public static decimal? CeiMonthlyAverageSales(CollectionPeriod period, int months) => Cei(period, period.Sales / months);

    /// <summary>Days beyond terms weighted by amount, early payments as zero. Null without amounts.</summary>
    public static decimal? DaysBeyondTermsWeightedByAmountEarlyAsZero(IReadOnlyCollection<PaidInvoice> paid) =>
        Weighted(paid, i => Math.Max(0, i.DaysFromDue));

    /// <summary>Days beyond terms weighted by amount, early payments negative. Null without amounts.</summary>
    public static decimal? DaysBeyondTermsWeightedByAmountEarlyNegative(IReadOnlyCollection<PaidInvoice> paid) => Weighted(paid, i => i.DaysFromDue);

    /// <summary>Days beyond terms as the plain mean over invoices, early payments negative. Null without invoices.</summary>
    public static decimal? DaysBeyondTermsUnweighted(IReadOnlyCollection<PaidInvoice> paid) =>
        paid.Count == 0 ? null : paid.Sum(i => (decimal)i.DaysFromDue) / paid.Count;

    static decimal? Cei(CollectionPeriod period, decimal sales)
    {
        decimal collectible = period.BeginReceivables + sales - period.EndNotYetDue;
        return collectible == 0m ? null : (period.BeginReceivables + sales - period.EndReceivables) / collectible * 100m;
    }

    static decimal? Weighted(IReadOnlyCollection<PaidInvoice> paid, Func<PaidInvoice, int> days)
    {
        decimal amount = paid.Sum(i => i.Amount);
        return amount == 0m ? null : paid.Sum(i => i.Amount * days(i)) / amount;
    }
}
