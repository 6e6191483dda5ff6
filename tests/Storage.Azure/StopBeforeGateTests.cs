using Collections.Domain;
using Collections.Engine;
using Collections.StoreContract;
using Xunit.Abstractions;

namespace Collections.Storage.Azure;

/// <summary>A stop comes between any two steps of a gate: no gate passes after a stop that was acknowledged.</summary>
public sealed class StopBeforeGateTests(ITestOutputHelper output)
{
    const string Address = "ap@example.com";
    static readonly CancellationToken Never = CancellationToken.None;

    static AccountCommit Gate(StoredAccount account, string message = "m1") => Some.Commit(account, Some.Begun(message)) with
    {
        Grant = Some.Grant(message), Text = Some.Text(message), WakeAt = Some.Now.AddMinutes(10),
    };

    static async Task<StoredAccount> ReadyAsync(AzureStorage storage, string customer = "C-1", string message = "m1")
    {
        AccountCommit ready = Some.Commit(
            StoredAccount.New(Some.Ledger, customer), new AccountOpened(Some.Ledger, customer, "One"), Some.Invoice("INV-1"), Some.Contact("ap", Address), Some.Reserved(message)) with { WakeAt = Some.Now };
        Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(ready, Never));
        return CommitRows.Of(ready).Next;
    }

    [SkippableFact]
    public Task An_opt_out_between_any_two_steps_of_a_gate_is_never_overtaken() => EachMomentAsync(
        (stops, _) => stops.Contacts.OptOutAsync(Address, Some.Now, "sms", Never));

    [SkippableFact]
    public Task A_payment_between_any_two_steps_of_a_gate_is_never_overtaken() => EachMomentAsync(async (stops, account) =>
        Assert.Equal(CommitOutcome.Committed, await stops.Accounts.CommitAsync(Some.Commit(account, Some.Payment("P-1", 100, "INV-1")), Never)));

    async Task EachMomentAsync(Func<AzureStorage, StoredAccount, Task> stop)
    {
        int moments = 0, passed = 0;
        for (int moment = 1; moment < 40; moment++)
        {
            AzureStorage stops = await AzuriteStores.StorageAsync();
            StoredAccount account = await ReadyAsync(stops);
            (int calls, bool armed, bool stopped, bool gateWasFirst) = (0, false, false, false);
            AzureStorage host = await AzuriteStores.OnAsync(stops.Tables.Prefix, async call =>
            {
                if (armed && ++calls == moment)
                {
                    await stop(stops, account);
                    stopped = true;
                }
                if (call.IsCommit && !stopped) gateWasFirst = true;
            });
            account = (await host.Accounts.LoadAsync(account.Account.Id, Never))!;
            armed = true;
            CommitOutcome outcome = await host.Accounts.CommitAsync(Gate(account), Never);
            if (!stopped)
            {
                Assert.Equal(CommitOutcome.Committed, outcome); // there were no more steps, and nothing else stands in its way
                break;
            }
            moments++;
            if (outcome == CommitOutcome.Committed) passed++;
            Assert.True(outcome != CommitOutcome.Committed || gateWasFirst, $"stop before call {moment} was overtaken");
        }
        output.WriteLine($"{moments} moments, {passed} of them after the gate");
        Assert.InRange(moments, 4, 38);
        Assert.InRange(passed, 0, moments - 3);
    }

    [SkippableFact]
    public async Task A_gate_that_lost_gives_its_grant_back()
    {
        AzureStorage storage = await AzuriteStores.StorageAsync();
        StoredAccount account = await ReadyAsync(storage);
        await storage.Accounts.CommitAsync(Some.Commit(account, Some.Payment("P-1", 100, "INV-1")), Never);
        Assert.Equal(CommitOutcome.Conflict, await storage.Accounts.CommitAsync(Gate(account), Never));
        Assert.Empty(await storage.Contacts.GrantsAsync([Address], Some.Today, Never));
        Assert.Equal(0, await storage.Contacts.GrantedAsync(Some.Ledger, Channel.Email, Some.Today, Never));
    }

    [SkippableFact]
    public async Task Many_hosts_at_once_never_pass_a_daily_cap_and_use_it_up()
    {
        const int cap = 21, messages = 60;
        AzureStorage first = await AzuriteStores.StorageAsync();
        AzureStorage[] hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AzuriteStores.OnAsync(first.Tables.Prefix)));
        CommitOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, messages).Select(async n =>
        {
            AzureStorage host = hosts[n % hosts.Length];
            StoredAccount account = await ReadyAsync(host, $"C-{n}", $"m{n}");
            AccountCommit gate = Gate(account, $"m{n}");
            string person = $"{n}@example.com";
            return await host.Accounts.CommitAsync(gate with { Grant = gate.Grant! with { Address = person, Person = person, ChannelCap = n < 30 ? cap - 1 : cap } }, Never);
        }));
        int granted = outcomes.Count(o => o == CommitOutcome.Committed);
        output.WriteLine($"cap {cap - 1} and {cap} in turn: {granted} of {messages} passed, {outcomes.Count(o => o == CommitOutcome.DailyCapReached)} refused");
        Assert.InRange(granted, cap - 1, cap);
        Assert.Equal(granted, await first.Contacts.GrantedAsync(Some.Ledger, Channel.Email, Some.Today, Never));
    }
}
