using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>A backtest as files: JSON for programs, CSV for a spreadsheet, a page to read.</summary>
public static class BacktestFiles
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default,
    };

    /// <summary>Everything, in camel case; money as "12.50 GBP".</summary>
    public static string Json(BacktestResult result) => JsonSerializer.Serialize(result, Options);

    /// <summary>Both results and their differences.</summary>
    public static string Json(BacktestComparison comparison) => JsonSerializer.Serialize(comparison, Options);

    /// <summary>One row a message.</summary>
    public static string Csv(BacktestResult result)
    {
        StringBuilder csv = new(CsvText.Row("date", "customer", "kind", "level", "letter", "channel", "recipient", "carrying", "daysPastDue", "demanded", "balances", "invoices", "cost", "afterMoney"));
        foreach (BacktestMessage m in result.Messages)
            csv.Append(CsvText.Row(
                Date(m.Date), m.Customer, Code.Of(m.Kind), Number(m.Level), m.Letter, Code.Of(m.Channel), m.Recipient, m.Carrying, Number(m.DaysPastDue), Sums(m.Demanded), Sums(m.Balances),
                string.Join(' ', m.Invoices), m.Cost.ToString(CultureInfo.InvariantCulture), m.AfterMoney ? "yes" : "no"));
        return csv.ToString();
    }

    /// <summary>One row for each day and customer on which the packs differ.</summary>
    public static string Csv(BacktestComparison comparison)
    {
        StringBuilder csv = new(CsvText.Row("date", "customer", comparison.First.Policy, comparison.Second.Policy));
        foreach (BacktestDifference d in comparison.Differences)
            csv.Append(CsvText.Row(Date(d.Date), d.Customer, string.Join("; ", d.First.Select(Words)), string.Join("; ", d.Second.Select(Words))));
        return csv.ToString();
    }

    /// <summary>A page without script: totals, what was assumed, every message.</summary>
    public static string Html(BacktestResult result)
    {
        StringBuilder page = Head($"Backtest of {result.Policy}");
        Totals(page, result);
        Table(page, ["Date", "Customer", "Message", "Invoice", "Days past due", "Demanded"],
            result.Messages.Select(m => new[] { Date(m.Date), m.Customer, Words(m), m.Carrying ?? "", Number(m.DaysPastDue), Sums(m.Demanded) }));
        return page.Append("</main></body></html>\n").ToString();
    }

    /// <summary>A page with both sides and their differences.</summary>
    public static string Html(BacktestComparison comparison)
    {
        StringBuilder page = Head($"{comparison.First.Policy} and {comparison.Second.Policy}");
        Totals(page, comparison.First);
        Totals(page, comparison.Second);
        Table(page, ["Date", "Customer", comparison.First.Policy, comparison.Second.Policy],
            comparison.Differences.Select(d => new[] { Date(d.Date), d.Customer, string.Join("; ", d.First.Select(Words)), string.Join("; ", d.Second.Select(Words)) }));
        return page.Append("</main></body></html>\n").ToString();
    }

    static StringBuilder Head(string title) => new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
        .Append(Safe(title)).Append("</title><style>body{font:15px/1.5 system-ui,sans-serif;color:#1c2430;margin:0}main{max-width:70rem;margin:2rem auto;padding:0 1rem}")
        .Append("h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d9dee5;vertical-align:top}")
        .Append("th{font-weight:600}</style></head><body><main><h1>").Append(Safe(title)).Append("</h1>\n");

    static void Totals(StringBuilder page, BacktestResult result)
    {
        BacktestTotals t = result.Totals;
        page.Append("<h2>").Append(Safe(result.Policy)).Append("</h2>\n<p>").Append(Safe($"{Date(result.From)} to {Date(result.To)}: {t.Messages} messages to {t.CustomersContacted} of {t.Customers} customers."))
            .Append("</p>\n<ul>");
        Item($"By level: {List(t.ByLevel.Select(l => $"{l.Key}: {l.Value}"))}");
        Item($"By kind, beside levels: {List(t.ByKind.Select(k => $"{k.Key}: {k.Value}"))}");
        Item($"Cost by channel: {List(t.CostByChannel.Select(c => $"{c.Key}: {c.Value.ToString(CultureInfo.InvariantCulture)}"))}");
        Item($"Contacts after the money had arrived: {t.AfterMoney}; budget breaches: {t.BudgetBreaches}; facts the rules refused: {result.Refused.Length}");
        foreach (string assumed in result.Assumed) Item(assumed);
        page.Append("</ul>\n");

        void Item(string words) => page.Append("<li>").Append(Safe(words)).Append("</li>");
    }

    static void Table(StringBuilder page, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append("<table><thead><tr>").AppendJoin("", heads.Select(h => $"<th scope=\"col\">{Safe(h)}</th>")).Append("</tr></thead><tbody>\n");
        foreach (string[] row in rows) page.Append("<tr>").AppendJoin("", row.Select(c => $"<td>{Safe(c)}</td>")).Append("</tr>\n");
        page.Append("</tbody></table>\n");
    }

    static string Words(BacktestMessage m) => $"{(m.Level is { } level ? $"level {level}" : Code.Of(m.Kind).Replace('-', ' '))} by {Code.Of(m.Channel)}{(m.Carrying is { } invoice ? $" for {invoice}" : "")}";

    static string List(IEnumerable<string> parts) => string.Join(", ", parts) is { Length: > 0 } list ? list : "none";

    static string Sums(IEnumerable<Money> sums) => string.Join(" + ", sums);

    static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    static string Safe(string text) => WebUtility.HtmlEncode(text);
}
