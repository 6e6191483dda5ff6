using System.Collections.Immutable;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Engine;

/// <summary>Looks for what needs a person and nobody may have seen: the alerts of a host stand on it.</summary>
public sealed class Watch(AccountDesk desk)
{
    const int MostTasks = 500;

    /// <summary>Looks once. Costs by what is open, not by how many accounts there are.</summary>
    public async Task<WatchFindings> RunAsync(CancellationToken cancel)
    {
        IReadOnlyList<StoredTask> tasks = await desk.Stores.Accounts.TasksAsync(null, MostTasks, cancel);
        long parked = (await desk.Stores.Inbox.CountAsync(cancel)).GetValueOrDefault(InboxState.Parked);
        ImmutableArray<string>.Builder stale = ImmutableArray.CreateBuilder<string>();
        foreach (Ledger ledger in await desk.Stores.Ledgers.ListAsync(cancel))
        {
            Account nobody = Account.New(ledger.Id, "");
            Surroundings around = await desk.Reader.ReadAsync(nobody, desk.Now, cancel);
            bool holds = desk.Book.Current(ledger.Pack) is { } pack && Guards.OfLedger(nobody, around, pack.Rules, desk.Now).Any(s => s.Reason is Reason.LedgerStale or Reason.SyncImplausible or Reason.ConnectionEnded);
            if (holds) stale.Add(ledger.Id);
        }
        return new(tasks.Count(t => t.Task.Kind == "uncertain-message"), parked, stale.ToImmutable());
    }
}

/// <summary>What was found.</summary>
/// <param name="UncertainMessages">Messages whose fate is not known, among the five hundred oldest open tasks.</param>
/// <param name="ParkedEvents">Events that wait for a person.</param>
/// <param name="StaleLedgers">Ledgers of which nothing is sent because their last feed is too old, or held as implausible, or their connection has ended.</param>
public sealed record WatchFindings(int UncertainMessages, long ParkedEvents, ImmutableArray<string> StaleLedgers);
