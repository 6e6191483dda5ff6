using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Access;

/// <summary>Keys of programs: "ck_" + prefix + "_" + 256 bits. Shown once when made, kept as their hash.</summary>
public sealed class AccessKeys(IAccessStore access, ILedgerStore ledgers, TimeProvider clock)
{
    const int PrefixLength = 10, SecretLength = 43;

    /// <summary>Makes a key and answers it whole, the only time that it is shown.</summary>
    public async Task<(string Key, ApiKey Kept)> AddAsync(string name, Role role, ImmutableArray<string> ledgerIds, string by, CancellationToken cancel)
    {
        string prefix = Secret.NewName(PrefixLength), whole = $"ck_{prefix}_{Secret.New()}";
        ApiKey key = new(prefix, Secret.HashOf(whole), name, role, ledgerIds, clock.GetUtcNow(), by);
        await access.AddKeyAsync(key, cancel);
        await ledgers.AuditAsync("", new(clock.GetUtcNow(), by, "key-added", $"{prefix} {Code.Of(role)} {Scope(ledgerIds)}"), cancel);
        return (whole, key);
    }

    /// <summary>Ends a key at once; false when it is unknown or ended already.</summary>
    public async Task<bool> RevokeAsync(string prefix, string by, CancellationToken cancel)
    {
        bool ended = await access.RevokeKeyAsync(prefix, clock.GetUtcNow(), cancel);
        if (ended) await ledgers.AuditAsync("", new(clock.GetUtcNow(), by, "key-revoked", prefix), cancel);
        return ended;
    }

    /// <summary>Every key, without its secret.</summary>
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancel) => access.KeysAsync(cancel);

    /// <summary>The caller behind an Authorization header; null for anything but a working key.</summary>
    internal async Task<Caller?> CallerAsync(string authorization, CancellationToken cancel)
    {
        const string scheme = "Bearer ck_";
        if (!authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length != scheme.Length + PrefixLength + 1 + SecretLength) return null;
        string whole = authorization[7..], prefix = authorization.Substring(scheme.Length, PrefixLength);
        if (!prefix.All(char.IsAsciiLetterOrDigit) || await access.KeyAsync(prefix, cancel) is not { } key) return null;
        bool genuine = Secret.Same(key.Hash, Secret.HashOf(whole));
        return genuine && key.RevokedAt is null ? new("key:" + key.Prefix, key.Role, key.Ledgers, null, key.CreatedBy) : null;
    }

    static string Scope(ImmutableArray<string> ledgerIds) => ledgerIds.IsEmpty ? "every ledger" : string.Join(' ', ledgerIds);
}
