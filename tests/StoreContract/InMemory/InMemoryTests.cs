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

public sealed class InMemoryCommits : CommitContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryWakeUps : WakeContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
