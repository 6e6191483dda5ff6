using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>The history and its chain, markers, chunks, and any customer number.</summary>
public abstract class HistoryContract : StoreContractTests
{
    [Fact]
    public async Task The_history_tells_every_commit_from_the_first()
    {
        StoredAccount account = await GivenAsync("C-1");
        AccountCommit second = Some.Commit(account, Some.Invoice("INV-1")) with { By = "provider:xero", Cause = "invoice", At = Some.Now.AddMinutes(1) };
        await SaveAsync(second);
        List<StoredCommit> history = await HistoryAsync(account);
        Assert.Equal([1L, 2L], history.Select(c => c.Version));
        Assert.Equal(("provider:xero", "invoice", Some.Now.AddMinutes(1)), (history[1].By, history[1].Cause, history[1].At));
        Assert.Equal("INV-1", Assert.IsType<InvoiceRecorded>(Assert.Single(history[1].Events)).Invoice.Number);
    }

    [Fact]
    public async Task The_events_of_the_history_fold_to_the_stored_state()
    {
        StoredAccount account = await GivenAsync("C-1", Some.Invoice("INV-1"), Some.Invoice("INV-2", 50));
        account = await SaveAsync(Some.Commit(account, Some.Payment("P-1", 150, "INV-1", "INV-2")));
        account = await SaveAsync(Some.Commit(account, new PaymentReversed("P-1", Some.Today)));
        Account fold = Account.New("uk", "C-1").Apply((await HistoryAsync(account)).SelectMany(c => c.Events));
        Same.State(fold, (await LoadAsync(account)).Account);
    }

    [Fact]
    public async Task Each_commit_names_the_hash_of_the_one_before()
    {
        StoredAccount account = await GivenAsync("C-1");
        for (int i = 0; i < 5; i++) account = await SaveAsync(Some.Commit(account, Some.Invoice($"INV-{i}")));
        List<StoredCommit> history = await HistoryAsync(account);
        Assert.Equal("", history[0].PreviousHash);
        Assert.Equal(history.SkipLast(1).Select(c => c.Hash), history.Skip(1).Select(c => c.PreviousHash));
        Assert.Equal(account.Hash, history[^1].Hash);
    }

    [Fact]
    public async Task A_history_longer_than_a_page_is_told_whole()
    {
        StoredAccount account = await GivenAsync("C-1");
        List<AccountCommit> commits = [];
        for (int i = 0; i < 450; i++)
        {
            commits.Add(Some.Commit(account, new FlagsSet(AccountFlags.None, $"round {i}")));
            account = CommitRows.Of(commits[^1]).Next;
        }
        Assert.All(await Accounts.CommitManyAsync(commits, Never), o => Assert.Equal(CommitOutcome.Committed, o));
        Assert.Equal(Enumerable.Range(1, 451).Select(v => (long)v), (await HistoryAsync(account)).Select(c => c.Version));
    }

    [Fact]
    public async Task An_unknown_account_has_no_history() => Assert.Empty(await HistoryAsync(StoredAccount.New("uk", "nobody")));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_changed_commit_is_found(long version)
    {
        StoredAccount account = await GivenAsync("C-1");
        for (int i = 0; i < 2; i++) account = await SaveAsync(Some.Commit(account, Some.Invoice($"INV-{i}")));
        Assert.Equal(3, (await HistoryAsync(account)).Count);
        await Stores.DamageCommitAsync(account.Account.Id, version);
        StoreDamagedException found = await Assert.ThrowsAsync<StoreDamagedException>(() => HistoryAsync(account));
        Assert.Contains(account.Account.Id.Value, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marker_lands_with_its_effect()
    {
        StoredAccount account = await GivenAsync("C-1");
        Assert.False(await Accounts.IsAppliedAsync(account.Account.Id, "stripe:evt_1", Never));
        await SaveAsync(Some.Commit(account, Some.Invoice("INV-1")) with { Markers = ["stripe:evt_1", "stripe:evt_2"] });
        Assert.True(await Accounts.IsAppliedAsync(account.Account.Id, "stripe:evt_1", Never));
        Assert.True(await Accounts.IsAppliedAsync(account.Account.Id, "stripe:evt_2", Never));
        Assert.False(await Accounts.IsAppliedAsync(account.Account.Id, "stripe:evt_3", Never));
    }

    [Fact]
    public async Task A_marker_belongs_to_one_account()
    {
        StoredAccount one = await GivenAsync("C-1"), two = await GivenAsync("C-2");
        await SaveAsync(Some.Commit(one, Some.Invoice("INV-1")) with { Markers = ["evt_1"] });
        Assert.False(await Accounts.IsAppliedAsync(two.Account.Id, "evt_1", Never));
        await SaveAsync(Some.Commit(two, Some.Invoice("INV-1")) with { Markers = ["evt_1"] });
    }

    [Fact]
    public async Task An_event_that_was_applied_is_not_applied_again_by_another_write()
    {
        StoredAccount account = await GivenAsync("C-1");
        StoredAccount applied = await SaveAsync(Some.Commit(account, Some.Payment("P-1", 10)) with { Markers = ["evt_1"] });
        AccountCommit again = Some.Commit(applied, Some.Payment("P-2", 10)) with { Markers = ["evt_0", "evt_1"] };
        Assert.Equal(CommitOutcome.AlreadyApplied, await Accounts.CommitAsync(again, Never));
        Same.Stored(applied, await LoadAsync(account));
        Assert.False(await Accounts.IsAppliedAsync(account.Account.Id, "evt_0", Never));
    }

    [Fact]
    public async Task An_event_without_effect_is_marked_by_a_commit_without_events()
    {
        StoredAccount account = await GivenAsync("C-1");
        StoredAccount marked = await SaveAsync(Some.Commit(account) with { Markers = ["evt_1"] });
        Assert.Equal(2, marked.Version);
        Assert.True(await Accounts.IsAppliedAsync(account.Account.Id, "evt_1", Never));
        Same.Stored(marked, await LoadAsync(account));
    }

    [Theory]
    [InlineData("evt/1\\2#3?4")]
    [InlineData("evt'; DROP TABLE accounts; --")]
    [InlineData("evt\u0000\u001f\u007f")]
    public async Task A_marker_may_be_any_text(string marker)
    {
        StoredAccount account = await GivenAsync("C-1");
        await SaveAsync(Some.Commit(account, Some.Invoice("INV-1")) with { Markers = [marker] });
        Assert.True(await Accounts.IsAppliedAsync(account.Account.Id, marker, Never));
        Assert.False(await Accounts.IsAppliedAsync(account.Account.Id, marker + "x", Never));
    }

    [Fact]
    public async Task Five_thousand_items_come_back_and_a_payment_changes_one_chunk()
    {
        StoredAccount account = await GivenAsync("C-1");
        for (int from = 0; from < 5000; from += 500)
            account = await SaveAsync(Some.Commit(account, [.. Enumerable.Range(from, 500).Select(i => Some.Invoice($"INV-{i:D4}", 10))]));
        AccountCommit paid = Some.Commit(account, new BalanceReduced("INV-2525", PostingKind.Waiver, Some.Gbp(4), Some.Today, "W-1"));
        Assert.Equal(50, Assert.Single(CommitRows.Of(paid).State().Chunks).Number);
        account = await SaveAsync(paid);
        StoredAccount loaded = await LoadAsync(account);
        Same.Stored(account, loaded);
        Assert.Equal(5000, loaded.Account.Invoices.Length);
        Assert.Equal(Some.Gbp(6), loaded.Account.Invoice("INV-2525")!.Balance);
    }

    [Fact]
    public async Task A_chunk_whose_items_have_all_retired_is_gone()
    {
        StoredAccount account = await GivenAsync("C-1", [.. Enumerable.Range(0, 120).Select(i => Some.Invoice($"INV-{i}"))]);
        account = await SaveAsync(Some.Commit(account, new ItemsRetired([.. Enumerable.Range(50, 50).Select(i => $"INV-{i}")], [], [])));
        Same.Stored(account, await LoadAsync(account));
        account = await SaveAsync(Some.Commit(account, Some.Invoice("INV-120")));
        Same.Stored(account, await LoadAsync(account));
        Assert.Equal(71, (await LoadAsync(account)).Account.Invoices.Length);
    }

    [Fact]
    public async Task An_account_whose_items_have_all_retired_is_whole()
    {
        StoredAccount account = await GivenAsync("C-1", Some.Invoice("INV-1"), Some.Payment("P-1", 100, "INV-1"));
        account = await SaveAsync(Some.Commit(account, new ItemsRetired(["INV-1"], [], ["P-1"])));
        Same.Stored(account, await LoadAsync(account));
        Assert.Empty((await LoadAsync(account)).Account.Invoices);
    }

    public static TheoryData<string> AnyCustomer => new("", " ", "/", "\\", "#", "?", "a/b\\c#d?e", "'", "\"", "%", "%2F", "_", "*", "..", "~", "\u0000", "a\u0000b", "\u0001\t\r\n\u001f\u007f",
        "\u0085\u009f", "Café Müller", "株式会社", "👩‍💻🧾", "\u202Eevil", new string('x', 1024), new string('é', 512), "'; DROP TABLE accounts; --", "C-1' or '1'='1", "$filter=", "NULL", "0001");

    [Theory]
    [MemberData(nameof(AnyCustomer))]
    public async Task Any_text_is_a_customer_number(string customer)
    {
        StoredAccount account = await GivenAsync(customer, Some.Invoice("INV-1"));
        await GivenAsync("other " + customer[..Math.Min(100, customer.Length)]);
        StoredAccount loaded = await LoadAsync(account);
        Assert.Equal(customer, loaded.Account.Customer);
        Same.Stored(account, loaded);
        Assert.Contains(await Accounts.ListAsync("uk", new(), Never), l => l.Customer == customer && l.Id == account.Account.Id);
    }

    [Fact]
    public async Task A_customer_number_longer_than_a_kibibyte_is_refused() => await Assert.ThrowsAsync<ArgumentException>(() => GivenAsync(new string('x', 1025)));
}
