namespace Collections.StoreContract;

static class Memory
{
    public static Task<OpenStores> OpenAsync()
    {
        InMemoryStores stores = new();
        return Task.FromResult(new OpenStores(
            stores.Accounts, stores.Contacts, stores.Ledgers, stores.Inbox,
            (id, version) => Done(() => stores.Damage(id, version)), (ledgerId, number) => Done(() => stores.DamageAudit(ledgerId, number)), () => Task.CompletedTask));
    }

    static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}

public sealed class InMemoryCommitTests : CommitContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryWakeTests : WakeContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryHistoryTests : HistoryContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryGrantTests : GrantContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryContactTests : ContactContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryListTests : ListContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryMessageTests : MessageContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryLedgerTests : LedgerContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryInboxTests : InboxContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryFoldTests : FoldContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
