using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Reads what decisions rest on outside the account, now or at a past instant: each neighbour keeps a dated history.</summary>
internal sealed class SurroundingsReader(Stores stores, PolicyBook book)
{
    public async Task<Surroundings> ReadAsync(Account account, DateTimeOffset at, CancellationToken cancel)
    {
        Ledger ledger = await stores.Ledgers.FindAsync(account.LedgerId, cancel) ?? throw new UnknownLedgerException(account.LedgerId);
        DateOnly today = SendTime.DateIn(ledger.TimeZone, at);
        IReadOnlyList<FeedRecord> feeds = await stores.Ledgers.FeedsAsync(ledger.Id, 50, cancel);
        IReadOnlyList<SafeModeSpan> safe = await stores.Ledgers.SafeModeAsync(cancel);
        string[] addresses = [.. account.Contacts.SelectMany(c => new[] { c.AddressFor(Channel.Email), c.AddressFor(Channel.Sms) }).OfType<string>().Distinct()];
        string[] persons = [.. account.Contacts.Select(c => c.Person).OfType<string>().Distinct()];
        IReadOnlyList<OptOutSpan> optOuts = addresses.Length == 0 ? [] : await stores.Contacts.OptOutsAsync(addresses, cancel);
        IReadOnlyList<GrantRecord> grants = persons.Length == 0 ? [] : await stores.Contacts.GrantsAsync(persons, today.AddDays(-8), cancel);
        FeedRecord? last = feeds.FirstOrDefault(f => f.At <= at);
        return new()
        {
            Ledger = ledger,
            Holidays = book.Holidays,
            FedAt = feeds.FirstOrDefault(f => f.At <= at && f.Implausible is null)?.At ?? feeds.LastOrDefault()?.At,
            Implausible = last?.Implausible,
            SafeMode = safe.Any(s => s.From <= at && (s.To is null || at < s.To)),
            OptedOut = [.. optOuts.Where(o => o.From <= at && (o.To is null || at < o.To)).Select(o => o.Address)],
            Grants = [.. grants.Where(g => g.At <= at)],
            GrantedToday = ImmutableDictionary<Channel, int>.Empty
                .Add(Channel.Email, await stores.Contacts.GrantedAsync(ledger.Id, Channel.Email, today, cancel))
                .Add(Channel.Sms, await stores.Contacts.GrantedAsync(ledger.Id, Channel.Sms, today, cancel)),
        };
    }
}
