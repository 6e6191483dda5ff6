using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Lists: accounts, flagged accounts, tasks, addresses.</summary>
public abstract class ListContract : StoreContractTests
{
    async Task<string[]> ListAsync(AccountQuery query, string ledgerId = Some.Ledger) => [.. (await Accounts.ListAsync(ledgerId, query, Never)).Select(l => l.Customer)];

    [Fact]
    public async Task A_line_tells_what_the_account_owes()
    {
        StoredAccount account = await GivenAsync("C-1", Some.Invoice("INV-1", 100, -3), Some.Invoice("INV-2", 50.5m, -9), Some.Invoice("INV-3", 7, 5, "EUR"), Some.Invoice("INV-4", 9),
            Some.Payment("P-1", 9, "INV-4"), Some.Task("T1"));
        AccountLine line = Assert.Single(await Accounts.ListAsync("uk", new(), Never));
        Assert.Equal((account.Account.Id, "uk", "C-1", "Name of C-1", Standing.Good), (line.Id, line.LedgerId, line.Customer, line.Name, line.Standing));
        Assert.Equal((Some.Today.AddDays(-9), 3, 1), (line.OldestDueDate, line.OpenItems, line.OpenTasks));
        Assert.Equal<Money[]>([new Money(700, Currency.Of("EUR")), Some.Gbp(150.5m)], [.. line.Open]);
    }

    [Fact]
    public async Task A_line_follows_the_account()
    {
        StoredAccount account = await GivenAsync("C-1", Some.Invoice("INV-1"), Some.Task("T1"));
        await SaveAsync(Some.Commit(account, Some.Payment("P-1", 100, "INV-1"), new AccountDescribed(Name: "New name"), new TaskDone("T1", "read")));
        AccountLine line = Assert.Single(await Accounts.ListAsync("uk", new(), Never));
        Assert.Equal(("New name", null, 0, 0), (line.Name, line.OldestDueDate, line.OpenItems, line.OpenTasks));
        Assert.Empty(line.Open);
    }

    [Fact]
    public async Task Accounts_are_listed_by_customer_number_page_after_page()
    {
        foreach (string customer in (string[])["B", "a", "C", "A", "b", "10", "9"]) await GivenAsync(customer);
        Assert.Equal(["10", "9", "A"], await ListAsync(new(Most: 3)));
        Assert.Equal(["B", "C", "a"], await ListAsync(new("A", Most: 3)));
        Assert.Equal(["b"], await ListAsync(new("a", Most: 3)));
        Assert.Empty(await ListAsync(new("b")));
        Assert.Equal(["B", "C", "a", "b"], await ListAsync(new("AA")));
    }

    [Fact]
    public async Task Each_ledger_lists_its_own()
    {
        await GivenAsync("C-1");
        await GivenAsync("de", "C-2", []);
        Assert.Equal(["C-2"], await ListAsync(new(), "de"));
        Assert.Equal(["C-1"], await ListAsync(new()));
        Assert.Empty(await ListAsync(new(), "fr"));
    }

    [Theory]
    [InlineData("440", "C-4401")]
    [InlineData("c-44", "C-4401")]
    [InlineData("acme", "X-1")]
    [InlineData("ACME L", "X-1")]
    [InlineData("ltd", "")]
    [InlineData("müller", "X-2")]
    [InlineData("MÜLLER", "X-2")]
    [InlineData("%", "")]
    [InlineData("_", "")]
    [InlineData("'", "")]
    [InlineData("", "C-4401,X-1,X-2")]
    public async Task A_search_finds_part_of_the_number_or_the_start_of_the_name(string search, string found)
    {
        await GivenAsync("C-4401");
        await GivenAsync("X-1", new AccountDescribed(Name: "Acme Ltd"));
        await GivenAsync("X-2", new AccountDescribed(Name: "Müller & Sohn"));
        Assert.Equal(found.Split(',', StringSplitOptions.RemoveEmptyEntries), await ListAsync(new(Search: search)));
    }

    [Fact]
    public async Task Overdue_accounts_have_an_invoice_due_before_the_day()
    {
        await GivenAsync("late", Some.Invoice("INV-1", dueInDays: -1));
        await GivenAsync("today", Some.Invoice("INV-1", dueInDays: 0));
        await GivenAsync("paid", Some.Invoice("INV-1", dueInDays: -5), Some.Payment("P-1", 100, "INV-1"));
        await GivenAsync("none");
        Assert.Equal(["late"], await ListAsync(new(OverdueOn: Some.Today)));
        Assert.Equal(["late", "today"], await ListAsync(new(OverdueOn: Some.Today.AddDays(1))));
        Assert.Equal(["today"], await ListAsync(new("late", OverdueOn: Some.Today.AddDays(1), Search: "tod")));
    }

    static StandingChanged To(Standing standing) => new(new StandingRecord { Standing = standing, SinceDate = Some.Today, Reason = "test" }, "step");

    [Fact]
    public async Task Flagged_accounts_are_those_whose_standing_is_not_good()
    {
        foreach (Standing standing in Enum.GetValues<Standing>()) await GivenAsync("C-" + (int)standing, To(standing));
        IReadOnlyList<AccountLine> flagged = await Accounts.FlaggedAsync("uk", Never);
        Assert.Equal(["C-1", "C-2", "C-3", "C-4", "C-5"], flagged.Select(l => l.Customer));
        Assert.Equal(Standing.Blacklisted, flagged[3].Standing);
    }

    [Fact]
    public async Task An_account_is_flagged_and_unflagged_with_its_standing()
    {
        StoredAccount account = await GivenAsync("C-1");
        Assert.Empty(await Accounts.FlaggedAsync("uk", Never));
        account = await SaveAsync(Some.Commit(account, To(Standing.Watch)));
        Assert.Equal(Standing.Watch, Assert.Single(await Accounts.FlaggedAsync("uk", Never)).Standing);
        account = await SaveAsync(Some.Commit(account, To(Standing.Warned)));
        Assert.Equal(Standing.Warned, Assert.Single(await Accounts.FlaggedAsync("uk", Never)).Standing);
        Assert.Empty(await Accounts.FlaggedAsync("de", Never));
        await SaveAsync(Some.Commit(account, To(Standing.Good)));
        Assert.Empty(await Accounts.FlaggedAsync("uk", Never));
    }

    [Fact]
    public async Task Tasks_are_told_oldest_first_with_their_account()
    {
        await GivenAsync("C-1", Some.Task("T1", Some.Now.AddHours(2)), Some.Task("T2", Some.Now));
        await GivenAsync("de", "C-2", [Some.Task("T1", Some.Now.AddHours(1))]);
        IReadOnlyList<StoredTask> tasks = await Accounts.TasksAsync(null, 10, Never);
        Assert.Equal([("C-1", "T2"), ("C-2", "T1"), ("C-1", "T1")], tasks.Select(t => (t.Customer, t.Task.Id)));
        Assert.Equal(("de", "Name of C-2", AccountId.Of("de", "C-2"), "reply"), (tasks[1].LedgerId, tasks[1].Name, tasks[1].AccountId, tasks[1].Task.Kind));
        Assert.Equal(["T2", "T1"], (await Accounts.TasksAsync("uk", 10, Never)).Select(t => t.Task.Id));
        Assert.Equal("T2", Assert.Single(await Accounts.TasksAsync(null, 1, Never)).Task.Id);
    }

    [Fact]
    public async Task A_task_that_is_done_is_told_no_more()
    {
        StoredAccount account = await GivenAsync("C-1", Some.Task("T1"), Some.Task("T2"));
        account = await SaveAsync(Some.Commit(account, new TaskDone("T1", "read"), Some.Task("T3")));
        Assert.Equal(["T2", "T3"], (await Accounts.TasksAsync("uk", 10, Never)).Select(t => t.Task.Id).Order());
        await SaveAsync(Some.Commit(account, new TaskDone("T2", "read"), new TaskDone("T3", "read")));
        Assert.Empty(await Accounts.TasksAsync(null, 10, Never));
    }

    [Fact]
    public async Task An_address_leads_to_its_accounts_in_every_ledger()
    {
        await GivenAsync("C-1", Some.Contact("ap", " AP@Example.com ", "+44 7700 900123"));
        await GivenAsync("de", "C-2", [Some.Contact("owner", "ap@example.com")]);
        AccountId[] both = [.. new[] { AccountId.Of("uk", "C-1"), AccountId.Of("de", "C-2") }.Order()];
        Assert.Equal(both, (await Accounts.AccountsAtAsync("ap@example.com", Never)).Order());
        Assert.Equal([AccountId.Of("uk", "C-1")], await Accounts.AccountsAtAsync("+447700900123", Never));
        Assert.Empty(await Accounts.AccountsAtAsync("nobody@example.com", Never));
    }

    [Fact]
    public async Task An_address_follows_its_contact_and_stays_when_it_is_dead()
    {
        StoredAccount account = await GivenAsync("C-1", Some.Contact("ap", "old@example.com"));
        account = await SaveAsync(Some.Commit(account, Some.Contact("ap", "new@example.com")));
        Assert.Empty(await Accounts.AccountsAtAsync("old@example.com", Never));
        account = await SaveAsync(Some.Commit(account, new ContactDied("ap", Channel.Email, Some.Today, "550")));
        Assert.Single(await Accounts.AccountsAtAsync("new@example.com", Never));
        await SaveAsync(Some.Commit(account, new ContactRemoved("ap")));
        Assert.Empty(await Accounts.AccountsAtAsync("new@example.com", Never));
    }

    [Fact]
    public async Task Two_contacts_with_one_address_are_one_entry()
    {
        StoredAccount account = await GivenAsync("C-1", Some.Contact("ap", "ap@example.com"), Some.Contact("owner", "ap@example.com"));
        Assert.Single(await Accounts.AccountsAtAsync("ap@example.com", Never));
        await SaveAsync(Some.Commit(account, new ContactRemoved("ap")));
        Assert.Single(await Accounts.AccountsAtAsync("ap@example.com", Never));
    }
}
