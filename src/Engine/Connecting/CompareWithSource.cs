using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What a ledger's source says of every invoice, what we say, and why they differ. Reads the source from the beginning, and changes nothing.</summary>
public sealed class CompareWithSource(Stores stores, LedgerSources sources, TimeProvider clock)
{
    const int MostPages = 100_000, Page = 500;

    /// <summary>Compares one ledger.</summary>
    public async Task<Comparison> RunAsync(string ledgerId, CancellationToken cancel)
    {
        if ((await sources.PollsAsync(cancel)).FirstOrDefault(p => p.LedgerId == ledgerId) is not { } source) return new(clock.GetUtcNow(), 0, [], "nothing reads this ledger: it is not connected");
        DateTimeOffset begun = clock.GetUtcNow();
        List<Fact> facts = [];
        string? cursor = null;
        for (int page = 0; page < MostPages; page++)
        {
            if (await source.PollAsync(cursor, begun, cancel) is not PollOutcome.Page read) return new(begun, 0, [], $"{source.Name} could not be read");
            facts.AddRange(read.Facts.Select(f => f.Fact));
            cursor = read.Cursor;
            if (!read.More) break;
        }
        Dictionary<string, Account> accounts = await AccountsAsync(ledgerId, cancel);
        Fact.InvoiceSeen[] theirs = [.. facts.OfType<Fact.InvoiceSeen>()];
        IEnumerable<SourceDifference> differ = theirs.Select(t => Difference(t, accounts.GetValueOrDefault(t.Customer), facts)).OfType<SourceDifference>().Concat(OursAlone(theirs, accounts));
        return new(begun, theirs.Length, [.. differ.OrderBy(d => d.Customer, StringComparer.Ordinal).ThenBy(d => d.Invoice, StringComparer.Ordinal)], null);
    }

    async Task<Dictionary<string, Account>> AccountsAsync(string ledgerId, CancellationToken cancel)
    {
        Dictionary<string, Account> all = new(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            IReadOnlyList<AccountLine> lines = await stores.Accounts.ListAsync(ledgerId, new(after, Most: Page), cancel);
            foreach (StoredAccount stored in await stores.Accounts.LoadManyAsync([.. lines.Select(l => l.Id)], cancel)) all[stored.Account.Customer] = stored.Account;
            if (lines.Count < Page) return all;
            after = lines[^1].Customer;
        }
    }

    static SourceDifference? Difference(Fact.InvoiceSeen there, Account? account, List<Fact> facts)
    {
        Invoice? ours = account?.Invoice(there.Invoice.Number);
        Money nothing = Money.Zero(there.Invoice.Amount.Currency), theirs = there.Invoice.IsVoid ? nothing : there.Open ?? ours?.SourceBalance ?? nothing, here = ours?.SourceBalance ?? nothing;
        return theirs == here ? null : new(there.Customer, there.Invoice.Number, theirs, here, Cause(there, ours, account, facts));
    }

    static string Cause(Fact.InvoiceSeen there, Invoice? ours, Account? account, List<Fact> facts)
    {
        if (ours is null) return "it has not come in yet";
        if (there.Invoice.IsVoid) return "it was withdrawn there";
        if (ours.IsVoid) return "it was withdrawn here";
        Payment[] payments = [.. facts.OfType<Fact.PaymentSeen>().Select(p => p.Payment).Where(p => Names(p.Allocations, ours.Number))];
        if (payments.FirstOrDefault(p => account!.Payments.All(o => o.Id != p.Id)) is { } missing) return $"payment {missing.Id} of {missing.Amount} has not come in yet";
        if (account!.Payments.FirstOrDefault(o => !o.IsReversed && Names(o.Allocations, ours.Number) && payments.All(p => p.Id != o.Id)) is { } gone) return $"payment {gone.Id} of {gone.Amount} counts here, and not there";
        CreditNote[] notes = [.. facts.OfType<Fact.CreditNoteSeen>().Select(c => c.CreditNote).Where(c => Names(c.Allocations, ours.Number))];
        if (notes.FirstOrDefault(c => account.CreditNotes.All(o => o.Number != c.Number)) is { } credit) return $"credit note {credit.Number} of {credit.Amount} has not come in yet";
        Money amount = ours.Postings.Where(p => p.Kind == PostingKind.Correction).Aggregate(ours.Amount, (sum, p) => sum + p.Amount);
        return amount == there.Invoice.Amount ? "what was set against it differs" : $"its amount is {there.Invoice.Amount} there and {amount} here";
    }

    static bool Names(ImmutableArray<Allocation> allocations, string number) => allocations.Any(a => a.Invoice == number);

    static IEnumerable<SourceDifference> OursAlone(Fact.InvoiceSeen[] theirs, Dictionary<string, Account> accounts)
    {
        HashSet<(string, string)> known = [.. theirs.Select(t => (t.Customer, t.Invoice.Number))];
        foreach (Account account in accounts.Values)
            foreach (Invoice invoice in account.Invoices.Where(i => i.IsOpen && !known.Contains((account.Customer, i.Number))))
                yield return new(account.Customer, invoice.Number, Money.Zero(invoice.Amount.Currency), invoice.SourceBalance, invoice.SourceId is null ? "it was recorded here alone" : "it is no longer there");
    }
}

/// <summary>A comparison of a ledger with its source.</summary>
/// <param name="At">When the source was asked.</param>
/// <param name="Invoices">How many invoices the source has.</param>
/// <param name="Differences">By customer and number; empty: they agree.</param>
/// <param name="Failure">Why nothing could be compared; null: it was.</param>
public sealed record Comparison(DateTimeOffset At, int Invoices, ImmutableArray<SourceDifference> Differences, string? Failure);

/// <summary>An invoice of which source and ledger do not say the same.</summary>
/// <param name="Customer">The customer's number.</param>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="Source">What is open there.</param>
/// <param name="Ledger">What is open here as the source would see it: waivers, discounts and write-offs of ours are not deducted.</param>
/// <param name="Cause">Why, as far as both tell.</param>
public sealed record SourceDifference(string Customer, string Invoice, Money Source, Money Ledger, string Cause);
