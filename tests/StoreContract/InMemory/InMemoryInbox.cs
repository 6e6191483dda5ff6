using System.Collections.Immutable;
using Collections.Engine;

namespace Collections.StoreContract;

sealed class InMemoryInbox(InMemoryStores gate) : IInbox
{
    sealed class Row
    {
        public required InboxEvent Event { get; set; }
        public DateTimeOffset DueAt { get; set; }
    }

    readonly Dictionary<(string Source, string EventId), Row> rows = [];
    readonly List<Row> inOrder = [], pending = [];

    /// <summary>When the first pending event is due; null: nothing is pending.</summary>
    public DateTimeOffset? FirstDueAt
    {
        get { lock (gate) return pending.Count == 0 ? null : pending.Min(r => r.DueAt); }
    }

    public Task<bool> KeepAsync(InboxEvent received, CancellationToken cancel)
    {
        StoreLimits.Check("An inbox event's body", received.Body.Length, StoreLimits.BodyBytes);
        Row row = new() { Event = received, DueAt = received.ReceivedAt };
        lock (gate)
        {
            if (!rows.TryAdd((received.Source, received.EventId), row)) return Task.FromResult(false);
            inOrder.Add(row);
            if (received.State == InboxState.Pending) pending.Add(row);
            return Task.FromResult(true);
        }
    }

    public Task<IReadOnlyList<InboxEvent>> ClaimAsync(DateTimeOffset now, TimeSpan claim, int most, CancellationToken cancel)
    {
        lock (gate)
        {
            List<Row> due = [.. pending.Where(r => r.DueAt <= now).OrderBy(r => r.DueAt).Take(most)];
            foreach (Row row in due)
            {
                row.DueAt = now + claim;
                row.Event = row.Event with { Attempts = row.Event.Attempts + 1 };
            }
            return Listed(due.Select(r => r.Event));
        }
    }

    public Task SettleAsync(string source, string eventId, InboxState state, string? reason, DateTimeOffset? nextAttemptAt, CancellationToken cancel)
    {
        lock (gate)
            if (rows.TryGetValue((source, eventId), out Row? row))
            {
                if (row.Event.State == InboxState.Pending != (state == InboxState.Pending))
                {
                    if (state == InboxState.Pending) pending.Add(row);
                    else pending.Remove(row);
                }
                row.Event = row.Event with { State = state, Reason = reason };
                row.DueAt = nextAttemptAt ?? row.Event.ReceivedAt;
            }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<InboxEvent>> ListAsync(InboxState state, int most, CancellationToken cancel)
    {
        lock (gate) return Listed(inOrder.Where(r => r.Event.State == state).Select(r => r.Event).OrderByDescending(e => e.ReceivedAt).Take(most));
    }

    public Task<ImmutableDictionary<InboxState, long>> CountAsync(CancellationToken cancel)
    {
        lock (gate)
            return Task.FromResult(Enum.GetValues<InboxState>().ToImmutableDictionary(s => s, s => (long)inOrder.Count(r => r.Event.State == s)));
    }

    static Task<IReadOnlyList<T>> Listed<T>(IEnumerable<T> all) => Task.FromResult<IReadOnlyList<T>>([.. all]);
}
