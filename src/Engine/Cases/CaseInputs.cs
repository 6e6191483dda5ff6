using System.Globalization;
using System.Text.Json;

namespace Collections.Engine.Cases;

/// <summary>The inputs of a worked case, read leniently: numbers as numbers or text, several names for one thing, absent like null.</summary>
internal sealed class CaseInputs(JsonElement element)
{
    public IEnumerable<string> Names => element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(p => p.Name) : [];

    public JsonElement? Element(params string[] names)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (string name in names)
            if (element.TryGetProperty(name, out JsonElement e) && e.ValueKind != JsonValueKind.Null) return e;
        return null;
    }

    /// <summary>True when a field is there, also as null.</summary>
    public bool Mentions(params string[] names) => names.Any(n => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(n, out _));

    public bool Has(params string[] names) => Element(names) is not null;

    public decimal? Number(params string[] names) => Element(names) is { } e ? NumberOf(e) : null;

    public int? Whole(params string[] names) => Number(names) is { } n && n == decimal.Truncate(n) ? (int)n : null;

    public string? Text(params string[] names) => Element(names) is { ValueKind: JsonValueKind.String } e ? TextOf(e) : null;

    public bool? Flag(params string[] names) =>
        Element(names) is { } e ? e.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null } : null;

    public DateOnly? Date(params string[] names) => Element(names) is { } e ? DateOf(e) : null;

    public IReadOnlyList<JsonElement> List(params string[] names) =>
        Element(names) is { ValueKind: JsonValueKind.Array } e ? [.. e.EnumerateArray()] : [];

    public IReadOnlyList<DateOnly> Dates(params string[] names) => [.. List(names).Select(DateOf).OfType<DateOnly>()];

    public IReadOnlyList<decimal> Numbers(params string[] names) => [.. List(names).Select(NumberOf).OfType<decimal>()];

    /// <summary>The first number whose name begins so: principal, principal_incl_vat, principal_ttc.</summary>
    public decimal? NumberNamedLike(string start) =>
        Names.FirstOrDefault(n => n.StartsWith(start, StringComparison.OrdinalIgnoreCase) && Number(n) is not null) is { } name ? Number(name) : null;

    public CaseInputs? Child(params string[] names) => Element(names) is { ValueKind: JsonValueKind.Object } e ? new CaseInputs(e) : null;

    /// <summary>The text of a JSON string; as it is written where it holds half a surrogate pair, which cannot be read as text.</summary>
    public static string TextOf(JsonElement e)
    {
        try
        {
            return e.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return e.GetRawText();
        }
    }

    public static decimal? NumberOf(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Number when e.TryGetDecimal(out decimal n) => n,
        JsonValueKind.String when decimal.TryParse(TextOf(e), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal n) => n,
        _ => null,
    };

    public static DateOnly? DateOf(JsonElement e) =>
        e.ValueKind == JsonValueKind.String && DateOf(TextOf(e)) is { } date ? date : null;

    public static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;
}
