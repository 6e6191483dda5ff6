using Collections.Domain;
using Collections.Living;
using Collections.Policies;
using static Collections.Engine.Tests.Complaints.Acts;

namespace Collections.Engine.Tests.Complaints;

/// <summary>Final notices in two phases (reliability 2.3): handed over at nine on 12 March, to leave at ten; what comes in between calls them back.</summary>
public sealed class FinalNoticeTests
{
    static async Task<(Office Office, ScriptedRecall Provider)> HandedOverAsync(string until = "2026-03-12 09:30", Action<Office, ScriptedRecall>? before = null, Channel channel = Channel.Email)
    {
        Office office = await OfficeAsync([3, 10], r => r with { Levels = r.Levels.SetItem(1, r.Levels[1] with { Required = channel == Channel.Email, Channel = channel, RecallMinutes = 60 }) });
        ScriptedRecall provider = new(channel, office.Clock);
        office.Recalls.Add(provider);
        await office.CustomerAsync("C1", Person("ap", "c1@example.com", mobile: "+447700900123"));
        await office.InvoiceAsync();
        await office.LiveToAsync("2026-03-10 12:00");
        before?.Invoke(office, provider);
        await office.LiveToAsync(until);
        return (office, provider);
    }

    static async Task<string> StateAsync(Office office) =>
        Code.Of((await office.Stores.Accounts.MessageAsync(office.Journal.Reserved.Values.Single(m => m.Number == 2).Id, CancellationToken.None))!.Message.State);

    static readonly string[] FirstAlone = ["1 accepted 2026-03-05"], Both = ["1 accepted 2026-03-05", "2 accepted 2026-03-12"];

    [Fact]
    public async Task A_final_notice_that_nothing_stops_leaves_an_hour_after_it_was_handed_over_and_is_done()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync();
        Assert.Equal(("scheduled", 0), (await StateAsync(office), provider.Left.Count));
        Assert.Equal(office.At("2026-03-12 09:40"), (await office.Stores.Accounts.LoadAsync(office.Id("C1"), CancellationToken.None))!.WakeAt);
        Assert.Equal(FirstAlone, await office.LevelsAsync());

        await office.LiveToAsync("2026-03-12 12:00");
        Assert.Equal(office.At("2026-03-12 10:00"), Assert.Single(provider.Left).At);
        Assert.Equal(("accepted", 1), (await StateAsync(office), office.Journal.Calls.Count()));
        Assert.Equal(Both, await office.LevelsAsync());
    }

    [Theory]
    [InlineData("payment")]
    [InlineData("part")]
    [InlineData("promise")]
    [InlineData("dispute")]
    [InlineData("block")]
    [InlineData("opt-out")]
    [InlineData("safe mode")]
    public async Task Whatever_stops_the_chase_before_it_leaves_calls_it_back(string stop)
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync();
        if (stop == "payment") await office.PayAsync(100);
        else if (stop == "part") await office.PayAsync(40);
        else if (stop == "promise") await office.PutAsync("C1", new MakePromise(Given.Gbps(100), Given.Day("2026-03-31"), [], "portal"));
        else if (stop == "dispute") await office.PutAsync("C1", new OpenDispute("INV-1", "quality", ""));
        else if (stop == "block") await office.PutAsync("C1", new BlockReminders(null, "talks", Given.Day("2026-03-31")));
        else if (stop == "safe mode") await office.Stores.Ledgers.SetSafeModeAsync(true, "the clock jumped", office.Clock.Now, CancellationToken.None);
        else
        {
            await office.OptOutAsync("c1@example.com");
            await office.PutAsync("C1", new DropMessagesTo("c1@example.com"));
        }
        await office.LiveToAsync("2026-03-12 20:00");

        Assert.Empty(provider.Left);
        Assert.Equal("withdrawn", await StateAsync(office));
        Assert.Equal(FirstAlone, await office.LevelsAsync());
    }

    [Fact]
    public async Task After_a_part_payment_the_notice_goes_the_next_day_for_what_is_left()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync();
        await office.PayAsync(40);
        await office.LiveToAsync("2026-03-13 12:00");

        Assert.Equal(office.At("2026-03-13 10:00"), Assert.Single(provider.Left).At);
        Assert.Equal("60.00 GBP for INV-1", office.Demanded()[^1]);
    }

    [Fact]
    public async Task An_unclear_hand_over_is_called_back_confirmed_and_handed_over_anew_so_that_one_alone_leaves()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-12 15:00", (_, p) => p.Schedules.Enqueue(new SendOutcome.Unclear("timeout")));

        Assert.Equal((2, 1), (provider.Handed.Count, provider.Left.Count));
        Assert.InRange(provider.Handed[1] - provider.Handed[0], TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3));
        Assert.Equal(Both, await office.LevelsAsync());
    }

    [Fact]
    public async Task Unclear_twice_it_is_withdrawn_and_never_handed_over_a_third_time_that_day()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-12 20:00", (_, p) => { p.Schedules.Enqueue(new SendOutcome.Unclear("timeout")); p.Schedules.Enqueue(new SendOutcome.Unclear("timeout")); });

        Assert.Equal((2, 0, "withdrawn"), (provider.Handed.Count, provider.Left.Count, await StateAsync(office)));
    }

    [Fact]
    public async Task A_call_back_that_is_never_confirmed_after_an_unclear_hand_over_ends_as_uncertain_with_a_person_told()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-12 09:46", (_, p) =>
        {
            p.Schedules.Enqueue(new SendOutcome.Unclear("timeout"));
            for (int i = 0; i < 200; i++) p.Cancels.Enqueue(new CancelOutcome.Unclear("503"));
            p.IsSilent = true;
        });
        int tries = provider.CancelCalls;
        Assert.True(tries > 5, $"{tries} tries");
        Assert.Contains("recall-failed", await office.TasksAsync());

        office.Email.Reconcile = ReconcileRule.ByEvents;
        await office.LiveToAsync("2026-03-14 12:00");
        Assert.Equal((tries, 1, "uncertain"), (provider.CancelCalls, provider.Handed.Count, await StateAsync(office)));
        Assert.Equal(["1 accepted 2026-03-05", "2 uncertain 2026-03-12"], await office.LevelsAsync());
    }

    [Fact]
    public async Task A_provider_without_room_for_another_call_back_is_asked_again_when_it_says()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-12 09:05", (_, p) => p.Cancels.Enqueue(new CancelOutcome.Full(TimeSpan.FromMinutes(10))));
        await office.PayAsync(100);
        await office.LiveToAsync("2026-03-12 09:14");
        Assert.Equal(("recalling", 1), (await StateAsync(office), provider.CancelCalls));

        await office.LiveToAsync("2026-03-12 12:00");
        Assert.Equal(("withdrawn", 2, 0), (await StateAsync(office), provider.CancelCalls, provider.Left.Count));
    }

    [Fact]
    public async Task A_stop_that_comes_too_late_to_call_it_back_lets_it_leave_and_tells_a_person()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-12 09:55", (_, p) => p.Cancels.Enqueue(new CancelOutcome.Refused("too late")));
        await office.PutAsync("C1", new BlockReminders(null, "talks", Given.Day("2026-03-31")));
        await office.LiveToAsync("2026-03-12 12:00");

        Assert.Single(provider.Left);
        Assert.Equal(("accepted", 1), (await StateAsync(office), provider.CancelCalls));
        Assert.Contains("recall-failed", await office.TasksAsync());
    }

    [Fact]
    public async Task A_host_that_dies_between_gate_and_hand_over_calls_the_batch_back_after_two_minutes_and_hands_over_once_more()
    {
        bool died = false;
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-12 12:00", (o, _) => o.Accounts.After = c =>
        {
            if (c.Grant is null || died) return Task.CompletedTask;
            died = true;
            throw new HostDied();
        });

        Assert.Equal((true, 1, 1), (died, provider.Handed.Count, provider.Left.Count));
        Assert.Equal(Both, await office.LevelsAsync());
    }

    [Fact]
    public async Task A_provider_that_gives_no_batch_now_is_asked_again_and_our_own_set_up_is_a_persons()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-12 12:00", (_, p) => p.Batches.Enqueue(new BatchOutcome.Later("429", TimeSpan.FromMinutes(7))));
        Assert.Equal(office.At("2026-03-12 09:07"), Assert.Single(provider.Handed));

        (Office other, ScriptedRecall refusing) = await HandedOverAsync("2026-03-12 12:00", (_, p) => p.Batches.Enqueue(new BatchOutcome.Refused("401")));
        Assert.Empty(refusing.Handed);
        Assert.Contains("provider-refused", await other.TasksAsync());
    }

    [Fact]
    public async Task A_channel_that_cannot_call_back_sends_at_once()
    {
        (Office office, _) = await HandedOverAsync(before: (o, _) => o.Recalls.Clear());
        Assert.Equal("2026-03-12 level 2 INV-1 to c1@example.com", office.Told[^1]);
    }

    [Fact]
    public async Task What_would_leave_after_hours_is_handed_over_the_next_morning()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-10 16:50");
        Assert.IsType<Answer.Done>(await office.PutAsync("C1", new Escalate("they did not answer the telephone")));
        await office.LiveToAsync("2026-03-11 12:00");

        Assert.Equal(office.At("2026-03-11 09:00"), Assert.Single(provider.Handed));
        Assert.Equal(office.At("2026-03-11 10:00"), Assert.Single(provider.Left).At);
    }

    [Fact]
    public async Task A_final_text_message_is_called_back_by_the_providers_own_id()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync(channel: Channel.Sms);
        Assert.Equal("scheduled", await StateAsync(office));
        await office.PayAsync(100);
        await office.LiveToAsync("2026-03-12 12:00");
        Assert.Equal(("withdrawn", 0), (await StateAsync(office), provider.Left.Count));
    }

    [Fact]
    public async Task An_unclear_final_text_message_is_found_in_the_list_of_scheduled_ones_and_may_still_be_called_back()
    {
        (Office office, ScriptedRecall provider) = await HandedOverAsync("2026-03-12 09:20", (o, p) =>
        {
            p.Schedules.Enqueue(new SendOutcome.Unclear("timeout"));
            o.Sms.Records = m => new SearchOutcome.Found("sid-" + m.MessageId);
        }, Channel.Sms);
        Assert.Equal(("scheduled", 1), (await StateAsync(office), provider.Handed.Count));

        await office.PutAsync("C1", new OpenDispute("INV-1", "quality", ""));
        await office.LiveToAsync("2026-03-12 12:00");
        Assert.Equal(("withdrawn", 0), (await StateAsync(office), provider.Left.Count));
    }
}
