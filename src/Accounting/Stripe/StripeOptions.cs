using System.Collections.Immutable;
using Collections.Domain;

namespace Collections.Accounting.Stripe;

/// <summary>How one ledger is fed from one Stripe account. A class, not a record: a record prints its members, and secrets must not reach a log.</summary>
public sealed class StripeOptions
{
    /// <summary>The edition of the API in which objects are asked for.</summary>
    public const string ApiVersion = "2025-03-31.basil";

    /// <summary>The ledger that the route names.</summary>
    public required string LedgerId { get; init; }

    /// <summary>Secrets of the webhook endpoint; two while one is being replaced. None: webhooks are refused.</summary>
    public ImmutableArray<string> WebhookSecrets { get; init; } = [];

    /// <summary>A restricted key that may read events, invoices and credit notes; null: nothing is polled.</summary>
    public string? ApiKey { get; init; }

    /// <summary>IANA zone in which the provider's instants become days.</summary>
    public string Zone { get; init; } = "Etc/UTC";

    /// <summary>True for a test account: events of the other mode are not ours.</summary>
    public bool IsTestMode { get; init; }

    /// <summary>Below it stands v1.</summary>
    public Uri BaseAddress { get; init; } = new("https://api.stripe.com");

    internal TimeZoneInfo TimeZone => SendTime.Zone(Zone);

    internal void Check()
    {
        Settings check = new("stripe");
        check.Ledger(LedgerId);
        check.Secrets(WebhookSecrets, nameof(WebhookSecrets));
        check.Require(ApiKey is null || (ApiKey.Length > 0 && ApiKey.All(c => c is > ' ' and < '\x7f')), "ApiKey holds blanks");
        check.Require(SendTime.IsZone(Zone), "Zone is no IANA time zone");
        check.Secure(BaseAddress, nameof(BaseAddress));
        check.ThrowIfAny(typeof(StripeOptions));
    }
}
