using Collections.Domain;

namespace Collections.Engine;

/// <summary>The store cannot be written or read now (disk full, I/O error, locked, service away). Whether the write landed is not known:
/// the same write id settles it. Nothing may be acknowledged or sent on it.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What the store holds cannot be what was written: a broken hash chain, a changed state, bytes that cannot be read. A person must look.</summary>
public sealed class StoreDamagedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The damage of one account, named.</summary>
    public static StoreDamagedException Of(AccountId id, string what, Exception? inner = null) => new($"Account {id}: {what}", inner);
}

/// <summary>What one commit may hold, on every store alike: a commit that one store takes is taken by all.</summary>
public static class StoreLimits
{
    /// <summary>Bytes of a commit's events, of an account's head, of one chunk of items, each: 256 KiB, included.</summary>
    public const int PartBytes = 256 * 1024;
    /// <summary>Bytes of a commit's head and changed chunks together: 2 MiB, included.</summary>
    public const int CommitBytes = 2 * 1024 * 1024;
    /// <summary>Invoices, credit notes and payments that stand in an account at once, closed ones not yet retired too: included.</summary>
    public const int Items = 10_000;
    /// <summary>Bytes of a customer number in UTF-8: 1 KiB, included.</summary>
    public const int CustomerBytes = 1024;
    /// <summary>Bytes of an inbox event's body: 1 MiB, included.</summary>
    public const int BodyBytes = 1024 * 1024;
    /// <summary>Inbox events that one commit may mark as applied.</summary>
    public const int Markers = 50;

    /// <summary>Refuses what is too large before anything is written.</summary>
    /// <exception cref="ArgumentException">More bytes than the limit.</exception>
    public static void Check(string what, int bytes, int limit)
    {
        if (bytes > limit) throw new ArgumentException($"{what} has {bytes} bytes; at most {limit} are stored.");
    }
}
