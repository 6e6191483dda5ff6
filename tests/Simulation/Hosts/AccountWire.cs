using Collections.Domain;
using Collections.Engine;
using Collections.Simulation.Watching;

namespace Collections.Simulation.Hosts;

/// <summary>The account store as one host sees it: every call is a journey on which the call, the answer or the host may be lost.</summary>
internal sealed class AccountWire(Wire wire, IAccountStore inner) : IAccountStore
{
    static readonly CancellationToken None = CancellationToken.None;

    public Task<CommitOutcome> CommitAsync(AccountCommit commit, CancellationToken cancel)
    {
        if (commit.Events.Any(e => e is MessageReserved) && wire.Crash(CrashPoint.C1)) return Wire.Never<CommitOutcome>();
        if (commit.Cause == "outcome" && wire.Crash(CrashPoint.C7)) return Wire.Never<CommitOutcome>();
        return commit.Grant is { } grant ? GateAsync(commit, grant) : wire.WriteAsync(() => Commit(commit), outcome => AfterCommit(commit, outcome));
    }

    // As on Table storage the grant may be a step of its own before the gate; a gate that is lost then gives it back, unless the host is gone.
    async Task<CommitOutcome> GateAsync(AccountCommit commit, SendGrant grant)
    {
        wire.World.Magnet(wire.Host, commit.To.Id);
        if (!wire.World.GrantsApart) return await wire.WriteAsync(() => Commit(commit), outcome => AfterGate(outcome));
        (CommitOutcome taken, Action giveBack) = await wire.WriteAsync(() => wire.World.Memory.TakeGrant(grant, commit.At), _ => wire.Crash(CrashPoint.C3));
        if (taken != CommitOutcome.Committed) return taken;
        CommitOutcome outcome = await wire.WriteAsync(() => Commit(commit), AfterGate);
        if (outcome != CommitOutcome.Committed) await wire.WriteAsync(giveBack);
        return outcome;
    }

    void AfterGate(CommitOutcome outcome)
    {
        if (outcome != CommitOutcome.Committed) return;
        if (!wire.World.GrantsApart && wire.Crash(CrashPoint.C3)) return; // one transaction: grant and gate are one moment
        if (wire.Crash(CrashPoint.C4)) return;
        wire.World.MayFreeze(wire.Host);
    }

    void AfterCommit(AccountCommit commit, CommitOutcome outcome)
    {
        if (outcome != CommitOutcome.Committed) return;
        if (commit.Events.Any(e => e is MessageReserved)) wire.Crash(CrashPoint.C2);
        if (commit.Cause == "outcome") wire.Crash(CrashPoint.C8);
        if (commit.Markers.Length > 0) wire.Crash(CrashPoint.C12);
        if (commit.Cause == "promise") wire.Crash(CrashPoint.C13);
    }

    CommitOutcome Commit(AccountCommit commit)
    {
        CommitOutcome outcome = inner.CommitAsync(commit, None).Result;
        if (outcome == CommitOutcome.Committed) wire.World.Written(wire.Host, commit);
        else wire.World.Tally.Count(outcome switch
        {
            CommitOutcome.Conflict => "conflicts", CommitOutcome.AlreadyApplied => "repeats found", _ => "gates refused by the store",
        });
        return outcome;
    }

    public Task<IReadOnlyList<CommitOutcome>> CommitManyAsync(IReadOnlyList<AccountCommit> commits, CancellationToken cancel)
    {
        if (commits.Any(c => c.Events.Any(e => e is MessageReserved)) && wire.Crash(CrashPoint.C1)) return Wire.Never<IReadOnlyList<CommitOutcome>>();
        return wire.WriteAsync<IReadOnlyList<CommitOutcome>>(() => [.. commits.Select(Commit)], outcomes =>
        {
            foreach ((int at, AccountCommit commit) in commits.Index()) AfterCommit(commit, outcomes[at]);
        });
    }

    public Task<StoredAccount?> LoadAsync(AccountId id, CancellationToken cancel) => wire.ReadAsync(() => inner.LoadAsync(id, None));
    public Task<IReadOnlyList<StoredAccount>> LoadManyAsync(IReadOnlyList<AccountId> ids, CancellationToken cancel) => wire.ReadAsync(() => inner.LoadManyAsync(ids, None));
    public Task<IReadOnlyList<DueAccount>> DueAsync(string? ledgerId, DateTimeOffset now, int most, CancellationToken cancel) => wire.ReadAsync(() => inner.DueAsync(ledgerId, now, most, None));
    public IAsyncEnumerable<StoredCommit> HistoryAsync(AccountId id, CancellationToken cancel) => inner.HistoryAsync(id, cancel);
    public Task<bool> IsAppliedAsync(AccountId id, string marker, CancellationToken cancel) => wire.ReadAsync(() => inner.IsAppliedAsync(id, marker, None));
    public Task<IReadOnlyList<AccountLine>> ListAsync(string ledgerId, AccountQuery query, CancellationToken cancel) => wire.ReadAsync(() => inner.ListAsync(ledgerId, query, None));
    public Task<IReadOnlyList<AccountLine>> FlaggedAsync(string ledgerId, CancellationToken cancel) => wire.ReadAsync(() => inner.FlaggedAsync(ledgerId, None));
    public Task<IReadOnlyList<StoredMessage>> MessagesAsync(MessageQuery query, CancellationToken cancel) => wire.ReadAsync(() => inner.MessagesAsync(query, None));
    public Task<StoredMessage?> MessageAsync(string messageId, CancellationToken cancel) => wire.ReadAsync(() => inner.MessageAsync(messageId, None));
    public Task<IReadOnlyList<StoredTask>> TasksAsync(string? ledgerId, int most, CancellationToken cancel) => wire.ReadAsync(() => inner.TasksAsync(ledgerId, most, None));
    public Task<IReadOnlyList<AccountId>> AccountsAtAsync(string address, CancellationToken cancel) => wire.ReadAsync(() => inner.AccountsAtAsync(address, None));
}
