using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>One atomic commit against an expected version.</summary>
public abstract class CommitContract : StoreContractTests
{
    [Fact]
    public async Task An_account_without_a_commit_is_not_there() => Assert.Null(await Accounts.LoadAsync(AccountId.Of("uk", "nobody"), Never));

    [Fact]
    public async Task What_was_committed_is_loaded()
    {
        StoredAccount saved = await GivenAsync("C-1", Some.Invoice("INV-1"), Some.Contact("ap", "ap@example.com"));
        StoredAccount loaded = await LoadAsync(saved);
        Assert.Equal((saved.Version, saved.Hash, saved.RunAt, saved.WakeAt), (loaded.Version, loaded.Hash, loaded.RunAt, loaded.WakeAt));
        Same.State(saved.Account, loaded.Account);
    }

    [Fact]
    public async Task Versions_count_commits_from_one()
    {
        StoredAccount account = await GivenAsync("C-1");
        Assert.Equal(1, account.Version);
        account = await SaveAsync(Some.Commit(account, Some.Invoice("INV-1")));
        Assert.Equal(2, (await LoadAsync(account)).Version);
    }

    [Fact]
    public async Task A_commit_on_a_state_that_has_moved_on_is_a_conflict_and_writes_nothing()
    {
        StoredAccount first = await GivenAsync("C-1");
        StoredAccount second = await SaveAsync(Some.Commit(first, Some.Invoice("INV-1")));
        AccountCommit late = Some.Commit(first, Some.Invoice("INV-2")) with { Markers = ["e-1"], WakeAt = Some.Now };
        Assert.Equal(CommitOutcome.Conflict, await Accounts.CommitAsync(late, Never));
        Same.Stored(second, await LoadAsync(second));
        Assert.False(await Accounts.IsAppliedAsync(first.Account.Id, "e-1", Never));
        Assert.Equal(2, (await HistoryAsync(second)).Count);
    }

    [Fact]
    public async Task A_second_first_commit_is_a_conflict()
    {
        await GivenAsync("C-1");
        AccountCommit again = Some.Commit(StoredAccount.New(Some.Ledger, "C-1"), new AccountOpened(Some.Ledger, "C-1", "Another"));
        Assert.Equal(CommitOutcome.Conflict, await Accounts.CommitAsync(again, Never));
    }

    [Fact]
    public async Task A_commit_ahead_of_the_store_is_a_conflict()
    {
        StoredAccount account = await GivenAsync("C-1");
        Assert.Equal(CommitOutcome.Conflict, await Accounts.CommitAsync(Some.Commit(account with { Version = 7 }, Some.Invoice("INV-1")), Never));
        Assert.Equal(CommitOutcome.Conflict, await Accounts.CommitAsync(Some.Commit(StoredAccount.New("uk", "C-2") with { Version = 1 }, Some.Invoice("INV-1")), Never));
    }

    [Fact]
    public async Task A_commit_on_another_history_of_the_same_length_is_a_conflict()
    {
        StoredAccount account = await GivenAsync("C-1");
        Assert.Equal(CommitOutcome.Conflict, await Accounts.CommitAsync(Some.Commit(account with { Hash = new string('0', 64) }, Some.Invoice("INV-1")), Never));
    }

    [Fact]
    public async Task The_same_write_twice_answers_as_the_first_did_and_has_one_effect()
    {
        StoredAccount account = await GivenAsync("C-1");
        AccountCommit commit = Some.Commit(account, Some.Invoice("INV-1")) with { Markers = ["e-1"] };
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(commit, Never));
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(commit, Never));
        Assert.Equal(2, (await LoadAsync(account)).Version);
        Assert.Equal(2, (await HistoryAsync(account)).Count);
    }

    [Fact]
    public async Task The_same_first_write_twice_answers_as_the_first_did()
    {
        AccountCommit commit = Some.Commit(StoredAccount.New("uk", "C-1"), new AccountOpened("uk", "C-1", "One"));
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(commit, Never));
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(commit, Never));
        Assert.Equal(1, (await Accounts.LoadAsync(commit.To.Id, Never))!.Version);
    }

    [Fact]
    public async Task The_same_write_is_known_again_after_others_have_followed()
    {
        StoredAccount account = await GivenAsync("C-1");
        AccountCommit commit = Some.Commit(account, Some.Invoice("INV-1"));
        StoredAccount next = await SaveAsync(commit);
        for (int i = 2; i < 6; i++) next = await SaveAsync(Some.Commit(next, Some.Invoice($"INV-{i}")));
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(commit, Never));
        Assert.Equal(next.Version, (await LoadAsync(account)).Version);
    }

    [Fact]
    public async Task Of_two_commits_on_one_state_one_wins()
    {
        StoredAccount account = await GivenAsync("C-1");
        for (int round = 0; round < 10; round++)
        {
            AccountCommit[] rivals = [.. Enumerable.Range(0, 4).Select(i => Some.Commit(account, Some.Invoice($"INV-{round}-{i}")))];
            CommitOutcome[] outcomes = await Task.WhenAll(rivals.Select(c => Accounts.CommitAsync(c, Never)));
            Assert.Equal(1, outcomes.Count(o => o == CommitOutcome.Committed));
            Assert.Equal(3, outcomes.Count(o => o == CommitOutcome.Conflict));
            account = await LoadAsync(account);
            Assert.Equal(2 + round, account.Version);
            Same.State(rivals[outcomes.ToList().IndexOf(CommitOutcome.Committed)].To, account.Account);
        }
    }

    [Fact]
    public async Task Many_commits_at_once_are_answered_each_by_itself()
    {
        StoredAccount one = await GivenAsync("C-1"), two = await GivenAsync("C-2"), three = await GivenAsync("C-3");
        await SaveAsync(Some.Commit(two, Some.Invoice("INV-0")));
        IReadOnlyList<CommitOutcome> outcomes = await Accounts.CommitManyAsync(
            [Some.Commit(one, Some.Invoice("INV-1")), Some.Commit(two, Some.Invoice("INV-1")), Some.Commit(three, Some.Invoice("INV-1"))], Never);
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Conflict, CommitOutcome.Committed], outcomes);
        Assert.Equal([2L, 2L, 2L], (await Accounts.LoadManyAsync([one.Account.Id, two.Account.Id, three.Account.Id], Never)).Select(a => a.Version));
    }

    [Fact]
    public async Task Two_commits_of_one_account_may_follow_each_other_in_one_go()
    {
        StoredAccount account = await GivenAsync("C-1");
        AccountCommit first = Some.Commit(account, Some.Invoice("INV-1"));
        AccountCommit second = Some.Commit(CommitRows.Of(first).Next, Some.Invoice("INV-2"));
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed], await Accounts.CommitManyAsync([first, second], Never));
        Same.State(second.To, (await LoadAsync(account)).Account);
    }

    [Fact]
    public async Task Nothing_at_once_is_nothing()
    {
        Assert.Empty(await Accounts.CommitManyAsync([], Never));
        Assert.Empty(await Accounts.LoadManyAsync([], Never));
    }

    [Fact]
    public async Task Many_accounts_are_loaded_in_the_order_asked_for_and_unknown_ones_left_out()
    {
        StoredAccount one = await GivenAsync("C-1", Some.Invoice("INV-1")), two = await GivenAsync("C-2", Some.Invoice("INV-2"));
        IReadOnlyList<StoredAccount> loaded = await Accounts.LoadManyAsync([two.Account.Id, AccountId.Of("uk", "nobody"), one.Account.Id], Never);
        Assert.Equal(["C-2", "C-1"], loaded.Select(a => a.Account.Customer));
        Same.Stored(two, loaded[0]);
    }

    [Theory]
    [InlineData(257)]
    [InlineData(600)]
    public async Task More_commits_than_a_store_writes_together_all_land(int accounts)
    {
        AccountCommit[] commits = [.. Enumerable.Range(0, accounts).Select(i => Some.Commit(StoredAccount.New("uk", $"C-{i}"), new AccountOpened("uk", $"C-{i}", "x")))];
        Assert.All(await Accounts.CommitManyAsync(commits, Never), o => Assert.Equal(CommitOutcome.Committed, o));
        Assert.Equal(accounts, (await Accounts.LoadManyAsync([.. commits.Select(c => c.To.Id)], Never)).Count);
    }

    [Fact]
    public async Task A_commit_that_turns_an_account_into_another_is_refused()
    {
        StoredAccount account = await GivenAsync("C-1");
        AccountCommit commit = Some.Commit(account, Some.Invoice("INV-1"));
        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.CommitAsync(commit with { To = Account.New("uk", "C-2") }, Never));
    }

    [Fact]
    public async Task A_state_that_changes_without_an_event_is_refused()
    {
        StoredAccount account = await GivenAsync("C-1");
        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.CommitAsync(Some.Commit(account) with { To = account.Account with { Name = "Other" } }, Never));
    }

    [Fact]
    public async Task A_commit_too_large_for_any_store_is_refused_and_writes_nothing()
    {
        StoredAccount account = await GivenAsync("C-1");
        AccountCommit large = Some.Commit(account, new FlagsSet(AccountFlags.None, new string('x', StoreLimits.PartBytes)));
        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.CommitAsync(large, Never));
        Assert.Equal(1, (await LoadAsync(account)).Version);
    }
}
