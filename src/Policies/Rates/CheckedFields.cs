using System.Globalization;
using System.Text.Json;

namespace Collections.Policies.Rates;

/// <summary>Reads the fields of one JSON object and notes every fault instead of stopping at the first.</summary>
internal sealed class CheckedFields(JsonElement element, string file, string path, List<RateFault> faults)
{
    readonly HashSet<string> read = new(StringComparer.Ordinal);

    public string Text(string name) => Field(name) is { } e && e.ValueKind == JsonValueKind.String && e.GetString() is { Length: > 0 } text
        ? text : Missing<string>(name, "a text is needed") ?? "";

    public string? TextOrNull(string name) => Optional(name) is null ? null : Text(name);

    public decimal Number(string name) => Field(name) is { } e && e.ValueKind == JsonValueKind.Number && e.TryGetDecimal(out decimal value)
        ? value : Missing<decimal>(name, "a number is needed");

    public decimal? NumberOrNull(string name) => Optional(name) is null ? null : Number(name);

    public int Whole(string name) => Field(name) is { } e && e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out int value)
        ? value : Missing<int>(name, "a whole number is needed");

    public int? WholeOrNull(string name) => Optional(name) is null ? null : Whole(name);

    public bool Flag(string name) => Optional(name) is { } e && (e.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? e.GetBoolean() : Missing<bool>(name, "true or false is needed"));

    public DateOnly Date(string name) =>
        Field(name) is { } e && e.ValueKind == JsonValueKind.String
        && DateOnly.TryParseExact(e.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date : Missing<DateOnly>(name, "a date is needed, as 2026-07-01");

    public TimeOnly Time(string name) =>
        Field(name) is { } e && e.ValueKind == JsonValueKind.String
        && TimeOnly.TryParseExact(e.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time : Missing<TimeOnly>(name, "a time is needed, as 09:00");

    /// <summary>One of the kebab-case names of an enum; null when absent.</summary>
    public T? OneOfOrNull<T>(string name) where T : struct, Enum => Optional(name) is null ? null : OneOf<T>(name);

    public T OneOf<T>(string name) where T : struct, Enum => Field(name) is { } e ? Member<T>(e, name) : default;

    public T[] Many<T>(string name) where T : struct, Enum =>
        Optional(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(e => Member<T>(e, name))] : [];

    public string[] Texts(string name) =>
        Optional(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : Missing<string>(name, "texts alone are allowed") ?? "")]
            : [];

    public int[] Wholes(string name) =>
        Optional(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out int n) ? n : Missing<int>(name, "whole numbers alone are allowed"))]
            : [];

    public bool Has(string name) => Optional(name) is not null;

    public IReadOnlyList<CheckedFields> Each(string name)
    {
        if (Field(name) is not { ValueKind: JsonValueKind.Array } list)
        {
            if (element.TryGetProperty(name, out _)) Fault(name, "a list is needed");
            return [];
        }
        if (list.GetArrayLength() == 0) Fault(name, "the list is empty");
        return [.. list.EnumerateArray().Select((e, i) => new CheckedFields(e, file, $"{At(name)}[{i}]", faults)).Where(f => f.IsObject())];
    }

    public CheckedFields? Child(string name) =>
        Optional(name) is { } e && new CheckedFields(e, file, At(name), faults) is var child && child.IsObject() ? child : null;

    public void Fault(string name, string problem) => faults.Add(new(file, At(name), problem));

    /// <summary>Says which fields nobody asked for: a misspelt name must not pass in silence.</summary>
    public void NothingElse()
    {
        foreach (JsonProperty property in element.EnumerateObject())
            if (!read.Contains(property.Name)) Fault(property.Name, "no such field; is it misspelt?");
    }

    bool IsObject()
    {
        if (element.ValueKind == JsonValueKind.Object) return true;
        faults.Add(new(file, path, "an object is needed"));
        return false;
    }

    T Member<T>(JsonElement e, string name) where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
            if (e.ValueKind == JsonValueKind.String && e.GetString() == JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString())) return value;
        string known = string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName));
        return Missing<T>(name, $"one of {known} is needed");
    }

    JsonElement? Optional(string name)
    {
        read.Add(name);
        return element.TryGetProperty(name, out JsonElement e) && e.ValueKind != JsonValueKind.Null ? e : null;
    }

    JsonElement? Field(string name)
    {
        if (Optional(name) is { } e) return e;
        Fault(name, "the field is missing");
        return null;
    }

    T? Missing<T>(string name, string problem)
    {
        if (element.TryGetProperty(name, out _)) Fault(name, problem);
        return default;
    }

    string At(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
