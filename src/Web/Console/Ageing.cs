using System.Collections.Concurrent;
using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Console;

/// <summary>What one account owes in one currency, by days past due.</summary>
/// <param name="Account">The account.</param>
/// <param name="NotDue">Not past its due date.</param>
/// <param name="To30">1 to 30 days past due.</param>
/// <param name="To60">31 to 60.</param>
/// <param name="To90">61 to 90.</param>
/// <param name="Over90">91 and more.</param>
/// <param name="DaysPastDue">Of the oldest open invoice; zero or less: not overdue.</param>
public sealed record AgeingRow(AccountLine Account, Money NotDue, Money To30, Money To60, Money To90, Money Over90, int DaysPastDue)
{
    public Money Overdue => To30 + To60 + To90 + Over90;

    public Money Total => NotDue + Overdue;

    /// <summary>Open balances by contractual due date, one row a currency. Disputed and promised items are in it: it is what the books show.</summary>
    public static IEnumerable<AgeingRow> Of(Account account, DateOnly today)
    {
        AccountLine line = AccountLines.Of(account);
        foreach (IGrouping<Currency, Invoice> open in account.Invoices.Where(i => i.IsOpen).GroupBy(i => i.Amount.Currency))
        {
            Money[] buckets = [.. Enumerable.Repeat(Money.Zero(open.Key), 5)];
            foreach (Invoice invoice in open) buckets[Bucket(invoice.DaysPastDue(today))] += invoice.Balance;
            yield return new(line, buckets[0], buckets[1], buckets[2], buckets[3], buckets[4], open.Max(i => i.DaysPastDue(today)));
        }
    }

    static int Bucket(int days) => days <= 0 ? 0 : days <= 30 ? 1 : days <= 60 ? 2 : days <= 90 ? 3 : 4;
}

/// <summary>A ledger by age on a day.</summary>
/// <param name="Date">The ledger's day.</param>
/// <param name="Rows">By currency, the most overdue first.</param>
/// <param name="Quiet">Accounts without an open invoice, by number.</param>
public sealed record Ageing(DateOnly Date, ImmutableSortedDictionary<string, ImmutableArray<AgeingRow>> Rows, ImmutableArray<AccountLine> Quiet)
{
    public static Ageing Of(DateOnly today, IEnumerable<Account> accounts, ImmutableArray<AccountLine> quiet) => new(today, accounts
        .SelectMany(a => AgeingRow.Of(a, today)).GroupBy(r => r.Total.Currency.Code)
        .ToImmutableSortedDictionary(g => g.Key, g => g.OrderByDescending(r => r.Overdue.Minor).ThenByDescending(r => r.Total.Minor)
            .ThenBy(r => r.Account.Customer, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal), quiet);
}

/// <summary>Ageing of each ledger, built from the accounts and kept for a while: for twenty times as long as building took, so that looking at a large ledger
/// again and again costs a twentieth of one processor, and a small one is always fresh.</summary>
internal sealed class AgeingBook(IAccountStore accounts, TimeProvider clock)
{
    const int Page = 500, Patience = 20;
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    sealed record Kept(Ageing Ageing, long BuiltAt, TimeSpan Lasts);

    readonly ConcurrentDictionary<string, Kept> kept = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, SemaphoreSlim> building = new(StringComparer.Ordinal);

    public async Task<Ageing> OfAsync(Ledger ledger, CancellationToken cancel)
    {
        DateOnly today = SendTime.DateIn(ledger.TimeZone, clock.GetUtcNow());
        SemaphoreSlim one = building.GetOrAdd(ledger.Id, _ => new(1, 1));
        await one.WaitAsync(cancel);
        try
        {
            if (kept.TryGetValue(ledger.Id, out Kept? last) && last.Ageing.Date == today && clock.GetElapsedTime(last.BuiltAt) < last.Lasts) return last.Ageing;
            long began = clock.GetTimestamp();
            Ageing built = await BuildAsync(ledger.Id, today, cancel);
            TimeSpan lasts = Patience * clock.GetElapsedTime(began);
            kept[ledger.Id] = new(built, clock.GetTimestamp(), lasts < Longest ? lasts : Longest);
            return built;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>What this host has just changed shows at once.</summary>
    public void Forget(string ledgerId) => kept.TryRemove(ledgerId, out _);

    async Task<Ageing> BuildAsync(string ledgerId, DateOnly today, CancellationToken cancel)
    {
        List<Account> open = [];
        ImmutableArray<AccountLine>.Builder quiet = ImmutableArray.CreateBuilder<AccountLine>();
        string? after = null;
        while (true)
        {
            IReadOnlyList<AccountLine> page = await accounts.ListAsync(ledgerId, new(after, Most: Page), cancel);
            quiet.AddRange(page.Where(l => l.OpenItems == 0));
            AccountId[] ids = [.. page.Where(l => l.OpenItems > 0).Select(l => l.Id)];
            if (ids.Length > 0) open.AddRange((await accounts.LoadManyAsync(ids, cancel)).Select(a => a.Account));
            if (page.Count < Page) return Ageing.Of(today, open, quiet.ToImmutable());
            after = page[^1].Customer;
        }
    }
}
