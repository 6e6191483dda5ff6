using Collections.Domain;
using Collections.Engine;
using Collections.StoreContract;
using Xunit.Abstractions;

namespace Collections.Storage.Azure;

/// <summary>A host dies after each of its writes in turn. Whatever is missing then is put right by the sweep, from the account itself.</summary>
public sealed class LostWritesTests(ITestOutputHelper output)
{
    static readonly CancellationToken Never = CancellationToken.None;
    static readonly DateTimeOffset Later = Some.Now.AddMinutes(3);

    [SkippableFact]
    public async Task A_new_account_is_due_and_listed_wherever_its_first_commit_was_cut_off()
    {
        await EachCutAsync("C-1", account => Some.Commit(account, new AccountOpened(Some.Ledger, "C-1", "One"), Some.Invoice("INV-1"), Some.Task("T1")) with { WakeAt = Some.Now.AddMinutes(1) });
    }

    [SkippableFact]
    public async Task An_account_is_due_at_its_new_time_wherever_the_change_was_cut_off()
    {
        await EachCutAsync("C-2", account => Some.Commit(account, Some.Invoice("INV-2")) with { WakeAt = Some.Now.AddMinutes(2) }, Some.Now.AddDays(30));
        await EachCutAsync("C-3", account => Some.Commit(account, Some.Invoice("INV-2")) with { WakeAt = Some.Now.AddDays(30) }, Some.Now);
        await EachCutAsync("C-4", account => Some.WakeUp(account, Some.Now.AddMinutes(2)), Some.Now.AddDays(30));
        await EachCutAsync("C-5", account => Some.WakeUp(account, null), Some.Now.AddDays(30));
    }

    [SkippableFact]
    public async Task A_flagged_account_stands_in_its_ledgers_list_and_leaves_it_wherever_the_change_was_cut_off()
    {
        StandingChanged warned = new(new StandingRecord { Standing = Standing.Warned, Reason = "notice" }, "warned"), cured = new(StandingRecord.Good, "cured");
        await EachCutAsync("C-6", account => Some.Commit(account, warned));
        await EachCutAsync("C-7", account => Some.Commit(account, cured), null, warned);
    }

    async Task EachCutAsync(string customer, Func<StoredAccount, AccountCommit> change, DateTimeOffset? wakeAt = null, params AccountEvent[] first)
    {
        for (int dies = 0, writes = int.MaxValue; dies <= writes; dies++)
        {
            AzureStorage sound = await AzuriteStores.StorageAsync();
            StoredAccount account = StoredAccount.New(Some.Ledger, customer);
            if (wakeAt is not null || first.Length > 0)
            {
                AccountCommit opened = Some.Commit(account, [new AccountOpened(Some.Ledger, customer, "One"), .. first]) with { WakeAt = wakeAt };
                await sound.Accounts.CommitAsync(opened, Never);
                account = CommitRows.Of(opened).Next;
            }
            int done = await DieAsync(sound, change(account), dies);
            if (done < dies) writes = done;
            await sound.RepairAsync(Later, Never);
            await AgreesAsync(sound, AccountId.Of(Some.Ledger, customer), $"cut off after {dies} writes");
        }
    }

    /// <summary>Answers how many writes were made.</summary>
    static async Task<int> DieAsync(AzureStorage sound, AccountCommit commit, int dies)
    {
        int writes = 0;
        AzureStorage host = await AzuriteStores.OnAsync(sound.Tables.Prefix, call =>
        {
            if (call.Write > dies) throw new HttpRequestException("the host is dead");
            writes = Math.Max(writes, call.Write);
            return Task.CompletedTask;
        });
        try
        {
            await host.Accounts.CommitAsync(commit, Never);
        }
        catch (StoreUnavailableException)
        {
            // dead before it knew
        }
        return writes;
    }

    async Task AgreesAsync(AzureStorage storage, AccountId id, string when)
    {
        StoredAccount? account = await storage.Accounts.LoadAsync(id, Never);
        bool isDue = (await storage.Accounts.DueAsync(null, Later, 10, Never)).Any(d => d.Id == id && d.WakeAt == account!.WakeAt);
        Assert.True((account?.WakeAt <= Later) == isDue, $"{when}: due");
        AccountLine? line = (await storage.Accounts.ListAsync(Some.Ledger, new(), Never)).SingleOrDefault();
        Assert.True(account is null ? line is null : AccountLines.Same(AccountLines.Of(account.Account), line!), $"{when}: line");
        Assert.Equal(account?.Account.Tasks.Length ?? 0, (await storage.Accounts.TasksAsync(null, 10, Never)).Count);
        Assert.Equal(account is { Account.Standing.Standing: not Standing.Good } ? 1 : 0, (await storage.Accounts.FlaggedAsync(Some.Ledger, Never)).Count);
        output.WriteLine($"{id} {when}: version {account?.Version ?? 0}, due {isDue}, listed {line is not null}");
    }
}
