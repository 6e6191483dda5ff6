using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>All stores in memory, for the simulation: every method ends before it returns, in one order, without clock, randomness or threads of its own.</summary>
public sealed class InMemoryStores
{
    /// <summary>Empty stores.</summary>
    public InMemoryStores()
    {
        contacts = new(this);
        accounts = new(this, contacts);
        ledgers = new(this);
        inbox = new(this);
    }

    readonly InMemoryAccounts accounts;
    readonly InMemoryContacts contacts;
    readonly InMemoryLedgers ledgers;
    readonly InMemoryInbox inbox;

    public IAccountStore Accounts => accounts;
    public IContactStore Contacts => contacts;
    public ILedgerStore Ledgers => ledgers;
    public IInbox Inbox => inbox;

    /// <summary>Changes a stored commit behind the store's back, so that a test can see it found.</summary>
    public void Damage(Domain.AccountId id, long version) => accounts.Damage(id, version);

    /// <summary>Changes a stored audit entry behind the store's back.</summary>
    public void DamageAudit(string ledgerId, long number) => ledgers.Damage(ledgerId, number);
}
