using System.Globalization;
using Collections.Domain;
using Microsoft.AspNetCore.Http;

namespace Collections.Web.Portal;

/// <summary>One of the portal's two languages. Each text stands in both where it is used, so that none can be missing in one.</summary>
/// <param name="Tag">"en" or "de".</param>
public sealed record Tongue(string Tag)
{
    const string CookieName = "portal-language";

    public static Tongue English { get; } = new("en");
    public static Tongue German { get; } = new("de");

    static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo("en-GB"), GermanCulture = CultureInfo.GetCultureInfo("de-DE");

    public CultureInfo Culture => Tag == "de" ? GermanCulture : EnglishCulture;

    public Tongue Other => Tag == "de" ? English : German;

    /// <summary>The text in this language.</summary>
    public string this[string english, string german] => Tag == "de" ? german : english;

    /// <summary>"1,050.25 GBP" or "1.050,25 GBP"; the blank does not break.</summary>
    public string Money(Money money) => $"{money.ToDecimal().ToString("N" + money.Currency.Exponent, Culture)}\u00A0{money.Currency}";

    public string Monies(IEnumerable<Money> monies) => string.Join(", ", monies.Select(Money));

    /// <summary>"5 December 2026" or "5. Dezember 2026".</summary>
    public string Date(DateOnly date) => date.ToString(Tag == "de" ? "d. MMMM yyyy" : "d MMMM yyyy", Culture);

    public string At(DateTimeOffset at, TimeZoneInfo zone) => SendTime.In(zone, at).ToString(Tag == "de" ? "d. MMMM yyyy, HH:mm" : "d MMMM yyyy, HH:mm", Culture);

    public string Percent(decimal share) => share.ToString("P0", Culture);

    /// <summary>An amount as people write it here, digits in groups or not; false for anything that could be read in two ways.</summary>
    public bool TryMoney(string text, Currency currency, out Money money)
    {
        (char group, char point) = Tag == "de" ? ('.', ',') : (',', '.');
        string[] parts = text.Trim().Split(point);
        bool isGrouped = parts[0].Contains(group) && parts[0].Split(group) is [{ Length: >= 1 and <= 3 }, .. var groups] && groups.All(g => g.Length == 3);
        if (!isGrouped && Tag == "de" && parts.Length == 1 && parts[0].Split('.') is [_, { Length: 1 or 2 }]) parts = parts[0].Split('.'); // 250.50: no grouping has two digits
        string whole = isGrouped ? parts[0].Replace(group.ToString(), "") : parts[0];
        bool plain = parts.Length <= 2 && whole.Length is > 0 and <= 15 && whole.All(char.IsAsciiDigit) && (parts.Length == 1 || (parts[1].Length > 0 && parts[1].All(char.IsAsciiDigit)));
        money = default;
        return plain && Domain.Money.TryParse(parts.Length == 1 ? whole : $"{whole}.{parts[1]}", currency, out money);
    }

    /// <summary>An amount as a field shows it: what <see cref="TryMoney"/> reads back.</summary>
    public string Field(Money money) => money.ToDecimal().ToString("F" + money.Currency.Exponent, Culture);

    /// <summary>The one chosen by the visitor, else the contact's, else the browser's, else English.</summary>
    public static Tongue Of(HttpContext http, string? contacts = null) =>
        Known(http.Request.Cookies[CookieName]) ?? Known(contacts) ?? Wanted(http.Request.Headers.AcceptLanguage.ToString()) ?? English;

    public static Tongue? Known(string? tag) => tag is null ? null : tag.StartsWith("de", StringComparison.OrdinalIgnoreCase) ? German : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : null;

    /// <summary>Remembers a choice in the browser alone; it says nothing about anybody.</summary>
    public void Remember(HttpContext http) => http.Response.Cookies.Append(CookieName, Tag,
        new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/portal", MaxAge = TimeSpan.FromDays(365), IsEssential = true });

    static Tongue? Wanted(string accepted) => accepted.Split(',').Take(10).Select(p => Known(p.Trim())).FirstOrDefault(t => t is not null);
}
