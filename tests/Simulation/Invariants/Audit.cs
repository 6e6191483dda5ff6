using System.Text;
using Collections.Domain;
using Collections.Engine;
using Collections.Living;

namespace Collections.Simulation.Invariants;

/// <summary>INV-28: every account's chain of commits verifies, folds to the stored state, and counts as many calls and acceptances as the provider's own journal.</summary>
internal sealed class Audit() : Invariant("INV-28 audit")
{
    readonly Dictionary<AccountId, int> calls = [], taken = [];
    int killed;

    public override void On(Called called)
    {
        calls[called.Message.AccountId] = calls.GetValueOrDefault(called.Message.AccountId) + 1;
        if (called.Outcome is SendOutcome.Accepted) taken[called.Message.AccountId] = taken.GetValueOrDefault(called.Message.AccountId) + 1;
    }

    public override async Task AtEndAsync(World world)
    {
        foreach (AccountId id in world.Accounts)
        {
            Account folded = new() { Id = id, LedgerId = "", Customer = "" };
            int begun = 0, accepted = 0;
            await foreach (StoredCommit commit in world.Office.Stores.Accounts.HistoryAsync(id, CancellationToken.None))
            {
                folded = folded.Apply(commit.Events);
                begun += commit.Events.OfType<MessageBegun>().Count();
                accepted += commit.Events.OfType<MessageAccepted>().Count(a => a.By == "scripted");
            }
            StoredAccount stored = (await world.Office.Stores.Accounts.LoadAsync(id, CancellationToken.None))!;
            Holds(AccountText.Of(folded) == AccountText.Of(stored.Account), id, "the events do not fold to the stored state");
            Holds(accepted == taken.GetValueOrDefault(id), id, $"{accepted} acceptances are recorded, the provider has {taken.GetValueOrDefault(id)}");
            killed += begun - calls.GetValueOrDefault(id);
            Holds(begun >= calls.GetValueOrDefault(id), id, "more calls than gates");
        }
        Holds(killed == world.Deaths, default, $"{killed} gates had no call, the host died {world.Deaths} times");
    }
}

/// <summary>An account as its stored bytes.</summary>
internal static class AccountText
{
    public static string Of(Account account) => string.Concat(Enumerable.Range(0, account.NextPlace / AccountItems.PlacesAChunk + 1)
        .Select(n => AccountSnapshot.Chunk(account, n)).Prepend(AccountSnapshot.Head(account)).Select(Encoding.UTF8.GetString));
}
