using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Wake-ups, and finding what is due.</summary>
public abstract class WakeContract : StoreContractTests
{
    Task<StoredAccount> DueAsync(string customer, DateTimeOffset? wakeAt, string ledgerId = Some.Ledger) =>
        SaveAsync(Some.Commit(StoredAccount.New(ledgerId, customer), new AccountOpened(ledgerId, customer, "x")) with { WakeAt = wakeAt });

    async Task<string[]> DueCustomersAsync(DateTimeOffset now, string? ledgerId = null, int most = 100)
    {
        IReadOnlyList<DueAccount> due = await Accounts.DueAsync(ledgerId, now, most, Never);
        return [.. (await Accounts.LoadManyAsync([.. due.Select(d => d.Id)], Never)).Select(a => a.Account.Customer)];
    }

    [Fact]
    public async Task An_account_is_due_from_its_wake_up_on()
    {
        await DueAsync("C-1", Some.Now);
        Assert.Empty(await DueCustomersAsync(Some.Now.AddTicks(-1)));
        Assert.Equal(["C-1"], await DueCustomersAsync(Some.Now));
        Assert.Equal(["C-1"], await DueCustomersAsync(Some.Now.AddYears(1)));
    }

    [Fact]
    public async Task An_account_without_a_wake_up_is_never_due()
    {
        await DueAsync("C-1", null);
        Assert.Empty(await DueCustomersAsync(DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task The_longest_overdue_comes_first()
    {
        await DueAsync("late", Some.Now.AddHours(-1));
        await DueAsync("latest", Some.Now.AddDays(-1));
        await DueAsync("just", Some.Now);
        Assert.Equal(["latest", "late", "just"], await DueCustomersAsync(Some.Now));
        Assert.Equal(["latest", "late"], await DueCustomersAsync(Some.Now, most: 2));
    }

    [Fact]
    public async Task What_is_due_names_id_ledger_and_instant()
    {
        StoredAccount account = await DueAsync("C-1", Some.Now);
        Assert.Equal(new DueAccount(account.Account.Id, "uk", Some.Now), Assert.Single(await Accounts.DueAsync(null, Some.Now, 10, Never)));
    }

    [Fact]
    public async Task A_ledger_is_asked_for_alone()
    {
        await DueAsync("C-1", Some.Now);
        await DueAsync("C-2", Some.Now, "de");
        Assert.Equal(["C-2"], await DueCustomersAsync(Some.Now, "de"));
        Assert.Equal(2, (await DueCustomersAsync(Some.Now)).Length);
        Assert.Empty(await DueCustomersAsync(Some.Now, "fr"));
    }

    [Fact]
    public async Task A_wake_up_keeps_its_instant_to_the_last_tick()
    {
        DateTimeOffset at = Some.Now.AddTicks(1234567);
        StoredAccount account = await SaveAsync(Some.Commit(StoredAccount.New("uk", "C-1"), new AccountOpened("uk", "C-1", "x")) with { WakeAt = at, RunAt = at.AddTicks(1) });
        StoredAccount loaded = await LoadAsync(account);
        Assert.Equal((at, at.AddTicks(1)), (loaded.WakeAt, loaded.RunAt));
    }

    [Fact]
    public async Task A_wake_up_in_another_zone_is_the_same_instant()
    {
        await DueAsync("C-1", new DateTimeOffset(2026, 3, 2, 14, 30, 0, TimeSpan.FromHours(5.5)));
        Assert.Equal(["C-1"], await DueCustomersAsync(Some.Now));
        Assert.Empty(await DueCustomersAsync(Some.Now.AddTicks(-1)));
    }

    [Fact]
    public async Task A_moved_wake_up_is_due_at_its_new_time_alone()
    {
        StoredAccount account = await DueAsync("C-1", Some.Now);
        await SaveAsync(Some.WakeUp(account, Some.Now.AddDays(1)));
        Assert.Empty(await DueCustomersAsync(Some.Now));
        Assert.Equal(["C-1"], await DueCustomersAsync(Some.Now.AddDays(1)));
    }

    [Fact]
    public async Task Moving_the_wake_up_alone_is_no_commit_of_the_history()
    {
        StoredAccount account = await DueAsync("C-1", Some.Now);
        StoredAccount moved = await SaveAsync(Some.WakeUp(account, Some.Now.AddDays(1), Some.Now.AddDays(2)));
        Same.Stored(account with { WakeAt = Some.Now.AddDays(1), RunAt = Some.Now.AddDays(2) }, await LoadAsync(account));
        Assert.Equal(account.Version, moved.Version);
        Assert.Single(await HistoryAsync(account));
    }

    [Fact]
    public async Task A_wake_up_decided_on_an_old_state_is_a_conflict()
    {
        StoredAccount account = await DueAsync("C-1", Some.Now);
        await SaveAsync(Some.Commit(account, Some.Invoice("INV-1")) with { WakeAt = Some.Now.AddHours(1) });
        Assert.Equal(CommitOutcome.Conflict, await Accounts.CommitAsync(Some.WakeUp(account, null), Never));
        Assert.Equal(Some.Now.AddHours(1), (await LoadAsync(account)).WakeAt);
    }

    [Fact]
    public async Task A_wake_up_of_an_account_that_is_not_there_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.CommitAsync(Some.WakeUp(StoredAccount.New("uk", "C-1"), Some.Now), Never));

    [Fact]
    public async Task A_wake_up_that_is_taken_away_is_due_no_more()
    {
        StoredAccount account = await DueAsync("C-1", Some.Now);
        await SaveAsync(Some.WakeUp(account, null));
        Assert.Empty(await DueCustomersAsync(DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task A_commit_after_a_wake_up_goes_on_from_the_same_version()
    {
        StoredAccount account = await DueAsync("C-1", Some.Now);
        StoredAccount moved = await SaveAsync(Some.WakeUp(account, Some.Now.AddDays(1)));
        StoredAccount next = await SaveAsync(Some.Commit(moved, Some.Invoice("INV-1")));
        Assert.Equal(2, next.Version);
        Same.Stored(next, await LoadAsync(account));
    }
}
