using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Facts that come one by one may turn a ledger over too. What they flip is counted by source and ledger over an hour; the fact that would pass the policy's
/// share is held before it is applied, and every later one that flips an invoice with it, until a person has looked. What flips nothing is applied meanwhile.
/// The count lives in one process: a second host counts its own part.</summary>
internal sealed class FlipWatch(AccountDesk desk)
{
    static readonly TimeSpan Window = TimeSpan.FromHours(1);
    readonly SyncCheck check = new(desk);
    readonly Lock gate = new();
    readonly Dictionary<string, (DateTimeOffset Since, int Flips)> counts = new(StringComparer.Ordinal);

    /// <summary>The feed id of a hold over a source's single events.</summary>
    public static string FeedIdOf(string source) => "webhook:" + source;

    /// <summary>What the change would turn over, where it is held; null: it may be applied, and is counted.</summary>
    public async Task<string?> HoldAsync(FactOrigin from, CustomerChange change, CancellationToken cancel)
    {
        if (await desk.Stores.Ledgers.FindAsync(from.LedgerId, cancel) is not { } ledger) return null; // the desk refuses it in its own words
        ImmutableArray<SyncFlip> flips = await check.FlipsAsync(ledger, [change], cancel);
        if (flips.IsEmpty) return null;
        SyncHold? hold = (await desk.Stores.Ledgers.HoldsAsync(ledger.Id, cancel)).FirstOrDefault(h => h.FeedId == FeedIdOf(from.Source) && h.EndedAt is null);
        string key = $"{ledger.Id}\0{from.Source}";
        if (hold is null)
        {
            if (await check.JudgeAsync(ledger, flips.Length, Counted(key), cancel) is not { } words)
            {
                Count(key, flips.Length);
                return null;
            }
            hold = new(ledger.Id, FeedIdOf(from.Source), desk.Now, $"events of {from.Source}", words);
            Forget(key); // once it is settled, counting begins anew
        }
        string[] fresh = [.. SyncFlip.Lines(flips).Except(hold.Changes)];
        await desk.Stores.Ledgers.SaveHoldAsync(hold with { Changes = [.. hold.Changes.Concat(fresh).Take(SyncHold.MostLines)], Items = hold.Items + fresh.Length }, cancel);
        return string.Join(", ", flips.Select(f => f.Line));
    }

    int Counted(string key)
    {
        lock (gate) return counts.TryGetValue(key, out (DateTimeOffset Since, int Flips) count) && desk.Now - count.Since < Window ? count.Flips : 0;
    }

    void Count(string key, int flips)
    {
        lock (gate) counts[key] = Counted(key) is var before and > 0 ? (counts[key].Since, before + flips) : (desk.Now, flips);
    }

    void Forget(string key)
    {
        lock (gate) counts.Remove(key);
    }
}
