using Collections.Domain;
using Collections.Living;
using static Collections.Engine.Tests.Complaints.Acts;

namespace Collections.Engine.Tests.Complaints;

/// <summary>What arrives from outside takes effect once, and nothing that was acknowledged is lost (INV-13, 17).</summary>
public sealed class ArrivingTests
{
    [Fact]
    public async Task An_event_delivered_twice_has_one_effect()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        for (int delivery = 0; delivery < 3; delivery++, office.Clock.Now += TimeSpan.FromMinutes(1))
            await office.PutAsync("C1", new RecordReply(Channel.Email, "We never got the goods", IsAutomatic: false), marker: "mail/42");

        Assert.Equal(["reply"], await office.TasksAsync());
    }

    [Fact]
    public async Task A_host_that_dies_while_it_records_a_promise_has_neither_marked_nor_lost_it()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        bool died = false;
        office.Accounts.Before = commit =>
        {
            if (died || !commit.Events.OfType<PromiseMade>().Any()) return Task.CompletedTask;
            died = true;
            throw new HostDied();
        };
        MakePromise promise = new(Given.Gbps(100), Given.Day("2026-03-17"), [], "portal");
        await Assert.ThrowsAsync<HostDied>(() => office.PutAsync("C1", promise, marker: "portal/7"));
        await office.PutAsync("C1", promise, marker: "portal/7"); // the inbox gives it again

        Assert.Single((await office.AccountAsync("C1")).Promises);
    }

    [Fact]
    public async Task A_payment_and_a_promise_at_the_same_moment_are_both_kept()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        bool raced = false;
        office.Accounts.Before = async commit =>
        {
            if (raced || commit.Cause != "promise") return;
            raced = true;
            await office.PayAsync(40);
        };
        await office.PutAsync("C1", new MakePromise(Given.Gbps(60), Given.Day("2026-03-17"), [], "portal"));

        Account account = await office.AccountAsync("C1");
        Assert.True(raced);
        Assert.Equal((1, 1, Given.Gbps(60)), (account.Promises.Length, account.Payments.Length, account.Invoice("INV-1")!.Balance));
    }

    [Fact]
    public async Task A_payment_corrected_by_the_bank_counts_as_corrected_and_never_in_another_currency()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.PayAsync(100, id: "P1");
        Assert.IsType<Answer.Done>(await office.PutAsync("C1", new RecordPayment(new() { Id = "P1", Amount = Given.Gbps(70), ValueDate = office.Today, SourceVersion = 2, Allocations = [new("INV-1", Given.Gbps(70))] })));
        Assert.IsType<Answer.Refused>(await office.PutAsync("C1", new RecordPayment(new() { Id = "P1", Amount = Money.Exact(70, Given.Eur), ValueDate = office.Today, SourceVersion = 3 })));

        Account account = await office.AccountAsync("C1");
        Assert.Equal((Given.Gbps(30), Given.Gbps(0)), (account.Invoice("INV-1")!.Balance, account.Payments[0].Unapplied));
    }
}
