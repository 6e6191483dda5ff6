using System.Text;
using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.StoreContract;

sealed partial class InMemoryLedgers(InMemoryStores gate) : ILedgerStore
{
    readonly SortedDictionary<string, Ledger> ledgers = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<FeedRecord>> feeds = new(StringComparer.Ordinal); // by time: the last are asked for before every decision
    readonly HashSet<(string LedgerId, string FeedId)> fed = [];
    readonly Dictionary<(string LedgerId, string FeedId), SyncHold> holds = [];
    readonly List<SafeModeSpan> spans = [];
    readonly Dictionary<(string LedgerId, DateTimeOffset StartedAt), RunRecord> runs = [];
    readonly List<KeptPack> packs = [];
    readonly Dictionary<string, List<(byte[] Bytes, StoredAudit Entry)>> audits = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<Ledger>> ListAsync(CancellationToken cancel)
    {
        lock (gate) return Listed(ledgers.Values);
    }

    public Task<Ledger?> FindAsync(string ledgerId, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(ledgers.GetValueOrDefault(ledgerId));
    }

    public Task SaveAsync(Ledger ledger, DateTimeOffset at, string by, CancellationToken cancel)
    {
        lock (gate)
        {
            ledgers[ledger.Id] = ledger;
            Append(ledger.Id, new(at, by, "ledger-saved", Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(ledger, AccountJson.Default.Ledger))));
        }
        return Task.CompletedTask;
    }

    public Task RecordFeedAsync(FeedRecord feed, CancellationToken cancel)
    {
        lock (gate)
        {
            if (!feeds.TryGetValue(feed.LedgerId, out List<FeedRecord>? known)) feeds[feed.LedgerId] = known = [];
            if (!fed.Add((feed.LedgerId, feed.FeedId))) known.RemoveAll(f => f.FeedId == feed.FeedId);
            int place = known.Count;
            while (place > 0 && known[place - 1].At > feed.At) place--;
            known.Insert(place, feed);
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FeedRecord>> FeedsAsync(string ledgerId, int most, CancellationToken cancel)
    {
        lock (gate) return Listed(Enumerable.Reverse(feeds.GetValueOrDefault(ledgerId) ?? []).Take(most));
    }

    public Task SaveHoldAsync(SyncHold hold, CancellationToken cancel)
    {
        lock (gate) holds[(hold.LedgerId, hold.FeedId)] = hold;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SyncHold>> HoldsAsync(string ledgerId, CancellationToken cancel)
    {
        lock (gate) return Listed(holds.Values.Where(h => h.LedgerId == ledgerId).OrderBy(h => h.At).ThenBy(h => h.FeedId, StringComparer.Ordinal));
    }

    public Task SetSafeModeAsync(bool on, string reason, DateTimeOffset at, CancellationToken cancel)
    {
        lock (gate)
        {
            bool isOn = spans.Count > 0 && spans[^1].To is null;
            if (on && !isOn) spans.Add(new(at, null, reason));
            if (!on && isOn) spans[^1] = spans[^1] with { To = at };
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SafeModeSpan>> SafeModeAsync(CancellationToken cancel)
    {
        lock (gate) return Listed(spans);
    }

    public Task RecordRunAsync(RunRecord run, CancellationToken cancel)
    {
        lock (gate) runs[(run.LedgerId, run.StartedAt)] = run;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunRecord>> RunsAsync(string ledgerId, int most, CancellationToken cancel)
    {
        lock (gate) return Listed(runs.Values.Where(r => r.LedgerId == ledgerId).OrderByDescending(r => r.StartedAt).Take(most));
    }

    public Task KeepPackAsync(string contentId, string name, int version, byte[] content, DateTimeOffset at, CancellationToken cancel)
    {
        lock (gate)
            if (packs.All(p => p.ContentId != contentId)) packs.Add(new(contentId, name, version, content, at));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<KeptPack>> PacksAsync(CancellationToken cancel)
    {
        lock (gate) return Listed(packs.OrderBy(p => p.FirstUsedAt));
    }

    public Task AuditAsync(string ledgerId, AuditEntry entry, CancellationToken cancel)
    {
        lock (gate) Append(ledgerId, entry);
        return Task.CompletedTask;
    }

    void Append(string ledgerId, AuditEntry entry)
    {
        if (!audits.TryGetValue(ledgerId, out List<(byte[] Bytes, StoredAudit Entry)>? chain)) audits[ledgerId] = chain = [];
        (StoredAudit stored, byte[] bytes) = StoredAudit.After(chain.Count == 0 ? null : chain[^1].Entry, entry);
        chain.Add((bytes, stored));
    }

    public async IAsyncEnumerable<StoredAudit> AuditTrailAsync(string ledgerId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        List<(byte[] Bytes, StoredAudit Entry)> chain;
        lock (gate) chain = [.. audits.GetValueOrDefault(ledgerId) ?? []];
        StoredAudit? previous = null;
        foreach ((byte[] bytes, StoredAudit entry) in chain) yield return previous = StoredAudit.Read(bytes, entry.Hash, previous);
    }

    public void Damage(string ledgerId, long number)
    {
        lock (gate) audits[ledgerId][(int)number - 1].Bytes[^2] ^= 1;
    }

    static Task<IReadOnlyList<T>> Listed<T>(IEnumerable<T> all) => Task.FromResult<IReadOnlyList<T>>([.. all]);
}
