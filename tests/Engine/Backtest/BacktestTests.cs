using System.Text.Json;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine.Tests;

public sealed class BacktestTests
{
    static readonly DatedFact[] OneUnpaid = [Given.Customer("2026-01-05"), Given.Invoice("2026-01-05", "2026-02-02", 100)];

    [Fact]
    public void Two_packs_are_compared_by_day_and_customer_and_days_that_agree_are_left_out()
    {
        BacktestPlan plan = new() { Ledger = Given.Ledger(), Pack = Given.Pack([3, 14]), Holidays = HolidayCalendar.WeekendsOnly, Facts = OneUnpaid, To = Given.Day("2026-03-10") };

        BacktestComparison comparison = Backtest.Compare(plan, Given.Pack([3, 21], r => r with { Version = 2 }));

        Assert.Equal(["2026-02-16", "2026-02-23"], comparison.Differences.Select(d => $"{d.Date:yyyy-MM-dd}"));
        Assert.Equal((1, 0), (comparison.Differences[0].First.Length, comparison.Differences[0].Second.Length));
        Assert.Contains("2026-02-23,C1,,level 2 by email for INV-1\r\n", BacktestFiles.Csv(comparison));
        Assert.Contains("<td>2026-02-16</td>", BacktestFiles.Html(comparison));
    }

    [Fact]
    public void Money_that_had_arrived_before_it_was_known_makes_a_contact_after_the_money()
    {
        BacktestResult late = Given.Replay(Given.Pack([3, 14]), "2026-01-05", "2026-03-10", [.. OneUnpaid, Given.Payment("2026-02-09", 100, valueDate: "2026-02-04")]);
        BacktestResult part = Given.Replay(Given.Pack([3]), "2026-01-05", "2026-03-10", [.. OneUnpaid, Given.Payment("2026-02-09", 40, valueDate: "2026-02-04")]);
        BacktestResult prompt = Given.Replay(Given.Pack([3, 14]), "2026-01-05", "2026-03-10", [.. OneUnpaid, Given.Payment("2026-02-09", 100)]);

        Assert.Equal((1, 0, 0), (late.Totals.AfterMoney, part.Totals.AfterMoney, prompt.Totals.AfterMoney));
    }

    [Fact]
    public void A_payment_known_on_the_day_of_the_run_stops_that_days_message()
    {
        Assert.Empty(Given.Replay(Given.Pack([3]), "2026-01-05", "2026-03-10", [.. OneUnpaid, Given.Payment("2026-02-05", 100)]).Messages);
        Assert.Single(Given.Replay(Given.Pack([3]), "2026-01-05", "2026-03-10", [.. OneUnpaid, Given.Payment("2026-02-06", 100)]).Messages);
    }

    [Fact]
    public void A_payment_that_names_an_invoice_counts_though_it_is_known_before_the_invoice() =>
        Assert.Empty(Given.Replay(Given.Pack([3]), "2026-01-05", "2026-03-10", Given.Customer("2026-01-05"), Given.Payment("2026-01-06", 100), Given.Invoice("2026-01-12", "2026-02-02", 100)).Messages);

    [Fact]
    public void Two_customers_behind_one_address_share_its_budget_in_the_order_of_their_numbers()
    {
        BacktestResult result = Given.Replay(Given.Pack([3], r => r with { Budget = new() { PerDay = 1, PerSevenDays = 1 } }), "2026-01-05", "2026-03-10",
            Given.Customer("2026-01-05", "C2", "ap@example.com"), Given.Invoice("2026-01-05", "2026-02-02", 100, "A", "C2"),
            Given.Customer("2026-01-05", "C1", "AP@example.com"), Given.Invoice("2026-01-05", "2026-02-02", 100, "B", "C1"));

        Assert.Equal(["2026-02-05 level 1 B", "2026-02-12 level 1 A"], result.Told());
        Assert.Equal(0, result.Totals.BudgetBreaches);
    }

    [Fact]
    public void The_cost_counts_each_channel_by_the_packs_prices_and_an_sms_by_its_segments()
    {
        LoadedPack pack = Given.Pack([3, 10], r => r with
        {
            Levels = r.Levels.SetItem(1, r.Levels[1] with { Channel = Channel.Sms, Letter = "firm" }), CostPerMessage = r.CostPerMessage.Add("email", 0.001m).Add("sms", 0.04m),
        });

        BacktestResult result = Given.Replay(pack, "2026-01-05", "2026-03-10", Given.Customer("2026-01-05", mobile: "+447700900123"), OneUnpaid[1]);

        Assert.Equal(["email", "sms"], result.Messages.Select(m => Code.Of(m.Channel)));
        Assert.Equal(0.001m, result.Totals.CostByChannel["email"]);
        Assert.Contains(result.Totals.CostByChannel["sms"], new[] { 0.04m, 0.08m });
    }

    [Fact]
    public void The_files_are_sound_and_no_cell_is_taken_for_a_formula()
    {
        BacktestResult result = Given.Replay(Given.Pack([3]), "2026-01-05", "2026-03-10",
            Given.Customer("2026-01-05", "=1+1,\"x\"", "c@example.com"), Given.Invoice("2026-01-05", "2026-02-02", 100, "<b>", "=1+1,\"x\""));

        string csv = BacktestFiles.Csv(result);

        Assert.Contains("2026-02-05,\"'=1+1,\"\"x\"\"\",level,1,friendly,email,accounts-payable,<b>,3,100.00 GBP,100.00 GBP,<b>,0,no\r\n", csv);
        Assert.Equal("'@a,-5.00,'-5x,plain\r\n", CsvText.Row("@a", "-5.00", "-5x", "plain"));
        using JsonDocument json = JsonDocument.Parse(BacktestFiles.Json(result));
        Assert.Equal("100.00 GBP", json.RootElement.GetProperty("messages")[0].GetProperty("demanded")[0].GetString());
        Assert.Contains("&lt;b&gt;", BacktestFiles.Html(result));
        Assert.Contains("No holiday area is set", BacktestFiles.Html(result));
    }

    [Fact]
    public void Contextual_entry_is_settled_on_the_first_run_on_which_the_invoice_carries()
    {
        LoadedPack pack = Given.Pack([3, 14], r => r with { Entry = LadderEntry.Contextual });
        DatedFact blocked = Given.On("2026-02-02", new BlockReminders(null, "asked", Given.Day("2026-02-24")));

        Assert.Equal(["2026-02-25 level 1 INV-1"], Given.Replay(pack, "2026-01-05", "2026-02-27", [.. OneUnpaid, blocked]).Told());
        Assert.Equal(["2026-02-16 level 2 INV-1"], Given.Replay(pack, "2026-02-16", "2026-02-27", OneUnpaid).Told());
    }
}
