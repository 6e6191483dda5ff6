using System.Collections.Immutable;
using Collections.Accounting.BusinessCentral;
using Collections.Accounting.Connecting;
using Collections.Accounting.StandardWebhooks;
using Collections.Accounting.Stripe;

namespace Collections.Accounting;

/// <summary>The connectors as a host's settings name them: one app for all ledgers where a person consents (Xero, QuickBooks), a key for each ledger elsewhere, written
/// "ledger=value" with commas. The host gives the values; where they stand is its own business.</summary>
public sealed class ConnectorSettings
{
    readonly List<string> faults = [];

    ConnectorSettings()
    {
    }

    /// <summary>Address under which staff and providers reach this host; null: not set.</summary>
    public Uri? PublicBaseUrl { get; private init; }

    internal OAuthOptions? Xero { get; private init; }
    internal OAuthOptions? QuickBooks { get; private init; }
    internal ImmutableArray<StripeOptions> Stripe { get; private init; } = [];
    internal ImmutableArray<StandardWebhooksOptions> StandardWebhooks { get; private init; } = [];
    internal ImmutableArray<BusinessCentralOptions> BusinessCentral { get; private init; } = [];

    /// <summary>What is wrong; no secret is repeated.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>Reads them.</summary>
    /// <param name="setting">A setting by its name with a colon; null or blank: not set. Several values stand in one, with commas.</param>
    public static ConnectorSettings Read(Func<string, string?> setting)
    {
        Reading at = new(setting);
        ImmutableArray<byte[]> keys = at.Keys("Collections:ConnectionKeys");
        ConnectorSettings read = new()
        {
            PublicBaseUrl = at.Address("Collections:PublicBaseUrl", null),
            Xero = at.Text("Xero:ClientId") is not { } xero ? null : new()
            {
                ClientId = xero, ClientSecret = at.Text("Xero:ClientSecret") ?? "", WebhookSecrets = at.All("Xero:WebhookKeys"), SealKeys = keys, BaseAddress = at.Address("Xero:BaseAddress", "https://api.xero.com")!,
            },
            QuickBooks = at.Text("QuickBooks:ClientId") is not { } quickBooks ? null : new()
            {
                ClientId = quickBooks, ClientSecret = at.Text("QuickBooks:ClientSecret") ?? "", WebhookSecrets = at.All("QuickBooks:VerifierTokens"), SealKeys = keys,
                BaseAddress = at.Address("QuickBooks:BaseAddress", "https://quickbooks.api.intuit.com")!,
            },
            Stripe = StripeOf(at),
            StandardWebhooks = [.. at.ByLedger("StandardWebhooks:Secrets").Select(l => new StandardWebhooksOptions { LedgerId = l.Key, Secrets = [.. l] })],
            BusinessCentral = BusinessCentralOf(at),
        };
        read.faults.AddRange(at.Faults);
        return read;
    }

    static ImmutableArray<StripeOptions> StripeOf(Reading at)
    {
        ILookup<string, string> keys = at.ByLedger("Stripe:ApiKeys"), secrets = at.ByLedger("Stripe:WebhookSecrets"), zones = at.ByLedger("Stripe:Zones");
        Uri address = at.Address("Stripe:BaseAddress", "https://api.stripe.com")!;
        return [.. keys.Concat(secrets).Select(l => l.Key).Distinct().Select(ledger => new StripeOptions
        {
            LedgerId = ledger, ApiKey = keys[ledger].FirstOrDefault(), WebhookSecrets = [.. secrets[ledger]], Zone = zones[ledger].FirstOrDefault() ?? "Etc/UTC", BaseAddress = address,
            IsTestMode = keys[ledger].FirstOrDefault()?.Contains("_test_", StringComparison.Ordinal) == true,
        })];
    }

    static ImmutableArray<BusinessCentralOptions> BusinessCentralOf(Reading at)
    {
        ILookup<string, string> companies = at.ByLedger("BusinessCentral:Companies"), states = at.ByLedger("BusinessCentral:ClientStates");
        return [.. companies.Select(l => new BusinessCentralOptions { LedgerId = l.Key, CompanyId = l.First(), ClientStates = [.. states[l.Key]] })];
    }

    sealed class Reading(Func<string, string?> setting)
    {
        public List<string> Faults { get; } = [];

        public string? Text(string name) => setting(name)?.Trim() is { Length: > 0 } text ? text : null;

        public ImmutableArray<string> All(string name) => [.. (Text(name) ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

        public ILookup<string, string> ByLedger(string name)
        {
            string[][] pairs = [.. All(name).Select(p => p.Split('=', 2))];
            if (pairs.Any(p => p.Length != 2 || p[0].Length == 0 || p[1].Length == 0)) Faults.Add($"{name}: each value must be written ledger=value.");
            return pairs.Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1], StringComparer.Ordinal);
        }

        public ImmutableArray<byte[]> Keys(string name)
        {
            List<byte[]> keys = [];
            foreach (string text in All(name))
            {
                byte[] key = new byte[64];
                if (text.Length <= 80 && Convert.TryFromBase64String(text, key, out int length) && length == 32) keys.Add(key[..32]);
                else Faults.Add($"{name}: each key must be 32 bytes in base64.");
            }
            return [.. keys];
        }

        public Uri? Address(string name, string? otherwise)
        {
            if (Text(name) is not { } text) return otherwise is null ? null : new(otherwise);
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address)) return address;
            Faults.Add($"{name}: no full address.");
            return otherwise is null ? null : new(otherwise);
        }
    }
}
