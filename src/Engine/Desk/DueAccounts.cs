using Collections.Domain;

namespace Collections.Engine;

/// <summary>Takes every account that is due and advances it; one that fails does not hold up the others.</summary>
public sealed class DueAccounts(AccountDesk desk, AdvanceAccount advance)
{
    readonly RunOfTheDay runs = new(desk);

    /// <summary>Advances what is due at the clock's now.</summary>
    /// <param name="ledgerId">Null: of every ledger.</param>
    /// <param name="keepVerdicts">True keeps what was decided of each account, to be read.</param>
    public async Task<RunSummary> AdvanceAsync(string? ledgerId, bool keepVerdicts, CancellationToken cancel)
    {
        RunSummary summary = new(keepVerdicts);
        HashSet<AccountId> failed = [];
        while (true)
        {
            IReadOnlyList<DueAccount> due = await desk.Stores.Accounts.DueAsync(ledgerId, desk.Now, int.MaxValue, cancel);
            List<DueAccount> fresh = [.. due.Where(d => !failed.Contains(d.Id))];
            if (fresh.Count == 0) return summary;
            Dictionary<AccountId, Footing?> decided = fresh.Count > 1 ? await runs.DecideAsync(fresh, summary, cancel) : []; // decided and committed by the page; what is left is sending
            foreach (DueAccount account in fresh)
                if (!decided.TryGetValue(account.Id, out Footing? on) || on is not null) await AdvanceAsync(account.Id, on, (summary, failed), cancel);
        }
    }

    /// <summary>Decides the run for all that is due, and sends nothing: what a bench of the sweep measures.</summary>
    public async Task<RunSummary> DecideOnlyAsync(string? ledgerId, CancellationToken cancel)
    {
        RunSummary summary = new(keepVerdicts: false);
        await runs.DecideAsync([.. await desk.Stores.Accounts.DueAsync(ledgerId, desk.Now, int.MaxValue, cancel)], summary, cancel);
        return summary;
    }

    async Task AdvanceAsync(AccountId id, Footing? on, (RunSummary Summary, HashSet<AccountId> Failed) into, CancellationToken cancel)
    {
        (RunSummary summary, HashSet<AccountId> failed) = into;
        try
        {
            summary.Add(await advance.RunAsync(id, on, cancel));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            failed.Add(id);
            summary.Failures.Add(new(id, failure));
        }
    }

    /// <summary>The run decided page by page: the next page is read and decided while the one before is being written.</summary>
    sealed class RunOfTheDay(AccountDesk desk)
    {
        /// <summary>A small run is cut into as many pages, so that its writing begins early; a large one into pages whose states die young.</summary>
        const int PagesARun = 8, LeastAPage = 64, MostAPage = 256;

        /// <summary>Pages that wait to be written while the next is decided: a checkpoint holds up the writing now and then, and the deciding goes on;
        /// the writer takes together what waits.</summary>
        const int PagesAhead = 8;

        /// <summary>Most accounts that are kept to be sent to without another load; what is beyond is loaded again.</summary>
        const int MostKept = 1_000;

        /// <summary>Of what was committed: null where nothing is left to do now, else what sending goes on from. An account that is not named is looked at by itself.</summary>
        public async Task<Dictionary<AccountId, Footing?>> DecideAsync(IReadOnlyList<DueAccount> due, RunSummary summary, CancellationToken cancel)
        {
            Dictionary<AccountId, Footing?> decided = [];
            Queue<WrittenPage> writing = [];
            foreach (DueAccount[] page in due.Chunk(Math.Clamp(due.Count / PagesARun, LeastAPage, MostAPage)))
            {
                writing.Enqueue(Write(await PageAsync(page, summary, cancel), cancel)); // one that conflicts stays due and is decided by itself
                if (writing.Count > PagesAhead) await TakeAsync(writing.Dequeue(), decided);
            }
            while (writing.Count > 0) await TakeAsync(writing.Dequeue(), decided);
            return decided;
        }

        // Only what is to be sent to at once is kept while it waits: the states of the others are let go before the writer comes to them.
        WrittenPage Write(List<(AccountCommit Commit, Surroundings Around)> page, CancellationToken cancel)
        {
            DateTimeOffset now = desk.Now;
            return new([.. page.Select(p => (p.Commit.To.Id, p.Commit.WakeAt <= now ? p : ((AccountCommit, Surroundings)?)null))], desk.Stores.Accounts.CommitManyAsync([.. page.Select(p => p.Commit)], cancel));
        }

        static async Task TakeAsync(WrittenPage page, Dictionary<AccountId, Footing?> decided)
        {
            IReadOnlyList<CommitOutcome> outcomes = await page.Outcomes;
            for (int i = 0; i < outcomes.Count; i++)
            {
                (AccountId id, (AccountCommit Commit, Surroundings Around)? due) = page.Accounts[i];
                if (outcomes[i] != CommitOutcome.Committed || (due is not null && decided.Count >= MostKept)) continue;
                decided[id] = due is { } on ? new Footing(on.Commit.From, on.Around).After(on.Commit) : null;
            }
        }

        sealed record WrittenPage(IReadOnlyList<(AccountId Id, (AccountCommit, Surroundings)? Due)> Accounts, Task<IReadOnlyList<CommitOutcome>> Outcomes);

        async Task<List<(AccountCommit Commit, Surroundings Around)>> PageAsync(DueAccount[] page, RunSummary summary, CancellationToken cancel)
        {
            DateTimeOffset now = desk.Now;
            List<StoredAccount> stored = [.. (await LoadAsync([.. page.Select(d => d.Id)], cancel)).Where(s => s.RunAt <= now)];
            IReadOnlyList<Surroundings> around = await desk.Reader.ReadManyAsync([.. stored.Select(s => s.Account)], now, cancel);
            List<(AccountCommit Commit, Surroundings Around)> commits = new(stored.Count);
            for (int i = 0; i < stored.Count; i++)
            {
                Decision decision = Decision.On(stored[i].Account, around[i] with { AccountVersion = stored[i].Version }, new DailyRun(), desk.Book, now);
                if (decision.Verdict is { } verdict) summary.Add(new ConsideredAccount(stored[i].Account.Id, stored[i].Account.LedgerId, verdict));
                commits.Add((desk.Commit(stored[i], decision, around[i], isRun: true) with { By = "schedule" }, around[i]));
            }
            return commits;
        }

        // A damaged account must not hold up its page: it is left to be advanced, and to fail, by itself.
        async Task<IReadOnlyList<StoredAccount>> LoadAsync(AccountId[] ids, CancellationToken cancel)
        {
            try
            {
                return await desk.Stores.Accounts.LoadManyAsync(ids, cancel);
            }
            catch (StoreDamagedException)
            {
                return [];
            }
        }
    }
}

/// <summary>What a pass over the due accounts did.</summary>
/// <param name="keepVerdicts">True keeps what was decided of each account, to be read; false keeps the counts alone.</param>
public sealed class RunSummary(bool keepVerdicts)
{
    readonly List<ConsideredAccount> considered = [];

    /// <summary>One for each account that a run considered, while they are kept.</summary>
    public IReadOnlyList<ConsideredAccount> Considered => considered;

    /// <summary>How many accounts a run considered.</summary>
    public int Count { get; private set; }

    /// <summary>Of these, how many had a message reserved.</summary>
    public int Reserved { get; private set; }

    /// <summary>Why the others were left alone: how many for each reason.</summary>
    public SortedDictionary<Reason, int> Waiting { get; } = [];

    /// <summary>Messages that passed the gate.</summary>
    public List<string> Begun { get; } = [];

    /// <summary>Accounts that could not be advanced; they stay due.</summary>
    public List<FailedAccount> Failures { get; } = [];

    /// <summary>Adds what advancing one account did.</summary>
    public void Add(Advanced advanced)
    {
        foreach (ConsideredAccount account in advanced.Considered) Add(account);
        Begun.AddRange(advanced.Begun);
    }

    /// <summary>Adds what a run decided of an account.</summary>
    public void Add(ConsideredAccount account)
    {
        Count++;
        if (account.Verdict.MessageId is not null) Reserved++;
        else Waiting[account.Verdict.Reason] = Waiting.GetValueOrDefault(account.Verdict.Reason) + 1;
        if (keepVerdicts) considered.Add(account);
    }

    /// <summary>Adds another pass.</summary>
    public void Add(RunSummary other)
    {
        considered.AddRange(other.considered);
        Count += other.Count;
        Reserved += other.Reserved;
        foreach ((Reason reason, int count) in other.Waiting) Waiting[reason] = Waiting.GetValueOrDefault(reason) + count;
        Begun.AddRange(other.Begun);
        Failures.AddRange(other.Failures);
    }
}

/// <summary>What a run decided of an account.</summary>
public sealed record ConsideredAccount(AccountId Id, string LedgerId, Verdict Verdict);

/// <summary>An account that could not be advanced.</summary>
public sealed record FailedAccount(AccountId Id, Exception Failure);
