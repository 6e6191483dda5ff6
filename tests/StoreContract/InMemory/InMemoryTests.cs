using Collections.Domain;
using Collections.Engine;

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
public sealed class InMemorySourceTests : SourceContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryInboxTests : InboxContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }
public sealed class InMemoryFoldTests : FoldContract { protected override Task<OpenStores> OpenAsync() => Memory.OpenAsync(); }

public sealed class InMemorySchedulingTests
{
    [Fact]
    public void Every_call_has_ended_when_it_returns()
    {
        InMemoryStores stores = new();
        CancellationToken never = CancellationToken.None;
        AccountCommit commit = Some.Commit(StoredAccount.New("uk", "C-1"), new AccountOpened("uk", "C-1", "One"), Some.Reserved("m-1"));
        Task[] calls =
        [
            stores.Accounts.CommitAsync(commit, never), stores.Accounts.CommitManyAsync([commit], never), stores.Accounts.LoadAsync(commit.To.Id, never),
            stores.Accounts.LoadManyAsync([commit.To.Id], never), stores.Accounts.DueAsync(null, Some.Now, 9, never), stores.Accounts.IsAppliedAsync(commit.To.Id, "e", never),
            stores.Accounts.ListAsync("uk", new(), never), stores.Accounts.FlaggedAsync("uk", never), stores.Accounts.MessagesAsync(new(), never),
            stores.Accounts.MessageAsync("m-1", never), stores.Accounts.TasksAsync(null, 9, never), stores.Accounts.AccountsAtAsync("a", never),
            stores.Contacts.OptOutAsync("a", Some.Now, "sms", never), stores.Contacts.OptInAsync("a", Some.Now, "sms", never), stores.Contacts.OptOutsAsync(["a"], never),
            stores.Contacts.GrantsAsync(["a"], Some.Today, never), stores.Contacts.GrantedAsync("uk", Channel.Email, Some.Today, never),
            stores.Ledgers.SaveAsync(Some.Book("uk"), Some.Now, "pat", never), stores.Ledgers.ListAsync(never), stores.Ledgers.FindAsync("uk", never),
            stores.Ledgers.SetSafeModeAsync(true, "x", Some.Now, never), stores.Ledgers.SafeModeAsync(never), stores.Ledgers.AuditAsync("uk", new(Some.Now, "a", "b", "c"), never),
            stores.Inbox.KeepAsync(Some.Event("e"), never), stores.Inbox.ClaimAsync(Some.Now, TimeSpan.Zero, 9, never), stores.Inbox.CountAsync(never),
            stores.Accounts.HistoryAsync(commit.To.Id, never).GetAsyncEnumerator(never).MoveNextAsync().AsTask(),
            stores.Ledgers.AuditTrailAsync("uk", never).GetAsyncEnumerator(never).MoveNextAsync().AsTask(),
        ];
        Assert.All(calls, c => Assert.True(c.IsCompletedSuccessfully));
    }
}
