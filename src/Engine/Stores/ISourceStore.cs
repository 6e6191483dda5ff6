using System.Text.Json.Serialization;

namespace Collections.Engine;

/// <summary>What is kept of the software that feeds the ledgers: how each is connected, how far its polls have come, and whose its objects are.</summary>
public interface ISourceStore
{
    /// <summary>One feed of a ledger by its id, a poll's cursor too; null when unknown.</summary>
    Task<FeedRecord?> FeedAsync(string ledgerId, string feedId, CancellationToken cancel);

    /// <summary>Notes whose an object of the source is: an event may name an object by its id alone, and nothing is left at the source to be read. A repeat changes nothing,
    /// another customer replaces the one before.</summary>
    /// <param name="objectKey">Kind and the source's id: "invoice:39".</param>
    /// <param name="customer">The account's customer number.</param>
    Task PointAsync(string ledgerId, string objectKey, string customer, CancellationToken cancel);

    /// <summary>Whose an object of the source is; null when nothing was noted.</summary>
    Task<string?> PointedAsync(string ledgerId, string objectKey, CancellationToken cancel);

    /// <summary>Every connection, by ledger, those that have ended too.</summary>
    Task<IReadOnlyList<StoredConnection>> ConnectionsAsync(CancellationToken cancel);

    /// <summary>A ledger's connection; null when it never had one.</summary>
    Task<StoredConnection?> ConnectionAsync(string ledgerId, CancellationToken cancel);

    /// <summary>Replaces a ledger's connection if it still has the version that was read (zero: there is none yet); false: somebody else was first, and nothing is written.</summary>
    Task<bool> SaveConnectionAsync(StoredConnection connection, long expected, CancellationToken cancel);
}

/// <summary>How a ledger is connected to the software that keeps it. The tokens are sealed: the store never sees them.</summary>
public sealed record StoredConnection
{
    /// <summary>The ledger; it is fed by one organisation at most.</summary>
    public required string LedgerId { get; init; }
    /// <summary>"xero", "quickbooks".</summary>
    public required string Source { get; init; }
    /// <summary>The source's id of the organisation or company.</summary>
    public required string Organisation { get; init; }
    /// <summary>Its name, as a person knows it.</summary>
    public string Name { get; init; } = "";
    /// <summary>The tokens, encrypted and in base64; empty once the connection was revoked.</summary>
    public required string Sealed { get; init; }
    /// <summary>When a person connected it.</summary>
    public required DateTimeOffset ConnectedAt { get; init; }
    /// <summary>Who.</summary>
    public required string ConnectedBy { get; init; }
    /// <summary>Until when the access token among them is good.</summary>
    public DateTimeOffset ExpiresAt { get; init; }
    /// <summary>Until then one host alone may ask for new tokens: a refresh token works once. Null: nobody asks.</summary>
    public DateTimeOffset? RefreshingUntil { get; init; }
    /// <summary>When the source or a person ended it; null: it stands.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    /// <summary>Why, in words for a person; null: it stands.</summary>
    public string? EndedBecause { get; init; }
    /// <summary>Writes so far; set by the store.</summary>
    public long Version { get; init; }

    /// <summary>True while nothing can be read until a person connects again.</summary>
    [JsonIgnore] public bool HasEnded => EndedAt is not null;
}
