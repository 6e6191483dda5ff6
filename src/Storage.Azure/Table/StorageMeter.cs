using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Collections.Storage.Azure.Table;

/// <summary>Counts every request that leaves, by kind, repeats included: each is one billed storage transaction, an entity-group transaction too.</summary>
public sealed class StorageMeter
{
    readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>So many of each kind since the start or the last reset: "point read", "query", "insert", "group of writes"...</summary>
    public IReadOnlyDictionary<string, long> Counts => counts.Where(c => c.Value > 0).OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Value);

    /// <summary>All kinds together.</summary>
    public long Total => counts.Values.Sum();

    /// <summary>Begins at zero.</summary>
    public void Reset() => counts.Clear();

    internal void Add(string kind) => counts.AddOrUpdate(kind, 1, static (_, n) => checked(n + 1));

    /// <summary>The bytes of the largest request body since the start or the last reset.</summary>
    public long LargestBody => Interlocked.Read(ref largest);
    long largest;

    internal void Saw(long bytes)
    {
        long seen;
        while (bytes > (seen = Interlocked.Read(ref largest)) && Interlocked.CompareExchange(ref largest, bytes, seen) != seen) { }
    }

    /// <summary>Forgets the largest body.</summary>
    public void ForgetLargest() => Interlocked.Exchange(ref largest, 0);
}

/// <summary>Stands behind the retries, so that each attempt counts.</summary>
internal sealed class MeterPolicy(StorageMeter meter) : HttpPipelineSynchronousPolicy
{
    public const string Kind = "collections.kind";

    public override void OnSendingRequest(HttpMessage message)
    {
        meter.Add(message.TryGetProperty(Kind, out object? kind) ? (string)kind! : "other");
        if (message.Request.Content is { } content && content.TryComputeLength(out long length)) meter.Saw(length);
    }
}
