using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>The gate: opt-outs, a person's budget and a ledger's daily cap, in one step with the commit.</summary>
public abstract class GrantContract : StoreContractTests
{
    Task<StoredAccount> ReservedAsync(string customer, string messageId = "m-1", string ledgerId = Some.Ledger) =>
        GivenAsync(ledgerId, customer, [Some.Invoice("INV-1"), Some.Reserved(messageId)]);

    static AccountCommit Gate(StoredAccount from, SendGrant grant) =>
        Some.Commit(from, Some.Begun(grant.MessageId)) with { Grant = grant, Text = Some.Text(grant.MessageId), Cause = "gate" };

    async Task<CommitOutcome> SendAsync(string customer, SendGrant grant, string ledgerId = Some.Ledger) =>
        await Accounts.CommitAsync(Gate(await ReservedAsync(customer, grant.MessageId, ledgerId), grant), Never);

    async Task<int> SpentAsync(string person = "ap@example.com") => (await Contacts.GrantsAsync([person], DateOnly.MinValue, Never)).Count;

    [Fact]
    public async Task A_message_with_room_passes_the_gate()
    {
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-1", Some.Grant("m-1")));
        Assert.Equal(new GrantRecord("ap@example.com", Some.Today, "m-1", Some.Now), Assert.Single(await Contacts.GrantsAsync(["ap@example.com"], Some.Today, Never)));
        Assert.Equal(1, await Contacts.GrantedAsync("uk", Channel.Email, Some.Today, Never));
    }

    [Fact]
    public async Task Nothing_goes_to_an_address_that_opted_out()
    {
        StoredAccount account = await ReservedAsync("C-1");
        await Contacts.OptOutAsync("ap@example.com", Some.Now, "email", Never);
        Assert.Equal(CommitOutcome.OptedOut, await Accounts.CommitAsync(Gate(account, Some.Grant("m-1")), Never));
        await AssertNothingWrittenAsync(account);
    }

    [Fact]
    public async Task An_opt_out_of_another_address_stops_nothing()
    {
        await Contacts.OptOutAsync("other@example.com", Some.Now, "email", Never);
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-1", Some.Grant("m-1")));
    }

    [Fact]
    public async Task An_opt_in_opens_the_gate_again()
    {
        await Contacts.OptOutAsync("ap@example.com", Some.Now, "sms", Never);
        await Contacts.OptInAsync("ap@example.com", Some.Now.AddMinutes(1), "sms", Never);
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-1", Some.Grant("m-1")));
    }

    [Fact]
    public async Task A_confirmation_respects_an_opt_out()
    {
        await Contacts.OptOutAsync("ap@example.com", Some.Now, "email", Never);
        Assert.Equal(CommitOutcome.OptedOut, await SendAsync("C-1", Some.Grant("m-1") with { SpendsBudget = false }));
    }

    [Fact]
    public async Task A_person_gets_one_message_a_day_over_all_accounts_and_ledgers()
    {
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-1", Some.Grant("m-1")));
        Assert.Equal(CommitOutcome.BudgetSpent, await SendAsync("C-2", Some.Grant("m-2")));
        Assert.Equal(CommitOutcome.BudgetSpent, await SendAsync("C-3", Some.Grant("m-3") with { LedgerId = "de", Channel = Channel.Sms, Address = "+447700900123" }, "de"));
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-4", Some.Grant("m-4") with { Person = "other@example.com" }));
    }

    [Fact]
    public async Task A_refused_grant_writes_nothing()
    {
        await SendAsync("C-1", Some.Grant("m-1"));
        StoredAccount account = await ReservedAsync("C-2", "m-2");
        Assert.Equal(CommitOutcome.BudgetSpent, await Accounts.CommitAsync(Gate(account, Some.Grant("m-2")) with { Markers = ["evt_1"] }, Never));
        await AssertNothingWrittenAsync(account, "m-2");
        Assert.False(await Accounts.IsAppliedAsync(account.Account.Id, "evt_1", Never));
        Assert.Equal(1, await Contacts.GrantedAsync("uk", Channel.Email, Some.Today, Never));
    }

    [Theory]
    [InlineData(1, CommitOutcome.BudgetSpent)]
    [InlineData(5, CommitOutcome.BudgetSpent)]
    [InlineData(6, CommitOutcome.BudgetSpent)]
    [InlineData(7, CommitOutcome.Committed)]
    [InlineData(30, CommitOutcome.Committed)]
    public async Task Seven_days_are_today_and_the_six_before(int daysAfterTheFirst, CommitOutcome third)
    {
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-1", Some.Grant("m-1") with { PerDay = 2 }));
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-2", Some.Grant("m-2") with { PerDay = 2 }));
        Assert.Equal(third, await SendAsync("C-3", Some.Grant("m-3", Some.Today.AddDays(daysAfterTheFirst)) with { PerDay = 2 }));
    }

    [Fact]
    public async Task A_span_that_ends_later_keeps_its_budget_too()
    {
        await SendAsync("C-1", Some.Grant("m-1", Some.Today.AddDays(1)));
        await SendAsync("C-2", Some.Grant("m-2", Some.Today.AddDays(6)));
        Assert.Equal(CommitOutcome.BudgetSpent, await SendAsync("C-3", Some.Grant("m-3", Some.Today)));
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-4", Some.Grant("m-4", Some.Today.AddDays(-1))));
    }

    [Fact]
    public async Task A_confirmation_spends_no_budget_and_needs_none()
    {
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-1", Some.Grant("m-1") with { SpendsBudget = false }));
        Assert.Equal(0, await SpentAsync());
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-2", Some.Grant("m-2")));
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-3", Some.Grant("m-3") with { SpendsBudget = false }));
        Assert.Equal(1, await SpentAsync());
    }

    [Fact]
    public async Task A_confirmation_counts_for_the_daily_cap()
    {
        await SendAsync("C-1", Some.Grant("m-1") with { SpendsBudget = false });
        Assert.Equal(1, await Contacts.GrantedAsync("uk", Channel.Email, Some.Today, Never));
        Assert.Equal(CommitOutcome.DailyCapReached, await SendAsync("C-2", Some.Grant("m-2") with { SpendsBudget = false, ChannelCap = 1 }));
    }

    [Fact]
    public async Task The_daily_cap_is_never_passed()
    {
        for (int i = 0; i < 3; i++) Assert.Equal(CommitOutcome.Committed, await SendAsync($"C-{i}", Capped(i)));
        Assert.Equal(CommitOutcome.DailyCapReached, await SendAsync("C-3", Capped(3)));
        Assert.Equal(3, await Contacts.GrantedAsync("uk", Channel.Email, Some.Today, Never));

        static SendGrant Capped(int i) => Some.Grant($"m-{i}") with { Person = $"p{i}@example.com", ChannelCap = 3 };
    }

    [Fact]
    public async Task The_daily_cap_belongs_to_one_ledger_one_channel_and_one_day()
    {
        SendGrant first = Some.Grant("m-1") with { ChannelCap = 1, PerDay = 9, PerSevenDays = 9 };
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-1", first));
        Assert.Equal(CommitOutcome.DailyCapReached, await SendAsync("C-2", first with { MessageId = "m-2" }));
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-3", first with { MessageId = "m-3", Channel = Channel.Sms }));
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-4", first with { MessageId = "m-4", LedgerId = "de" }, "de"));
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-5", first with { MessageId = "m-5", LedgerDate = Some.Today.AddDays(1) }));
    }

    [Fact]
    public async Task A_cap_of_nothing_lets_nothing_through() =>
        Assert.Equal(CommitOutcome.DailyCapReached, await SendAsync("C-1", Some.Grant("m-1") with { ChannelCap = 0 }));

    [Fact]
    public async Task A_budget_of_nothing_lets_nothing_through() =>
        Assert.Equal(CommitOutcome.BudgetSpent, await SendAsync("C-1", Some.Grant("m-1") with { PerDay = 0 }));

    [Fact]
    public async Task Asking_again_for_the_same_message_spends_nothing_more()
    {
        StoredAccount account = await SaveAsync(Gate(await ReservedAsync("C-1"), Some.Grant("m-1") with { ChannelCap = 1 }));
        account = await SaveAsync(Some.Commit(account, new MessageDelayed("m-1", Some.Now.AddMinutes(5), "429")));
        AccountCommit again = Some.Commit(account, Some.Begun("m-1", 2)) with { Grant = Some.Grant("m-1") with { ChannelCap = 1 }, Text = Some.Text("m-1", 2) };
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(again, Never));
        Assert.Equal(1, await SpentAsync());
        Assert.Equal(1, await Contacts.GrantedAsync("uk", Channel.Email, Some.Today, Never));
    }

    [Fact]
    public async Task Asking_again_on_another_day_moves_the_grant()
    {
        StoredAccount account = await SaveAsync(Gate(await ReservedAsync("C-1"), Some.Grant("m-1")));
        account = await SaveAsync(Some.Commit(account, new MessageDelayed("m-1", Some.Now.AddDays(1), "429")));
        DateOnly tomorrow = Some.Today.AddDays(1);
        await SaveAsync(Some.Commit(account, Some.Begun("m-1", 2)) with { Grant = Some.Grant("m-1", tomorrow), Text = Some.Text("m-1", 2) });
        Assert.Equal(tomorrow, Assert.Single(await Contacts.GrantsAsync(["ap@example.com"], DateOnly.MinValue, Never)).Date);
        Assert.Equal(0, await Contacts.GrantedAsync("uk", Channel.Email, Some.Today, Never));
        Assert.Equal(1, await Contacts.GrantedAsync("uk", Channel.Email, tomorrow, Never));
        Assert.Equal(CommitOutcome.Committed, await SendAsync("C-2", Some.Grant("m-2")));
    }

    [Fact]
    public async Task An_opt_out_also_stops_a_message_that_was_granted_before()
    {
        StoredAccount account = await SaveAsync(Gate(await ReservedAsync("C-1"), Some.Grant("m-1")));
        account = await SaveAsync(Some.Commit(account, new MessageDelayed("m-1", Some.Now.AddMinutes(5), "429")));
        await Contacts.OptOutAsync("ap@example.com", Some.Now, "email", Never);
        Assert.Equal(CommitOutcome.OptedOut, await Accounts.CommitAsync(Some.Commit(account, Some.Begun("m-1", 2)) with { Grant = Some.Grant("m-1") }, Never));
    }

    [Fact]
    public async Task The_same_gate_twice_spends_once()
    {
        AccountCommit gate = Gate(await ReservedAsync("C-1"), Some.Grant("m-1"));
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(gate, Never));
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(gate, Never));
        Assert.Equal(1, await SpentAsync());
        Assert.Equal(1, await Contacts.GrantedAsync("uk", Channel.Email, Some.Today, Never));
    }

    [Fact]
    public async Task A_gate_on_an_old_state_is_a_conflict_and_spends_nothing()
    {
        StoredAccount account = await ReservedAsync("C-1");
        await SaveAsync(Some.Commit(account, Some.Payment("P-1", 100, "INV-1")));
        Assert.Equal(CommitOutcome.Conflict, await Accounts.CommitAsync(Gate(account, Some.Grant("m-1")), Never));
        Assert.Equal(0, await SpentAsync());
    }

    [Fact]
    public async Task Gates_of_one_person_on_many_accounts_at_once_never_pass_the_budget()
    {
        StoredAccount[] accounts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ReservedAsync($"C-{i}", $"m-{i}")));
        CommitOutcome[] outcomes = await Task.WhenAll(accounts.Select((a, i) => Accounts.CommitAsync(Gate(a, Some.Grant($"m-{i}")), Never)));
        Assert.Equal(1, outcomes.Count(o => o == CommitOutcome.Committed));
        Assert.Equal(7, outcomes.Count(o => o == CommitOutcome.BudgetSpent));
        Assert.Equal(1, await SpentAsync());
    }

    [Fact]
    public async Task Gates_of_many_persons_at_once_never_pass_the_daily_cap()
    {
        StoredAccount[] accounts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ReservedAsync($"C-{i}", $"m-{i}")));
        CommitOutcome[] outcomes = await Task.WhenAll(accounts.Select((a, i) =>
            Accounts.CommitAsync(Gate(a, Some.Grant($"m-{i}") with { Person = $"p{i}@example.com", ChannelCap = 5 }), Never)));
        Assert.Equal(5, outcomes.Count(o => o == CommitOutcome.Committed));
        Assert.Equal(5, await Contacts.GrantedAsync("uk", Channel.Email, Some.Today, Never));
    }

    [Fact]
    public async Task Grants_are_told_by_person_and_day()
    {
        await SendAsync("C-1", Some.Grant("m-1", Some.Today.AddDays(-3)));
        await SendAsync("C-2", Some.Grant("m-2"));
        await SendAsync("C-3", Some.Grant("m-3") with { Person = "zoe@example.com" });
        IReadOnlyList<GrantRecord> grants = await Contacts.GrantsAsync(["zoe@example.com", "ap@example.com"], Some.Today.AddDays(-3), Never);
        Assert.Equal(["m-1", "m-2", "m-3"], grants.Select(g => g.MessageId));
        Assert.Equal("m-2", Assert.Single(await Contacts.GrantsAsync(["ap@example.com"], Some.Today, Never)).MessageId);
        Assert.Empty(await Contacts.GrantsAsync([], DateOnly.MinValue, Never));
    }

    async Task AssertNothingWrittenAsync(StoredAccount before, string messageId = "m-1")
    {
        Same.Stored(before, await LoadAsync(before));
        StoredMessage row = (await Accounts.MessageAsync(messageId, Never))!;
        Assert.Equal((MessageState.Ready, null), (row.Message.State, row.Text));
        Assert.DoesNotContain(await Contacts.GrantsAsync(["ap@example.com"], DateOnly.MinValue, Never), g => g.MessageId == messageId);
        Assert.Single(await HistoryAsync(before));
    }
}
