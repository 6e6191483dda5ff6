using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>What every store of keys, people, sessions and tokens does.</summary>
public abstract class AccessStoreContract
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    static readonly CancellationToken Cancel = CancellationToken.None;

    /// <summary>An empty store.</summary>
    protected abstract Task<IAccessStore> OpenAsync();

    static ApiKey Key(string prefix, int minute = 0) => new(prefix, new string('a', 64), "invoices", Role.Connector, ["uk", "de"], Now.AddMinutes(minute), "Ada");

    static StaffSession Session(string hash, string person = "Ada") => new(hash, person, new string('0', 64), Now, Now.AddHours(10));

    [Fact]
    public async Task A_key_is_found_by_its_prefix_as_it_was_kept()
    {
        IAccessStore store = await OpenAsync();
        await store.AddKeyAsync(Key("k1"), Cancel);

        ApiKey found = (await store.KeyAsync("k1", Cancel))!;
        Assert.Equal(Key("k1") with { Ledgers = [] }, found with { Ledgers = [] });
        Assert.Equal<string[]>(["uk", "de"], [.. found.Ledgers]);
        Assert.Null(await store.KeyAsync("K1", Cancel));
    }

    [Fact]
    public async Task A_taken_prefix_is_refused_and_the_first_key_stays()
    {
        IAccessStore store = await OpenAsync();
        await store.AddKeyAsync(Key("k1"), Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.AddKeyAsync(Key("k1") with { Name = "other" }, Cancel));
        Assert.Equal("invoices", (await store.KeyAsync("k1", Cancel))!.Name);
    }

    [Fact]
    public async Task A_revoked_key_stays_listed_with_the_first_time_of_its_end()
    {
        IAccessStore store = await OpenAsync();
        await store.AddKeyAsync(Key("k2", 1), Cancel);
        await store.AddKeyAsync(Key("k1", 2), Cancel);

        Assert.True(await store.RevokeKeyAsync("k2", Now.AddHours(1), Cancel));
        Assert.False(await store.RevokeKeyAsync("k2", Now.AddHours(2), Cancel));
        Assert.False(await store.RevokeKeyAsync("unknown", Now, Cancel));
        Assert.Equal([("k2", Now.AddHours(1)), ("k1", null)], (await store.KeysAsync(Cancel)).Select(k => (k.Prefix, k.RevokedAt)));
    }

    [Fact]
    public async Task A_person_saved_again_is_replaced()
    {
        IAccessStore store = await OpenAsync();
        await store.SavePersonAsync(new("Bo", Role.Viewer, ["uk"]), Cancel);
        await store.SavePersonAsync(new("Ada", Role.Admin, []), Cancel);
        await store.SavePersonAsync(new("Bo", Role.Controller, [], IsActive: false), Cancel);

        Assert.Equal(["Ada", "Bo"], (await store.PeopleAsync(Cancel)).Select(p => p.Name));
        StaffPerson bo = (await store.PersonAsync("Bo", Cancel))!;
        Assert.Equal((Role.Controller, false, 0), (bo.Role, bo.IsActive, bo.Ledgers.Length));
        Assert.Null(await store.PersonAsync("bo", Cancel));
    }

    [Fact]
    public async Task A_token_is_spent_once_and_not_from_its_expiry_on()
    {
        IAccessStore store = await OpenAsync();
        await store.AddTokenAsync(new("t1", "Ada", Now.AddMinutes(15)), Cancel);
        await store.AddTokenAsync(new("t2", "Ada", Now.AddMinutes(15)), Cancel);

        Assert.Null(await store.SpendTokenAsync("t2", Now.AddMinutes(15), Cancel));
        Assert.Equal(new OneTimeToken("t1", "Ada", Now.AddMinutes(15)), await store.SpendTokenAsync("t1", Now.AddMinutes(15).AddTicks(-1), Cancel));
        Assert.Null(await store.SpendTokenAsync("t1", Now, Cancel));
    }

    [Fact]
    public async Task Of_twenty_callers_at_once_one_gets_the_token()
    {
        IAccessStore store = await OpenAsync();
        await store.AddTokenAsync(new("t1", "Ada", Now.AddMinutes(15)), Cancel);

        OneTimeToken?[] spent = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.SpendTokenAsync("t1", Now, Cancel))));
        Assert.Single(spent, s => s is not null);
    }

    [Fact]
    public async Task A_session_ends_once_and_stays_known()
    {
        IAccessStore store = await OpenAsync();
        await store.AddSessionAsync(Session("s1"), Cancel);
        await store.EndSessionAsync("s1", Now.AddHours(1), Cancel);
        await store.EndSessionAsync("s1", Now.AddHours(2), Cancel);

        Assert.Equal(Session("s1") with { EndedAt = Now.AddHours(1) }, await store.SessionAsync("s1", Cancel));
        Assert.Null(await store.SessionAsync("s2", Cancel));
    }

    [Fact]
    public async Task Ending_a_persons_sessions_ends_all_of_theirs_and_spends_their_links()
    {
        IAccessStore store = await OpenAsync();
        foreach (string hash in (string[])["s1", "s2"]) await store.AddSessionAsync(Session(hash), Cancel);
        await store.AddSessionAsync(Session("s3", "Bo"), Cancel);
        await store.AddTokenAsync(new("t1", "Ada", Now.AddMinutes(15)), Cancel);
        await store.AddTokenAsync(new("t2", "Bo", Now.AddMinutes(15)), Cancel);

        await store.EndSessionsOfAsync("Ada", Now, Cancel);
        Assert.Equal([Now, Now, null], [(await store.SessionAsync("s1", Cancel))!.EndedAt, (await store.SessionAsync("s2", Cancel))!.EndedAt, (await store.SessionAsync("s3", Cancel))!.EndedAt]);
        Assert.Null(await store.SpendTokenAsync("t1", Now, Cancel));
        Assert.NotNull(await store.SpendTokenAsync("t2", Now, Cancel));
    }
}

public sealed class InMemoryAccessTests : AccessStoreContract
{
    protected override Task<IAccessStore> OpenAsync() => Task.FromResult<IAccessStore>(new InMemoryAccess());
}
