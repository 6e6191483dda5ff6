using System.Text.Json;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Accounting;

/// <summary>Reads the members of one object that others wrote, and collects every fault with its place. What could not be read is never guessed: whoever asks
/// looks at <see cref="IsSound"/> before it makes a fact.</summary>
internal sealed class Fields(JsonElement at, string place, List<string> faults)
{
    internal const int LongestId = 200;

    internal JsonElement At => at;

    internal string Place => place;

    internal bool IsSound { get; private set; } = true;

    internal void Fault(string name, string what)
    {
        IsSound = false;
        faults.Add($"{place}.{name}: {what}");
    }

    /// <summary>A text that must be there, no longer than an id may be.</summary>
    internal string Needed(string name)
    {
        if (Trimmed(at.TextOrNumber(name)) is { Length: <= LongestId } text) return text;
        Fault(name, "is missing, empty or too long");
        return "";
    }

    /// <summary>A text; null where it is absent, null or blank.</summary>
    internal string? Optional(string name) => Trimmed(at.Text(name));

    internal DateOnly Day(string name)
    {
        if (Instants.Day(at.Text(name)) is { } day) return day;
        Fault(name, "is missing or no date");
        return default;
    }

    internal DateTimeOffset Instant(string name)
    {
        if (Instants.Read(at.Text(name)) is { } instant) return instant;
        Fault(name, "is missing or no time");
        return default;
    }

    internal Currency Currency(string name)
    {
        if (Domain.Currency.TryOf(at.Text(name)?.ToUpperInvariant(), out Currency currency)) return currency;
        Fault(name, "is missing or no ISO 4217 currency");
        return default;
    }

    /// <summary>An exact amount, written as a number or as digits; more decimals than the currency has are a fault, trailing zeros are not.</summary>
    internal Money Amount(string name, Currency currency)
    {
        if (MoneyOf(at, name, currency) is { } money) return money;
        Fault(name, $"is missing or no exact amount of {currency}");
        return Money.Zero(currency);
    }

    internal static Money? MoneyOf(JsonElement at, string name, Currency currency) => at.Member(name) switch
    {
        { ValueKind: JsonValueKind.Number } => at.Number(name) is { } number && Money.TryExact(number, currency, out Money exact) ? exact : null,
        { ValueKind: JsonValueKind.String } text => Money.TryParse(text.Text(), currency, out Money exact) ? exact : null,
        _ => null,
    };

    static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
