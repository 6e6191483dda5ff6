using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Contacts;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Accounts;

/// <summary>Writes a commit: what must stand before it, the entity-group transaction that is the commit, and what follows it. The last is repaired from the
/// account if it is lost; so a commit that landed is answered as landed whatever became of its second writes.</summary>
internal sealed class CommitWriter(Tables tables, AccountReader reader, IndexRepair index, SendGrants grants)
{
    const int Patience = 5;

    public async Task<CommitOutcome> CommitAsync(CommitRows rows, CancellationToken cancel)
    {
        for (int attempt = 0; attempt < Patience; attempt++)
        {
            AccountHead head = await reader.HeadAsync(rows.Commit.From, cancel);
            if (head.Version != rows.Commit.From.Version || head.Hash != rows.Commit.From.Hash) return await RepeatedAsync(rows, CommitOutcome.Conflict, cancel);
            if (await TryAsync(rows, head, cancel) is { } outcome) return outcome;
            await reader.HeadAsync(rows.Commit.To.Id, cancel); // the head was touched without a commit: its ETag is another now
        }
        return CommitOutcome.Conflict;
    }

    // The head is read before the grant is taken, and the transaction holds against that head: an opt-out that saw the grant touches the head, so the gate fails.
    async Task<CommitOutcome?> TryAsync(CommitRows rows, AccountHead head, CancellationToken cancel)
    {
        AccountCommit commit = rows.Commit;
        IndexPlan plan = new(rows, head);
        AccountHead after = new(commit.To.Id, rows.Next.Version, rows.Next.Hash, null, commit.RunAt, commit.WakeAt, commit.WriteId, plan.DueKey, plan.LineKey);
        List<TableWrite> writes = AccountRows.Of(rows, head, after);
        Taken? taken = null;
        if (commit.Grant is { } grant)
        {
            taken = await grants.TakeAsync(new(grant, commit.To.Id, commit.WriteId, commit.At), cancel);
            if (taken.Outcome != CommitOutcome.Committed) return await RepeatedAsync(rows, taken.Outcome, cancel);
        }
        await BeforeAsync(rows, plan, cancel);
        WriteAnswer? refused = null;
        IReadOnlyList<string?>? etags = await tables.Writes.WriteAsync(tables.Accounts, writes, async answer =>
        {
            refused = answer;
            return await LandedAsync(rows, head, answer, cancel);
        }, cancel);
        if (etags is null) return await LostAsync(rows, head, refused!, taken, cancel);
        reader.Remember(after with { ETag = etags.Count > 0 ? etags[0] : null });
        await AfterAsync(rows, plan, cancel);
        return CommitOutcome.Committed;
    }

    async Task BeforeAsync(CommitRows rows, IndexPlan plan, CancellationToken cancel)
    {
        Account account = rows.Commit.To;
        if (plan.Hint is { } hint) await tables.Writes.PutAsync(tables.Index, [TableWrite.Put(hint)], cancel);
        if (plan.StandingChanged && account.Standing.Standing != Standing.Good) await index.StandingAsync(account, cancel);
        if (rows.ContactsChanged) foreach (string address in Added(rows)) await index.PointAsync(account.Id, address, cancel);
    }

    async Task AfterAsync(CommitRows rows, IndexPlan plan, CancellationToken cancel)
    {
        try
        {
            if (plan.StandingChanged) await index.StandingAsync(rows.Commit.To, cancel);
            await tables.Writes.PutAsync(tables.Index, plan.After, cancel);
            if (rows.ContactsChanged) foreach (string address in Removed(rows)) await index.UnpointAsync(rows.Commit.To.Id, address, cancel);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // The commit stands, and the caller must know. The row that is due within two minutes brings the sweep, which writes the index anew.
        }
    }

    static IEnumerable<string> Added(CommitRows rows) => AccountLines.Addresses(rows.Commit.To).Except(AccountLines.Addresses(rows.Commit.From.Account));

    static IEnumerable<string> Removed(CommitRows rows) => AccountLines.Addresses(rows.Commit.From.Account).Except(AccountLines.Addresses(rows.Commit.To));

    async Task<Landed> LandedAsync(CommitRows rows, AccountHead head, WriteAnswer answer, CancellationToken cancel)
    {
        AccountId id = rows.Commit.To.Id;
        if (rows.IsWakeOnly)
        {
            AccountHead now = await reader.HeadAsync(id, cancel);
            return now.WriteId == rows.Commit.WriteId ? Landed.Ours : now.ETag == head.ETag ? Landed.NotYet : Landed.Lost;
        }
        if (await reader.CommitAsync(id, rows.Next.Version, cancel) is { } written) return written.WriteId == rows.Commit.WriteId ? Landed.Ours : Landed.Lost;
        return answer.End == WriteEnd.Unclear ? Landed.NotYet : Landed.Lost;
    }

    /// <summary>Null: nothing is decided; the head was touched, or only the wake-up moved, and the commit may be tried against the new head.</summary>
    async Task<CommitOutcome?> LostAsync(CommitRows rows, AccountHead head, WriteAnswer refused, Taken? taken, CancellationToken cancel)
    {
        AccountHead now = await reader.HeadAsync(rows.Commit.To.Id, cancel);
        bool isSame = now.Version == head.Version && now.Hash == head.Hash;
        if (isSame && now.ETag != head.ETag) return null;
        if (taken is not null) await grants.GiveBackAsync(taken, cancel);
        if (isSame && refused.End == WriteEnd.Exists)
            foreach (string marker in rows.Commit.Markers)
                if (await reader.IsAppliedAsync(rows.Commit.To.Id, marker, cancel)) return CommitOutcome.AlreadyApplied;
        return CommitOutcome.Conflict;
    }

    /// <summary>A repeat of a commit that landed answers as the first did, whatever has happened since.</summary>
    async Task<CommitOutcome> RepeatedAsync(CommitRows rows, CommitOutcome otherwise, CancellationToken cancel) =>
        !rows.IsWakeOnly && await reader.CommitAsync(rows.Commit.To.Id, rows.Next.Version, cancel) is { } written && written.WriteId == rows.Commit.WriteId
            ? CommitOutcome.Committed
            : otherwise;
}
