using Collections.Domain.Metrics;

namespace Collections.Domain.Tests.Metrics;

public sealed class ReceivablesMetricsTests
{
    [Fact]
    public void Published_figures_of_sales_outstanding_come_out()
    {
        Assert.Equal(45m, ReceivablesMetrics.DsoSimple(15_000, 10_000, 30));
        Assert.Equal(12m, ReceivablesMetrics.DsoBestPossible(4_000, 10_000, 30));
        Assert.Equal(33m, ReceivablesMetrics.AverageDaysDelinquent(15_000, 4_000, 10_000, 30));
        Assert.Null(ReceivablesMetrics.DsoSimple(1_000, 0, 30));
        Assert.Null(ReceivablesMetrics.AverageDaysDelinquent(1_000, 0, 0, 30));
    }

    [Fact]
    public void Counting_back_gives_166_3_where_a_published_page_prints_179_7_by_taking_the_wrong_month()
    {
        MonthSales[] months = [new(2500, 30), new(1750, 31), new(2250, 31), new(2500, 30), new(2000, 31), new(2250, 30)];

        Assert.Equal(166.3m, decimal.Round(ReceivablesMetrics.DsoCountBack(12_000, months)!.Value, 1));
        Assert.Null(ReceivablesMetrics.DsoCountBack(13_251, months));
        Assert.Equal(183m, ReceivablesMetrics.DsoCountBack(13_250, months));
        Assert.Equal(0m, ReceivablesMetrics.DsoCountBack(0, months));
        Assert.Equal(0m, ReceivablesMetrics.DsoCountBack(-5, months));
    }

    [Fact]
    public void The_two_schools_of_collection_effectiveness_give_two_figures()
    {
        CollectionPeriod quarter = new(6_200, 10_890, 6_340, 3_590);

        Assert.Equal(55.9m, decimal.Round(ReceivablesMetrics.CeiMonthlyAverageSales(quarter, 3)!.Value, 1));
        Assert.Equal(79.6m, decimal.Round(ReceivablesMetrics.CeiPeriodSales(quarter)!.Value, 1));
        Assert.Equal(94.7m, decimal.Round(ReceivablesMetrics.CeiPeriodSales(new(400, 1_200, 350, 280))!.Value, 1));
        Assert.Null(ReceivablesMetrics.CeiPeriodSales(new(0, 500, 500, 500)));
    }

    [Fact]
    public void Days_beyond_terms_differ_by_how_early_payments_count()
    {
        PaidInvoice[] paid = [new(1000, 10), new(4000, 25), new(5000, -5)];

        Assert.Equal(11m, ReceivablesMetrics.DaysBeyondTermsWeightedByAmountEarlyAsZero(paid));
        Assert.Equal(8.5m, ReceivablesMetrics.DaysBeyondTermsWeightedByAmountEarlyNegative(paid));
        Assert.Equal(10m, ReceivablesMetrics.DaysBeyondTermsUnweighted(paid));
        Assert.Null(ReceivablesMetrics.DaysBeyondTermsUnweighted([]));
        Assert.Null(ReceivablesMetrics.DaysBeyondTermsWeightedByAmountEarlyNegative([]));
    }

    [Theory]
    [InlineData(-3, "current"), InlineData(0, "current"), InlineData(1, "1-30"), InlineData(30, "1-30"), InlineData(31, "31-60"), InlineData(60, "31-60")]
    [InlineData(61, "61-90"), InlineData(90, "61-90"), InlineData(91, "90+")]
    public void Buckets_begin_on_the_first_day_past_due(int daysPastDue, string bucket) => Assert.Equal(bucket, Ageing.NameOf(Ageing.BucketOf(daysPastDue)));
}
