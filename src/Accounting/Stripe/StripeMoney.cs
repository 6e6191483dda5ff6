using Collections.Domain;

namespace Collections.Accounting.Stripe;

/// <summary>The provider counts in minor units of its own: its list of currencies without decimals differs from ISO 4217 (docs.stripe.com/currencies, read 2026-11).</summary>
internal static class StripeMoney
{
    internal static Money? Of(long? minor, string? code)
    {
        if (minor is not { } units || !Currency.TryOf(code?.ToUpperInvariant(), out Currency currency)) return null;
        decimal scale = currency.Code switch
        {
            "BIF" or "CLP" or "DJF" or "GNF" or "JPY" or "KMF" or "KRW" or "MGA" or "PYG" or "RWF" or "VND" or "VUV" or "XAF" or "XOF" or "XPF" => 1m,
            "BHD" or "JOD" or "KWD" or "OMR" or "TND" => 1000m,
            _ => 100m, // ISK and UGX too: no decimals by ISO, written with two zeros
        };
        return Money.TryExact(units / scale, currency, out Money money) ? money : null;
    }
}
