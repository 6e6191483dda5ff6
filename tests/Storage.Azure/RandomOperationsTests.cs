using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Collections.Domain;
using Collections.Engine;
using Collections.StoreContract;
using Xunit.Abstractions;

namespace Collections.Storage.Azure;

/// <summary>Two hosts over one storage account, each behind faults of its own. Whoever calls keeps a journal of what was acknowledged; at the end the storage is read
/// without faults and compared: nothing acknowledged may be missing, nothing may stand there twice, no limit may be passed.</summary>
public sealed class RandomOperationsTests(ITestOutputHelper output)
{
    const int Operations = 3000, Hosts = 2, AccountsEach = 12, Cap = 40;
    static readonly CancellationToken Never = CancellationToken.None;
    readonly ConcurrentDictionary<string, string> commits = new(), unknown = new();
    readonly ConcurrentDictionary<string, int> kept = new();
    readonly ConcurrentBag<string> audits = [], applied = [];
    int gates, unclear;

    [SkippableFact]
    public async Task Nothing_is_lost_and_nothing_doubled_whatever_goes_wrong_on_the_way()
    {
        Azurite azurite = await Azurite.RunningAsync();
        AzureStorage direct = await AzuriteStores.StorageAsync();
        FaultProxy[] proxies = [.. Enumerable.Range(1, Hosts).Select(seed => FaultProxy.Random(azurite.Options.TableEndpoint, seed, share: 0.1))];
        AzureStorage[] hosts = [.. proxies.Select(p => new AzureStorage(azurite.Options with { TablePrefix = direct.Tables.Prefix, TableEndpoint = p.Endpoint }, TimeProvider.System))];
        Stopwatch watch = Stopwatch.StartNew();
        await Task.WhenAll(hosts.SelectMany((host, h) => Enumerable.Range(0, 2).Select(worker => WorkAsync(host, new Random(h * 10 + worker), Operations / Hosts / 2))));
        int requests = proxies.Sum(p => p.Requests);
        output.WriteLine($"{Operations} operations, {requests} requests, {requests / watch.Elapsed.TotalSeconds:F0} requests a second");
        foreach (Fault fault in Enum.GetValues<Fault>().Where(f => f != Fault.None)) output.WriteLine($"  {fault,-12} {proxies.Sum(p => p.Injected.GetValueOrDefault(fault)),6}");
        foreach (FaultProxy proxy in proxies) proxy.Dispose();
        (int lost, int doubled) = await CheckAsync(direct);
        output.WriteLine($"acknowledged: {commits.Count} commits ({gates} gates), {kept.Count(k => k.Value > 0)} inbox events, {applied.Count} settled, {audits.Count} audit entries; left unclear: {unclear}");
        output.WriteLine($"lost {lost}, doubled {doubled}");
        Assert.Equal((0, 0), (lost, doubled));
        Assert.All(Enum.GetValues<Fault>().Where(f => f != Fault.None), f => Assert.True(proxies.Sum(p => p.Injected.GetValueOrDefault(f)) > 20, $"{f} was hardly injected"));
    }

    async Task WorkAsync(AzureStorage host, Random random, int operations)
    {
        for (int i = 0; i < operations; i++)
            try
            {
                await (random.Next(10) switch
                {
                    < 3 => PayAsync(host, random),
                    3 => GateAsync(host, random),
                    4 => WakeAsync(host, random),
                    5 => KeepAsync(host, random),
                    6 => ClaimAsync(host, random),
                    7 => AuditAsync(host, random),
                    8 => host.Contacts.OptOutAsync($"{random.Next(3)}@out.example.com", Some.Now.AddSeconds(random.Next(3)), "sms", Never),
                    _ => host.Accounts.DueAsync(null, Some.Now, 5, Never),
                });
            }
            catch (StoreUnavailableException)
            {
                Interlocked.Increment(ref unclear); // said to be unclear: it may or may not stand there, but never twice
            }
    }

    static string Customer(Random random) => $"C-{random.Next(AccountsEach)}";

    async Task<StoredAccount> LoadAsync(AzureStorage host, string customer) =>
        await host.Accounts.LoadAsync(AccountId.Of(Some.Ledger, customer), Never) ?? StoredAccount.New(Some.Ledger, customer);

    async Task PayAsync(AzureStorage host, Random random)
    {
        string customer = Customer(random), name = Some.WriteId();
        StoredAccount account = await LoadAsync(host, customer);
        AccountCommit commit = Some.Commit(account, [
            .. account.Version == 0 ? [new AccountOpened(Some.Ledger, customer, "One")] : ImmutableArray<AccountEvent>.Empty, Some.Invoice("INV-" + name)]) with
        { Markers = [name], WakeAt = Some.Now.AddMinutes(random.Next(-60, 60)) };
        unknown[name] = customer;
        if (await host.Accounts.CommitAsync(commit, Never) == CommitOutcome.Committed) commits[name] = customer;
        else unknown.TryRemove(name, out _);
    }

    async Task GateAsync(AzureStorage host, Random random)
    {
        string customer = Customer(random), name = "m" + Some.WriteId(), address = $"{customer}@example.com";
        StoredAccount account = await LoadAsync(host, customer);
        if (account.Version == 0) return;
        Message message = Some.Message(name, address: address);
        DateOnly day = Some.Today.AddDays(random.Next(4) * 10);
        AccountCommit commit = Some.Commit(account, new MessageReserved(message), Some.Begun(name), new MessageUncertain(name)) with
        {
            Markers = [name], WakeAt = Some.Now.AddMinutes(random.Next(-60, 60)),
            Grant = Some.Grant(name) with { Address = address, Person = address, PersonDate = day, LedgerDate = Some.Today, PerDay = 2, PerSevenDays = 2, ChannelCap = Cap },
        };
        unknown[name] = customer;
        CommitOutcome outcome = await host.Accounts.CommitAsync(commit, Never);
        if (outcome == CommitOutcome.Committed)
        {
            commits[name] = customer;
            Interlocked.Increment(ref gates);
        }
        else unknown.TryRemove(name, out _);
    }

    async Task WakeAsync(AzureStorage host, Random random)
    {
        StoredAccount account = await LoadAsync(host, Customer(random));
        if (account.Version > 0) await host.Accounts.CommitAsync(Some.WakeUp(account, Some.Now.AddMinutes(random.Next(-60, 60))), Never);
    }

    async Task KeepAsync(AzureStorage host, Random random)
    {
        string id = "e" + random.Next(400);
        kept.TryAdd(id, 0);
        if (await host.Inbox.KeepAsync(Some.Event(id), Never)) kept.AddOrUpdate(id, 1, (_, n) => n + 1);
    }

    async Task ClaimAsync(AzureStorage host, Random random)
    {
        string id = "e" + random.Next(400);
        if (kept.GetValueOrDefault(id) == 0) return;
        await host.Inbox.SettleAsync("stripe", id, InboxState.Applied, null, null, Never);
        applied.Add(id);
    }

    async Task AuditAsync(AzureStorage host, Random random)
    {
        string what = Some.WriteId();
        await host.Ledgers.AuditAsync("uk" + random.Next(2), new(Some.Now, "staff", what, ""), Never);
        audits.Add(what);
    }

    async Task<(int Lost, int Doubled)> CheckAsync(AzureStorage direct)
    {
        (int lost, int doubled) = (0, 0);
        List<string> found = [], grants = [];
        for (int n = 0; n < AccountsEach; n++)
        {
            AccountId id = AccountId.Of(Some.Ledger, $"C-{n}");
            if (await direct.Accounts.LoadAsync(id, Never) is not { } account) continue;
            Account folded = Account.New(Some.Ledger, $"C-{n}");
            long versions = 0;
            await foreach (StoredCommit commit in direct.Accounts.HistoryAsync(id, Never))
            {
                folded = folded.Apply(commit.Events);
                versions++;
                found.AddRange(commit.Events.OfType<InvoiceRecorded>().Select(i => i.Invoice.Number[4..]).Concat(commit.Events.OfType<MessageBegun>().Select(m => m.MessageId)));
            }
            Assert.Equal(account.Version, versions);
            Same.State(folded, account.Account);
            grants.AddRange((await direct.Contacts.GrantsAsync([$"C-{n}@example.com"], Some.Today, Never)).GroupBy(g => g.Date).Where(g => g.Count() > 2).Select(g => "over budget"));
        }
        lost += commits.Keys.Except(found).Count();
        doubled += found.Count - found.Distinct().Count() + found.Except(unknown.Keys).Count() + grants.Count;
        int granted = await direct.Contacts.GrantedAsync(Some.Ledger, Channel.Email, Some.Today, Never);
        Assert.InRange(granted, gates, Cap);
        output.WriteLine($"daily cap {Cap}: {granted} granted, {gates} gates acknowledged");
        return await CheckQueuesAsync(direct, lost, doubled);
    }

    async Task<(int Lost, int Doubled)> CheckQueuesAsync(AzureStorage direct, int lost, int doubled)
    {
        doubled += kept.Count(k => k.Value > 1);
        ImmutableDictionary<InboxState, long> counts = await direct.Inbox.CountAsync(Never);
        List<string> pending = [.. (await direct.Inbox.ListAsync(InboxState.Pending, 5000, Never)).Select(e => e.EventId)];
        List<string> done = [.. (await direct.Inbox.ListAsync(InboxState.Applied, 5000, Never)).Select(e => e.EventId)];
        lost += kept.Where(k => k.Value > 0).Select(k => k.Key).Except(pending).Except(done).Count() + applied.Distinct().Except(done).Count();
        doubled += pending.Concat(done).Count() - pending.Concat(done).Distinct().Count();
        Assert.Equal((pending.Count, done.Count), ((int)counts[InboxState.Pending], (int)counts[InboxState.Applied]));
        List<string> trail = [];
        foreach (string ledger in new[] { "uk0", "uk1" })
            await foreach (StoredAudit audit in direct.Ledgers.AuditTrailAsync(ledger, Never)) trail.Add(audit.Entry.What);
        return (lost + audits.Except(trail).Count(), doubled + trail.Count - trail.Distinct().Count());
    }
}
