using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;
using Collections.Policies;
using Collections.Tests;
using Xunit.Abstractions;

namespace Collections.Accounting.Tests;

public sealed class RealFilesTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void The_IBM_ledger_imports_whole_and_says_what_was_assumed()
    {
        ImportReading reading = Read("ibm_accounts_receivable.csv", "ibm.json");

        Assert.Empty(reading.Faults);
        Assert.Equal((2466, 2466), (reading.Rows, reading.SoundRows));
        Assert.Equal((2466, 2466, 561, 100), (Count<RecordInvoice>(reading), Count<RecordPayment>(reading), Count<OpenDispute>(reading), Count<DescribeCustomer>(reading)));
        Assert.Contains("Assumed: every amount is in USD.", reading.Assumed);
        Assert.Contains("Assumed: each customer's email address is {customer}@example.com.", reading.Assumed);
        Assert.Contains("Assumed: no public holidays; only weekends are closed.", reading.Assumed);
    }

    [SkippableFact]
    public void The_IBM_ledger_as_imported_gives_the_370_messages_and_the_result_says_that_only_weekends_are_closed()
    {
        ImportReading reading = Read("ibm_accounts_receivable.csv", "ibm.json");
        LoadedPack us = PackReader.ReadShipped("us-b2b").Pack!;
        LoadedPack pack = us with
        {
            Rules = us.Rules with
            {
                Levels = [.. new[] { 3, 14, 30 }.Select((d, i) => us.Rules.Levels[i] with { DaysPastDue = d })], MinimumGapDays = 3, MinimumBalance = us.Rules.MinimumBalance.Clear(), Courtesy = null,
            },
        };

        BacktestResult result = Backtest.Run(new() { Ledger = Some.Ledger("USD", "America/New_York"), Pack = pack, Holidays = HolidayCalendar.WeekendsOnly, Facts = reading.Facts, Assumed = reading.Assumed });

        output.WriteLine($"{result.Totals.Messages} messages: {string.Join(", ", result.Totals.ByLevel)}");
        Assert.Equal([332, 38], result.Totals.ByLevel.Values);
        Assert.Contains("No holiday area is set: only weekends are closed.", result.Assumed);
        Assert.Contains("Assumed: dates are on the clock of America/New_York.", result.Assumed);
    }

    [SkippableFact]
    public void The_open_invoices_of_a_real_company_import_whole_and_customers_that_look_like_one_are_reported_not_merged()
    {
        ImportReading reading = Read("highradius_open_invoices.csv", "highradius.json");

        Assert.Empty(reading.Faults);
        Assert.Equal((9681, 9681, 9681), (reading.Rows, reading.SoundRows, Count<RecordInvoice>(reading)));
        Dictionary<string, int> alike = reading.Lookalikes.GroupBy(l => l.Why).ToDictionary(g => g.Key, g => g.Count());
        output.WriteLine(string.Join(", ", alike));
        Assert.Equal((141, 320), (alike["leading zeros"], alike["names"]));
        Assert.Equal(694, reading.Facts.Select(f => f.Customer).Distinct().Count());
        Assert.Contains(reading.Assumed, a => a.StartsWith("Rounded: ", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task The_dirty_IBM_file_is_reported_cell_by_cell_and_nothing_of_it_is_imported()
    {
        byte[] content = File.ReadAllBytes(Shared.Path("data/ar/ibm_accounts_receivable_dirty.csv"));
        Imports imports = await Imports.OpenAsync();

        ImportAnswer answer = await imports.RunAsync(content, Some.Map("ibm.json"));

        Assert.Equal(ImportOutcome.Faulty, answer.Outcome);
        Assert.Equal(240, answer.Faults.Length);
        string[] lines = File.ReadAllLines(Shared.Path("data/ar/ibm_accounts_receivable_dirty.csv"));
        Assert.All(answer.Faults, f => Assert.Equal("", lines[f.Line - 1].Split(',')[f.Column == "PaperlessDate" ? 2 : 9]));
        Assert.Equal("line 3, PaperlessDate: is empty; fill it in", answer.Faults[0].ToString());
        Assert.Empty(await imports.LinesAsync());

        ImportAnswer skipping = await imports.RunAsync(content, Some.Map("ibm.json"), skipBadRows: true);

        Assert.Equal((ImportOutcome.Imported, 2586, 240), (skipping.Outcome, skipping.Reading.Rows, skipping.Faults.Length));
        Assert.Equal(2586 - answer.Faults.Select(f => f.Line).Distinct().Count(), skipping.Reading.SoundRows);
    }

    static ImportReading Read(string file, string map)
    {
        using FileStream content = File.OpenRead(Shared.Path("data/ar/" + file));
        return CsvImport.Read(content, Some.Map(map));
    }

    static int Count<T>(ImportReading reading) => reading.Facts.Count(f => f.What is T);
}
