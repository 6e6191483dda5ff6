using System.Diagnostics;
using System.Globalization;
using Collections.Domain;
using Collections.Policies;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Engine.Tests;

[Collection("replays")]
public sealed class RealLedgerTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Two_years_of_a_real_ledger_give_370_messages_none_for_what_is_settled_or_disputed()
    {
        Line[] lines = [.. File.ReadLines(Shared.Path("data/ar/ibm_accounts_receivable.csv")).Skip(1).Select(Line.Read)];
        LoadedPack pack = Given.Pack([3, 14, 30], r => r with { MinimumGapDays = 3, Budget = new() });
        BacktestPlan plan = new()
        {
            Ledger = Given.Ledger("USD", zone: "America/New_York"), Pack = pack, Holidays = HolidayCalendar.WeekendsOnly, Facts = [.. lines.SelectMany(l => l.Facts())],
        };

        Stopwatch watch = Stopwatch.StartNew();
        BacktestResult result = Backtest.Run(plan);
        output.WriteLine($"{lines.Length} invoices, {result.Totals.Messages} messages, {string.Join(", ", result.Totals.ByLevel)}, {result.Totals.Considered} looks, {watch.ElapsedMilliseconds} ms");

        Assert.Equal(2466, lines.Length);
        Assert.Equal(370, result.Totals.Messages);
        Assert.Equal([332, 38], result.Totals.ByLevel.Values);
        Assert.Equal((0, 0, 0), (result.Totals.AfterMoney, result.Totals.BudgetBreaches, result.Refused.Length));
        Dictionary<string, Line> byNumber = lines.ToDictionary(l => l.Number);
        Assert.All(result.Messages, m => Assert.All(m.Invoices, n => Assert.True(m.Date < byNumber[n].Settled && !byNumber[n].IsDisputed && m.Date > byNumber[n].Due)));
    }

    sealed record Line(string Customer, string Number, DateOnly Issued, DateOnly Due, Money Amount, bool IsDisputed, DateOnly Settled)
    {
        public static Line Read(string text)
        {
            string[] cells = text.Split(',');
            return new(cells[1], cells[3], Date(cells[4]), Date(cells[5]), Money.Exact(decimal.Parse(cells[6], CultureInfo.InvariantCulture), Given.Usd), cells[7] == "Yes", Date(cells[8]));
        }

        public IEnumerable<DatedFact> Facts()
        {
            yield return new(Issued, Customer, new DescribeCustomer(new(), [new() { Id = "ap", Email = $"{Customer}@example.com" }]));
            yield return new(Issued, Customer, new RecordInvoice(new() { Number = Number, IssueDate = Issued, DueDate = Due, Amount = Amount }));
            yield return new(Settled, Customer, new RecordPayment(new() { Id = "p" + Number, Amount = Amount, ValueDate = Settled, Allocations = [new(Number, Amount)] }));
            if (IsDisputed) yield return new(Issued, Customer, new OpenDispute(Number, "other", ""));
        }

        static DateOnly Date(string text) => DateOnly.ParseExact(text, "M/d/yyyy", CultureInfo.InvariantCulture);
    }
}
