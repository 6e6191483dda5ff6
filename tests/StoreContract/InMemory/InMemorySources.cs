using Collections.Engine;

namespace Collections.StoreContract;

sealed partial class InMemoryLedgers
{
    readonly Dictionary<(string LedgerId, string ObjectKey), string> objects = [];
    readonly SortedDictionary<string, StoredConnection> connections = new(StringComparer.Ordinal);

    public Task<FeedRecord?> FeedAsync(string ledgerId, string feedId, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(feeds.GetValueOrDefault(ledgerId)?.Find(f => f.FeedId == feedId));
    }

    public Task PointAsync(string ledgerId, string objectKey, string customer, CancellationToken cancel)
    {
        lock (gate) objects[(ledgerId, objectKey)] = customer;
        return Task.CompletedTask;
    }

    public Task<string?> PointedAsync(string ledgerId, string objectKey, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(objects.GetValueOrDefault((ledgerId, objectKey)));
    }

    public Task<IReadOnlyList<StoredConnection>> ConnectionsAsync(CancellationToken cancel)
    {
        lock (gate) return Listed(connections.Values);
    }

    public Task<StoredConnection?> ConnectionAsync(string ledgerId, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(connections.GetValueOrDefault(ledgerId));
    }

    public Task<bool> SaveConnectionAsync(StoredConnection connection, long expected, CancellationToken cancel)
    {
        lock (gate)
        {
            if ((connections.GetValueOrDefault(connection.LedgerId)?.Version ?? 0) != expected) return Task.FromResult(false);
            connections[connection.LedgerId] = connection with { Version = expected + 1 };
            return Task.FromResult(true);
        }
    }
}
