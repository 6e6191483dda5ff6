using System.Collections.Immutable;
using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>A customer's part of a sync, as inputs in their order.</summary>
public sealed record CustomerChange(string Customer, ImmutableArray<Input> Inputs);

/// <summary>Judges what a sync would do before any of it is committed (product rule 2.6): known invoices that it closes, voids or opens again. New invoices turn nothing over.</summary>
public sealed class SyncCheck(AccountDesk desk)
{
    const int Page = 500;

    /// <summary>The invoices that would turn over, found by the same decisions that would follow.</summary>
    public async Task<ImmutableArray<SyncFlip>> FlipsAsync(Ledger ledger, IReadOnlyList<CustomerChange> changes, CancellationToken cancel)
    {
        ImmutableArray<SyncFlip>.Builder flips = ImmutableArray.CreateBuilder<SyncFlip>();
        Surroundings around = new() { Ledger = ledger, Holidays = desk.Book.Holidays };
        foreach (CustomerChange[] page in changes.Chunk(Page))
        {
            AccountId[] ids = [.. page.Select(c => AccountId.Of(ledger.Id, c.Customer)).Distinct()];
            Dictionary<AccountId, Account> known = (await desk.Stores.Accounts.LoadManyAsync(ids, cancel)).ToDictionary(s => s.Account.Id, s => s.Account);
            foreach (CustomerChange change in page)
                if (known.TryGetValue(AccountId.Of(ledger.Id, change.Customer), out Account? before))
                    flips.AddRange(SyncFlip.Between(before, Decision.OnAll(before, around, change.Inputs, desk.Book, desk.Now, out _).After));
        }
        return flips.ToImmutable();
    }

    /// <summary>Why so many flips must be looked at by a person; null: they need not.</summary>
    /// <param name="flips">Of this part of the sync.</param>
    /// <param name="passed">Of earlier parts, which were let pass and count too; zero: it comes in one part.</param>
    public async Task<string?> JudgeAsync(Ledger ledger, int flips, int passed, CancellationToken cancel)
    {
        FeedRule rule = desk.Book.Current(ledger.Pack)?.Rules.Feed ?? new();
        flips += passed;
        if (flips <= rule.ImplausibleFrom * rule.ImplausibleShare) return null; // so few never matter: the ledger need not be counted
        int of = Math.Max(await OpenInvoicesAsync(ledger.Id, cancel) + passed, flips); // what would open again is not among the open ones
        return of >= rule.ImplausibleFrom && flips > of * rule.ImplausibleShare
            ? $"{flips} of {of} invoices would turn over at once, more than the policy's share of {rule.ImplausibleShare.ToString(CultureInfo.InvariantCulture)}"
            : null;
    }

    async Task<int> OpenInvoicesAsync(string ledgerId, CancellationToken cancel)
    {
        int open = 0;
        string? after = null;
        while (await desk.Stores.Accounts.ListAsync(ledgerId, new(after, Most: Page), cancel) is { Count: > 0 } lines)
        {
            open += lines.Sum(l => l.OpenItems);
            after = lines[^1].Customer;
        }
        return open;
    }
}

/// <summary>A known invoice that a sync would turn over.</summary>
/// <param name="Customer">The customer's number.</param>
/// <param name="Invoice">The invoice's number.</param>
/// <param name="Closes">True: open now and no longer then; false: closed now and open then.</param>
/// <param name="Amount">What is open of it, before or after.</param>
public sealed record SyncFlip(string Customer, string Invoice, bool Closes, Money Amount)
{
    /// <summary>"C-1 INV-7 would close (120.00 GBP)".</summary>
    public string Line => $"{Customer} {Invoice} would {(Closes ? "close" : "open again")} ({Amount})";

    /// <summary>The lines that a hold keeps.</summary>
    public static ImmutableArray<string> Lines(IEnumerable<SyncFlip> flips) => [.. flips.Take(SyncHold.MostLines).Select(f => f.Line)];

    /// <summary>Invoices known before whose being open differs after.</summary>
    public static IEnumerable<SyncFlip> Between(Account before, Account after)
    {
        foreach (Invoice was in before.Invoices)
        {
            bool isOpen = after.Invoice(was.Number) is { IsOpen: true };
            if (was.IsOpen != isOpen) yield return new(before.Customer, was.Number, was.IsOpen, was.IsOpen ? was.Balance : after.Invoice(was.Number)!.Balance);
        }
    }
}
