using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Where the right to come in lasts: keys of programs, people of the staff, their sessions and the one-time tokens that begin them.
/// Secrets are never kept: only their SHA-256, as lower-case hex.</summary>
public interface IAccessStore
{
    /// <summary>Adds a key; its prefix must be new.</summary>
    /// <exception cref="InvalidOperationException">The prefix is taken.</exception>
    Task AddKeyAsync(ApiKey key, CancellationToken cancel);
    /// <summary>The key of a prefix, revoked ones too; null when unknown.</summary>
    Task<ApiKey?> KeyAsync(string prefix, CancellationToken cancel);
    /// <summary>Every key, the oldest first, then by prefix.</summary>
    Task<IReadOnlyList<ApiKey>> KeysAsync(CancellationToken cancel);
    /// <summary>Ends a key; false when it is unknown or ended already (the first time stands).</summary>
    Task<bool> RevokeKeyAsync(string prefix, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Adds a person or replaces the one of that name.</summary>
    Task SavePersonAsync(StaffPerson person, CancellationToken cancel);
    /// <summary>A person; null when unknown.</summary>
    Task<StaffPerson?> PersonAsync(string name, CancellationToken cancel);
    /// <summary>Everyone, by name (ordinal).</summary>
    Task<IReadOnlyList<StaffPerson>> PeopleAsync(CancellationToken cancel);

    /// <summary>Keeps a one-time token.</summary>
    Task AddTokenAsync(OneTimeToken token, CancellationToken cancel);
    /// <summary>Spends a token: of two callers one gets it. Null when it is unknown, spent, or expired at that instant (the bound is excluded).</summary>
    Task<OneTimeToken?> SpendTokenAsync(string hash, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Keeps a session.</summary>
    Task AddSessionAsync(StaffSession session, CancellationToken cancel);
    /// <summary>A session by the hash of its token, ended ones too; null when unknown.</summary>
    Task<StaffSession?> SessionAsync(string hash, CancellationToken cancel);
    /// <summary>Ends a session; a repeat changes nothing.</summary>
    Task EndSessionAsync(string hash, DateTimeOffset at, CancellationToken cancel);
    /// <summary>Ends every session of a person that has not ended, and spends every token of theirs.</summary>
    Task EndSessionsOfAsync(string person, DateTimeOffset at, CancellationToken cancel);
}

/// <summary>What somebody is there to do.</summary>
[JsonConverter(typeof(KebabEnum<Role>))]
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,
    /// <summary>Asks the order gate and nothing else.</summary>
    Orders,
    /// <summary>Works the exceptions, records what customers say, escalates.</summary>
    Controller,
    /// <summary>As a controller, and decides concessions and blacklisting.</summary>
    Approver,
    /// <summary>As an approver, and keeps keys, people, ledgers and safe mode.</summary>
    Admin,
    /// <summary>Feeds ledgers and nothing else.</summary>
    Connector,
}

/// <summary>A program's key. The key itself is shown once and never kept.</summary>
/// <param name="Prefix">Its public part, by which it is found.</param>
/// <param name="Hash">SHA-256 of the whole key, lower-case hex.</param>
/// <param name="Name">What it is for, in its owner's words.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Ledgers">Ids of the ledgers it may touch; empty: every ledger.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="RevokedAt">When it ended; null: it works.</param>
public sealed record ApiKey(
    string Prefix, string Hash, string Name, Role Role, ImmutableArray<string> Ledgers, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? RevokedAt = null);

/// <summary>A member of the staff.</summary>
/// <param name="Name">Unique; stands in histories as who did it.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Ledgers">Ids of the ledgers they may touch; empty: every ledger.</param>
/// <param name="IsActive">False: cannot sign in, and what was signed in is refused.</param>
public sealed record StaffPerson(string Name, Role Role, ImmutableArray<string> Ledgers, bool IsActive = true);

/// <summary>A link that lets one person sign in once.</summary>
/// <param name="Hash">SHA-256 of the token, lower-case hex.</param>
/// <param name="Person">Whom it signs in.</param>
/// <param name="ExpiresAt">The first instant at which it is no longer good.</param>
public sealed record OneTimeToken(string Hash, string Person, DateTimeOffset ExpiresAt);

/// <summary>A person's session. When it was last used stands in its cookie under a seal, so that reading a page writes nothing here.</summary>
/// <param name="Hash">SHA-256 of the token in the cookie, lower-case hex.</param>
/// <param name="Person">Whose.</param>
/// <param name="SealKey">256 random bits as lower-case hex: seals the cookie's time of last use and the forms of this session.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="ExpiresAt">The first instant at which it is over, however busy it is.</param>
/// <param name="EndedAt">When it was ended; null: not ended.</param>
public sealed record StaffSession(string Hash, string Person, string SealKey, DateTimeOffset BeganAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt = null);
