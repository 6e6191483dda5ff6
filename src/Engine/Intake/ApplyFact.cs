using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Where a fact comes from.</summary>
/// <param name="Source">Name of the source, the same for its webhook and its poll where their event ids are the same.</param>
/// <param name="LedgerId">The ledger it feeds; empty for message providers.</param>
internal sealed record FactOrigin(string Source, string LedgerId);

/// <summary>What became of a fact.</summary>
/// <param name="Accounts">Whom it was put to.</param>
/// <param name="Ignored">Why it was put to nobody; null: it had its effect.</param>
internal sealed record Applied(ImmutableArray<AccountId> Accounts, string? Ignored = null)
{
    public static Applied Nobody(string why) => new([], why);
}

/// <summary>Puts a fact from outside to the accounts it concerns. A repeat finds its marker and changes nothing.</summary>
/// <param name="watch">Counts what facts turn over, one by one; null: whoever calls has judged them together.</param>
internal sealed class ApplyFact(AccountDesk desk, LedgerSources? sources = null, FlipWatch? watch = null)
{
    readonly ApplyMessageFact messages = new(desk);

    public async Task<Applied> RunAsync(FactOrigin from, InboundFact fact, CancellationToken cancel)
    {
        Origin origin = new($"provider:{from.Source}", $"{from.Source}:{fact.EventId}");
        if (fact.Fact is Fact.NotOurs not) return Applied.Nobody(not.Reason);
        if (fact.Fact is Fact.ObjectChanged changed) return await ReadAsync(from, changed, cancel);
        if (fact.Fact is Fact.ObjectDeleted gone) return await DeletedAsync(from, gone, origin, cancel);
        if (InputOf(fact.Fact) is not var (customer, input)) return await messages.RunAsync(fact.Fact, origin, cancel);
        if (watch is not null && await watch.HoldAsync(from, new(customer, [input]), cancel) is { } held) throw new SyncHeldException(held);
        // The pointer first: a deletion that comes later must find whose the object was.
        if (fact.ObjectKey is { } key && await desk.Stores.Ledgers.PointedAsync(from.LedgerId, key, cancel) != customer) await desk.Stores.Ledgers.PointAsync(from.LedgerId, key, customer, cancel);
        DeskAnswer answer = await desk.PutAsync(from.LedgerId, customer, input, origin, cancel);
        if (answer.Answer is Answer.Refused refused) throw new FactRefusedException(string.Join("; ", refused.Problems.Select(p => $"{p.Where}: {p.What}")));
        return new([AccountId.Of(from.LedgerId, customer)]);
    }

    // Whose it was is known from when it came; what never came cannot be withdrawn.
    async Task<Applied> DeletedAsync(FactOrigin from, Fact.ObjectDeleted gone, Origin origin, CancellationToken cancel)
    {
        if (await desk.Stores.Ledgers.PointedAsync(from.LedgerId, $"{gone.Kind}:{gone.ObjectId}", cancel) is not { } customer) return Applied.Nobody("it was deleted at its source, and never came here");
        WithdrawObject withdrawn = new(gone.Kind, gone.ObjectId, gone.DeletedAt.ToUnixTimeMilliseconds());
        if (watch is not null && await watch.HoldAsync(from, new(customer, [withdrawn]), cancel) is { } held) throw new SyncHeldException(held);
        DeskAnswer answer = await desk.PutAsync(from.LedgerId, customer, withdrawn, origin, cancel);
        if (answer.Answer is Answer.Refused refused) throw new FactRefusedException(string.Join("; ", refused.Problems.Select(p => $"{p.Where}: {p.What}")));
        return new([AccountId.Of(from.LedgerId, customer)]);
    }

    // What failed to be read is not data: the event is tried again, and the poll brings the object meanwhile. What is gone by now says nothing: its deletion is an event of its own.
    async Task<Applied> ReadAsync(FactOrigin from, Fact.ObjectChanged changed, CancellationToken cancel)
    {
        if (sources is null || await sources.ObjectsAsync(from.LedgerId, from.Source, cancel) is not { } source)
            throw new FactRefusedException($"a {changed.Kind} has changed, and nothing reads it from this source: its poll brings it");
        PollOutcome outcome = await source.ReadAsync(changed.Kind, changed.ObjectId, cancel);
        if (outcome is PollOutcome.Unavailable { Code: PollOutcome.NotFound }) return Applied.Nobody($"a {changed.Kind} had changed and is no longer there");
        PollOutcome.Page page = outcome.Match(read => read, failed => throw new FactRefusedException($"a {changed.Kind} has changed, and it could not be read: {failed.Code}"));
        if (!page.Faults.IsEmpty) throw new FactRefusedException(string.Join("; ", page.Faults));
        Applied[] all = new Applied[page.Facts.Length];
        foreach ((int at, InboundFact fact) in page.Facts.Index())
            all[at] = fact.Fact is Fact.ObjectChanged ? throw new FactRefusedException($"a {changed.Kind} was read and names another that was not") : await RunAsync(from, fact, cancel);
        return new([.. all.SelectMany(a => a.Accounts).Distinct()], all.All(a => a.Ignored is not null) ? string.Join("; ", all.Select(a => a.Ignored).Distinct()) : null);
    }

    /// <summary>A parked event of an account that is known becomes a task there; every parked event stands in the list of parked ones.</summary>
    public async Task AskForAPersonAsync(InboundReading reading, InboxEvent kept, HashSet<AccountId> touched, CancellationToken cancel)
    {
        if (kept.LedgerId.Length == 0) return;
        foreach (string customer in reading.Facts.Select(f => InputOf(f.Fact)?.Customer).OfType<string>().Distinct())
        {
            AccountId id = AccountId.Of(kept.LedgerId, customer);
            if (await desk.Stores.Accounts.LoadAsync(id, cancel) is null) continue;
            await desk.PutAsync(id, new EventParked(kept.Source, kept.EventId), new("inbox"), cancel);
            touched.Add(id);
        }
    }

    /// <summary>The input that an accounting fact becomes, and whose; null: it is about a message or an address.</summary>
    public static (string Customer, Input Input)? InputOf(Fact fact) => fact switch
    {
        Fact.CustomerSeen f => (f.Customer, new DescribeCustomer(new(Name: f.Name, Zone: f.Zone, HolidayArea: f.HolidayArea), f.Contacts)),
        Fact.InvoiceSeen f => (f.Customer, new RecordInvoice(f.Invoice)),
        Fact.InvoiceWithdrawn f => (f.Customer, new VoidInvoice(f.Number, f.Date, f.SourceVersion)),
        Fact.CreditNoteSeen f => (f.Customer, new RecordCreditNote(f.CreditNote)),
        Fact.PaymentSeen f => (f.Customer, new RecordPayment(f.Payment)),
        _ => null,
    };
}
