using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;
using Collections.StoreContract;
using Xunit.Abstractions;

namespace Collections.Storage.Azure;

/// <summary>What things cost in storage transactions, which is what Azure bills.</summary>
public sealed class StorageCostTests(ITestOutputHelper output)
{
    static readonly CancellationToken Never = CancellationToken.None;

    void Print(string what, StorageMeter meter) =>
        output.WriteLine($"{what}: {meter.Total} = {string.Join(", ", meter.Counts.Select(c => $"{c.Value} {c.Key}"))}; largest body {meter.LargestBody:N0} bytes");

    static async Task<StoredAccount> OpenedAsync(AzureStorage storage, string customer, DateTimeOffset? wakeAt)
    {
        AccountCommit opened = Some.Commit(
            StoredAccount.New(Some.Ledger, customer), new AccountOpened(Some.Ledger, customer, "One"), Some.Invoice("INV-1"), Some.Contact("ap", "ap@example.com")) with { WakeAt = wakeAt, RunAt = wakeAt };
        Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(opened, Never));
        return CommitRows.Of(opened).Next;
    }

    [SkippableFact]
    public async Task Deciding_and_sending_one_reminder_takes_at_most_ten_transactions()
    {
        AzureStorage storage = await AzuriteStores.StorageAsync();
        StoredAccount other = await OpenedAsync(storage, "C-0", Some.Now);
        await SendAsync(storage, other.Account.Id, "m0", "another@example.com"); // the day's cap has been opened by the first message of the day
        StoredAccount account = await OpenedAsync(storage, "C-1", Some.Now);
        storage.Meter.Reset();
        await storage.Accounts.DueAsync(null, Some.Now, 100, Never);
        Print("finding what is due, however many accounts there are", storage.Meter);
        storage.Meter.Reset();
        await SendAsync(storage, account.Account.Id, "m1", "ap@example.com");
        Print("one reminder: load, opt-outs, grants, reserve, grant, gate, outcome, index", storage.Meter);
        Assert.InRange(storage.Meter.Total, 1, 10);
        Assert.Empty(await storage.Accounts.DueAsync(null, Some.Now.AddHours(1), 100, Never));
        Assert.Equal(MessageState.Accepted, Assert.Single(await storage.Accounts.MessagesAsync(new(Some.Ledger, account.Account.Id), Never)).Message.State);
        Assert.Equal(2, (await storage.Accounts.MessagesAsync(new(Some.Ledger, State: MessageState.Accepted), Never)).Count);
    }

    static async Task SendAsync(AzureStorage storage, AccountId id, string message, string address)
    {
        StoredAccount account = (await storage.Accounts.LoadAsync(id, Never))!;
        await storage.Contacts.OptOutsAsync([address], Never);
        await storage.Contacts.GrantsAsync([address], Some.Today.AddDays(-8), Never);
        AccountCommit reserve = Some.Commit(account, new MessageReserved(Some.Message(message, address: address))) with { WakeAt = Some.Now, RunAt = Some.Now.AddDays(1) };
        Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(reserve, Never));
        AccountCommit gate = Some.Commit(CommitRows.Of(reserve).Next, Some.Begun(message)) with
        {
            Grant = Some.Grant(message) with { Address = address, Person = address }, Text = Some.Text(message), WakeAt = Some.Now.AddMinutes(10),
        };
        Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(gate, Never));
        AccountCommit outcome = Some.Commit(CommitRows.Of(gate).Next, new MessageAccepted(message, "sg-1", "sendgrid")) with { WakeAt = Some.Now.AddDays(1) };
        Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(outcome, Never));
    }

    [SkippableFact]
    public async Task An_account_with_nothing_to_do_costs_nothing()
    {
        AzureStorage empty = await AzuriteStores.StorageAsync(), full = await AzuriteStores.StorageAsync();
        for (int n = 0; n < 30; n++) await OpenedAsync(full, $"C-{n}", n % 2 == 0 ? null : Some.Now.AddDays(1));
        foreach (AzureStorage storage in new[] { empty, full })
        {
            storage.Meter.Reset();
            Assert.Empty(await storage.Accounts.DueAsync(null, Some.Now, 100, Never));
            Print(storage == empty ? "a sweep over no account" : "a sweep over 30 accounts with nothing to do", storage.Meter);
        }
        Assert.Equal(empty.Meter.Total, full.Meter.Total);
    }

    [SkippableFact]
    public async Task An_account_of_5000_open_items_imports_and_one_payment_is_one_small_transaction()
    {
        AzureStorage storage = await AzuriteStores.StorageAsync();
        Random random = new(7);
        StoredAccount account = await OpenedAsync(storage, "C-1", null);
        for (int from = 0; from < 5000; from += 100)
        {
            List<AccountEvent> events = [.. Enumerable.Range(from, 100).Select(n => Real(random, n))];
            if (from == 0) events.Insert(0, new FeedOpened("feed-1"));
            if (from == 4900) events.Add(new FeedClosed("feed-1"));
            AccountCommit commit = Some.Commit(account, [.. events]);
            Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(commit, Never));
            account = CommitRows.Of(commit).Next;
        }
        Print("importing 5,000 items in 50 commits", storage.Meter);
        Assert.InRange(storage.Meter.LargestBody, 1, 256 * 1024);
        storage.Meter.Reset();
        StoredAccount loaded = (await storage.Accounts.LoadAsync(account.Account.Id, Never))!;
        Print("loading it", storage.Meter);
        Same.Stored(account, loaded);
        storage.Meter.Reset();
        storage.Meter.ForgetLargest();
        AccountCommit paid = Some.Commit(loaded, Some.Payment("P-1", 20, "R-2500")) with { WakeAt = Some.Now };
        Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(paid, Never));
        Print("one payment to it", storage.Meter);
        Assert.InRange(storage.Meter.LargestBody, 1, 64 * 1024);
        Assert.Equal(5001, (await storage.Accounts.LoadAsync(account.Account.Id, Never))!.Account.Invoices.Length);
        await SendAsync(storage, account.Account.Id, "m1", "ap@example.com");
        Assert.Equal(MessageState.Accepted, (await storage.Accounts.MessageAsync("m1", Never))!.Message.State);
    }

    static InvoiceRecorded Real(Random random, int n)
    {
        Invoice plain = Some.Invoice($"R-{n}", random.Next(100, 900_000) / 100m, random.Next(-90, 60)).Invoice;
        return new(plain with { Description = $"Order {random.Next(10_000_000)}, delivered to gate {random.Next(40)}", PayLink = $"https://pay.example.com/{random.NextInt64():x16}", SourceVersion = random.Next() });
    }

    [SkippableFact]
    public async Task An_account_of_20000_items_is_refused_in_words_before_anything_is_written()
    {
        AzureStorage storage = await AzuriteStores.StorageAsync();
        Account large = Account.New(Some.Ledger, "C-1").Apply([new AccountOpened(Some.Ledger, "C-1", "One")]) with
        {
            Invoices = [.. Enumerable.Range(0, 20_000).Select(n => Some.Invoice($"INV-{n}").Invoice with { Place = n })], NextPlace = 20_000,
        };
        StoredAccount from = new(large with { Invoices = large.Invoices[..19_950], NextPlace = 19_950 }, 7, "hash", null, null);
        storage.Meter.Reset();
        AccountCommit commit = Some.Commit(from, [.. Enumerable.Range(19_950, 50).Select(n => Some.Invoice($"INV-{n}"))]);
        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(() => storage.Accounts.CommitAsync(commit, Never));
        output.WriteLine(refused.Message);
        Assert.Contains("20000", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, storage.Meter.Total);
    }
}
