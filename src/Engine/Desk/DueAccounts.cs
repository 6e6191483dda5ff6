using Collections.Domain;

namespace Collections.Engine;

/// <summary>Takes every account that is due and advances it; one that fails does not hold up the others.</summary>
public sealed class DueAccounts(AccountDesk desk, AdvanceAccount advance)
{
    const int Page = 500;

    /// <summary>Advances what is due at the clock's now.</summary>
    /// <param name="ledgerId">Null: of every ledger.</param>
    public async Task<RunSummary> AdvanceAsync(string? ledgerId, CancellationToken cancel)
    {
        RunSummary summary = new();
        HashSet<AccountId> failed = [];
        while (true)
        {
            IReadOnlyList<DueAccount> due = await desk.Stores.Accounts.DueAsync(ledgerId, desk.Now, Page + failed.Count, cancel);
            List<DueAccount> fresh = [.. due.Where(d => !failed.Contains(d.Id))];
            if (fresh.Count == 0) return summary;
            foreach (DueAccount account in fresh)
            {
                try
                {
                    summary.Add(await advance.RunAsync(account.Id, cancel));
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    failed.Add(account.Id);
                    summary.Failures.Add(new(account.Id, failure));
                }
            }
        }
    }
}

/// <summary>What a pass over the due accounts did.</summary>
public sealed class RunSummary
{
    /// <summary>One for each account that a run considered.</summary>
    public List<Explanation> Explanations { get; } = [];

    /// <summary>Messages that passed the gate.</summary>
    public List<string> Begun { get; } = [];

    /// <summary>Accounts that could not be advanced; they stay due.</summary>
    public List<FailedAccount> Failures { get; } = [];

    /// <summary>Adds what advancing one account did.</summary>
    public void Add(Advanced advanced)
    {
        Explanations.AddRange(advanced.Explanations);
        Begun.AddRange(advanced.Begun);
    }

    /// <summary>Adds another pass.</summary>
    public void Add(RunSummary other)
    {
        Explanations.AddRange(other.Explanations);
        Begun.AddRange(other.Begun);
        Failures.AddRange(other.Failures);
    }
}

/// <summary>An account that could not be advanced.</summary>
public sealed record FailedAccount(AccountId Id, Exception Failure);
