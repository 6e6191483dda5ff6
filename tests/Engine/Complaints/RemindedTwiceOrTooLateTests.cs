using Collections.Domain;
using Collections.Living;
using static Collections.Engine.Tests.Complaints.Acts;

namespace Collections.Engine.Tests.Complaints;

/// <summary>Complaints 1, 2, 8, 12 and 23: the same reminder again, a reminder after payment, a missed or misaligned one, one bad record that stops the rest.</summary>
public sealed class RemindedTwiceOrTooLateTests
{
    [Fact]
    public async Task The_job_ran_every_minute_and_I_got_the_same_reminder_once()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.LiveToAsync("2026-03-05 07:00");
        for (int minute = 0; minute < 22 * 60; minute += 10, office.Clock.Now += TimeSpan.FromMinutes(10))
        {
            await office.SweepAsync();
            await office.Advance.RunAsync(office.Id("C1"), CancellationToken.None); // a second host looks as well
        }

        Assert.Equal(["2026-03-05 level 1 INV-1 to c1@example.com"], office.Told);
    }

    [Fact]
    public async Task The_whole_ledger_was_imported_again_and_nobody_was_reminded_again()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.LiveToAsync("2026-03-06 10:00");
        await office.CustomerAsync();
        await office.InvoiceAsync();
        await office.LiveToAsync("2026-03-11 23:00");

        Assert.Single(office.Told);
    }

    [Fact]
    public async Task I_paid_on_Monday_and_still_got_a_reminder_on_Tuesday_never_happens()
    {
        Office office = await OfficeAsync().WithInvoiceAsync("2026-03-07"); // level 1 would go on Tuesday the 10th
        await office.LiveToAsync("2026-03-09 16:00");
        await office.PayAsync(100);
        await office.LiveToAsync("2026-04-30 23:00");

        Assert.Empty(office.Told);
    }

    [Fact]
    public async Task I_paid_after_the_run_had_chosen_me_and_before_the_window_opened_and_heard_nothing()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.LiveToAsync("2026-03-05 08:30");
        Message chosen = Assert.Single((await office.AccountAsync("C1")).Messages);
        await office.PayAsync(100);
        await office.LiveToAsync("2026-03-31 23:00");

        Assert.Empty(office.Told);
        Assert.Equal("paid", (await office.Stores.Accounts.MessageAsync(chosen.Id, CancellationToken.None))!.Outcome);
    }

    [Fact]
    public async Task Nobody_is_reminded_from_a_ledger_that_nobody_feeds()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        office.StopFeeding("book");
        await office.LiveToAsync("2026-03-10 23:00");
        Assert.Empty(office.Told);

        await office.FeedAsync(office.Ledger);
        await office.LiveToAsync("2026-03-11 23:00");
        Assert.Single(office.Told);
    }

    [Fact]
    public async Task The_job_did_not_run_for_sixty_days_and_the_ladder_caught_up_a_level_at_a_time()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.LiveToAsync("2026-03-03 10:00");
        office.Clock.Now = office.At("2026-05-04 06:30");
        await office.FeedAsync(office.Ledger);
        await office.LiveToAsync("2026-06-30 23:00");

        Assert.Equal(["2026-05-04 level 1 INV-1 to c1@example.com", "2026-05-11 level 2 INV-1 to c1@example.com", "2026-05-22 level 3 INV-1 to c1@example.com"], office.Told);
    }

    [Fact]
    public async Task I_paid_a_part_and_the_steps_went_on_where_they_were()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.LiveToAsync("2026-03-06 10:00");
        await office.PayAsync(60);
        await office.LiveToAsync("2026-03-24 23:00");

        Assert.Equal(["1 accepted 2026-03-05", "2 accepted 2026-03-12", "3 accepted 2026-03-23"], await office.LevelsAsync());
        Assert.Equal(["100.00 GBP for INV-1", "40.00 GBP for INV-1", "40.00 GBP for INV-1"], office.Demanded());
    }

    [Fact]
    public async Task I_paid_the_oldest_and_the_next_began_with_its_first_step()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.InvoiceAsync("2026-03-04", 70, "INV-2");
        await office.LiveToAsync("2026-03-13 10:00");
        await office.PayAsync(100);
        await office.LiveToAsync("2026-03-17 23:00");

        Assert.Equal(["2026-03-05 level 1 INV-1 to c1@example.com", "2026-03-12 level 2 INV-1 to c1@example.com", "2026-03-16 level 1 INV-2 to c1@example.com"], office.Told);
    }

    [Fact]
    public async Task One_bad_record_did_not_keep_the_others_from_their_reminders()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        foreach (string customer in (string[])["C2", "C3", "C4"])
        {
            await office.CustomerAsync(customer);
            await office.InvoiceAsync(customer: customer);
        }
        office.Accounts.Unreadable = office.Id("C2");
        office.Email.OnTheWire = m => m.AccountId == office.Id("C3") ? throw new InvalidOperationException("the line broke in a way nobody thought of") : Task.CompletedTask;
        office.Clock.Now = office.At("2026-03-05 09:30");
        await office.FeedAsync(office.Ledger);
        await office.SweepAsync();

        Assert.Equal(["c1@example.com", "c3@example.com", "c4@example.com"], office.Journal.Calls.Select(c => c.Message.To.Address).Order());
        Assert.Equal([office.Id("C2"), office.Id("C3")], office.Summary.Failures.Select(f => f.Id).Order(Comparer<AccountId>.Create((a, b) => a == office.Id("C2") ? -1 : 1)));
    }
}
