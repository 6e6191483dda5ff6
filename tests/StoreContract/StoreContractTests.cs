using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>What a test needs of an implementation.</summary>
/// <param name="Accounts">The store of accounts.</param>
/// <param name="Contacts">The store of opt-outs and budgets.</param>
/// <param name="Ledgers">The store of ledgers.</param>
/// <param name="Inbox">The inbox.</param>
/// <param name="DamageCommitAsync">Changes one byte of a stored commit behind the store's back.</param>
/// <param name="DamageAuditAsync">Changes one byte of a stored audit entry behind the store's back.</param>
/// <param name="CloseAsync">Throws the stores away.</param>
public sealed record OpenStores(
    IAccountStore Accounts, IContactStore Contacts, ILedgerStore Ledgers, IInbox Inbox,
    Func<AccountId, long, Task> DamageCommitAsync, Func<string, long, Task> DamageAuditAsync, Func<Task> CloseAsync);

/// <summary>Opens empty stores for each test. One class below it for each thing that every store must do; an implementation inherits them all.</summary>
public abstract class StoreContractTests : IAsyncLifetime
{
    OpenStores? stores;

    /// <summary>Fresh, empty stores.</summary>
    protected abstract Task<OpenStores> OpenAsync();

    protected OpenStores Stores => stores!;
    protected IAccountStore Accounts => Stores.Accounts;
    protected IContactStore Contacts => Stores.Contacts;
    protected ILedgerStore Ledgers => Stores.Ledgers;
    protected IInbox Inbox => Stores.Inbox;
    protected static CancellationToken Never => CancellationToken.None;

    public async Task InitializeAsync() => stores = await OpenAsync();

    public Task DisposeAsync() => stores?.CloseAsync() ?? Task.CompletedTask;

    /// <summary>Commits, expects success, and gives the account as the next commit must start from.</summary>
    protected async Task<StoredAccount> SaveAsync(AccountCommit commit)
    {
        Assert.Equal(CommitOutcome.Committed, await Accounts.CommitAsync(commit, Never));
        return CommitRows.Of(commit).Next;
    }

    /// <summary>A new customer with what has happened to it.</summary>
    protected Task<StoredAccount> GivenAsync(string customer, params AccountEvent[] events) => GivenAsync(Some.Ledger, customer, events);

    /// <summary>A new customer of a ledger with what has happened to it.</summary>
    protected Task<StoredAccount> GivenAsync(string ledgerId, string customer, AccountEvent[] events) =>
        SaveAsync(Some.Commit(StoredAccount.New(ledgerId, customer), [new AccountOpened(ledgerId, customer, "Name of " + customer), .. events]));

    protected async Task<StoredAccount> LoadAsync(StoredAccount account) => (await Accounts.LoadAsync(account.Account.Id, Never))!;

    protected async Task<List<StoredCommit>> HistoryAsync(StoredAccount account)
    {
        List<StoredCommit> commits = [];
        await foreach (StoredCommit commit in Accounts.HistoryAsync(account.Account.Id, Never)) commits.Add(commit);
        return commits;
    }
}
