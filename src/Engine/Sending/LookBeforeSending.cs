using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Reads the invoices of a message from their source just before its gate, and applies what it finds like any other fact. The one place outside that is asked between
/// reservation and gate; it comes before the grant and the gate's commit, so that nothing slow stands between those and the call. What the gate makes of it is pure.</summary>
public sealed class LookBeforeSending(AccountDesk desk, LedgerSources sources)
{
    /// <summary>A source that has not answered by then counts as away: this message waits, and the others do not wait for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly ApplyFact apply = new(desk, sources);

    /// <summary>Looks where the policy says so, and answers what stands then; null: what is known is fresh enough.</summary>
    internal async Task<Footing?> LookAsync(Footing on, Message message, CancellationToken cancel)
    {
        Account account = on.Stored.Account;
        DateTimeOffset asked = desk.Now;
        if (!Freshness.MustLook(account, on.Around, message, desk.Book, asked)) return null;
        Seen seen = await AskAsync(account, cancel);
        if (seen.Failure is not null) return on with { Around = on.Around with { Reading = new(asked, seen.Failure, []) } };
        StoredAccount now = (await desk.Stores.Accounts.LoadAsync(account.Id, cancel))!;
        Footing after = now.Version == on.Stored.Version ? on : await desk.StandAsync(now, cancel);
        return after with { Around = after.Around with { Reading = new(asked, null, [.. seen.Differences(now.Account)]) } };
    }

    async Task<Seen> AskAsync(Account account, CancellationToken cancel)
    {
        if (await sources.ObjectsAsync(account.LedgerId, null, cancel) is not { } source) return new("nothing reads this ledger", []);
        LookedAt[] asked = [.. account.Invoices.Where(i => i is { IsOpen: true, SourceId: not null }).Select(i => new LookedAt(i.SourceId!, i.SourceBalance))];
        using CancellationTokenSource patience = new(Patience, desk.Clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        PollOutcome outcome = asked.Length == 0 ? new PollOutcome.Page([], [], "", false) : await source.LookAsync([.. asked], either.Token);
        cancel.ThrowIfCancellationRequested();
        if (outcome is not PollOutcome.Page page) return new(((PollOutcome.Unavailable)outcome).Code, []);
        if (!page.Faults.IsEmpty) return new("its answer could not be understood", []);
        try
        {
            foreach (InboundFact fact in page.Facts) await apply.RunAsync(new(source.Name, source.LedgerId), fact, cancel);
        }
        catch (FactRefusedException refused)
        {
            return new(refused.Message, []);
        }
        return new(null, page.Facts.Select(f => f.Fact).OfType<Fact.InvoiceSeen>().Where(f => f.Invoice.SourceId is not null).ToDictionary(f => f.Invoice.SourceId!, f => f.Invoice.IsVoid ? Money.Zero(f.Invoice.Amount.Currency) : f.Open));
    }

    /// <param name="Failure">Why nothing was read; null: it was.</param>
    /// <param name="Open">What the source says is open, by its id.</param>
    sealed record Seen(string? Failure, Dictionary<string, Money?> Open)
    {
        public IEnumerable<string> Differences(Account account)
        {
            foreach (Invoice invoice in account.Invoices.Where(i => i.IsOpen))
            {
                if (invoice.SourceId is null || !Open.TryGetValue(invoice.SourceId, out Money? open)) yield return $"invoice {invoice.Number} was not found there";
                else if (open is { } there && there != invoice.SourceBalance) yield return $"invoice {invoice.Number} is open with {there} there and with {invoice.SourceBalance} here";
            }
        }
    }
}
