using System.Globalization;
using System.Text.RegularExpressions;
using Collections.Domain;

namespace Collections.Engine;

/// <summary>What a text like <c>PAY 250 28 NOV</c> promises. It becomes a promise only after the rules accept it and the customer has confirmed these values.</summary>
/// <param name="Amount">Above zero.</param>
/// <param name="Date">Today or later.</param>
public readonly partial record struct PromiseText(Money Amount, DateOnly Date)
{
    const RegexOptions Plain = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>Understands a text in English or German; null for anything it is not sure of, which a person then reads.
    /// A date without a year is the next such day, today included; an amount without a currency is in the ledger's; a date written 5/6 is
    /// understood only where the month can be but one of the two.</summary>
    /// <param name="text">The whole message.</param>
    /// <param name="today">The ledger's day.</param>
    /// <param name="ledger">The ledger's currency.</param>
    public static PromiseText? Read(string text, DateOnly today, Currency ledger)
    {
        if (text.Length > 160 || Whole().Match(text.Trim()) is not { Success: true } found) return null;
        string before = found.Groups["before"].Value, rest = found.Groups["rest"].Value.Trim();
        string word = rest.Split(' ', 2)[0];
        Currency? after = CurrencyOf(word, ledger), currency = before.Length > 0 ? CurrencyOf(before, ledger) : after ?? ledger;
        if (before.Length > 0 && after is not null) return null; // two currencies
        string when = Filler().Replace(after is null ? rest : rest[word.Length..].Trim(), "");
        return currency is { } known && MinorUnits(found.Groups["amount"].Value, known.Exponent) is > 0 and long minor
            && DateOf(Thanks().Replace(when, "").Trim().TrimEnd('.', '!'), today) is { } date && date >= today
            ? new PromiseText(new Money(minor, known), date) : null;
    }

    static Currency? CurrencyOf(string word, Currency ledger) => word.ToUpperInvariant() switch
    {
        "£" or "POUND" or "POUNDS" or "PFUND" => Currency.Of("GBP"),
        "€" or "EURO" or "EUROS" => Currency.Of("EUR"),
        "₹" or "RS" or "RS." or "RUPEES" => Currency.Of("INR"),
        "$" or "DOLLAR" or "DOLLARS" => ledger.Code is "AUD" or "CAD" or "NZD" or "SGD" or "HKD" ? ledger : Currency.Of("USD"),
        string code => Currency.TryOf(code, out Currency known) ? known : null,
    };

    // The last separator is the decimal point unless three digits follow it: "1.250" and "1,250" are both a thousand two hundred and fifty.
    static long? MinorUnits(string number, int exponent)
    {
        int last = number.LastIndexOfAny(['.', ',']);
        bool hasDecimals = last >= 0 && number.Length - last - 1 != 3;
        if (last >= 0 && !hasDecimals && exponent == 3) return null; // "1.250" of a currency with three decimals may be either
        string whole = hasDecimals ? number[..last] : number, decimals = hasDecimals ? number[(last + 1)..] : "";
        char? grouping = whole.FirstOrDefault(c => !char.IsAsciiDigit(c)) is var sign and not '\0' ? sign : null;
        if (decimals.Length > exponent || (hasDecimals && decimals.Length == 0) || (hasDecimals && number[last] == grouping)) return null;
        string[] groups = grouping is { } split ? whole.Split(split) : [whole];
        if (groups.Any(g => g.Length == 0 || !g.All(char.IsAsciiDigit)) || groups.Skip(1).Any(g => g.Length != 3) || (groups.Length > 1 && groups[0].Length > 3)) return null;
        return long.TryParse(string.Concat(groups) + decimals.PadRight(exponent, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out long minor) ? minor : null;
    }

    static DateOnly? DateOf(string text, DateOnly today)
    {
        string word = text.ToUpperInvariant();
        if (word is "TODAY" or "HEUTE") return today;
        if (word is "TOMORROW" or "MORGEN") return today.AddDays(1);
        if (WeekdayOf(word) is { } weekday) return today.AddDays(((int)weekday - (int)today.DayOfWeek + 6) % 7 + 1); // "Friday" said on a Friday is the next one
        if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly iso)) return iso;
        if (DayAndMonth().Match(word) is { Success: true } named && MonthOf(named.Groups["month"].Value) is { } month)
            return Resolve(named.Groups["year"].Value, month, Number(named.Groups["day"].Value), today);
        if (Numbers().Match(word) is not { Success: true } numbers) return null;
        (int first, int second) = (Number(numbers.Groups["first"].Value), Number(numbers.Groups["second"].Value));
        string year = numbers.Groups["year"].Value;
        if (numbers.Groups["sign"].Value == "." || first > 12 || first == second) return Resolve(year, second, first, today);
        return second > 12 ? Resolve(year, first, second, today) : null;
    }

    static DateOnly? Resolve(string year, int month, int day, DateOnly today)
    {
        if (year.Length > 0) return On(year.Length == 2 ? 2000 + Number(year) : Number(year));
        return On(today.Year) is { } now && now >= today ? now : On(today.Year + 1);

        DateOnly? On(int y) => y is >= 2000 and <= 2099 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(y, month) ? new DateOnly(y, month, day) : null;
    }

    static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    static DayOfWeek? WeekdayOf(string word) => word switch
    {
        "MONDAY" or "MON" or "MONTAG" => DayOfWeek.Monday,
        "TUESDAY" or "TUE" or "DIENSTAG" => DayOfWeek.Tuesday,
        "WEDNESDAY" or "WED" or "MITTWOCH" => DayOfWeek.Wednesday,
        "THURSDAY" or "THU" or "DONNERSTAG" => DayOfWeek.Thursday,
        "FRIDAY" or "FRI" or "FREITAG" => DayOfWeek.Friday,
        "SATURDAY" or "SAT" or "SAMSTAG" or "SONNABEND" => DayOfWeek.Saturday,
        "SUNDAY" or "SUN" or "SONNTAG" => DayOfWeek.Sunday,
        _ => null,
    };

    static int? MonthOf(string word) => word switch
    {
        "JAN" or "JANUARY" or "JANUAR" => 1,
        "FEB" or "FEBRUARY" or "FEBRUAR" => 2,
        "MAR" or "MARCH" or "MRZ" or "MÄRZ" or "MAERZ" => 3,
        "APR" or "APRIL" => 4,
        "MAY" or "MAI" => 5,
        "JUN" or "JUNE" or "JUNI" => 6,
        "JUL" or "JULY" or "JULI" => 7,
        "AUG" or "AUGUST" => 8,
        "SEP" or "SEPT" or "SEPTEMBER" => 9,
        "OCT" or "OCTOBER" or "OKT" or "OKTOBER" => 10,
        "NOV" or "NOVEMBER" => 11,
        "DEC" or "DECEMBER" or "DEZ" or "DEZEMBER" => 12,
        _ => null,
    };

    [GeneratedRegex(@"^((i|we|i'll|we'll|will|can|ich|wir|werde|werden|kann) +)*(pay|paying|zahle|zahlen|bezahle|bezahlen|ueberweise|überweise) *:? *"
        + @"(?<before>[£€₹$]|[a-z]{3})? *(?<amount>[0-9]([0-9.,]{0,15}[0-9])?)(?<rest>([£€₹$ ]).{1,60})$", Plain)]
    private static partial Regex Whole();

    [GeneratedRegex("^((on|by|until|before|next|the|am|bis|zum|den|vor) +)*", Plain)]
    private static partial Regex Filler();

    [GeneratedRegex("[,.! ]+(please|thanks|thank you|thx|bitte|danke)[.! ]*$", Plain)]
    private static partial Regex Thanks();

    [GeneratedRegex(@"^((?<day>[0-9]{1,2})(ST|ND|RD|TH|\.)? *(OF +)?(?<month>[A-ZÄ]{3,9})\.?|(?<month>[A-Z]{3,9})\.? *(?<day>[0-9]{1,2})(ST|ND|RD|TH)?),?( *(?<year>20[0-9]{2}))?$", Plain)]
    private static partial Regex DayAndMonth();

    [GeneratedRegex(@"^(?<first>[0-9]{1,2})(?<sign>[./-])(?<second>[0-9]{1,2})([./-](?<year>20[0-9]{2}|[0-9]{2}))?$", Plain)]
    private static partial Regex Numbers();
}
