using System.Globalization;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>An exact amount in one currency, counted in minor units (cents, pence, yen). May be negative.</summary>
/// <exception cref="CurrencyMismatchException">Two currencies meet in one operation.</exception>
[JsonConverter(typeof(MoneyJson))]
public readonly record struct Money(long Minor, Currency Currency) : IComparable<Money>
{
    /// <summary>Nothing, in this currency.</summary>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>True above zero.</summary>
    [JsonIgnore] public bool IsPositive => Minor > 0;

    /// <summary>True at exactly zero.</summary>
    [JsonIgnore] public bool IsZero => Minor == 0;

    /// <summary>The sum; overflow throws.</summary>
    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Minor), Same(a, b));

    /// <summary>The difference; may be negative; overflow throws.</summary>
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Minor), Same(a, b));

    /// <summary>The amount with its sign turned.</summary>
    public static Money operator -(Money a) => a with { Minor = checked(-a.Minor) };

    /// <summary>True when less; only within one currency.</summary>
    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    /// <summary>True when more; only within one currency.</summary>
    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    /// <summary>True when less or equal; only within one currency.</summary>
    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    /// <summary>True when more or equal; only within one currency.</summary>
    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    /// <summary>The smaller of two amounts of one currency.</summary>
    public static Money Min(Money a, Money b) => a <= b ? a : b;

    /// <summary>The larger of two amounts of one currency.</summary>
    public static Money Max(Money a, Money b) => a >= b ? a : b;

    /// <summary>The one place where money is rounded: half away from zero, to the minor unit.</summary>
    public Money Times(decimal factor) =>
        this with { Minor = (long)decimal.Round(Minor * factor, MidpointRounding.AwayFromZero) };

    /// <summary>The amount as a decimal number of major units: 1050 pence are 10.50.</summary>
    public decimal ToDecimal() => Minor / Scale(Currency);

    /// <summary>An amount of major units, which must be exact in the currency's minor units.</summary>
    /// <exception cref="FormatException">The amount has more digits than the currency, or is too large.</exception>
    public static Money Exact(decimal major, Currency currency) =>
        TryExact(major, currency, out Money money)
            ? money
            : throw new FormatException($"{major.ToString(CultureInfo.InvariantCulture)} is no exact amount of {currency}.");

    /// <summary>As <see cref="Exact"/>; false instead of an error.</summary>
    public static bool TryExact(decimal major, Currency currency, out Money money)
    {
        money = default;
        if (Math.Abs(major) > 1_000_000_000_000m) return false; // a million millions: far above any invoice, far below an overflow of sums
        decimal minor = major * Scale(currency);
        if (minor != decimal.Truncate(minor)) return false;
        money = new Money((long)minor, currency);
        return true;
    }

    /// <summary>Reads digits with a point, an optional minus and no group separators: "1050.25". Never an exponent, never another script's digits.</summary>
    public static bool TryParse(string? text, Currency currency, out Money money)
    {
        money = default;
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (string.IsNullOrEmpty(text) || text.Length > 24 || !text.All(c => c is >= '0' and <= '9' or '.' or '-')) return false;
        return decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out decimal major) && TryExact(major, currency, out money);
    }

    /// <inheritdoc />
    public int CompareTo(Money other)
    {
        Same(this, other);
        return Minor.CompareTo(other.Minor);
    }

    /// <summary>Digits and code, without group separators: "1050.25 GBP".</summary>
    public override string ToString() => $"{Digits()} {Currency}";

    /// <summary>The digits alone: "1050.25", for JSON, CSV and the command line.</summary>
    public string Digits() => ToDecimal().ToString("F" + Currency.Exponent, CultureInfo.InvariantCulture);

    static decimal Scale(Currency currency) => currency.Exponent switch { 0 => 1m, 2 => 100m, 3 => 1000m, _ => 10_000m };

    static Currency Same(Money a, Money b) =>
        a.Currency == b.Currency ? a.Currency : throw new CurrencyMismatchException(a, b);
}

/// <summary>Two currencies met in one sum or comparison: always a mistake in our own code.</summary>
public sealed class CurrencyMismatchException(Money a, Money b)
    : InvalidOperationException($"{a.Currency} and {b.Currency} met in one operation.");
