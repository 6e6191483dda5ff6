using Collections.Domain;
using Collections.Engine;
using Collections.FakeProviders;

namespace Collections.Messaging.Tests;

/// <summary>Each row of the table in reliability 2.3, and each switch of the fakes, from the call to the state that it ends in.</summary>
public sealed class SendingTests
{
    [Fact]
    public async Task An_email_that_was_taken_is_accepted_and_its_events_name_it()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();

        SendOutcome.Accepted accepted = Assert.IsType<SendOutcome.Accepted>(await all.Email.SendAsync(Some.Email(), default));
        List<Fact.DeliverySeen> seen = [.. all.Webhooks().Select(f => (Fact.DeliverySeen)f.Fact)];

        Assert.Equal(["processed", "delivered"], seen.Select(s => s.What));
        Assert.All(seen, s => Assert.Equal((Some.Email().MessageId, accepted.ProviderId, Some.Email().AccountId, 1), (s.MessageId, s.ProviderId, s.Account, s.Attempt)));
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(all.Journals, "sendgrid.jsonl")));
    }

    [Theory]
    [InlineData(AnswerMode.AcceptThenTimeOut, "timeout", 1)]
    [InlineData(AnswerMode.AcceptThenFail, "http-500", 1)]
    [InlineData(AnswerMode.AcceptThenCut, "connection-broken", 1)]
    [InlineData(AnswerMode.TimeOut, "timeout", 0)]
    [InlineData(AnswerMode.Fail, "http-503", 0)]
    public async Task An_unclear_email_is_sent_once_and_settled_by_its_events_alone(AnswerMode mode, string code, int taken)
    {
        await using FakeBacked all = await FakeBacked.StartAsync(timeoutSeconds: mode is AnswerMode.TimeOut or AnswerMode.AcceptThenTimeOut ? 3 : 60); // three stand for the protocol's thirty
        all.Server.SendGrid.Switches.Answer = mode;

        Assert.Equal(new SendOutcome.Unclear(code), await all.Email.SendAsync(Some.Email(), default));

        Assert.Equal(taken, all.Server.SendGrid.Accepted.Count);
        Assert.Equal(taken > 0, all.Webhooks().Any(f => f.Fact is Fact.DeliverySeen { What: "delivered" } d && d.MessageId == Some.Email().MessageId));
        Assert.IsType<SearchOutcome.Unavailable>(await all.Email.FindAsync(Some.Email(), Some.Now, default));
        Assert.False(all.Email.Reconcile.CanSearch);
    }

    [Theory]
    [InlineData(AnswerMode.AcceptThenTimeOut, "timeout", true)]
    [InlineData(AnswerMode.AcceptThenFail, "http-500", true)]
    [InlineData(AnswerMode.AcceptThenCut, "connection-broken", true)]
    [InlineData(AnswerMode.TimeOut, "timeout", false)]
    [InlineData(AnswerMode.Fail, "http-503", false)]
    public async Task An_unclear_text_message_is_sent_once_and_settled_by_the_providers_list(AnswerMode mode, string code, bool taken)
    {
        await using FakeBacked all = await FakeBacked.StartAsync(timeoutSeconds: mode is AnswerMode.TimeOut or AnswerMode.AcceptThenTimeOut ? 3 : 60);
        all.Server.Twilio.Switches.Answer = mode;

        Assert.Equal(new SendOutcome.Unclear(code), await all.Sms.SendAsync(Some.Sms(), default));

        Assert.Equal(taken ? 1 : 0, all.Server.Twilio.Accepted.Count);
        Assert.Equal(taken, await all.Sms.FindAsync(Some.Sms(), Some.Now, default) is SearchOutcome.Found); // still queued: no date of sending yet
        all.Server.Twilio.Release();
        Assert.Equal(taken, await all.Sms.FindAsync(Some.Sms(), Some.Now, default) is SearchOutcome.Found);
        Assert.Equal(new ReconcileRule(true, 3, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(6), TimeSpan.FromHours(24)), all.Sms.Reconcile);
    }

    [Fact]
    public async Task An_index_that_lags_shows_nothing_at_first_and_one_that_is_down_proves_nothing()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        all.Server.Twilio.Switches.Answer = AnswerMode.AcceptThenFail;
        all.Server.Twilio.Switches.SearchLagSeconds = 600;
        await all.Sms.SendAsync(Some.Sms(), default);

        Assert.IsType<SearchOutcome.Absent>(await all.Sms.FindAsync(Some.Sms(), Some.Now, default));
        all.Server.Twilio.Switches.SearchDown = true;
        Assert.IsType<SearchOutcome.Unavailable>(await all.Sms.FindAsync(Some.Sms(), Some.Now, default));
        all.Server.Twilio.Switches.SearchDown = false;
        all.Clock.Now += TimeSpan.FromMinutes(11);
        Assert.IsType<SearchOutcome.Found>(await all.Sms.FindAsync(Some.Sms(), Some.Now, default));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("30003", false)]
    public async Task An_earlier_attempt_that_left_after_all_counts_and_one_that_failed_does_not(string? fate, bool found)
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        if (fate is not null) all.Server.Twilio.Switches.Fates[Some.Sms().To.Address] = fate;
        await all.Sms.SendAsync(Some.Sms(), default);
        all.Server.Twilio.Release();
        all.Clock.Now += TimeSpan.FromHours(1);

        Assert.Equal(found, await all.Sms.FindAsync(Some.Sms(attempt: 2), all.Clock.Now, default) is SearchOutcome.Found);
    }

    [Fact]
    public async Task A_search_reads_every_page_and_takes_no_other_message_for_ours()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        await all.Sms.SendAsync(Some.Sms(), default);
        for (int i = 0; i < 450; i++) await all.Sms.SendAsync(Some.Sms("mffffff" + i.ToString("x18"), text: $"Another matter, ref FFFFFF {i}"), default);
        all.Server.Twilio.Release();

        Assert.Equal(new SearchOutcome.Found(all.Server.Twilio.Accepted[0].Sid), await all.Sms.FindAsync(Some.Sms(), Some.Now, default));
        Assert.IsType<SearchOutcome.Absent>(await all.Sms.FindAsync(Some.Sms("m" + new string('e', 24)), Some.Now, default));
    }

    [Fact]
    public async Task Throttled_and_unreachable_mean_later_because_nothing_was_taken()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        (all.Server.SendGrid.Switches.Throttle, all.Server.Twilio.Switches.Throttle) = (1, 1);

        Assert.Equal(new SendOutcome.Later("http-429", TimeSpan.FromSeconds(7)), await all.Email.SendAsync(Some.Email(), default));
        Assert.Equal(new SendOutcome.Later("http-429", TimeSpan.FromSeconds(7)), await all.Sms.SendAsync(Some.Sms(), default));
        Assert.Empty(all.Server.SendGrid.Accepted);
        (Messaging.SendGrid.SendGridChannel email, Messaging.Twilio.TwilioChannel sms) = (all.Email, all.Sms);
        await all.Server.DisposeAsync();
        Assert.Equal(new SendOutcome.Later("no-connection", null), await email.SendAsync(Some.Email(), default));
        Assert.Equal(new SendOutcome.Later("no-connection", null), await sms.SendAsync(Some.Sms(), default));
    }

    [Fact]
    public async Task Events_that_come_twice_late_or_out_of_order_carry_the_same_ids()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        Switches switches = all.Server.SendGrid.Switches;
        switches.Events = EventMode.Twice;
        await all.Email.SendAsync(Some.Email(), default);
        Assert.Equal(2, all.Webhooks().GroupBy(f => f.EventId).Count(g => g.Count() == 2));

        (switches.Events, switches.EventsLateSeconds) = (EventMode.OutOfOrder, 3600);
        await all.Email.SendAsync(Some.Email(attempt: 2), default);
        Assert.Empty(all.Webhooks());
        all.Clock.Now += TimeSpan.FromHours(2);
        Assert.Equal(["delivered", "processed"], all.Webhooks().Select(f => ((Fact.DeliverySeen)f.Fact).What));
    }

    [Fact]
    public async Task A_lost_bounce_and_a_lost_spam_report_are_found_in_the_suppression_lists()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        all.Server.SendGrid.Switches.Events = EventMode.Never;
        long at = Some.Now.ToUnixTimeSeconds() - 60;
        for (int i = 0; i < 1_100; i++) all.Server.SendGrid.Suppressions.Add(new("bounces", $"gone{i}@example.com", at - (i / 3), "550"));
        all.Server.SendGrid.Suppressions.AddRange([new("unsubscribes", "No@Example.com", at, ""), new("spam_reports", "angry@example.com", at, ""), new("blocks", "strict@example.com", at, "")]);

        (List<Fact> facts, string cursor) = await PollAsync(all.Suppressions, null, all.Clock.Now);
        (List<Fact> again, _) = await PollAsync(all.Suppressions, cursor, all.Clock.Now.AddHours(1));

        Assert.Equal(1_100, facts.OfType<Fact.AddressFailed>().Count(f => f.Why == Refusal.AddressDead));
        Assert.Equal(["no@example.com email-unsubscribe", "angry@example.com spam-report"], facts.OfType<Fact.OptedOut>().Select(f => $"{f.Address} {f.Via}"));
        Assert.Equal(Refusal.Content, facts.OfType<Fact.AddressFailed>().Single(f => f.Address == "strict@example.com").Why);
        Assert.True(again.Count < 1_000, "the next round reads from the last one on");
        all.Server.SendGrid.Switches.SearchDown = true;
        Assert.IsType<PollOutcome.Unavailable>(await all.Suppressions.PollAsync(cursor, all.Clock.Now, default));
    }

    [Fact]
    public async Task Inbound_messages_whose_webhook_was_lost_are_found_by_the_poll_under_the_same_id()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        all.Server.Twilio.Receive("+447700900513", "+447700900000", "STOP");
        List<InboundFact> byHook = all.Webhooks();
        all.Server.Twilio.Switches.Events = EventMode.Never;
        for (int i = 0; i < 230; i++) all.Server.Twilio.Receive("+447700900514", "+447700900000", $"hello {i}");
        all.Server.Twilio.Receive("+447700900514", "+447700900999", "to another number");

        PollOutcome.Page page = Assert.IsType<PollOutcome.Page>(await all.SmsPoll.PollAsync(null, all.Clock.Now, default));
        PollOutcome.Page second = Assert.IsType<PollOutcome.Page>(await all.SmsPoll.PollAsync(page.Cursor, all.Clock.Now, default));

        Assert.True(page.More);
        Assert.False(second.More);
        Assert.Equal(231, page.Facts.Length + second.Facts.Length);
        Assert.Equal(byHook.Single(), second.Facts.Last());
        Assert.NotEmpty(Assert.IsType<PollOutcome.Page>(await all.SmsPoll.PollAsync(second.Cursor, all.Clock.Now.AddMinutes(15), default)).Facts);
    }

    [Fact]
    public async Task Sandbox_mode_delivers_nothing_and_a_wrong_key_is_ours_to_mend()
    {
        await using FakeBacked all = await FakeBacked.StartAsync(sandbox: true);
        Assert.IsType<SendOutcome.Accepted>(await all.Email.SendAsync(Some.Email(), default));
        Assert.Empty(all.Server.SendGrid.Accepted);

        using ProviderCall call = new(ProviderCall.Handler(), all.Clock, ProviderCall.Timeout);
        Messaging.SendGrid.SendGridOptions wrong = new() { ApiKey = "SG.wrong", BaseAddress = all.SendGrid.BaseAddress };
        Assert.Equal(new SendOutcome.Refused("http-401", Refusal.Configuration), await new Messaging.SendGrid.SendGridChannel(new(wrong, call), wrong).SendAsync(Some.Email(), default));
    }

    [Fact]
    public async Task A_call_that_its_caller_gave_up_is_unclear()
    {
        await using FakeBacked all = await FakeBacked.StartAsync();
        using CancellationTokenSource stop = new();
        all.Server.SendGrid.Switches.Answer = AnswerMode.AcceptThenTimeOut;
        Task<SendOutcome> sending = all.Email.SendAsync(Some.Email(), stop.Token);
        stop.Cancel();

        Assert.Equal(new SendOutcome.Unclear("cancelled"), await sending);
    }

    static async Task<(List<Fact> Facts, string Cursor)> PollAsync(IPollSource source, string? cursor, DateTimeOffset now)
    {
        List<Fact> facts = [];
        for (bool more = true; more;)
        {
            PollOutcome.Page page = Assert.IsType<PollOutcome.Page>(await source.PollAsync(cursor, now, default));
            Assert.Empty(page.Faults);
            facts.AddRange(page.Facts.Select(f => f.Fact));
            (cursor, more) = (page.Cursor, page.More);
        }
        return (facts, cursor!);
    }
}
