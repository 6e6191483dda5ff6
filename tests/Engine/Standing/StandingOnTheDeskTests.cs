using Collections.Domain;
using Collections.StoreContract;
using static Collections.Engine.Tests.Standings.Journey;

namespace Collections.Engine.Tests.Standings;

/// <summary>Approvals and the gate's questions through the desk: versions are those of the store.</summary>
public sealed class StandingOnTheDeskTests
{
    [Fact]
    public async Task Of_two_approvers_at_the_same_moment_one_is_told_to_look_again()
    {
        (AccountDesk desk, AccountId id) = await ProposedAsync();
        DeskAnswer renewed = await desk.PutAsync(id, new RenewEvidence(Pat), new("pat"), default);

        DeskAnswer[] answers = await Task.WhenAll(
            desk.PutAsync(id, new ApproveBlacklisting(Ann, renewed.Version, "unpaid"), new("ann"), default),
            desk.PutAsync(id, new ApproveBlacklisting(Ben, renewed.Version, "unpaid"), new("ben"), default));

        Assert.Single(answers, a => a.Answer is Answer.Done);
        Assert.Contains(answers.Select(a => a.Answer).OfType<Answer.Refused>().Single().Problems, p => p.What == "the account has changed, look again");
        StoredAccount stored = (await desk.Stores.Accounts.LoadAsync(id, default))!;
        Assert.Equal(Standing.Proposed, stored.Account.Standing.Standing);
        Assert.Equal(stored.Version, stored.Account.Standing.Proposal!.AccountVersion);

        await desk.PutAsync(id, new ApproveBlacklisting(Ben, stored.Version, "unpaid"), new("ben"), default);
        Assert.Equal(Standing.Blacklisted, (await desk.Stores.Accounts.LoadAsync(id, default))!.Account.Standing.Standing);
        Assert.Equal([Standing.Blacklisted], (await desk.Stores.Accounts.FlaggedAsync("book", default)).Select(l => l.Standing));
    }

    [Fact]
    public async Task The_order_desk_asks_often_and_only_a_changed_answer_is_committed()
    {
        (AccountDesk desk, AccountId id) = await ProposedAsync();
        AskOrderGate gate = new(desk);
        long before = (await desk.Stores.Accounts.LoadAsync(id, default))!.Version;

        for (int i = 0; i < 10; i++) Assert.Equal(GateVerdict.Hold, (await gate.AskAsync(id, new(Pounds(10m)), "orders", default))!.Verdict);

        StoredAccount after = (await desk.Stores.Accounts.LoadAsync(id, default))!;
        Assert.Equal((before + 1, GateVerdict.Hold), (after.Version, after.Account.Gate!.Verdict));
        Assert.Null(await gate.AskAsync(new("unknown"), new(Pounds(10m)), "orders", default));
    }

    static async Task<(AccountDesk, AccountId)> ProposedAsync()
    {
        Journey journey = Proposed();
        InMemoryStores memory = new();
        Stores stores = new(memory.Accounts, memory.Ledgers, memory.Contacts, memory.Inbox);
        await stores.Ledgers.SaveAsync(Seller, journey.Now, "test", default);
        await stores.Ledgers.RecordFeedAsync(new("book", "f1", journey.Now.AddHours(-1), "file", 1, null), default);
        StoredAccount fresh = StoredAccount.New("book", "C1");
        AccountCommit commit = new()
        {
            From = fresh, To = journey.Account, WriteId = "w0", At = journey.Now, By = "test", Cause = "test", Events = [.. journey.Events], RunAt = null, WakeAt = null,
        };
        Assert.Equal(CommitOutcome.Committed, await stores.Accounts.CommitAsync(commit, default));
        return (new(stores, journey.Book, new StandingClock(journey.Now), new Counted()), journey.Account.Id);
    }

    sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    sealed class Counted : IWriteIds
    {
        int next;

        public string Next() => $"w{++next}";
    }
}
