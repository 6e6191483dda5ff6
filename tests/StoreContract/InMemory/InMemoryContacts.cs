using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

sealed class InMemoryContacts(InMemoryStores gate) : IContactStore
{
    readonly Dictionary<string, (SendGrant Grant, DateTimeOffset At)> grants = new(StringComparer.Ordinal);
    readonly Dictionary<string, HashSet<string>> byPerson = new(StringComparer.Ordinal);
    readonly Dictionary<(string LedgerId, Channel Channel, DateOnly Date), int> byDay = [];
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
                [.. persons.Distinct().SelectMany(Of).Where(g => g.Grant.SpendsBudget && g.Grant.PersonDate >= from)
                    .OrderBy(g => g.Grant.Person, StringComparer.Ordinal).ThenBy(g => g.Grant.PersonDate).ThenBy(g => g.Grant.MessageId, StringComparer.Ordinal)
                    .Select(g => new GrantRecord(g.Grant.Person, g.Grant.PersonDate, g.Grant.MessageId, g.At))]);
    }

    public Task<int> GrantedAsync(string ledgerId, Channel channel, DateOnly date, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(byDay.GetValueOrDefault((ledgerId, channel, date)));
    }

    /// <summary>Grants and keeps it, or says why not; within the caller's lock.</summary>
    public CommitOutcome Grant(SendGrant grant, DateTimeOffset at)
    {
        if (OptWord.Spans(words.GetValueOrDefault(grant.Address) ?? []) is [.., { To: null }]) return CommitOutcome.OptedOut;
        if (!ContactBudget.HasRoom(grant, Of(grant.Person).Select(g => g.Grant).Where(g => g.MessageId != grant.MessageId && g.SpendsBudget).Select(g => g.PersonDate))) return CommitOutcome.BudgetSpent;
        bool isHeld = grants.TryGetValue(grant.MessageId, out (SendGrant Grant, DateTimeOffset At) held) && DayOf(held.Grant) == DayOf(grant);
        if (!isHeld && byDay.GetValueOrDefault(DayOf(grant)) >= grant.ChannelCap) return CommitOutcome.DailyCapReached;
        Keep(grant, at);
        return CommitOutcome.Committed;
    }

    /// <summary>The same as a step of its own; what it answers second gives it back as long as nobody else has taken it over.</summary>
    public (CommitOutcome Outcome, Action GiveBack) Take(SendGrant grant, DateTimeOffset at)
    {
        lock (gate)
        {
            bool was = grants.TryGetValue(grant.MessageId, out (SendGrant Grant, DateTimeOffset At) before);
            CommitOutcome outcome = Grant(grant, at);
            return (outcome, () => GiveBack((grant, at), was ? before : null));
        }
    }

    void GiveBack((SendGrant Grant, DateTimeOffset At) mine, (SendGrant Grant, DateTimeOffset At)? before)
    {
        lock (gate)
        {
            if (!grants.TryGetValue(mine.Grant.MessageId, out (SendGrant Grant, DateTimeOffset At) held) || held != mine) return;
            byDay[DayOf(mine.Grant)]--;
            byPerson[mine.Grant.Person].Remove(mine.Grant.MessageId);
            grants.Remove(mine.Grant.MessageId);
            if (before is { } old) Keep(old.Grant, old.At);
        }
    }

    // Kept by person and by day as well: two simulated years ask for them a hundred thousand times.
    void Keep(SendGrant grant, DateTimeOffset at)
    {
        if (grants.TryGetValue(grant.MessageId, out (SendGrant Grant, DateTimeOffset At) before))
        {
            byDay[DayOf(before.Grant)]--;
            byPerson[before.Grant.Person].Remove(grant.MessageId);
        }
        grants[grant.MessageId] = (grant, at);
        byDay[DayOf(grant)] = byDay.GetValueOrDefault(DayOf(grant)) + 1;
        (byPerson.TryGetValue(grant.Person, out HashSet<string>? of) ? of : byPerson[grant.Person] = new(StringComparer.Ordinal)).Add(grant.MessageId);
    }

    static (string, Channel, DateOnly) DayOf(SendGrant grant) => (grant.LedgerId, grant.Channel, grant.LedgerDate);

    IEnumerable<(SendGrant Grant, DateTimeOffset At)> Of(string person) => (byPerson.GetValueOrDefault(person) ?? []).Select(id => grants[id]);
}
