using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;

namespace Collections.Bench;

/// <summary>A year of a made-up ledger, twelve invoices an account, a fifth of the payments partial, a promise in twenty.</summary>
internal static class BigBacktest
{
    public static object Run(int accounts)
    {
        PolicyBook book = PolicyBook.Load();
        BacktestPlan plan = new() { Ledger = BigLedger.Ledger, Pack = book.Current("uk-b2b")!, Holidays = book.Holidays, Facts = [.. Enumerable.Range(0, accounts).SelectMany(Life)], From = new(2025, 1, 1), To = new(2025, 12, 31) };
        long began = Stopwatch.GetTimestamp();
        BacktestResult result = Backtest.Run(plan);
        return new { accounts, invoices = accounts * 12, messages = result.Totals.Messages, seconds = Stopwatch.GetElapsedTime(began).TotalSeconds, peakMegabytes = Part.PeakMegabytes() };
    }

    static IEnumerable<DatedFact> Life(int account)
    {
        Random chance = new(account);
        string customer = "B" + account.ToString("D6", CultureInfo.InvariantCulture);
        yield return new(new(2025, 1, 1), customer, new DescribeCustomer(new(Name: customer), [new Contact { Id = "ap-1", Email = $"{customer}@example.com", Mobile = "+447700900123" }]));
        for (int i = 0; i < 12; i++)
        {
            DateOnly issued = new DateOnly(2025, 1, 2).AddDays(i * 28 + chance.Next(20)), due = issued.AddDays(30);
            Money amount = new(5_000 + chance.Next(500_000), Currency.Of("GBP"));
            Invoice invoice = new() { Number = $"{customer}-{i}", IssueDate = issued, DueDate = due, Amount = amount };
            yield return new(issued, customer, new RecordInvoice(invoice));
            int late = chance.Next(-10, 40);
            if (chance.Next(20) == 0) yield return new(due.AddDays(12), customer, new MakePromise(amount, due.AddDays(20), [invoice.Number], "staff"));
            bool partial = chance.Next(5) == 0;
            Money first = partial ? amount.Times(0.5m) : amount;
            yield return Pay(first, due.AddDays(late), "a");
            if (partial) yield return Pay(amount - first, due.AddDays(late + 25), "b");

            DatedFact Pay(Money part, DateOnly day, string which) => new(day, customer, new RecordPayment(new() { Id = $"{invoice.Number}{which}", Amount = part, ValueDate = day, Allocations = [new(invoice.Number, part)] }));
        }
    }
}
