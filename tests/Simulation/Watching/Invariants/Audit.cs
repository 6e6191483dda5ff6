using System.Text;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Simulation.Watching.Invariants;

/// <summary>INV-28: every account's chain of commits verifies, folds to the stored state, and knows of every call that a provider had.</summary>
internal sealed class Audit(Sight sight) : Invariant(sight, "INV-28 audit")
{
    readonly Dictionary<(AccountId, string, int), int> calls = [];

    public override void On(Happening happening)
    {
        if (happening is Called c) calls[(c.Message.Account, c.Message.Id, c.Message.Attempt)] = calls.GetValueOrDefault((c.Message.Account, c.Message.Id, c.Message.Attempt)) + 1;
        if (happening is not Committed { Commit: var commit }) return;
        Holds((Sight.Accounts.GetValueOrDefault(commit.To.Id) ?? commit.From.Account) == commit.From.Account, commit.To.Id, "a commit stands on a state that is not the last");
    }

    public override void AtEnd(World world)
    {
        foreach (AccountId id in Sight.Accounts.Keys)
        {
            Account folded = new() { Id = id, LedgerId = "", Customer = "" };
            Dictionary<(AccountId, string, int), int> gates = [];
            foreach (StoredCommit commit in world.Memory.Accounts.HistoryAsync(id, CancellationToken.None).ToBlockingEnumerable())
            {
                folded = folded.Apply(commit.Events);
                foreach (MessageBegun b in commit.Events.OfType<MessageBegun>()) gates[(id, b.MessageId, b.Attempt)] = gates.GetValueOrDefault((id, b.MessageId, b.Attempt)) + 1;
            }
            StoredAccount stored = world.Memory.Accounts.LoadAsync(id, CancellationToken.None).Result!;
            Holds(AccountText.Of(folded) == AccountText.Of(stored.Account), id, "the events do not fold to the stored state");
            foreach (((AccountId, string, int) call, int count) in calls)
                if (call.Item1 == id) Holds(count <= gates.GetValueOrDefault(call), id, $"{count} calls of {call.Item2}, attempt {call.Item3}, and the chain knows of {gates.GetValueOrDefault(call)}");
        }
    }
}

/// <summary>An account as its stored bytes.</summary>
internal static class AccountText
{
    public static string Of(Account account) => string.Concat(Enumerable.Range(0, account.NextPlace / AccountItems.PlacesAChunk + 1)
        .Select(n => AccountSnapshot.Chunk(account, n)).Prepend(AccountSnapshot.Head(account)).Select(Encoding.UTF8.GetString));
}
