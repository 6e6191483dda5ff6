using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;
using Collections.StoreContract;

namespace Collections.Storage.Azure;

public sealed class TableKeyTests
{
    static readonly CancellationToken Never = CancellationToken.None;

    public static readonly string[] Hard = [
        "A/B", @"A\B", "A#B", "A?B", "A'B", "A''B", "A%2FB", "A B", "A\tB", "A\0B", "A\u007fB", "A\u0085B", "Ä", "日本", "𝔊", "😀", "{}", "$filter=1 eq 1", "' or PartitionKey ne '",
        "~", "~~", "!", "", "-", "a", "A", "Z", "z", "0", "9", "A~~B", new('x', 1024), new string('x', 1023) + "y", new('/', 1024), new('é', 512)];

    [Fact]
    public void A_key_holds_nothing_that_the_service_forbids_and_stays_short()
    {
        foreach (string text in Hard.Concat(Randoms(2000)))
        {
            string key = TableKey.Of(text);
            Assert.True(key.Length <= 400 && key.All(c => c is > ' ' and < '\u007f' and not ('/' or '\\' or '#' or '?' or '\'')), key);
        }
    }

    [Fact]
    public void Keys_stand_in_the_order_of_their_texts_and_no_two_texts_share_one()
    {
        string[] texts = [.. Hard.Concat(Randoms(2000)).Distinct().Order(StringComparer.Ordinal)];
        string[] keys = [.. texts.Select(TableKey.Of)];
        Assert.Equal(texts.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(keys.Where(k => !k.Contains("~~", StringComparison.Ordinal)), texts.Where(t => !TableKey.Of(t).Contains("~~", StringComparison.Ordinal)).Select(TableKey.Of).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Falling_keys_stand_in_the_opposite_order()
    {
        string[] ids = [.. Randoms(500).Concat(["m", "ma", "mab", "mb"]).Where(t => t.Length < 40).Distinct().OrderDescending(StringComparer.Ordinal)];
        Assert.Equal(ids.Select(TableKey.Falling), ids.Select(TableKey.Falling).Order(StringComparer.Ordinal));
    }

    static IEnumerable<string> Randoms(int count)
    {
        Random random = new(11);
        const string alphabet = "aAzZ09-_/\\#?'!~ .\u0001\u00e9\u65e5\ud83d";
        for (int n = 0; n < count; n++) yield return new string([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
    }

    [SkippableFact]
    public async Task Any_customer_number_is_kept_found_and_listed_in_order()
    {
        AzureStorage storage = await AzuriteStores.StorageAsync();
        string[] customers = [.. Hard.Where(c => c.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(c) <= 1024)];
        foreach (string customer in customers)
            Assert.Equal(CommitOutcome.Committed, await storage.Accounts.CommitAsync(
                Some.Commit(StoredAccount.New("u/k", customer), new AccountOpened("u/k", customer, "One")) with { Markers = [customer], WakeAt = Some.Now }, Never));
        foreach (string customer in customers)
        {
            AccountId id = AccountId.Of("u/k", customer);
            Assert.Equal(customer, (await storage.Accounts.LoadAsync(id, Never))!.Account.Customer);
            Assert.True(await storage.Accounts.IsAppliedAsync(id, customer, Never));
        }
        List<string> paged = [];
        while (await storage.Accounts.ListAsync("u/k", new(paged.LastOrDefault(), Most: 7), Never) is { Count: > 0 } page) paged.AddRange(page.Select(l => l.Customer));
        Assert.Equal(customers.Order(StringComparer.Ordinal), paged);
        Assert.Empty(await storage.Accounts.ListAsync("u", new(), Never));
        Assert.Equal(customers.Length, (await storage.Accounts.DueAsync("u/k", Some.Now, 1000, Never)).Count);
        Assert.Empty(await storage.Accounts.DueAsync("u/k' or Ledger ne '", Some.Now, 1000, Never));
    }
}
