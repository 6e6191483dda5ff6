using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>Where the customer's way in lasts: links, sessions, how often a code was sent to an address, and the evidence that customers send.
/// Secrets are never kept: only their SHA-256, or a seal made with the session's own key.</summary>
public interface IPortalStore
{
    /// <summary>Keeps a link; its hash is new.</summary>
    Task AddLinkAsync(PortalLink link, CancellationToken cancel);
    /// <summary>A link by its token's hash, expired and revoked ones too; null when unknown.</summary>
    Task<PortalLink?> LinkAsync(string hash, CancellationToken cancel);
    /// <summary>Every link of an account, the newest first, then by id.</summary>
    Task<IReadOnlyList<PortalLink>> LinksOfAsync(AccountId account, CancellationToken cancel);
    /// <summary>Ends a link of an account at once; false when it is unknown there or ended already (the first time stands).</summary>
    Task<bool> RevokeLinkAsync(AccountId account, string id, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Keeps a session; its id is new.</summary>
    Task AddSessionAsync(PortalSession session, CancellationToken cancel);
    /// <summary>A session by its id, ended ones too; null when unknown.</summary>
    Task<PortalSession?> SessionAsync(string id, CancellationToken cancel);
    /// <summary>Changes a session in one step: of two callers at once each sees what the other has left. The function answers what the session becomes,
    /// null to leave it, and may be asked again. The session as it now is; null when it was left or is unknown.</summary>
    Task<PortalSession?> ChangeSessionAsync(string id, Func<PortalSession, PortalSession?> change, CancellationToken cancel);

    /// <summary>Takes one of the sendings that an address may have: of callers at once no more get one than the limit has. False: none is left now.</summary>
    Task<bool> TakeSendingAsync(string address, DateTimeOffset at, SendingLimit limit, CancellationToken cancel);

    /// <summary>Keeps a file that a customer sent; a repeat of the same id changes nothing.</summary>
    Task AddEvidenceAsync(Evidence file, ReadOnlyMemory<byte> content, CancellationToken cancel);
    /// <summary>What customers sent on an account, the oldest first, then by id.</summary>
    Task<IReadOnlyList<Evidence>> EvidenceOfAsync(AccountId account, CancellationToken cancel);
    /// <summary>The bytes of a file; null when the account has none of that id.</summary>
    Task<byte[]?> EvidenceContentAsync(AccountId account, string id, CancellationToken cancel);
}

/// <summary>A link to the customer's own pages. Its token is known to its holder alone.</summary>
/// <param name="Hash">SHA-256 of the token, lower-case hex.</param>
/// <param name="Id">A public name, by which it is revoked; unique in its account.</param>
/// <param name="Account">The one account that it opens.</param>
/// <param name="LedgerId">Its ledger.</param>
/// <param name="ContactId">The contact it was sent to; null: given out by staff.</param>
/// <param name="Purpose">What it is good for: "account" opens the pages.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="CreatedBy">Who made it; "rule" for one that a letter carried.</param>
/// <param name="ExpiresAt">The first instant at which it is no longer good.</param>
/// <param name="RevokedAt">When it was ended; null: not ended.</param>
public sealed record PortalLink(
    string Hash, string Id, AccountId Account, string LedgerId, string? ContactId, string Purpose, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt = null)
{
    /// <summary>The purpose of a link that opens the customer's pages.</summary>
    public const string OpensAccount = "account";

    /// <summary>True while it opens the pages: of this purpose, not ended, and before its end (the bound is excluded).</summary>
    public bool Opens(DateTimeOffset at) => Purpose == OpensAccount && RevokedAt is null && at < ExpiresAt;
}

/// <summary>A customer's session: one account, begun by one link.</summary>
/// <param name="Id">A public name, by which it is found.</param>
/// <param name="Hash">SHA-256 of the secret in the cookie, lower-case hex.</param>
/// <param name="LinkHash">The link that began it: when that is revoked, so is this.</param>
/// <param name="Account">The one account that it may see.</param>
/// <param name="LedgerId">Its ledger.</param>
/// <param name="ContactId">The contact whose link it was; null: staff gave the link out.</param>
/// <param name="SealKey">256 random bits as lower-case hex: seals the cookie's time of last use, the forms, and the codes of this session.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="ExpiresAt">The first instant at which it is over, however busy it is.</param>
/// <param name="EndedAt">When it was ended; null: not ended.</param>
/// <param name="ConfirmedAt">When a code was entered rightly; null: not yet.</param>
/// <param name="Codes">How many codes it has asked for.</param>
/// <param name="Code">The code under way; null: none.</param>
public sealed record PortalSession(
    string Id, string Hash, string LinkHash, AccountId Account, string LedgerId, string? ContactId, string SealKey, DateTimeOffset BeganAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt = null, DateTimeOffset? ConfirmedAt = null, int Codes = 0, PortalCode? Code = null);

/// <summary>A code on its way to a contact.</summary>
/// <param name="Number">Which of the session's codes: an older one that arrives late opens nothing.</param>
/// <param name="Seal">The code under the session's seal; null until it is made, at the gate.</param>
/// <param name="ExpiresAt">The first instant at which it is no longer good; null until it is made.</param>
/// <param name="Tries">Wrong answers so far.</param>
public sealed record PortalCode(int Number, string? Seal = null, DateTimeOffset? ExpiresAt = null, int Tries = 0);

/// <summary>How often something may go to one address.</summary>
/// <param name="Gap">The least time between two.</param>
/// <param name="PerDay">Most in any 24 hours.</param>
public sealed record SendingLimit(TimeSpan Gap, int PerDay)
{
    /// <summary>The sendings that still count after one more; null: there is no room for one. A sending made ahead of this instant counts as well.</summary>
    public ImmutableArray<DateTimeOffset>? Take(ImmutableArray<DateTimeOffset> before, DateTimeOffset at)
    {
        ImmutableArray<DateTimeOffset> counted = before.RemoveAll(b => at - b >= TimeSpan.FromHours(24));
        return counted.Length >= PerDay || counted.Any(b => at - b < Gap) ? null : counted.Add(at);
    }
}

/// <summary>A file that a customer sent. It is given to staff as a download and never shown, run or served to anybody else.</summary>
/// <param name="Id">A public name, unique in its account.</param>
/// <param name="Account">Whose.</param>
/// <param name="LedgerId">Its ledger.</param>
/// <param name="About">The dispute or request it belongs to.</param>
/// <param name="Name">As the customer called it, cleaned; for showing alone.</param>
/// <param name="Type">Media type by its content: "application/pdf", "image/png", "image/jpeg".</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Of its content, lower-case hex.</param>
/// <param name="At">When it came.</param>
public sealed record Evidence(string Id, AccountId Account, string LedgerId, string About, string Name, string Type, int Size, string Sha256, DateTimeOffset At);
