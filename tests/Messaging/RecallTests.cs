using Collections.Engine;
using Collections.FakeProviders;

namespace Collections.Messaging.Tests;

/// <summary>Final notices in two phases: whatever is unclear is called back first, so that nobody gets two.</summary>
public sealed class RecallTests
{
    static readonly DateTimeOffset InAnHour = Some.Now.AddHours(1);

    [Theory]
    [InlineData(AnswerMode.AcceptThenTimeOut)]
    [InlineData(AnswerMode.AcceptThenFail)]
    [InlineData(AnswerMode.AcceptThenCut)]
    [InlineData(AnswerMode.Fail)]
    public async Task An_unclear_final_notice_is_cancelled_confirmed_and_sent_anew_so_that_one_alone_leaves(AnswerMode mode)
    {
        await using FakeBacked all = await FakeBacked.StartAsync(timeoutSeconds: mode == AnswerMode.AcceptThenTimeOut ? 3 : 60);
        string first = await OpenAsync(all);
        all.Server.SendGrid.Switches.Answer = mode;
        Assert.IsType<SendOutcome.Unclear>(await all.EmailRecall.ScheduleAsync(Some.Email(), first, InAnHour, default));
        all.Server.SendGrid.Switches.Answer = AnswerMode.Normal;

        Assert.IsType<RecallStatus.NotCancelled>(await all.EmailRecall.StatusAsync(first, default));
        Assert.IsType<CancelOutcome.Cancelled>(await all.EmailRecall.CancelAsync(first, default));
        Assert.IsType<CancelOutcome.Cancelled>(await all.EmailRecall.CancelAsync(first, default)); // a repeat does no harm
        Assert.IsType<RecallStatus.Cancelled>(await all.EmailRecall.StatusAsync(first, default));
        string second = await OpenAsync(all);
        Assert.IsType<SendOutcome.Accepted>(await all.EmailRecall.ScheduleAsync(Some.Email(attempt: 2), second, InAnHour, default));

        all.Clock.Now = InAnHour;
        Fact.DeliverySeen delivered = all.Webhooks().Select(f => (Fact.DeliverySeen)f.Fact).Single(d => d.What == "delivered");
        Assert.Equal(2, delivered.Attempt);
        Assert.Single(all.Server.SendGrid.Left);
    }

    [Fact]
    public async Task An_unclear_cancel_is_settled_by_the_status()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        string batch = await OpenAsync(all);
        await all.EmailRecall.ScheduleAsync(Some.Email(), batch, InAnHour, default);
        all.Server.SendGrid.Switches.Answer = AnswerMode.AcceptThenFail;

        Assert.IsType<CancelOutcome.Unclear>(await all.EmailRecall.CancelAsync(batch, default));
        Assert.IsType<RecallStatus.Cancelled>(await all.EmailRecall.StatusAsync(batch, default));
        all.Server.SendGrid.Switches.SearchDown = true;
        Assert.IsType<RecallStatus.Unavailable>(await all.EmailRecall.StatusAsync(batch, default));
    }

    [Fact]
    public async Task Ten_minutes_before_its_time_a_letter_cannot_be_called_back()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        string batch = await OpenAsync(all);
        await all.EmailRecall.ScheduleAsync(Some.Email(), batch, InAnHour, default);
        all.Clock.Now = InAnHour.AddMinutes(-9);

        Assert.IsType<CancelOutcome.Refused>(await all.EmailRecall.CancelAsync(batch, default));
        Assert.Equal(TimeSpan.FromMinutes(10), all.EmailRecall.Rule.CancelBefore);
    }

    [Fact]
    public async Task The_eleventh_pending_cancel_finds_no_room()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        for (int i = 0; i < 11; i++)
        {
            string batch = await OpenAsync(all);
            await all.EmailRecall.ScheduleAsync(Some.Email(attempt: i + 1), batch, InAnHour, default);
            CancelOutcome outcome = await all.EmailRecall.CancelAsync(batch, default);
            Assert.Equal(i < 10, outcome is CancelOutcome.Cancelled);
            Assert.Equal(i == 10, outcome is CancelOutcome.Full);
        }
    }

    [Fact]
    public async Task A_letter_further_ahead_than_the_provider_holds_it_is_refused()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();

        Assert.IsType<SendOutcome.Refused>(await all.EmailRecall.ScheduleAsync(Some.Email(), await OpenAsync(all), Some.Now.AddHours(73), default));
        Assert.Equal(TimeSpan.FromHours(72), all.EmailRecall.Rule.MostAhead);
    }

    [Fact]
    public async Task No_batch_for_now_begins_nothing()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        all.Server.SendGrid.Switches.Throttle = 1;

        Assert.Equal(new BatchOutcome.Later("http-429", TimeSpan.FromSeconds(7)), await all.EmailRecall.OpenBatchAsync(default));
    }

    [Fact]
    public async Task A_final_text_message_is_scheduled_found_in_the_list_after_an_unclear_answer_and_cancelled()
    {
        await using FakeBacked all = await FakeBacked.StartAsync(service: true);
        Assert.Equal(new BatchOutcome.Opened(null), await all.SmsRecall.OpenBatchAsync(default));
        all.Server.Twilio.Switches.Answer = AnswerMode.AcceptThenFail;
        Assert.IsType<SendOutcome.Unclear>(await all.SmsRecall.ScheduleAsync(Some.Sms(), null, InAnHour, default));
        all.Server.Twilio.Switches.Answer = AnswerMode.Normal;

        SearchOutcome.Found found = Assert.IsType<SearchOutcome.Found>(await all.Sms.FindAsync(Some.Sms(), Some.Now, default));
        Assert.IsType<RecallStatus.NotCancelled>(await all.SmsRecall.StatusAsync(found.ProviderId!, default));
        Assert.IsType<CancelOutcome.Cancelled>(await all.SmsRecall.CancelAsync(found.ProviderId!, default));
        Assert.IsType<CancelOutcome.Cancelled>(await all.SmsRecall.CancelAsync(found.ProviderId!, default));
        Assert.IsType<RecallStatus.Cancelled>(await all.SmsRecall.StatusAsync(found.ProviderId!, default));
        Assert.IsType<SearchOutcome.Absent>(await all.Sms.FindAsync(Some.Sms(), Some.Now, default)); // a cancelled one will never leave
        all.Clock.Now = InAnHour;
        all.Webhooks();
        Assert.DoesNotContain(all.Server.Twilio.Accepted, m => m.Status is "sent" or "delivered");
    }

    [Fact]
    public async Task A_final_text_message_that_has_left_cannot_be_called_back()
    {
        await using FakeBacked all = await FakeBacked.StartAsync(service: true);
        SendOutcome.Accepted accepted = Assert.IsType<SendOutcome.Accepted>(await all.SmsRecall.ScheduleAsync(Some.Sms(), null, InAnHour, default));
        all.Clock.Now = InAnHour;

        Assert.Equal(["processed", "sent", "delivered"], all.Webhooks().Select(f => ((Fact.DeliverySeen)f.Fact).What));
        Assert.IsType<CancelOutcome.Refused>(await all.SmsRecall.CancelAsync(accepted.ProviderId!, default));
        Assert.IsType<RecallStatus.Left>(await all.SmsRecall.StatusAsync(accepted.ProviderId!, default));
    }

    [Fact]
    public async Task Without_a_messaging_service_no_text_message_can_be_scheduled()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();

        Assert.Equal(new BatchOutcome.Refused("no-messaging-service"), await all.SmsRecall.OpenBatchAsync(default));
        Assert.IsType<SendOutcome.Refused>(await all.SmsRecall.ScheduleAsync(Some.Sms(), null, InAnHour, default));
        Assert.Empty(all.Server.Twilio.Accepted);
    }

    static async Task<string> OpenAsync(FakeBacked all) => Assert.IsType<BatchOutcome.Opened>(await all.EmailRecall.OpenBatchAsync(default)).BatchId!;
}
