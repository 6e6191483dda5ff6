using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

sealed class InMemoryContacts(InMemoryStores gate) : IContactStore
{
    readonly Dictionary<string, (SendGrant Grant, DateTimeOffset At)> grants = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<OptWord>> words = new(StringComparer.Ordinal);

    public Task OptOutAsync(string address, DateTimeOffset at, string via, CancellationToken cancel) => Say(new(address, at, true, via));

    public Task OptInAsync(string address, DateTimeOffset at, string via, CancellationToken cancel) => Say(new(address, at, false, via));

    Task Say(OptWord word)
    {
        lock (gate)
        {
            if (!words.TryGetValue(word.Address, out List<OptWord>? said)) words[word.Address] = said = [];
            if (!said.Any(w => w.At == word.At && w.IsOut == word.IsOut)) said.Add(word);
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<OptOutSpan>> OptOutsAsync(IReadOnlyCollection<string> addresses, CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<OptOutSpan>>(
                [.. addresses.Distinct().Order(StringComparer.Ordinal).SelectMany(a => OptWord.Spans(words.GetValueOrDefault(a) ?? []))]);
    }

    public Task<IReadOnlyList<GrantRecord>> GrantsAsync(IReadOnlyCollection<string> persons, DateOnly from, CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<GrantRecord>>(
                [.. grants.Values.Where(g => g.Grant.SpendsBudget && g.Grant.PersonDate >= from && persons.Contains(g.Grant.Person))
                    .OrderBy(g => g.Grant.Person, StringComparer.Ordinal).ThenBy(g => g.Grant.PersonDate).ThenBy(g => g.Grant.MessageId, StringComparer.Ordinal)
                    .Select(g => new GrantRecord(g.Grant.Person, g.Grant.PersonDate, g.Grant.MessageId, g.At))]);
    }

    public Task<int> GrantedAsync(string ledgerId, Channel channel, DateOnly date, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(grants.Values.Count(g => g.Grant.LedgerId == ledgerId && g.Grant.Channel == channel && g.Grant.LedgerDate == date));
    }

    /// <summary>Grants and keeps it, or says why not; within the caller's lock.</summary>
    public CommitOutcome Grant(SendGrant grant, DateTimeOffset at)
    {
        if (OptWord.Spans(words.GetValueOrDefault(grant.Address) ?? []) is [.., { To: null }]) return CommitOutcome.OptedOut;
        List<SendGrant> others = [.. grants.Values.Select(g => g.Grant).Where(g => g.MessageId != grant.MessageId)];
        if (!ContactBudget.HasRoom(grant, others.Where(g => g.SpendsBudget && g.Person == grant.Person).Select(g => g.PersonDate))) return CommitOutcome.BudgetSpent;
        bool isHeld = grants.TryGetValue(grant.MessageId, out (SendGrant Grant, DateTimeOffset At) held) && held.Grant.LedgerId == grant.LedgerId
            && held.Grant.Channel == grant.Channel && held.Grant.LedgerDate == grant.LedgerDate;
        if (!isHeld && others.Count(g => g.LedgerId == grant.LedgerId && g.Channel == grant.Channel && g.LedgerDate == grant.LedgerDate) >= grant.ChannelCap)
            return CommitOutcome.DailyCapReached;
        grants[grant.MessageId] = (grant, at);
        return CommitOutcome.Committed;
    }
}
