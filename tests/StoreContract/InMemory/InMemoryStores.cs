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

    /// <summary>When the first pending event of the inbox is due; null: nothing is pending. The simulation wakes its hosts by it.</summary>
    public DateTimeOffset? InboxDueAt => inbox.FirstDueAt;

    /// <summary>Takes a gate's grant in a step of its own before the gate, as a store without transactions over partitions does; and how to give it back when the gate is lost.</summary>
    public (CommitOutcome Outcome, Action GiveBack) TakeGrant(SendGrant grant, DateTimeOffset at) => contacts.Take(grant, at);

    /// <summary>Changes a stored commit behind the store's back, so that a test can see it found.</summary>
    public void Damage(Domain.AccountId id, long version) => accounts.Damage(id, version);

    /// <summary>Changes a stored audit entry behind the store's back.</summary>
    public void DamageAudit(string ledgerId, long number) => ledgers.Damage(ledgerId, number);
}
