using System.Collections.Immutable;
using Collections.Engine;

namespace Collections.StoreContract;

/// <summary>The inbox: durable before acknowledged, applied once, parked when it cannot be.</summary>
public abstract class InboxContract : StoreContractTests
{
    static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    async Task<string[]> ClaimAsync(int secondsLater = 0, int most = 10) => [.. (await Inbox.ClaimAsync(Some.Now.AddSeconds(secondsLater), Claim, most, Never)).Select(e => e.EventId)];

    [Fact]
    public async Task An_event_is_kept_byte_for_byte()
    {
        byte[] raw = [0, 255, 13, 10, 0xC3, 0x28, (byte)'{', 0];
        InboxEvent received = Some.Event("evt_1") with { Body = [.. raw], LedgerId = "uk", Headers = "Stripe-Signature: t=1,v1=é\nContent-Type: application/json" };
        Assert.True(await Inbox.KeepAsync(received, Never));
        InboxEvent claimed = Assert.Single(await Inbox.ClaimAsync(Some.Now, Claim, 10, Never));
        Assert.Equal(raw, claimed.Body);
        Assert.Equal(received with { Body = claimed.Body, Attempts = 1 }, claimed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(262_144)]
    [InlineData(StoreLimits.BodyBytes)]
    public async Task A_body_may_be_empty_or_large(int bytes)
    {
        byte[] raw = [.. Enumerable.Range(0, bytes).Select(i => unchecked((byte)(i * 31)))];
        await Inbox.KeepAsync(Some.Event("evt_1") with { Body = [.. raw] }, Never);
        Assert.Equal(raw, Assert.Single(await Inbox.ListAsync(InboxState.Pending, 1, Never)).Body);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Inbox.KeepAsync(Some.Event("evt_1") with { Body = [.. new byte[StoreLimits.BodyBytes + 1]] }, Never));

    [Fact]
    public async Task The_same_event_of_the_same_source_is_kept_once()
    {
        Assert.True(await Inbox.KeepAsync(Some.Event("evt_1"), Never));
        Assert.False(await Inbox.KeepAsync(Some.Event("evt_1") with { Body = [9] }, Never));
        Assert.True(await Inbox.KeepAsync(Some.Event("evt_1", "xero"), Never));
        Assert.Equal(2, (await Inbox.CountAsync(Never))[InboxState.Pending]);
        Assert.DoesNotContain(await Inbox.ListAsync(InboxState.Pending, 9, Never), e => e.Body.Contains((byte)9));
    }

    [Fact]
    public async Task The_same_event_delivered_at_once_is_kept_once()
    {
        bool[] kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Inbox.KeepAsync(Some.Event("evt_1"), Never)));
        Assert.Equal(1, kept.Count(k => k));
    }

    [Fact]
    public async Task An_event_that_was_applied_is_still_known()
    {
        await Inbox.KeepAsync(Some.Event("evt_1"), Never);
        await Inbox.SettleAsync("stripe", "evt_1", InboxState.Applied, null, null, Never);
        Assert.False(await Inbox.KeepAsync(Some.Event("evt_1"), Never));
        Assert.Empty(await ClaimAsync(9999));
    }

    [Fact]
    public async Task Events_are_claimed_oldest_first()
    {
        await Inbox.KeepAsync(Some.Event("evt_2", secondsLater: 2), Never);
        await Inbox.KeepAsync(Some.Event("evt_1", secondsLater: 1), Never);
        await Inbox.KeepAsync(Some.Event("evt_3", secondsLater: 3), Never);
        Assert.Equal(["evt_1", "evt_2"], await ClaimAsync(5, 2));
        Assert.Equal(["evt_3"], await ClaimAsync(5, 2));
    }

    [Fact]
    public async Task A_claim_hides_an_event_until_it_expires_and_counts_as_an_attempt()
    {
        await Inbox.KeepAsync(Some.Event("evt_1"), Never);
        Assert.Equal(["evt_1"], await ClaimAsync());
        Assert.Empty(await ClaimAsync(119));
        InboxEvent again = Assert.Single(await Inbox.ClaimAsync(Some.Now.AddSeconds(120), Claim, 10, Never));
        Assert.Equal(2, again.Attempts);
    }

    [Fact]
    public async Task Claims_at_once_never_share_an_event()
    {
        for (int i = 0; i < 20; i++) await Inbox.KeepAsync(Some.Event($"evt_{i}"), Never);
        string[][] claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClaimAsync(most: 8)));
        string[] all = [.. claims.SelectMany(c => c)];
        Assert.Equal(20, all.Length);
        Assert.Equal(20, all.Distinct().Count());
    }

    [Fact]
    public async Task A_failed_attempt_is_due_again_at_its_time()
    {
        await Inbox.KeepAsync(Some.Event("evt_1"), Never);
        await ClaimAsync();
        await Inbox.SettleAsync("stripe", "evt_1", InboxState.Pending, "no such customer", Some.Now.AddSeconds(30), Never);
        Assert.Empty(await ClaimAsync(29));
        InboxEvent again = Assert.Single(await Inbox.ClaimAsync(Some.Now.AddSeconds(30), Claim, 10, Never));
        Assert.Equal((2, "no such customer"), (again.Attempts, again.Reason));
    }

    [Theory]
    [InlineData(InboxState.Applied, null)]
    [InlineData(InboxState.Ignored, "not ours")]
    [InlineData(InboxState.Parked, "five attempts failed")]
    public async Task A_settled_event_is_due_no_more_and_says_why(InboxState state, string? reason)
    {
        await Inbox.KeepAsync(Some.Event("evt_1"), Never);
        await ClaimAsync();
        await Inbox.SettleAsync("stripe", "evt_1", state, reason, null, Never);
        Assert.Empty(await ClaimAsync(9999));
        InboxEvent settled = Assert.Single(await Inbox.ListAsync(state, 10, Never));
        Assert.Equal((state, reason, 1), (settled.State, settled.Reason, settled.Attempts));
        Assert.Empty(await Inbox.ListAsync(InboxState.Pending, 10, Never));
    }

    [Fact]
    public async Task A_parked_event_can_be_taken_up_again()
    {
        await Inbox.KeepAsync(Some.Event("evt_1"), Never);
        await Inbox.SettleAsync("stripe", "evt_1", InboxState.Parked, "five attempts failed", null, Never);
        await Inbox.SettleAsync("stripe", "evt_1", InboxState.Pending, null, null, Never);
        Assert.Equal(["evt_1"], await ClaimAsync());
    }

    [Fact]
    public async Task An_event_kept_as_parked_waits_for_a_person_and_is_claimed_by_nobody()
    {
        InboxEvent held = Some.Event("evt_1") with { State = InboxState.Parked, Reason = "41 of 100 invoices would turn over" };
        Assert.True(await Inbox.KeepAsync(held, Never));
        Assert.False(await Inbox.KeepAsync(held, Never));
        Assert.Empty(await ClaimAsync(9999));
        Assert.Equal((1, 0), ((await Inbox.CountAsync(Never))[InboxState.Parked], (await Inbox.CountAsync(Never))[InboxState.Pending]));
        Assert.Equal("41 of 100 invoices would turn over", Assert.Single(await Inbox.ListAsync(InboxState.Parked, 9, Never)).Reason);

        await Inbox.SettleAsync("stripe", "evt_1", InboxState.Applied, null, null, Never);
        Assert.Equal((0, 1), ((await Inbox.CountAsync(Never))[InboxState.Parked], (await Inbox.CountAsync(Never))[InboxState.Applied]));
    }

    [Fact]
    public async Task Settling_an_unknown_event_changes_nothing()
    {
        await Inbox.SettleAsync("stripe", "evt_1", InboxState.Applied, null, null, Never);
        Assert.Equal(0, (await Inbox.CountAsync(Never)).Values.Sum());
    }

    [Fact]
    public async Task Events_are_counted_by_state()
    {
        for (int i = 0; i < 5; i++) await Inbox.KeepAsync(Some.Event($"evt_{i}"), Never);
        await Inbox.SettleAsync("stripe", "evt_0", InboxState.Applied, null, null, Never);
        await Inbox.SettleAsync("stripe", "evt_1", InboxState.Applied, null, null, Never);
        await Inbox.SettleAsync("stripe", "evt_1", InboxState.Applied, null, null, Never);
        await Inbox.SettleAsync("stripe", "evt_2", InboxState.Parked, "x", null, Never);
        ImmutableDictionary<InboxState, long> counts = await Inbox.CountAsync(Never);
        Assert.Equal((2, 2, 0, 1), (counts[InboxState.Pending], counts[InboxState.Applied], counts[InboxState.Ignored], counts[InboxState.Parked]));
    }

    [Fact]
    public async Task Events_are_listed_newest_first()
    {
        for (int i = 0; i < 3; i++) await Inbox.KeepAsync(Some.Event($"evt_{i}", secondsLater: i), Never);
        Assert.Equal(["evt_2", "evt_1"], (await Inbox.ListAsync(InboxState.Pending, 2, Never)).Select(e => e.EventId));
    }

    [Theory]
    [InlineData("evt/1\\2#3?4")]
    [InlineData("evt'; DROP TABLE inbox; --")]
    [InlineData("evt\u0000\u001f🧾")]
    public async Task An_event_id_may_be_any_text(string eventId)
    {
        Assert.True(await Inbox.KeepAsync(Some.Event(eventId), Never));
        Assert.False(await Inbox.KeepAsync(Some.Event(eventId), Never));
        Assert.Equal([eventId], await ClaimAsync());
        await Inbox.SettleAsync("stripe", eventId, InboxState.Applied, null, null, Never);
        Assert.Equal(1, (await Inbox.CountAsync(Never))[InboxState.Applied]);
    }
}
