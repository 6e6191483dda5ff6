using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What lies outside the accounts of a replay: each person's budget over all accounts, opt-outs, the ledger's caps. Kept in memory.</summary>
internal sealed class Neighbours(Surroundings quiet, ILookup<DateOnly, AddressFact> words)
{
    readonly Dictionary<string, List<GrantRecord>> grants = new(StringComparer.Ordinal);
    readonly Dictionary<(DateOnly, Channel), int> granted = [];
    readonly HashSet<string> optedOut = new(StringComparer.Ordinal);

    /// <summary>What the addresses said on a day.</summary>
    public void Hear(DateOnly today)
    {
        foreach (AddressFact word in words[today])
            if (word.IsOut) optedOut.Add(word.Normalised);
            else optedOut.Remove(word.Normalised);
    }

    public Surroundings Of(Account account, DateTimeOffset now, DateTimeOffset fedAt)
    {
        DateOnly today = SendTime.DateIn(quiet.Ledger.TimeZone, now);
        return quiet with
        {
            FedAt = fedAt,
            Grants = GrantsOf(account, today),
            OptedOut = optedOut.Count == 0 ? [] : [.. Addresses(account).Where(optedOut.Contains)],
            GrantedToday = GrantedOn(today),
        };
    }

    /// <summary>Records a grant as a store does in one step with the gate; names the stop that a store would answer instead.</summary>
    public Reason? Grant(SendGrant grant, DateTimeOffset at)
    {
        if (optedOut.Contains(grant.Address)) return Reason.OptedOut;
        List<GrantRecord> spent = grants.TryGetValue(grant.Person, out List<GrantRecord>? known) ? known : grants[grant.Person] = [];
        if (!ContactBudget.HasRoom(grant, spent.Where(g => g.MessageId != grant.MessageId).Select(g => g.Date))) return Reason.BudgetSpent;
        int today = granted.GetValueOrDefault((grant.LedgerDate, grant.Channel));
        if (today >= grant.ChannelCap) return Reason.DailyCap;
        granted[(grant.LedgerDate, grant.Channel)] = today + 1;
        if (grant.SpendsBudget) spent.Add(new(grant.Person, grant.PersonDate, grant.MessageId, at));
        return null;
    }

    ImmutableDictionary<Channel, int> GrantedOn(DateOnly today)
    {
        int emails = granted.GetValueOrDefault((today, Channel.Email)), texts = granted.GetValueOrDefault((today, Channel.Sms));
        return emails + texts == 0 ? ImmutableDictionary<Channel, int>.Empty : ImmutableDictionary<Channel, int>.Empty.Add(Channel.Email, emails).Add(Channel.Sms, texts);
    }

    ImmutableArray<GrantRecord> GrantsOf(Account account, DateOnly today)
    {
        ImmutableArray<GrantRecord>.Builder? found = null;
        DateOnly since = today.AddDays(-ContactBudget.SpanDays - 1);
        foreach (string person in PersonsOf(account))
        {
            if (!grants.TryGetValue(person, out List<GrantRecord>? spent)) continue;
            spent.RemoveAll(g => g.Date < since);
            if (spent.Count > 0) (found ??= ImmutableArray.CreateBuilder<GrantRecord>(spent.Count)).AddRange(spent);
        }
        return found?.DrainToImmutable() ?? [];
    }

    // Mostly one: no list is made of it, because this is asked for several times on each day of each account.
    static IEnumerable<string> PersonsOf(Account account) => account.Contacts switch
    {
        [] => [],
        [{ Person: var only }] => only is null ? [] : [only],
        var several => several.Select(c => c.Person).OfType<string>().Distinct(),
    };

    static IEnumerable<string> Addresses(Account account) =>
        account.Contacts.SelectMany(c => new[] { c.AddressFor(Channel.Email), c.AddressFor(Channel.Sms) }).OfType<string>();
}
