using System.Globalization;
using Collections.Domain;
using Collections.Policies;

namespace Collections.Web.Console;

/// <summary>How values look on a page. Text from outside loses control, bidirectional and zero-width characters: a name cannot rearrange the page.</summary>
internal static class Show
{
    static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static string Text(string? value) => CleanText.Line(value, 2000);

    /// <summary>The customer's name, or its number where it has none.</summary>
    public static string Name(string name, string customer) => Text(name) is { Length: > 0 } shown ? shown : Text(customer);

    /// <summary>"1,050.25": grouped digits, without the currency.</summary>
    public static string Digits(Money money) => money.ToDecimal().ToString("N" + money.Currency.Exponent, CultureInfo.InvariantCulture);

    /// <summary>"1,050.25 GBP"; the blank does not break.</summary>
    public static string Money(Money money) => $"{Digits(money)}\u00A0{money.Currency}";

    public static string Monies(IEnumerable<Money> monies) => string.Join(", ", monies.Select(Money));

    public static string Date(DateOnly date) => date.ToString("d MMM yyyy", English);

    public static string Date(DateOnly? date) => date is { } day ? Date(day) : "";

    public static string At(DateTimeOffset at, TimeZoneInfo zone) => SendTime.In(zone, at).ToString("d MMM yyyy, HH:mm", English);

    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"promise-open" as "promise open".</summary>
    public static string Words<T>(T code) where T : struct, Enum => Code.Of(code).Replace('-', ' ');

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} {many}";
}
