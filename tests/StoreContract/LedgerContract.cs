using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>Ledgers and what is dated outside the accounts.</summary>
public abstract class LedgerContract : StoreContractTests
{
    async Task<List<StoredAudit>> TrailAsync(string ledgerId)
    {
        List<StoredAudit> trail = [];
        await foreach (StoredAudit entry in Ledgers.AuditTrailAsync(ledgerId, Never)) trail.Add(entry);
        return trail;
    }

    [Fact]
    public async Task A_ledger_is_kept_replaced_and_listed_by_id()
    {
        await Ledgers.SaveAsync(Some.Book("uk"), Some.Now, "pat", Never);
        await Ledgers.SaveAsync(Some.Book("de") with { Zone = "Europe/Berlin", RunTime = new(7, 30), Feed = FeedKind.Connected }, Some.Now, "pat", Never);
        await Ledgers.SaveAsync(Some.Book("uk") with { LegalName = "Paper Mill plc" }, Some.Now, "pat", Never);
        Assert.Equal(["de", "uk"], (await Ledgers.ListAsync(Never)).Select(l => l.Id));
        Assert.Equal("Paper Mill plc", (await Ledgers.FindAsync("uk", Never))!.LegalName);
        Assert.Equal(Some.Book("de") with { Zone = "Europe/Berlin", RunTime = new(7, 30), Feed = FeedKind.Connected }, await Ledgers.FindAsync("de", Never));
        Assert.Null(await Ledgers.FindAsync("fr", Never));
    }

    [Fact]
    public async Task Every_change_of_a_ledger_stands_in_its_audit_chain()
    {
        await Ledgers.SaveAsync(Some.Book("uk"), Some.Now, "pat", Never);
        await Ledgers.SaveAsync(Some.Book("uk") with { EmailsPerDay = 7 }, Some.Now.AddDays(1), "sam", Never);
        List<StoredAudit> trail = await TrailAsync("uk");
        Assert.Equal([("pat", "ledger-saved"), ("sam", "ledger-saved")], trail.Select(a => (a.Entry.By, a.Entry.What)));
        Assert.Contains("\"emailsPerDay\":7", trail[1].Entry.Details, StringComparison.Ordinal);
    }

    static FeedRecord Feed(string id, int hours, string? implausible = null, string ledgerId = "uk") => new(ledgerId, id, Some.Now.AddHours(hours), "items.csv", 12, implausible);

    [Fact]
    public async Task Feeds_are_told_newest_first()
    {
        await Ledgers.RecordFeedAsync(Feed("f1", 1), Never);
        await Ledgers.RecordFeedAsync(Feed("f3", 3, "41 % of invoices flipped"), Never);
        await Ledgers.RecordFeedAsync(Feed("f2", 2), Never);
        await Ledgers.RecordFeedAsync(Feed("g1", 9, null, "de"), Never);
        Assert.Equal([Feed("f3", 3, "41 % of invoices flipped"), Feed("f2", 2)], await Ledgers.FeedsAsync("uk", 2, Never));
        Assert.Empty(await Ledgers.FeedsAsync("fr", 2, Never));
    }

    [Fact]
    public async Task A_feed_held_as_implausible_is_let_pass_under_the_same_id()
    {
        await Ledgers.RecordFeedAsync(Feed("f1", 1, "41 % of invoices flipped"), Never);
        await Ledgers.RecordFeedAsync(Feed("f1", 2), Never);
        Assert.Equal([Feed("f1", 2)], await Ledgers.FeedsAsync("uk", 9, Never));
    }

    static SyncHold Hold(string id, int hours, string ledgerId = "uk") =>
        new(ledgerId, id, Some.Now.AddHours(hours), "xero", "41 of 100 invoices would close") { Changes = ["C-1 INV-7 would close (120.00 GBP)"], Items = 60, NextCursor = "page 2" };

    [Fact]
    public async Task A_held_sync_is_kept_with_what_it_would_change_and_how_it_was_settled()
    {
        await Ledgers.SaveHoldAsync(Hold("poll:xero", 2), Never);
        await Ledgers.SaveHoldAsync(Hold("api:k1", 1), Never);
        await Ledgers.SaveHoldAsync(Hold("api:k1", 1, "de"), Never);
        Assert.Equal(["api:k1", "poll:xero"], (await Ledgers.HoldsAsync("uk", Never)).Select(h => h.FeedId));
        Assert.Equal("C-1 INV-7 would close (120.00 GBP)", Assert.Single((await Ledgers.HoldsAsync("uk", Never))[1].Changes));
        Assert.Empty(await Ledgers.HoldsAsync("fr", Never));

        await Ledgers.SaveHoldAsync(Hold("poll:xero", 2) with { EndedAt = Some.Now.AddHours(5), Released = true, By = "pat" }, Never);
        SyncHold settled = (await Ledgers.HoldsAsync("uk", Never))[1];
        Assert.Equal((true, "pat", "page 2", 60), (settled.Released, settled.By, settled.NextCursor, settled.Items));
        Assert.Equal([false, true, true, false], (bool[])[.. new[] { 1, 2, 4, 5 }.Select(h => settled.IsOnAt(Some.Now.AddHours(h)))]);
    }

    [Fact]
    public async Task Safe_mode_is_a_history_of_spans()
    {
        Assert.Empty(await Ledgers.SafeModeAsync(Never));
        await Ledgers.SetSafeModeAsync(true, "clock jumped", Some.Now, Never);
        await Ledgers.SetSafeModeAsync(true, "again", Some.Now.AddHours(1), Never);
        Assert.Equal([new(Some.Now, null, "clock jumped")], await Ledgers.SafeModeAsync(Never));
        await Ledgers.SetSafeModeAsync(false, "confirmed", Some.Now.AddHours(2), Never);
        await Ledgers.SetSafeModeAsync(false, "confirmed", Some.Now.AddHours(3), Never);
        await Ledgers.SetSafeModeAsync(true, "restored", Some.Now.AddHours(4), Never);
        Assert.Equal([new(Some.Now, Some.Now.AddHours(2), "clock jumped"), new(Some.Now.AddHours(4), null, "restored")], await Ledgers.SafeModeAsync(Never));
    }

    static RunRecord Run(int day, string ledgerId = "uk", int considered = 10) => new(
        ledgerId, Some.Today.AddDays(day), Some.Now.AddDays(day), Some.Now.AddDays(day).AddMinutes(1), considered, 3, 1,
        ImmutableSortedDictionary<string, int>.Empty.Add("promise-open", 4).Add("paid", 2));

    [Fact]
    public async Task Runs_are_told_newest_first_with_what_waited()
    {
        await Ledgers.RecordRunAsync(Run(1), Never);
        await Ledgers.RecordRunAsync(Run(3), Never);
        await Ledgers.RecordRunAsync(Run(2), Never);
        await Ledgers.RecordRunAsync(Run(9, "de"), Never);
        IReadOnlyList<RunRecord> runs = await Ledgers.RunsAsync("uk", 2, Never);
        Assert.Equal([Some.Today.AddDays(3), Some.Today.AddDays(2)], runs.Select(r => r.Date));
        Assert.Equal(Run(3) with { Waiting = runs[0].Waiting }, runs[0]);
        Assert.Equal([new("paid", 2), new("promise-open", 4)], runs[0].Waiting);
    }

    [Fact]
    public async Task A_run_recorded_again_replaces_its_record()
    {
        await Ledgers.RecordRunAsync(Run(1), Never);
        await Ledgers.RecordRunAsync(Run(1, considered: 20), Never);
        Assert.Equal(20, Assert.Single(await Ledgers.RunsAsync("uk", 9, Never)).Considered);
    }

    [Fact]
    public async Task A_pack_is_kept_as_it_was_when_first_used()
    {
        await Ledgers.KeepPackAsync("sha-1", "uk-b2b", 3, [1, 2, 0, 255], Some.Now, Never);
        await Ledgers.KeepPackAsync("sha-2", "uk-b2b", 4, [], Some.Now.AddDays(1), Never);
        await Ledgers.KeepPackAsync("sha-1", "other", 9, [9], Some.Now.AddDays(2), Never);
        IReadOnlyList<KeptPack> packs = await Ledgers.PacksAsync(Never);
        Assert.Equal([("sha-1", "uk-b2b", 3, Some.Now), ("sha-2", "uk-b2b", 4, Some.Now.AddDays(1))], packs.Select(p => (p.ContentId, p.Name, p.Version, p.FirstUsedAt)));
        Assert.Equal([1, 2, 0, 255], packs[0].Content);
        Assert.Empty(packs[1].Content);
    }

    static AuditEntry Entry(int i) => new(Some.Now.AddSeconds(i), "pat", "login", $"round {i}");

    [Fact]
    public async Task Each_ledger_has_an_audit_chain_of_its_own()
    {
        for (int i = 0; i < 3; i++) await Ledgers.AuditAsync("uk", Entry(i), Never);
        await Ledgers.AuditAsync("", Entry(9), Never);
        List<StoredAudit> trail = await TrailAsync("uk");
        Assert.Equal([1L, 2L, 3L], trail.Select(a => a.Number));
        Assert.Equal(Enumerable.Range(0, 3).Select(Entry), trail.Select(a => a.Entry));
        Assert.Equal(["", trail[0].Hash, trail[1].Hash], trail.Select(a => a.PreviousHash));
        Assert.Equal((1L, ""), (Assert.Single(await TrailAsync("")).Number, (await TrailAsync(""))[0].PreviousHash));
        Assert.Empty(await TrailAsync("fr"));
    }

    [Fact]
    public async Task Entries_written_at_once_stand_in_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Ledgers.AuditAsync("uk", Entry(i), Never)));
        List<StoredAudit> trail = await TrailAsync("uk");
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), trail.Select(a => a.Number));
        Assert.Equal(20, trail.Select(a => a.Entry.Details).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_changed_audit_entry_is_found(long number)
    {
        for (int i = 0; i < 3; i++) await Ledgers.AuditAsync("uk", Entry(i), Never);
        await Stores.DamageAuditAsync("uk", number);
        await Assert.ThrowsAsync<StoreDamagedException>(() => TrailAsync("uk"));
    }
}
