using System.Collections.Immutable;

namespace Collections.Engine;

/// <summary>Accounting software that asks a person for consent (OAuth 2.0) before a ledger may be read. Tokens never leave the adapter unsealed.</summary>
public interface IConnectLedgers
{
    /// <summary>Its name, as of its webhook: "xero", "quickbooks".</summary>
    string Name { get; }

    /// <summary>Its name as people know it.</summary>
    string Title { get; }

    /// <summary>The provider's page on which a person consents.</summary>
    Uri ConsentPage(ConsentRequest request);

    /// <summary>Exchanges the code that the consent gave. Never throws for an answer or a broken line.</summary>
    Task<ConsentAnswer> RedeemAsync(ConsentCode code, CancellationToken cancel);

    /// <summary>Exchanges the refresh token, which works once. Never throws for an answer or a broken line.</summary>
    Task<ConsentAnswer> RenewAsync(string sealedTokens, CancellationToken cancel);

    /// <summary>Takes the consent back at the provider; false when the provider did not say so.</summary>
    Task<bool> RevokeAsync(string sealedTokens, CancellationToken cancel);

    /// <summary>What reads the connected organisation.</summary>
    /// <param name="ledger">As it is now.</param>
    /// <param name="organisation">The source's id of it.</param>
    /// <param name="sealedTokens">Tokens that are good now; null: the connection has ended, or cannot be renewed just now.</param>
    ConnectedSource Open(Domain.Ledger ledger, string organisation, Func<CancellationToken, ValueTask<string?>> sealedTokens);
}

/// <summary>What the consent page is asked with.</summary>
/// <param name="State">Comes back with the code, and proves that this session asked.</param>
/// <param name="Verifier">PKCE: only whoever holds it can redeem the code; its hash travels.</param>
/// <param name="Redirect">Where the provider sends the person back to, exactly as it is registered there.</param>
public sealed record ConsentRequest(string State, string Verifier, Uri Redirect);

/// <summary>What came back from the consent page.</summary>
/// <param name="Code">Good for one exchange.</param>
/// <param name="Verifier">As of the request.</param>
/// <param name="Redirect">As of the request.</param>
/// <param name="Organisation">The company's id, where it travels with the code; empty elsewhere.</param>
public sealed record ConsentCode(string Code, string Verifier, Uri Redirect, string Organisation);

/// <summary>An organisation that may be read.</summary>
public sealed record Organisation(string Id, string Name);

/// <summary>How an exchange ended.</summary>
public abstract record ConsentAnswer
{
    ConsentAnswer() { }

    /// <summary>Granted.</summary>
    /// <param name="Sealed">The tokens, encrypted.</param>
    /// <param name="ExpiresAt">Until when the access token is good.</param>
    /// <param name="Organisations">What may be read; empty for a renewal.</param>
    public sealed record Granted(string Sealed, DateTimeOffset ExpiresAt, ImmutableArray<Organisation> Organisations) : ConsentAnswer;

    /// <summary>A definite no: the consent is gone, and only a person can give it again.</summary>
    public sealed record Refused(string Code) : ConsentAnswer;

    /// <summary>No clear answer: it is tried again.</summary>
    public sealed record Unavailable(string Code) : ConsentAnswer;

    /// <summary>One arm for each kind.</summary>
    public T Match<T>(Func<Granted, T> granted, Func<Refused, T> refused, Func<Unavailable, T> unavailable) => this switch
    {
        Granted a => granted(a), Refused a => refused(a), Unavailable a => unavailable(a), _ => throw new System.Diagnostics.UnreachableException(),
    };
}
