using Collections.Domain;
using Collections.Living;
using static Collections.Engine.Tests.Complaints.Acts;

namespace Collections.Engine.Tests.Complaints;

/// <summary>The one call of a message and what follows from its answer (reliability 2.3).</summary>
public sealed class SendProtocolTests
{
    static readonly SendOutcome Unclear = new SendOutcome.Unclear("timeout");

    static async Task<Office> UnclearAsync(int times = 1, Action<Office>? prepare = null)
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        for (int i = 0; i < times; i++) office.Email.Answers.Enqueue(Unclear);
        prepare?.Invoke(office);
        await office.LiveToAsync("2026-03-05 09:01");
        return office;
    }

    [Fact]
    public async Task An_unclear_send_that_the_provider_knows_is_done_and_not_sent_again()
    {
        Office office = await UnclearAsync(prepare: o => o.Email.Records = _ => new SearchOutcome.Found("sid-1"));
        await office.LiveToAsync("2026-03-06 12:00");

        Assert.Single(office.Told);
        Assert.Equal(["1 accepted 2026-03-05"], await office.LevelsAsync());
        Assert.Equal(1, office.Email.Searches);
    }

    [Fact]
    public async Task One_empty_answer_proves_nothing_and_three_over_fifteen_minutes_allow_one_more_send()
    {
        Office office = await UnclearAsync();
        await office.LiveToAsync("2026-03-05 09:15");
        Assert.Single(office.Told);

        await office.LiveToAsync("2026-03-05 10:00");
        Assert.Equal(2, office.Told.Length);
        Assert.InRange(office.Journal.Calls.Last().At - office.Journal.Calls.First().At, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30));
        Assert.True(office.Email.Searches >= 3);
        Assert.Equal(["1 accepted 2026-03-05"], await office.LevelsAsync());
    }

    [Fact]
    public async Task A_second_unclear_answer_ends_after_a_day_as_uncertain_done_and_never_a_third_call()
    {
        Office office = await UnclearAsync(2);
        await office.LiveToAsync("2026-03-11 12:00");

        Assert.Equal(2, office.Told.Length);
        Assert.Equal(["1 uncertain 2026-03-05"], await office.LevelsAsync());
        Assert.Equal(["uncertain-message"], await office.TasksAsync());
    }

    [Fact]
    public async Task A_re_send_that_the_closed_window_put_off_is_still_the_only_one()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        office.Email.Otherwise = _ => Unclear;
        await office.LiveToAsync("2026-03-05 08:30");
        office.Clock.Now = office.At("2026-03-05 17:20"); // the message leaves late: its re-send would fall outside the hours
        await office.SweepAsync();
        await office.LiveToAsync("2026-03-31 12:00");

        Message first = office.Journal.Reserved.Values.Single(m => m.Number == 1);
        Assert.Equal(2, office.Journal.Calls.Count(c => c.Message.MessageId == first.Id));
    }

    [Fact]
    public async Task An_uncertain_notice_lets_the_ladder_go_on_and_warns_nobody()
    {
        Office office = await OfficeAsync([3, 10], r => r with { Levels = r.Levels.SetItem(1, r.Levels[1] with { Required = true, Warns = true }) }).WithInvoiceAsync();
        await office.LiveToAsync("2026-03-10 12:00");
        office.Email.Reconcile = ReconcileRule.ByEvents;
        office.Email.Otherwise = _ => Unclear;
        await office.LiveToAsync("2026-05-31 12:00");

        Assert.Equal(["1 accepted 2026-03-05", "2 uncertain 2026-03-12"], await office.LevelsAsync());
        Assert.True((await office.AccountAsync("C1")).Standing.Standing is Standing.Good or Standing.Watch);
    }

    [Fact]
    public async Task Too_many_requests_are_answered_by_waiting_longer_each_time()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        for (int i = 0; i < 3; i++) office.Email.Answers.Enqueue(new SendOutcome.Later("429", null));
        await office.LiveToAsync("2026-03-05 23:00");

        DateTimeOffset[] at = [.. office.Journal.Calls.Select(c => c.At)];
        Assert.Equal([5, 15, 60], at.Zip(at.Skip(1), (a, b) => (b - a).TotalMinutes));
        Assert.Equal(["1 accepted 2026-03-05"], await office.LevelsAsync());
    }

    [Fact]
    public async Task The_provider_says_how_long_to_wait_and_we_do()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        office.Email.Answers.Enqueue(new SendOutcome.Later("429", TimeSpan.FromMinutes(40)));
        await office.LiveToAsync("2026-03-05 23:00");

        Assert.Equal(40, (office.Journal.Calls.Last().At - office.Journal.Calls.First().At).TotalMinutes);
    }

    static readonly SendOutcome Dead = new SendOutcome.Refused("550", Refusal.AddressDead);

    [Fact]
    public async Task A_refused_level_goes_to_the_fallback_on_the_next_allowed_day_and_then_is_skipped_with_a_task()
    {
        Office office = await OfficeAsync([3, 10], r => r with { Fallback = [new(Channel.Email, "owner")] });
        await office.CustomerAsync("C1", Person("ap", "ap@example.com"), Person("boss", "owner@example.com", "owner"));
        await office.InvoiceAsync();
        office.Email.Answers.Enqueue(Dead);
        office.Email.Answers.Enqueue(Dead);
        await office.LiveToAsync("2026-03-11 12:00");

        Assert.Equal(["2026-03-05 level 1 INV-1 to ap@example.com", "2026-03-06 level 1 INV-1 to owner@example.com"], office.Told);
        Assert.Equal(["1 skipped-no-contact 2026-03-07"], await office.LevelsAsync());
        Assert.Equal(["no-contact"], await office.TasksAsync());
    }

    [Fact]
    public async Task A_required_level_that_reaches_nobody_stops_for_a_person_and_goes_on_with_a_new_address()
    {
        Office office = await OfficeAsync([3, 10], r => r with { Levels = [.. r.Levels.Select(l => l with { Required = true })] }).WithInvoiceAsync();
        office.Email.Answers.Enqueue(Dead);
        await office.LiveToAsync("2026-03-20 12:00");
        Assert.Single(office.Told);
        Assert.True((await office.AccountAsync("C1")).Invoice("INV-1")!.Ladder!.StoppedForPerson);

        await office.CustomerAsync("C1", Person("ap", "new@example.com"));
        await office.LiveToAsync("2026-03-24 12:00");
        Assert.Equal("2026-03-23 level 1 INV-1 to new@example.com", office.Told[^1]);
    }

    [Fact]
    public async Task A_bounce_days_later_undoes_the_level_and_it_goes_another_way()
    {
        Office office = await OfficeAsync(change: r => r with { Fallback = [new(Channel.Email, "owner")] });
        await office.CustomerAsync("C1", Person("ap", "ap@example.com"), Person("boss", "owner@example.com", "owner"));
        await office.InvoiceAsync();
        await office.LiveToAsync("2026-03-09 12:00");
        await office.PutAsync("C1", new RecordDelivery(office.Journal.Calls.Single().Message.MessageId, "ap", Channel.Email, "bounce", "550", Refusal.AddressDead));
        Assert.Empty(await office.LevelsAsync());

        await office.LiveToAsync("2026-03-11 12:00");
        Assert.Equal(["2026-03-05 level 1 INV-1 to ap@example.com", "2026-03-10 level 1 INV-1 to owner@example.com"], office.Told);
    }

    [Fact]
    public async Task An_opt_out_at_the_provider_is_kept_for_the_address_on_every_account()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        await office.CustomerAsync("C2", Person("ap", "c1@example.com"));
        await office.InvoiceAsync("2026-03-06", customer: "C2");
        office.Email.Answers.Enqueue(new SendOutcome.Refused("21610", Refusal.OptedOut));
        await office.LiveToAsync("2026-04-30 12:00");

        Assert.Single(office.Told);
        Assert.NotEmpty(await office.Stores.Contacts.OptOutsAsync(["c1@example.com"], CancellationToken.None));
    }

    [Fact]
    public async Task A_host_that_stalls_six_seconds_after_the_gate_makes_no_call_and_the_message_is_looked_for()
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        int stalls = 1;
        office.Accounts.After = c => { if (c.Grant is not null && stalls-- > 0) office.Clock.Now += TimeSpan.FromSeconds(6); return Task.CompletedTask; };
        await office.LiveToAsync("2026-03-05 09:09");
        Assert.Empty(office.Told);
        Assert.Equal(MessageState.Sending, (await office.AccountAsync("C1")).Messages.Single().State);

        await office.LiveToAsync("2026-03-05 12:00");
        Assert.True(office.Email.Searches >= 3);
        Assert.Single(office.Told);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_dies_after_the_gate_never_sends_again_blindly(bool afterTheCall)
    {
        Office office = await OfficeAsync().WithInvoiceAsync();
        bool died = false;
        Task Die() { bool now = !died; died = true; return now ? throw new HostDied() : Task.CompletedTask; }
        if (afterTheCall) office.Email.OnTheWire = _ => Die();
        else office.Accounts.After = c => c.Grant is null ? Task.CompletedTask : Die();
        if (afterTheCall) office.Email.Records = m => new SearchOutcome.Found("sid-" + m.MessageId);
        await office.LiveToAsync("2026-03-09 12:00");

        Assert.True(died);
        Assert.Single(office.Told);
        Assert.Equal(["1 accepted 2026-03-05"], await office.LevelsAsync());
    }
}
