using System.Globalization;
using Collections.Domain;

namespace Collections.Policies;

/// <summary>The one place where amounts and dates take the form of a language. Written out, because a machine's culture files differ by release.</summary>
internal sealed class Wording
{
    const char NoBreak = '\u00A0';
    static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    static readonly string[] GermanMonths =
        ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

    readonly bool german, american, indian, plain;

    /// <param name="language">A language tag: "en", "en-US", "en-IN", "de".</param>
    /// <param name="plain">True for SMS: only characters of the GSM alphabet that count once.</param>
    internal Wording(string language, bool plain = false)
    {
        german = language.StartsWith("de", StringComparison.OrdinalIgnoreCase);
        american = language.Equals("en-US", StringComparison.OrdinalIgnoreCase);
        indian = language.Equals("en-IN", StringComparison.OrdinalIgnoreCase);
        this.plain = plain;
    }

    /// <summary>"£1,050.25", "1.050,25 €", "₹1,05,025.00", in SMS "INR 1,05,025.00".</summary>
    internal string Amount(Money money)
    {
        string digits = Digits(money), sign = money.Minor < 0 ? "-" : "", symbol = Symbol(money.Currency);
        string gap = plain ? " " : NoBreak.ToString();
        if (german) return $"{sign}{digits}{gap}{symbol}";
        return symbol.Length == 3 ? $"{sign}{symbol}{gap}{digits}" : sign + symbol + digits;
    }

    /// <summary>"22 November 2026", "November 22, 2026", "22. November 2026".</summary>
    internal string Date(DateOnly date) => Date(date, german ? GermanMonths[date.Month - 1] : EnglishMonths[date.Month - 1]);

    /// <summary>"22 Nov 2026", "Nov 22, 2026", "22.11.2026".</summary>
    internal string ShortDate(DateOnly date) =>
        german ? string.Create(CultureInfo.InvariantCulture, $"{date.Day:00}.{date.Month:00}.{date.Year:0000}") : Date(date, EnglishMonths[date.Month - 1][..3]);

    /// <summary>"22 November 2026, 14:05" on the clock that the instant carries.</summary>
    internal string DateAndTime(DateTimeOffset at)
    {
        string clock = string.Create(CultureInfo.InvariantCulture, $"{at.Hour:00}:{at.Minute:00}");
        return $"{Date(DateOnly.FromDateTime(at.DateTime))}, {clock}" + (german ? " Uhr" : "");
    }

    /// <summary>"Thursday, 26 November 2026, 17:00", "Donnerstag, 26. November 2026, 17:00 Uhr"; short: "26 Nov 2026 17:00".</summary>
    internal string WeekdayAndTime(DateTimeOffset at, bool brief)
    {
        DateOnly date = DateOnly.FromDateTime(at.DateTime);
        string clock = string.Create(CultureInfo.InvariantCulture, $"{at.Hour:00}:{at.Minute:00}");
        if (brief) return $"{ShortDate(date)} {clock}";
        string[] days = german ? ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"] : ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
        return $"{days[(int)date.DayOfWeek]}, {DateAndTime(at)}";
    }

    /// <summary>"£10.00, €5.00 and $1.00".</summary>
    internal string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + (german ? " und " : " and ") + items[^1],
    };

    /// <summary>Why an invoice is shown without a demand, in the customer's words.</summary>
    internal string Reason(QuietReason reason, DateOnly? until)
    {
        string on = until is { } date ? (german ? " zum " : " for ") + ShortDate(date) : "";
        string to = until is { } day ? (german ? " bis " : " to ") + ShortDate(day) : "";
        return reason switch
        {
            QuietReason.Promised => (german ? "Zahlung zugesagt" : "payment promised") + on,
            QuietReason.Planned => (german ? "Teil der Ratenvereinbarung" : "part of your payment plan") + on,
            QuietReason.Requested => german ? "wir sehen uns an, worum Sie gebeten haben" : "we are looking at what you asked for",
            QuietReason.Extended => (german ? "Zahlungsziel verlängert" : "due date extended") + to,
            QuietReason.NotYetDue => german ? "noch nicht fällig" : "not yet due",
            QuietReason.CoveredByCredit => german ? "durch Ihr Guthaben gedeckt" : "covered by your credit",
            QuietReason.AutomaticPayment => german ? "wird automatisch eingezogen" : "being collected automatically",
            QuietReason.OnHold => german ? "zurzeit nicht angemahnt" : "not being requested at present",
            QuietReason.InDispute => german ? "Einwand in Prüfung" : "your query is being looked into",
        };
    }

    string Date(DateOnly date, string month) =>
        german ? $"{date.Day}. {month} {date.Year:0000}" : american ? $"{month} {date.Day}, {date.Year:0000}" : $"{date.Day} {month} {date.Year:0000}";

    string Symbol(Currency currency) => currency.Code switch
    {
        "GBP" => "£",
        "EUR" when !plain => "€",
        "USD" when american => "$",
        "INR" when !plain => "₹",
        string code => code,
    };

    string Digits(Money money)
    {
        string plainDigits = money.Digits().TrimStart('-');
        int point = plainDigits.IndexOf('.');
        string whole = point < 0 ? plainDigits : plainDigits[..point];
        string grouped = Grouped(whole, money.Currency.Code == "INR" && indian ? 2 : 3, german ? '.' : ',');
        return point < 0 ? grouped : grouped + (german ? ',' : '.') + plainDigits[(point + 1)..];
    }

    // The last group has three digits everywhere; in India the others have two (lakh, crore).
    static string Grouped(string whole, int size, char separator)
    {
        int at = whole.Length - 3;
        if (at <= 0) return whole;
        string grouped = whole[at..];
        for (; at > 0; at -= size) grouped = whole[Math.Max(0, at - size)..at] + separator + grouped;
        return grouped;
    }
}
