using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>What every store of customers' links, sessions, sendings and evidence does.</summary>
public abstract class PortalStoreContract
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    static readonly CancellationToken Cancel = CancellationToken.None;
    static readonly AccountId One = AccountId.Of("uk", "C-1"), Two = AccountId.Of("uk", "C-2");
    static readonly SendingLimit Limit = new(TimeSpan.FromMinutes(1), 5);

    /// <summary>An empty store.</summary>
    protected abstract Task<IPortalStore> OpenAsync();

    static PortalLink Link(string hash, string id, AccountId account, int minute = 0) =>
        new(hash, id, account, "uk", null, PortalLink.OpensAccount, Now.AddMinutes(minute), "Ada", Now.AddDays(30));

    static PortalSession Session(string id) => new(id, new string('a', 64), "h1", One, "uk", "ap", new string('0', 64), Now, Now.AddHours(2));

    static Evidence File(string id, AccountId account, int size, int minute = 0) => new(id, account, "uk", "D1", "delivery note.pdf", "application/pdf", size, new string('b', 64), Now.AddMinutes(minute));

    [Fact]
    public async Task A_link_is_found_by_its_hash_as_it_was_kept()
    {
        IPortalStore store = await OpenAsync();
        PortalLink kept = Link("h1", "L1", One) with { ContactId = "ap" };
        await store.AddLinkAsync(kept, Cancel);

        Assert.Equal(kept, await store.LinkAsync("h1", Cancel));
        Assert.Null(await store.LinkAsync("H1", Cancel));
        Assert.Null(await store.LinkAsync("L1", Cancel));
    }

    [Fact]
    public async Task The_links_of_an_account_are_its_own_the_newest_first()
    {
        IPortalStore store = await OpenAsync();
        await store.AddLinkAsync(Link("h1", "L1", One), Cancel);
        await store.AddLinkAsync(Link("h2", "L2", Two), Cancel);
        await store.AddLinkAsync(Link("h3", "L3", One, 5), Cancel);

        Assert.Equal(["L3", "L1"], (await store.LinksOfAsync(One, Cancel)).Select(l => l.Id));
    }

    [Fact]
    public async Task A_link_is_revoked_once_by_its_own_account_alone()
    {
        IPortalStore store = await OpenAsync();
        await store.AddLinkAsync(Link("h1", "L1", One), Cancel);

        Assert.False(await store.RevokeLinkAsync(Two, "L1", Now, Cancel));
        Assert.True(await store.RevokeLinkAsync(One, "L1", Now.AddHours(1), Cancel));
        Assert.False(await store.RevokeLinkAsync(One, "L1", Now.AddHours(2), Cancel));
        Assert.Equal(Now.AddHours(1), (await store.LinkAsync("h1", Cancel))!.RevokedAt);
        Assert.False((await store.LinkAsync("h1", Cancel))!.Opens(Now.AddHours(3)));
    }

    [Fact]
    public async Task A_session_is_changed_in_one_step_or_left()
    {
        IPortalStore store = await OpenAsync();
        await store.AddSessionAsync(Session("s1"), Cancel);

        PortalSession asked = Session("s1") with { Codes = 1, Code = new(1, "seal", Now.AddMinutes(10), 2) };
        Assert.Equal(asked, await store.ChangeSessionAsync("s1", _ => asked, Cancel));
        Assert.Null(await store.ChangeSessionAsync("s1", _ => null, Cancel));
        Assert.Null(await store.ChangeSessionAsync("s2", s => s, Cancel));
        Assert.Equal(asked, await store.SessionAsync("s1", Cancel));
        Assert.Null(await store.SessionAsync("s2", Cancel));
    }

    [Fact]
    public async Task Of_twenty_wrong_answers_at_once_every_one_counts()
    {
        IPortalStore store = await OpenAsync();
        await store.AddSessionAsync(Session("s1") with { Code = new(1) }, Cancel);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.ChangeSessionAsync("s1", s => s with { Code = s.Code! with { Tries = s.Code.Tries + 1 } }, Cancel))));
        Assert.Equal(20, (await store.SessionAsync("s1", Cancel))!.Code!.Tries);
    }

    [Fact]
    public async Task An_address_gets_one_sending_a_minute_and_five_a_day()
    {
        IPortalStore store = await OpenAsync();
        List<bool> got = [];
        foreach (int second in (int[])[0, 59, 60, 120, 180, 240, 300, 86_399, 86_400]) got.Add(await store.TakeSendingAsync("+447700900123", Now.AddSeconds(second), Limit, Cancel));

        Assert.Equal([true, false, true, true, true, true, false, false, true], got);
        Assert.True(await store.TakeSendingAsync("+447700900124", Now, Limit, Cancel));
    }

    [Fact]
    public async Task Of_twenty_askers_at_once_one_gets_the_sending()
    {
        IPortalStore store = await OpenAsync();
        bool[] got = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.TakeSendingAsync("a@example.com", Now, Limit, Cancel))));
        Assert.Single(got, g => g);
    }

    [Fact]
    public async Task Evidence_comes_back_byte_for_byte_to_its_own_account()
    {
        IPortalStore store = await OpenAsync();
        byte[] large = new byte[1_300_000];
        new Random(7).NextBytes(large);
        await store.AddEvidenceAsync(File("E2", One, large.Length, 1), large, Cancel);
        await store.AddEvidenceAsync(File("E1", One, 3), new byte[] { 1, 2, 3 }, Cancel);
        await store.AddEvidenceAsync(File("E1", One, 3), new byte[] { 9, 9, 9 }, Cancel);

        Assert.Equal([File("E1", One, 3), File("E2", One, large.Length, 1)], await store.EvidenceOfAsync(One, Cancel));
        Assert.Equal(large, await store.EvidenceContentAsync(One, "E2", Cancel));
        Assert.Equal(new byte[] { 1, 2, 3 }, await store.EvidenceContentAsync(One, "E1", Cancel));
        Assert.Null(await store.EvidenceContentAsync(Two, "E1", Cancel));
        Assert.Empty(await store.EvidenceOfAsync(Two, Cancel));
    }
}

public sealed class InMemoryPortalTests : PortalStoreContract
{
    protected override Task<IPortalStore> OpenAsync() => Task.FromResult<IPortalStore>(new InMemoryPortal());
}
