using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>A message's row follows its events, and stays when the message leaves the account.</summary>
public abstract class MessageContract : StoreContractTests
{
    Task<StoredAccount> ReservedAsync(string customer = "C-1", string messageId = "m-1") =>
        GivenAsync(customer, Some.Invoice("INV-1"), new LadderEntered("INV-1", "pack", 1), Some.Reserved(messageId));

    Task<StoredAccount> BeginAsync(StoredAccount account, int attempt = 1) =>
        SaveAsync(Some.Commit(account, Some.Begun("m-1", attempt)) with { Text = Some.Text("m-1", attempt), Grant = Some.Grant("m-1") });

    async Task<StoredMessage> RowAsync(string id = "m-1") => (await Accounts.MessageAsync(id, Never))!;

    [Fact]
    public async Task An_unknown_message_is_not_there() => Assert.Null(await Accounts.MessageAsync("nothing", Never));

    [Fact]
    public async Task A_reserved_message_has_no_text_yet()
    {
        StoredAccount account = await ReservedAsync();
        StoredMessage row = await RowAsync();
        Assert.Equal((account.Account.Id, "uk", null, null), (row.AccountId, row.LedgerId, row.Text, row.Outcome));
        Assert.Equal(Some.Message("m-1"), row.Message);
        Assert.Empty(row.Demanded);
    }

    [Fact]
    public async Task At_the_gate_it_gets_its_exact_text_and_sums()
    {
        await BeginAsync(await ReservedAsync());
        StoredMessage row = await RowAsync();
        Assert.Equal((MessageState.Sending, 1, Some.Text("m-1")), (row.Message.State, row.Message.Attempt, row.Text));
        Assert.Equal<Money[]>([Some.Gbp(100)], [.. row.Demanded]);
    }

    [Fact]
    public async Task An_accepted_message_keeps_text_sums_and_the_providers_id()
    {
        StoredAccount account = await BeginAsync(await ReservedAsync());
        account = await SaveAsync(Some.Commit(account, new MessageAccepted("m-1", "SM123", "call")));
        StoredMessage row = await RowAsync();
        Assert.Equal((MessageState.Accepted, "SM123", Some.Text("m-1"), null), (row.Message.State, row.Message.ProviderId, row.Text, row.Outcome));
        Assert.Equal((1, Some.Now, null), (row.Message.Attempt, row.Message.BegunAt, row.Message.NextStepAt));
        Assert.Equal<Money[]>([Some.Gbp(100)], [.. row.Demanded]);
        Assert.Empty((await LoadAsync(account)).Account.Messages);
    }

    [Fact]
    public async Task A_message_accepted_and_bounced_days_later_says_so()
    {
        StoredAccount account = await BeginAsync(await ReservedAsync());
        account = await SaveAsync(Some.Commit(account, new MessageAccepted("m-1", "SM123", "call")));
        await SaveAsync(Some.Commit(account, new MessageBounced("m-1", "ap", Channel.Email, "550")));
        StoredMessage row = await RowAsync();
        Assert.Equal((MessageState.Accepted, "bounced", "SM123", Some.Text("m-1")), (row.Message.State, row.Outcome, row.Message.ProviderId, row.Text));
    }

    [Fact]
    public async Task A_refused_message_keeps_the_code()
    {
        StoredAccount account = await BeginAsync(await ReservedAsync());
        await SaveAsync(Some.Commit(account, new MessageRefused("m-1", "21211", "call")));
        StoredMessage row = await RowAsync();
        Assert.Equal((MessageState.Rejected, "21211", Some.Text("m-1")), (row.Message.State, row.Outcome, row.Text));
    }

    [Fact]
    public async Task An_uncertain_message_stays_uncertain()
    {
        StoredAccount account = await BeginAsync(await ReservedAsync());
        account = await SaveAsync(Some.Commit(account, new MessageUnclear("m-1", 1, Some.Now.AddHours(1))));
        Assert.Equal((MessageState.Unknown, 1), ((await RowAsync()).Message.State, (await RowAsync()).Message.Searches));
        await SaveAsync(Some.Commit(account, new MessageUncertain("m-1")));
        Assert.Equal(MessageState.Uncertain, (await RowAsync()).Message.State);
    }

    [Fact]
    public async Task A_dropped_message_keeps_the_reason()
    {
        await SaveAsync(Some.Commit(await ReservedAsync(), new MessageDropped("m-1", "paid")));
        StoredMessage row = await RowAsync();
        Assert.Equal((MessageState.Dropped, "paid", null), (row.Message.State, row.Outcome, row.Text));
    }

    [Fact]
    public async Task A_message_reserved_again_begins_anew()
    {
        StoredAccount account = await BeginAsync(await ReservedAsync());
        account = await SaveAsync(Some.Commit(account, new MessageDelayed("m-1", Some.Now.AddMinutes(5), "429")));
        account = await SaveAsync(Some.Commit(account, new MessageDropped("m-1", "paid")));
        await SaveAsync(Some.Commit(account, Some.Reserved("m-1", Some.Now.AddDays(1))));
        StoredMessage row = await RowAsync();
        Assert.Equal((MessageState.Ready, 0, null, null, Some.Now.AddDays(1)), (row.Message.State, row.Message.Attempt, row.Text, row.Outcome, row.Message.ReservedAt));
        Assert.Empty(row.Demanded);
    }

    [Fact]
    public async Task A_delayed_message_is_ready_again_and_its_next_attempt_has_the_next_text()
    {
        StoredAccount account = await BeginAsync(await ReservedAsync());
        account = await SaveAsync(Some.Commit(account, new MessageDelayed("m-1", Some.Now.AddMinutes(5), "429")));
        StoredMessage row = await RowAsync();
        Assert.Equal((MessageState.Ready, Some.Text("m-1"), Some.Now.AddMinutes(5)), (row.Message.State, row.Text, row.Message.NextStepAt));
        await BeginAsync(account, 2);
        row = await RowAsync();
        Assert.Equal((MessageState.Sending, 2, Some.Text("m-1", 2)), (row.Message.State, row.Message.Attempt, row.Text));
    }

    [Fact]
    public async Task A_message_that_waits_for_release_waits_in_its_row()
    {
        MessageReserved waiting = new(Some.Message("m-1") with { State = MessageState.AwaitingRelease });
        StoredAccount account = await GivenAsync("C-1", waiting);
        Assert.Equal(MessageState.AwaitingRelease, (await RowAsync()).Message.State);
        Assert.Equal(MessageState.AwaitingRelease, (await LoadAsync(account)).Account.Messages[0].State);
        await SaveAsync(Some.Commit(account, new MessageReleased("m-1")));
        Assert.Equal(MessageState.Ready, (await RowAsync()).Message.State);
    }

    [Fact]
    public async Task All_steps_in_one_commit_leave_the_last()
    {
        StoredAccount account = await ReservedAsync();
        await SaveAsync(Some.Commit(account, Some.Begun("m-1"), new MessageAccepted("m-1", "SM1", "call"), new MessageBounced("m-1", "ap", Channel.Email, "550")));
        StoredMessage row = await RowAsync();
        Assert.Equal((MessageState.Accepted, 1, "SM1", "bounced"), (row.Message.State, row.Message.Attempt, row.Message.ProviderId, row.Outcome));
        Assert.Equal<Money[]>([Some.Gbp(100)], [.. row.Demanded]);
    }

    [Fact]
    public async Task A_bounce_of_a_message_nobody_knows_changes_no_row()
    {
        StoredAccount account = await GivenAsync("C-1");
        await SaveAsync(Some.Commit(account, new MessageBounced("m-9", "ap", Channel.Email, "550")));
        Assert.Null(await Accounts.MessageAsync("m-9", Never));
    }

    [Fact]
    public async Task Two_messages_of_one_account_have_a_row_each()
    {
        StoredAccount account = await ReservedAsync();
        account = await SaveAsync(Some.Commit(account, Some.Reserved("m-2", Some.Now.AddHours(1))));
        await SaveAsync(Some.Commit(account, new MessageDropped("m-1", "paid")));
        Assert.Equal([("m-2", MessageState.Ready), ("m-1", MessageState.Dropped)], (await ListAsync(new(Account: account.Account.Id))).Select(m => (m.Message.Id, m.Message.State)));
    }

    Task<IReadOnlyList<StoredMessage>> ListAsync(MessageQuery query) => Accounts.MessagesAsync(query, Never);

    async Task<string[]> IdsAsync(MessageQuery query) => [.. (await ListAsync(query)).Select(m => m.Message.Id)];

    [Fact]
    public async Task Messages_are_listed_newest_first_by_ledger_account_and_state()
    {
        StoredAccount one = await GivenAsync("C-1", Some.Reserved("m-1", Some.Now), Some.Reserved("m-2", Some.Now.AddHours(2)));
        await GivenAsync("de", "C-2", [Some.Reserved("m-3", Some.Now.AddHours(1))]);
        await SaveAsync(Some.Commit(one, new MessageDropped("m-2", "paid")));
        Assert.Equal(["m-2", "m-3", "m-1"], await IdsAsync(new()));
        Assert.Equal(["m-2", "m-1"], await IdsAsync(new("uk")));
        Assert.Equal(["m-2", "m-1"], await IdsAsync(new(Account: one.Account.Id)));
        Assert.Equal(["m-3", "m-1"], await IdsAsync(new(State: MessageState.Ready)));
        Assert.Equal(["m-1"], await IdsAsync(new("uk", State: MessageState.Ready)));
        Assert.Equal(["m-2"], await IdsAsync(new(Account: one.Account.Id, State: MessageState.Dropped)));
        Assert.Empty(await IdsAsync(new("de", one.Account.Id)));
        Assert.Equal(["m-2", "m-3"], await IdsAsync(new(Most: 2)));
    }

    [Fact]
    public async Task A_page_ends_before_an_instant()
    {
        await GivenAsync("C-1", Some.Reserved("m-1", Some.Now), Some.Reserved("m-2", Some.Now.AddTicks(1)), Some.Reserved("m-3", Some.Now.AddTicks(2)));
        Assert.Equal(["m-2", "m-1"], await IdsAsync(new(Before: Some.Now.AddTicks(2))));
        Assert.Empty(await IdsAsync(new(Before: Some.Now)));
    }

    [Fact]
    public async Task Messages_reserved_at_one_instant_are_told_page_after_page_without_loss()
    {
        for (int i = 0; i < 5; i++) await GivenAsync($"C-{i}", Some.Reserved($"m-{i}a"), Some.Reserved($"m-{i}b"));
        List<string> told = [];
        for (MessageQuery? query = new("uk", Most: 3); query is not null;)
        {
            IReadOnlyList<StoredMessage> page = await ListAsync(query);
            told.AddRange(page.Select(m => m.Message.Id));
            query = page.Count < 3 ? null : query with { Before = page[^1].Message.ReservedAt, BeforeId = page[^1].Message.Id };
        }
        Assert.Equal(["m-4b", "m-4a", "m-3b", "m-3a", "m-2b", "m-2a", "m-1b", "m-1a", "m-0b", "m-0a"], told);
    }
}
