using System.Collections.Immutable;

namespace Collections.Accounting.Connecting;

/// <summary>Our app at one provider. A class, not a record: a record prints its members, and secrets must not reach a log.</summary>
public sealed class OAuthOptions
{
    /// <summary>The app's id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The app's secret.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>Secrets of the app's webhooks; two while one is being replaced. None: webhooks are refused.</summary>
    public ImmutableArray<string> WebhookSecrets { get; init; } = [];

    /// <summary>Keys that seal the tokens: 32 bytes each. The first seals, all open.</summary>
    public required ImmutableArray<byte[]> SealKeys { get; init; }

    /// <summary>The provider's API. On loopback it is a fake, below which the pages of sign-in and tokens stand too.</summary>
    public required Uri BaseAddress { get; init; }

    internal void Check(string source)
    {
        Settings check = new(source);
        check.Require(ClientId.Length is > 0 and <= 200, "ClientId is missing");
        check.Require(ClientSecret.Length is >= 8 and <= 400, "ClientSecret is missing or too short");
        check.Secrets(WebhookSecrets, nameof(WebhookSecrets));
        check.Require(SealKeys is [_, ..] && SealKeys.All(k => k.Length == 32), "Collections:ConnectionKeys must hold at least one key of 32 bytes in base64: without it no token can be kept");
        check.Secure(BaseAddress, nameof(BaseAddress));
        check.ThrowIfAny(typeof(OAuthOptions));
    }

    /// <summary>A page of the provider: its own, or below the fake.</summary>
    internal Uri Page(string real, string path) => BaseAddress.IsLoopback ? new(BaseAddress.AbsoluteUri.TrimEnd('/') + "/" + path) : new(real);
}
