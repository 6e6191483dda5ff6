using System.Globalization;
using System.Text.Json;
using Collections.Domain.Metrics;

namespace Collections.Engine.Cases;

/// <summary>Cases of metrics. Published figures are rounded, so they are compared at the digits they show.</summary>
internal static class MetricCases
{
    /// <summary>{total_ar, current_ar?, credit_sales, days}.</summary>
    public static CaseAnswer? Dso(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Number("total_ar", "ar") is not { } receivables || one.Inputs.Number("credit_sales", "sales") is not { } sales || one.Inputs.Whole("days") is not { } days) return null;
        CaseAnswer answer = new CaseAnswer().Put(Of(ReceivablesMetrics.DsoSimple(receivables, sales, days)), "dso", "dso_simple");
        return one.Inputs.Number("current_ar", "current") is { } current
            ? answer.Put(Of(ReceivablesMetrics.DsoBestPossible(current, sales, days)), "bpdso", "best_possible_dso")
                .Put(Of(ReceivablesMetrics.AverageDaysDelinquent(receivables, current, sales, days)), "add", "average_days_delinquent")
            : answer;
    }

    /// <summary>{begin_ar, sales, end_ar, end_current, months?}: with months, the school of the monthly average.</summary>
    public static CaseAnswer? Cei(WorkedCase one, CaseFacts facts)
    {
        decimal? sales = one.Inputs.Number("sales", "credit_sales") ?? one.Inputs.NumberNamedLike("sales");
        if (one.Inputs.Number("begin_ar", "beginning_ar") is not { } begin || sales is null || one.Inputs.Number("end_ar", "ending_ar") is not { } end) return null;
        if (one.Inputs.Number("end_current", "end_current_ar", "ending_current") is not { } current) return null;
        CollectionPeriod period = new(begin, sales.Value, end, current);
        decimal? whole = ReceivablesMetrics.CeiPeriodSales(period);
        CaseAnswer answer = new CaseAnswer().Put(Of(whole), "cei_period_sales", "cei_period_total");
        if (one.Inputs.Whole("months") is not { } months) return answer.Put(Of(whole), "cei");
        decimal? average = ReceivablesMetrics.CeiMonthlyAverageSales(period, months);
        return answer.Put(Of(average), "cei", "cei_monthly_average");
    }

    /// <summary>{ar, months_newest_first: [[sales, days], ...]}.</summary>
    public static CaseAnswer? CountBack(WorkedCase one, CaseFacts facts)
    {
        if (one.Inputs.Number("ar", "total_ar") is not { } receivables || !one.Inputs.Mentions("months_newest_first", "months")) return null;
        MonthSales[] months = [.. one.Inputs.List("months_newest_first", "months").Select(Month).OfType<MonthSales>()];
        if (months.Length == 0) return null;
        CaseAnswer answer = new CaseAnswer().Put(Of(ReceivablesMetrics.DsoCountBack(receivables, months)), "dso_countback", "dso");
        decimal? simple = ReceivablesMetrics.DsoSimple(receivables, months.Sum(m => m.Sales), months.Sum(m => m.Days));
        foreach (string asked in one.Asked.Where(a => a.StartsWith("dso_simple", StringComparison.Ordinal))) answer.Put(Of(simple), asked);
        return answer;
    }

    /// <summary>{paid_invoices: [{amount, days_vs_due}]}.</summary>
    public static CaseAnswer? DaysBeyondTerms(WorkedCase one, CaseFacts facts)
    {
        if (!one.Inputs.Mentions("paid_invoices")) return null;
        PaidInvoice[] paid = [.. one.Inputs.List("paid_invoices").Select(e => new CaseInputs(e))
            .Where(i => i.Number("amount") is not null && i.Whole("days_vs_due", "days") is not null)
            .Select(i => new PaidInvoice(i.Number("amount")!.Value, i.Whole("days_vs_due", "days")!.Value))];
        return new CaseAnswer()
            .Put(Of(ReceivablesMetrics.DaysBeyondTermsWeightedByAmountEarlyAsZero(paid)), "dbt_early_as_zero", "dbt")
            .Put(Of(ReceivablesMetrics.DaysBeyondTermsWeightedByAmountEarlyNegative(paid)), "dbt_early_negative")
            .Put(Of(ReceivablesMetrics.DaysBeyondTermsUnweighted(paid)), "unweighted", "dbt_unweighted");
    }

    /// <summary>{days_past_due} as a number, a list, or as the keys of what is expected; or {due, as_of}.</summary>
    public static CaseAnswer? Bucket(WorkedCase one, CaseFacts facts)
    {
        CaseAnswer answer = new();
        int? days = one.Inputs.Whole("days_past_due", "dpd")
            ?? (one.Inputs.Date("due", "due_date") is { } due && one.Inputs.Date("as_of", "today") is { } day ? Collections.Domain.Legal.ClaimDates.DaysPastDue(due, day) : null);
        if (days is { } single) answer.Put(Name(single), "bucket");
        int[] list = [.. one.Inputs.Numbers("days_past_due", "dpd", "edges", "days").Select(n => (int)n)];
        if (list.Length > 0) answer.Put((object?[])[.. list.Select(Name)], "buckets", "bucket");
        foreach (string asked in one.Asked)
            if (int.TryParse(asked, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)) answer.Put(Name(number), asked);
        if (one.Asked.Any(a => a == "buckets") && one.Expected.TryGetProperty("buckets", out JsonElement map) && map.ValueKind == JsonValueKind.Object && list.Length > 0)
            return Mapped(list);
        return answer;

        static CaseAnswer Mapped(int[] list)
        {
            CaseAnswer map = new();
            foreach (int n in list) map.Put(Name(n), n.ToString(CultureInfo.InvariantCulture));
            return new CaseAnswer().Put(map, "buckets");
        }
    }

    static string Name(int days) => Ageing.NameOf(Ageing.BucketOf(days));

    static object? Of(decimal? value) => value is { } v ? new Printed(v) : null;

    static MonthSales? Month(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Array when e.GetArrayLength() == 2 && CaseInputs.NumberOf(e[0]) is { } sales && CaseInputs.NumberOf(e[1]) is { } days => new(sales, (int)days),
        JsonValueKind.Object when new CaseInputs(e) is var i && i.Number("sales") is { } sales && i.Whole("days") is { } days => new(sales, days),
        _ => null,
    };
}
