using Collections.Domain;

namespace Collections.Engine.Tests.Intake;

public sealed class TextedPromiseTests
{
    [Fact]
    public async Task A_promise_by_text_is_read_back_and_counts_from_the_customers_yes()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.SaysAsync("PAY 250 28 NOV");

        Account asked = await world.AccountAsync();
        Assert.Empty(asked.Promises);
        Assert.Contains("£250.00", world.Sent.Single().Text.Text);
        Assert.Contains("28", world.Sent.Single().Text.Text);
        Assert.False(asked.Flags.UnreadReply);

        await world.SaysAsync("yes");
        Account promised = await world.AccountAsync();
        Assert.Equal((25_000, new DateOnly(2026, 11, 28), "sms"), (promised.Promises.Single().Amount.Minor, promised.Promises.Single().Date, promised.Promises.Single().Via));
        Assert.DoesNotContain(promised.Tasks, t => t.Kind == ReadText.Asked);
        Assert.Equal(2, world.Sent.Count);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("I never said that, call me")]
    public async Task Without_a_yes_there_is_no_promise(string words)
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.SaysAsync("PAY 250 28 NOV");
        await world.SaysAsync(words);
        Assert.Empty((await world.AccountAsync()).Promises);
        Assert.Equal(words != "no", (await world.AccountAsync()).Flags.UnreadReply);
    }

    [Fact]
    public async Task A_yes_after_three_days_is_read_by_a_person()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.SaysAsync("PAY 250 28 NOV");
        world.Clock.Now += TimeSpan.FromDays(3);
        await world.SaysAsync("YES");
        Assert.Empty((await world.AccountAsync()).Promises);
        Assert.True((await world.AccountAsync()).Flags.UnreadReply);
    }

    [Fact]
    public async Task A_promise_beyond_the_rules_is_refused_in_words_and_a_yes_to_it_promises_nothing()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.SaysAsync("PAY 1 28 NOV");
        await world.SaysAsync("YES");
        Assert.Empty((await world.AccountAsync()).Promises);
        Assert.DoesNotContain("YES", world.Sent[0].Text.Text);
    }

    [Fact]
    public async Task A_stop_drops_what_waits_and_nothing_goes_to_the_number_until_it_opts_in()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.ComesAsync("pay", ("e1", new Fact.ReplyReceived(Channel.Sms, InboxWorld.Mobile, "", "PAY 250 28 NOV", false, null, world.Clock.Now)));
        await world.ComesAsync("stop", ("e2", new Fact.OptedOut(InboxWorld.Mobile, "sms", world.Clock.Now)));
        await world.ComesAsync("help", ("e3", new Fact.HelpAsked(InboxWorld.Mobile, "", world.Clock.Now)));
        InboxRun run = await world.ProcessAsync();
        await world.Advance.RunAsync(InboxWorld.Id, default);

        Assert.Equal(3, run[InboxState.Applied]);
        Assert.Empty(world.Sent);
        Assert.Empty((await world.AccountAsync()).Messages);
        Assert.Single(await world.Stores.Contacts.OptOutsAsync([InboxWorld.Mobile], default));

        world.Clock.Now += TimeSpan.FromMinutes(5);
        await world.ComesAsync("start", ("e4", new Fact.OptedIn(InboxWorld.Mobile, "sms", world.Clock.Now)));
        await world.ProcessAsync();
        await world.SaysAsync("PAY 250 28 NOV");
        Assert.Single(world.Sent);
    }

    [Fact]
    public async Task A_bounce_marks_the_contact_and_an_event_settles_a_send_whose_answer_was_lost()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        world.Answer = () => new SendOutcome.Unclear("timeout");
        await world.SaysAsync("PAY 250 28 NOV");
        Message unclear = (await world.AccountAsync()).Messages.Single();
        Assert.Equal(MessageState.Unknown, unclear.State);

        await world.ComesAsync("d", ("d1", new Fact.DeliverySeen(unclear.Id, "p1", "delivered", "", null, world.Clock.Now)));
        await world.ProcessAsync();
        Assert.Empty((await world.AccountAsync()).Messages);
        Assert.Equal(MessageState.Accepted, (await world.Stores.Accounts.MessageAsync(unclear.Id, default))!.Message.State);

        await world.ComesAsync("b", ("b1", new Fact.AddressFailed(Channel.Sms, InboxWorld.Mobile, Refusal.AddressDead, "30006", world.Clock.Now)));
        await world.ProcessAsync();
        Assert.Null((await world.AccountAsync()).ContactOf("ap")!.AddressFor(Channel.Sms));
    }

    [Fact]
    public async Task A_reply_by_email_pauses_the_chase_until_it_is_read_and_a_machine_answer_changes_nothing()
    {
        InboxWorld world = await InboxWorld.NewAsync();
        await world.ComesAsync("auto", ("r0", new Fact.ReplyReceived(Channel.Email, InboxWorld.Mail, "", "I am away", true, null, world.Clock.Now)));
        await world.ProcessAsync();
        Assert.False((await world.AccountAsync()).Flags.UnreadReply);
        await world.ComesAsync("mail", ("r1", new Fact.ReplyReceived(Channel.Email, InboxWorld.Mail, "", "We paid this", false, null, world.Clock.Now)));
        await world.ComesAsync("stranger", ("r2", new Fact.ReplyReceived(Channel.Email, "nobody@example.com", "", "Hello", false, null, world.Clock.Now)));
        InboxRun run = await world.ProcessAsync();
        Assert.True((await world.AccountAsync()).Flags.UnreadReply);
        Assert.Equal((1, 1), (run[InboxState.Applied], run[InboxState.Ignored]));
    }
}
