using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>What is kept of the software that feeds the ledgers.</summary>
public abstract class SourceContract : StoreContractTests
{
    static StoredConnection Connection(string ledgerId, string tokens) => new()
    {
        LedgerId = ledgerId, Source = "xero", Organisation = "e629a03c-7ffe-4913-bd94-ff2fdb36a702", Name = "Paper Mill Ltd", Sealed = tokens, ConnectedAt = Some.Now, ConnectedBy = "pat", ExpiresAt = Some.Now,
    };

    [Fact]
    public async Task A_feed_is_found_by_its_id_however_many_came_after_it()
    {
        for (int i = 1; i <= 60; i++) await Ledgers.RecordFeedAsync(new("uk", $"f{i}", Some.Now.AddHours(i), "items.csv", i, null), Never);
        await Ledgers.RecordFeedAsync(new("de", "f1", Some.Now, "other.csv", 1, null), Never);
        await Ledgers.RecordFeedAsync(new("uk", "f1", Some.Now.AddHours(99), "again.csv", 7, null), Never);

        Assert.Equal(new FeedRecord("uk", "f1", Some.Now.AddHours(99), "again.csv", 7, null), await Ledgers.FeedAsync("uk", "f1", Never));
        Assert.Equal("other.csv", (await Ledgers.FeedAsync("de", "f1", Never))!.Source);
        Assert.Null(await Ledgers.FeedAsync("uk", "f61", Never));
    }

    [Fact]
    public async Task An_object_of_the_source_points_to_its_customer_in_its_own_ledger()
    {
        await Ledgers.PointAsync("uk", "invoice:39", "C-1", Never);
        await Ledgers.PointAsync("uk", "invoice:39", "C-1", Never);
        await Ledgers.PointAsync("uk", "payment:39", "C-2", Never);
        await Ledgers.PointAsync("uk", "payment:39", "C-3/ä", Never);

        Assert.Equal("C-1", await Ledgers.PointedAsync("uk", "invoice:39", Never));
        Assert.Equal("C-3/ä", await Ledgers.PointedAsync("uk", "payment:39", Never));
        Assert.Null(await Ledgers.PointedAsync("de", "invoice:39", Never));
    }

    [Fact]
    public async Task Of_two_hosts_that_replace_a_connections_tokens_one_alone_succeeds()
    {
        Assert.Null(await Ledgers.ConnectionAsync("uk", Never));
        Assert.True(await Ledgers.SaveConnectionAsync(Connection("uk", "first"), 0, Never));
        Assert.False(await Ledgers.SaveConnectionAsync(Connection("uk", "also first"), 0, Never));
        StoredConnection read = (await Ledgers.ConnectionAsync("uk", Never))!;
        bool[] landed = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Ledgers.SaveConnectionAsync(read with { Sealed = $"host {i}", RefreshingUntil = Some.Now.AddMinutes(i) }, read.Version, Never)));

        Assert.Equal(Connection("uk", "first") with { Version = 1 }, read);
        Assert.Single(landed, l => l);
        Assert.Equal(($"host {Array.IndexOf(landed, true)}", 2L), ((await Ledgers.ConnectionAsync("uk", Never))!.Sealed, (await Ledgers.ConnectionAsync("uk", Never))!.Version));
    }

    [Fact]
    public async Task Connections_are_listed_by_ledger_with_those_that_ended()
    {
        await Ledgers.SaveConnectionAsync(Connection("uk", "a"), 0, Never);
        await Ledgers.SaveConnectionAsync(Connection("de", "") with { EndedAt = Some.Now, EndedBecause = "revoked" }, 0, Never);

        Assert.Equal([("de", true), ("uk", false)], (await Ledgers.ConnectionsAsync(Never)).Select(c => (c.LedgerId, c.HasEnded)));
    }
}
