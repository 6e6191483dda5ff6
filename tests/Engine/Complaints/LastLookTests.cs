using Collections.Domain;
using Collections.Living;
using Collections.Policies;
using static Collections.Engine.Tests.Complaints.Acts;

namespace Collections.Engine.Tests.Complaints;

/// <summary>What the gate still stops, and what a person may do with a message.</summary>
public sealed class LastLookTests
{
    [Theory]
    [InlineData("opt-out")]
    [InlineData("payment")]
    [InlineData("dispute")]
    [InlineData("promise")]
    public async Task A_stop_that_comes_between_the_last_look_and_the_gate_wins(string stop)
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        bool raced = false;
        office.Accounts.Before = async commit =>
        {
            if (commit.Grant is null || raced) return;
            raced = true;
            if (stop == "opt-out") await office.OptOutAsync("c1@example.com");
            else if (stop == "payment") await office.PayAsync(100);
            else if (stop == "dispute") await office.PutAsync("C1", new OpenDispute("INV-1", "quality", ""));
            else await office.PutAsync("C1", new MakePromise(Given.Gbps(100), Given.Day("2026-03-31"), [], "portal"));
        };
        await office.LiveToAsync("2026-03-20 12:00");

        Assert.True(raced);
        Assert.Empty(office.Told);
    }

    [Fact]
    public async Task A_person_settles_an_uncertain_message_as_not_sent_and_it_goes()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        office.Email.Reconcile = ReconcileRule.ByEvents;
        office.Email.Answers.Enqueue(new SendOutcome.Unclear("reset"));
        await office.LiveToAsync("2026-03-09 12:00");
        Assert.Equal(["1 uncertain 2026-03-05"], await office.LevelsAsync());

        await office.PutAsync("C1", new SettleMessage(office.Journal.Calls.Single().Message.MessageId, WasSent: false, "Ada"));
        Assert.Empty(await office.TasksAsync());
        await office.LiveToAsync("2026-03-10 12:00");
        Assert.Equal(["1 accepted 2026-03-10"], await office.LevelsAsync());
    }

    [Fact]
    public async Task A_person_settles_a_message_as_sent_while_it_is_looked_for()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        office.Email.Reconcile = ReconcileRule.ByEvents;
        office.Email.Answers.Enqueue(new SendOutcome.Unclear("reset"));
        await office.LiveToAsync("2026-03-05 12:00");
        await office.PutAsync("C1", new SettleMessage(office.Journal.Calls.Single().Message.MessageId, WasSent: true, "Ada"));
        await office.LiveToAsync("2026-03-09 12:00");

        Assert.Single(office.Told);
        Assert.Equal(["1 accepted 2026-03-05"], await office.LevelsAsync());
    }

    [Fact]
    public async Task Nothing_leaves_in_safe_mode_not_even_what_was_reserved_before()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.LiveToAsync("2026-03-05 08:30");
        await office.Stores.Ledgers.SetSafeModeAsync(true, "the clock jumped", office.Clock.Now, CancellationToken.None);
        await office.LiveToAsync("2026-03-09 12:00");
        Assert.Empty(office.Told);

        await office.Stores.Ledgers.SetSafeModeAsync(false, "confirmed", office.Clock.Now, CancellationToken.None);
        await office.LiveToAsync("2026-03-10 12:00");
        Assert.Single(office.Told);
    }

    [Fact]
    public async Task Fifty_accounts_never_pass_the_daily_cap()
    {
        Office office = await OfficeAsync([3], ledger: l => l with { EmailsPerDay = 7 });
        for (int i = 1; i <= 50; i++)
        {
            await office.CustomerAsync($"C{i}");
            await office.InvoiceAsync(customer: $"C{i}");
        }
        await office.LiveToAsync("2026-03-20 23:00");

        int[] perDay = [.. office.Journal.Calls.GroupBy(c => SendTime.DateIn(office.Ledger.TimeZone, c.At)).Select(g => g.Count())];
        Assert.Equal([7, 7, 7, 7, 7, 7, 7, 1], perDay);
        Assert.Equal(50, office.Journal.Calls.Select(c => c.Message.To.Address).Distinct().Count());
    }

    [Fact]
    public async Task One_person_behind_two_accounts_gets_at_most_one_message_a_day_and_two_in_seven_days()
    {
        Office office = await OfficeAsync([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], r => r with { Budget = new() { PerDay = 1, PerSevenDays = 2 } });
        foreach (string customer in (string[])["C1", "C2"])
        {
            await office.CustomerAsync(customer, Person("ap", customer == "C1" ? "shared@example.com" : "Shared@Example.com"));
            await office.InvoiceAsync(customer: customer);
        }
        await office.LiveToAsync("2026-05-31 12:00");

        int[] days = [.. office.Journal.Calls.Select(c => SendTime.DateIn(office.Ledger.TimeZone, c.At).DayNumber)];
        Assert.True(days.Length >= 20, $"{days.Length}");
        Assert.Equal(days.Length, days.Distinct().Count());
        Assert.All(days, d => Assert.InRange(days.Count(x => x >= d && x < d + 7), 1, 2));
        Assert.Equal(2, office.Journal.Calls.Select(c => c.Message.AccountId).Distinct().Count());
    }

    [Fact]
    public async Task Twenty_runs_at_once_send_what_one_would()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        office.Clock.Now = office.At("2026-03-05 09:30");
        await office.FeedAsync(office.Ledger);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => office.SweepAsync()));

        Assert.Single(office.Told);
    }
}
