using Collections.Domain;
using Collections.Engine;
using Collections.Storage.Azure.Table;

namespace Collections.Storage.Azure.Contacts;

/// <summary>What a gate asks for.</summary>
/// <param name="WriteId">Of the gate's commit.</param>
internal sealed record GrantRequest(SendGrant Grant, AccountId Account, string WriteId, DateTimeOffset At);

/// <summary>What a gate was given, so that it can be given back when the commit is lost.</summary>
/// <param name="Address">What the address remembered of the message before; null: nothing.</param>
/// <param name="Person">The same of the person.</param>
/// <param name="Cap">The same of the daily cap.</param>
internal sealed record Taken(CommitOutcome Outcome, GrantRequest Request, Mark? Address = null, Mark? Person = null, CapEntry? Cap = null);

/// <summary>The grant before the gate. The order is what makes it safe: the grant is written to the address's row only while the address has not opted out, and
/// the gate comes after; an opt-out is written to the same row first, and then touches every account that the row has a grant of. So either the opt-out sees the
/// grant, and the gate's ETag fails, or the grant sees the opt-out. Taking it again for the same message spends nothing more.</summary>
internal sealed class SendGrants(ContactRows contacts, DailyCaps caps)
{
    public async Task<Taken> TakeAsync(GrantRequest request, CancellationToken cancel)
    {
        SendGrant grant = request.Grant;
        Taken taken = new(await LookAsync(grant, cancel), request);
        if (taken.Outcome != CommitOutcome.Committed) return taken;
        (bool hasRoom, CapEntry? cap) = await caps.TakeAsync(grant, request.WriteId, cancel);
        if (!hasRoom) return taken with { Outcome = CommitOutcome.DailyCapReached };
        taken = taken with { Cap = cap };
        taken = await MarkAddressAsync(taken, cancel);
        if (taken.Outcome == CommitOutcome.Committed && HasOwnPerson(grant)) taken = await MarkPersonAsync(taken, cancel);
        if (taken.Outcome == CommitOutcome.Committed && taken.Address is { } old && old.LedgerDate != grant.LedgerDate)
            await caps.GiveBackAsync(grant with { LedgerDate = old.LedgerDate }, null, null, cancel); // it has moved to another day
        return taken;
    }

    /// <summary>For a commit that can no longer land. What another attempt has taken over since stays.</summary>
    public async Task GiveBackAsync(Taken taken, CancellationToken cancel)
    {
        SendGrant grant = taken.Request.Grant;
        if (HasOwnPerson(grant)) await UnmarkAsync(grant.Person, grant.MessageId, taken.Request.WriteId, taken.Person, cancel);
        await UnmarkAsync(grant.Address, grant.MessageId, taken.Request.WriteId, taken.Address, cancel);
        await caps.GiveBackAsync(grant, taken.Request.WriteId, taken.Cap, cancel);
    }

    static bool HasOwnPerson(SendGrant grant) => grant.SpendsBudget && grant.Person != grant.Address;

    // Asked before anything is written, so that a refusal mostly writes nothing.
    async Task<CommitOutcome> LookAsync(SendGrant grant, CancellationToken cancel)
    {
        ContactRows.Known address = await contacts.KnownAsync(grant.Address, cancel);
        if (address.State.IsOptedOut && !address.IsFresh) address = await contacts.ReadAsync(grant.Address, cancel);
        if (address.State.IsOptedOut) return CommitOutcome.OptedOut;
        if (!grant.SpendsBudget) return CommitOutcome.Committed;
        ContactRows.Known person = await contacts.KnownAsync(grant.Person, cancel);
        if (!HasRoom(grant, person.State) && !person.IsFresh) person = await contacts.ReadAsync(grant.Person, cancel);
        return HasRoom(grant, person.State) ? CommitOutcome.Committed : CommitOutcome.BudgetSpent;
    }

    static bool HasRoom(SendGrant grant, ContactState person) =>
        ContactBudget.HasRoom(grant, person.Marks.Where(m => m.Spends && m.MessageId != grant.MessageId).Select(m => m.PersonDate));

    async Task<Taken> MarkAddressAsync(Taken taken, CancellationToken cancel)
    {
        SendGrant grant = taken.Request.Grant;
        bool spends = grant.SpendsBudget && grant.Person == grant.Address;
        CommitOutcome refusal = CommitOutcome.Committed;
        (ContactState before, bool marked) = await contacts.ChangeAsync(grant.Address, known =>
        {
            refusal = known.State.IsOptedOut ? CommitOutcome.OptedOut : spends && !HasRoom(grant, known.State) ? CommitOutcome.BudgetSpent : CommitOutcome.Committed;
            return refusal == CommitOutcome.Committed ? Marked(taken.Request, known.State, spends) : null;
        }, cancel);
        if (marked) return taken with { Address = before.MarkOf(grant.MessageId) };
        await caps.GiveBackAsync(grant, taken.Request.WriteId, taken.Cap, cancel);
        return taken with { Outcome = refusal };
    }

    async Task<Taken> MarkPersonAsync(Taken taken, CancellationToken cancel)
    {
        SendGrant grant = taken.Request.Grant;
        (ContactState before, bool marked) = await contacts.ChangeAsync(
            grant.Person, known => HasRoom(grant, known.State) ? Marked(taken.Request, known.State, true) : null, cancel);
        if (marked) return taken with { Person = before.MarkOf(grant.MessageId) };
        await UnmarkAsync(grant.Address, grant.MessageId, taken.Request.WriteId, taken.Address, cancel);
        await caps.GiveBackAsync(grant, taken.Request.WriteId, taken.Cap, cancel);
        return taken with { Outcome = CommitOutcome.BudgetSpent };
    }

    static Change Marked(GrantRequest request, ContactState state, bool spends)
    {
        SendGrant grant = request.Grant;
        Mark mark = new(
            grant.MessageId, request.Account.Value, grant.LedgerId, grant.Channel, grant.LedgerDate, grant.PersonDate, request.At, spends, request.WriteId);
        List<TableWrite> others = [];
        string partition = Tables.ContactOf(spends ? grant.Person : grant.Address);
        if (state.MarkOf(grant.MessageId) is { Spends: true } old && !(spends && old.PersonDate == mark.PersonDate)) others.Add(TableWrite.Delete(partition, GrantKey(old)));
        if (spends) others.Add(TableWrite.Put(GrantRow(partition, mark)));
        return new(state.With(mark), others);
    }

    Task UnmarkAsync(string address, string messageId, string writeId, Mark? before, CancellationToken cancel) =>
        contacts.ChangeAsync(address, known =>
        {
            if (known.State.MarkOf(messageId) is not { } mark || mark.By != writeId) return null;
            string partition = Tables.ContactOf(address);
            List<TableWrite> others = [];
            if (mark.Spends && !(before is { Spends: true } && before.PersonDate == mark.PersonDate)) others.Add(TableWrite.Delete(partition, GrantKey(mark)));
            if (before is { Spends: true }) others.Add(TableWrite.Put(GrantRow(partition, before)));
            return new(before is null ? known.State.Without(messageId) : known.State.With(before), others);
        }, cancel);

    /// <summary>Grants that spent a person's budget are kept for good, by day, beside the row that decides.</summary>
    static TableRow GrantRow(string partition, Mark mark) => new(partition, GrantKey(mark)) { ["Message"] = mark.MessageId, ["Day"] = (long)mark.PersonDate.DayNumber, ["At"] = mark.At.UtcTicks };

    static string GrantKey(Mark mark) => $"g{TableKey.Day(mark.PersonDate)} {TableKey.Of(mark.MessageId)}";
}
