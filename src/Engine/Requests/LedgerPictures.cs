using System.Collections.Concurrent;
using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What is known of a whole ledger beside one account: its decided requests, and all that is open. Counted in the background, never in a request's own path;
/// until it has been counted once, an assessment says nothing of either.</summary>
/// <param name="stores">The ports.</param>
/// <param name="clock">The clock.</param>
public sealed class LedgerPictures(Stores stores, TimeProvider clock)
{
    const int Page = 500;
    static readonly TimeSpan GoodFor = TimeSpan.FromHours(1), Beat = TimeSpan.FromMinutes(1);
    DateTimeOffset lookAt;
    readonly ConcurrentDictionary<string, LedgerPicture> known = new(StringComparer.Ordinal);

    /// <summary>Counts again every ledger whose picture is older than an hour. A host may call it as often as it likes: it looks once a minute.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        if (clock.GetUtcNow() < lookAt) return;
        lookAt = clock.GetUtcNow() + Beat;
        foreach (Ledger ledger in await stores.Ledgers.ListAsync(cancel))
            if (!known.TryGetValue(ledger.Id, out LedgerPicture? old) || clock.GetUtcNow() - old.At > GoodFor) await CountAsync(ledger.Id, cancel);
    }

    /// <summary>Counts one ledger now. Costs by its accounts: for the background, reports and the command line.</summary>
    public async Task<LedgerPicture> CountAsync(string ledgerId, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Dictionary<Currency, Money> open = [];
        List<AccountId> withCases = [];
        for (string? after = null; ;)
        {
            IReadOnlyList<AccountLine> lines = await stores.Accounts.ListAsync(ledgerId, new(after, Most: Page), cancel);
            foreach (Money money in lines.SelectMany(l => l.Open)) open[money.Currency] = open.GetValueOrDefault(money.Currency, Money.Zero(money.Currency)) + money;
            withCases.AddRange(lines.Where(l => l.Cases > 0).Select(l => l.Id));
            if (lines.Count < Page) break;
            after = lines[^1].Customer;
        }
        List<DecidedCase> cases = [];
        foreach (AccountId[] some in withCases.Chunk(Page))
            foreach (StoredAccount stored in await stores.Accounts.LoadManyAsync(some, cancel))
                cases.AddRange(stored.Account.Cases.Select(c => new DecidedCase(stored.Account.Id, stored.Account.Customer, Brief(c))));
        return known[ledgerId] = new(now, [.. cases.OrderByDescending(c => c.Case.OpenedAt).ThenBy(c => c.Account.Value, StringComparer.Ordinal)], [.. open.Values.OrderBy(m => m.Currency.Code, StringComparer.Ordinal)]);
    }

    /// <summary>Adds what is known of the ledger.</summary>
    internal Surroundings Add(Surroundings around) => known.TryGetValue(around.Ledger.Id, out LedgerPicture? picture)
        ? around with { Decided = picture.Decided, LedgerOpen = picture.Open }
        : around;

    // Neither the customer's words nor the history: what is compared is what was asked and what came of it.
    static Case Brief(Case full) => full with { Words = "", History = [], Facts = [], ToTell = null };
}

/// <summary>A ledger's cases and open sums at an instant.</summary>
/// <param name="At">When it was counted.</param>
/// <param name="Cases">Every case that its accounts hold, the latest first, without words and history.</param>
/// <param name="Open">Open balances, a currency each.</param>
public sealed record LedgerPicture(DateTimeOffset At, ImmutableArray<DecidedCase> Cases, ImmutableArray<Money> Open)
{
    const int MostDecided = 2_000;

    /// <summary>The decided ones, the latest two thousand.</summary>
    public ImmutableArray<DecidedCase> Decided { get; } = [.. Cases.Where(c => c.Case.Decision is not null).Take(MostDecided)];
}
