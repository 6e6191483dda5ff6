using Collections.Domain;

namespace Collections.Engine;

/// <summary>Answers "why did this go out, or not?" for any account and any instant, by folding its events up to then.</summary>
public sealed class PastAccount(AccountDesk desk)
{
    /// <summary>The account as it was at an instant; null when it did not exist yet.</summary>
    public async Task<Account?> AtAsync(AccountId id, DateTimeOffset at, CancellationToken cancel)
    {
        Account? account = null;
        await foreach (StoredCommit commit in desk.Stores.Accounts.HistoryAsync(id, cancel))
        {
            if (commit.At > at) break;
            account = (account ?? new Account { Id = id, LedgerId = "", Customer = "" }).Apply(commit.Events);
        }
        return account;
    }

    /// <summary>Why a message would go at an instant or not, recomputed from the events, the surroundings and the policy of then; null when the account did not exist yet.</summary>
    public async Task<Explanation?> WhyAsync(AccountId id, DateTimeOffset at, CancellationToken cancel)
    {
        if (await AtAsync(id, at, cancel) is not { } account) return null;
        return Explain.Why(account, await desk.Reader.ReadAsync(account, at, cancel), desk.Book, at);
    }

    /// <summary>Why, now; null when the account does not exist.</summary>
    public async Task<Explanation?> WhyNowAsync(AccountId id, CancellationToken cancel) =>
        await desk.Stores.Accounts.LoadAsync(id, cancel) is { } stored
            ? Explain.Why(stored.Account, await desk.Reader.ReadAsync(stored.Account, desk.Now, cancel), desk.Book, desk.Now)
            : null;
}
