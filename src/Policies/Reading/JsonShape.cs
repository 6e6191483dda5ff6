using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Collections.Policies;

/// <summary>Compares a JSON document with the type it is meant for and lists every difference. The serializer alone would stop at the first.</summary>
internal sealed class JsonShape(string file, List<PolicyFault> faults)
{
    static readonly Dictionary<Type, (string What, Func<JsonElement, bool> Fits)> Scalars = new()
    {
        [typeof(string)] = ("text", e => e.ValueKind == JsonValueKind.String),
        [typeof(bool)] = ("true or false", e => e.ValueKind is JsonValueKind.True or JsonValueKind.False),
        [typeof(int)] = ("a whole number", e => e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out _)),
        [typeof(decimal)] = ("a number such as 0.25 or \"25.00\"", IsDecimal),
        [typeof(DateOnly)] = ("a date such as \"2026-11-30\"", e => e.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(e.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
        [typeof(TimeOnly)] = ("a time such as \"09:00\"", e => e.ValueKind == JsonValueKind.String
            && TimeOnly.TryParseExact(e.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
    };

    /// <summary>Reads the text as T; null when anything was wrong, all of it then listed.</summary>
    internal static T? Read<T>(string file, string text, List<PolicyFault> faults) where T : class
    {
        int before = faults.Count;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = PolicyJson.MaxDepth });
            new JsonShape(file, faults).Check(document.RootElement, typeof(T), "$");
            return faults.Count == before ? document.RootElement.Deserialize<T>(PolicyJson.Options) : null;
        }
        catch (JsonException broken)
        {
            faults.Add(new PolicyFault($"{file} line {broken.LineNumber + 1}", "not valid JSON: " + FirstSentence(broken.Message),
                $"Write plain JSON: no comments, no trailing commas, at most {PolicyJson.MaxDepth} levels deep"));
            return null;
        }
    }

    void Check(JsonElement value, Type declared, string path)
    {
        Type type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (value.ValueKind == JsonValueKind.String && !IsSound(value)) Fault(path, "text that is not Unicode", "Save the file as UTF-8");
        else if (type.IsEnum) CheckEnum(value, type, path);
        else if (Scalars.TryGetValue(type, out (string What, Func<JsonElement, bool> Fits) scalar))
        {
            if (!scalar.Fits(value)) Fault(path, $"{Seen(value)} stands where {scalar.What} is expected", $"Write {scalar.What}");
        }
        else CheckNested(value, PolicyJson.Options.GetTypeInfo(type), path);
    }

    void CheckNested(JsonElement value, JsonTypeInfo type, string path)
    {
        bool list = type.Kind == JsonTypeInfoKind.Enumerable;
        if (value.ValueKind != (list ? JsonValueKind.Array : JsonValueKind.Object))
            Fault(path, $"{Seen(value)} stands where {(list ? "a list" : "an object")} is expected", list ? "Write [ ... ]" : "Write { ... }");
        else if (list)
            foreach ((int index, JsonElement item) in value.EnumerateArray().Index()) Check(item, type.ElementType!, $"{path}[{index}]");
        else CheckObject(value, type, path);
    }

    void CheckObject(JsonElement value, JsonTypeInfo type, string path)
    {
        Dictionary<string, JsonPropertyInfo> known = type.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            string name = NameOf(property), at = $"{path}.{name}";
            if (!seen.Add(name)) Fault(at, "stands twice", "Keep one of them");
            else if (type.Kind == JsonTypeInfoKind.Dictionary) Check(property.Value, type.ElementType!, at);
            else if (known.TryGetValue(name, out JsonPropertyInfo? expected)) CheckProperty(property.Value, expected, at);
            else if (!(path == "$" && name == "$schema")) FaultUnknown(at, name, known.Keys);
        }
        foreach (JsonPropertyInfo missing in type.Properties.Where(p => IsRequired(p) && !seen.Contains(p.Name)))
            Fault($"{path}.{missing.Name}", "is missing", $"Add \"{missing.Name}\"");
    }

    void CheckProperty(JsonElement value, JsonPropertyInfo expected, string path)
    {
        if (value.ValueKind != JsonValueKind.Null) Check(value, expected.PropertyType, path);
        else if (Nullable.GetUnderlyingType(expected.PropertyType) is null && (expected.PropertyType.IsValueType || !expected.IsSetNullable))
            Fault(path, "must not be null", "Leave it out to take the default, or write a value");
    }

    void CheckEnum(JsonElement value, Type type, string path)
    {
        string[] allowed = NamesOf(type);
        if (value.ValueKind == JsonValueKind.String && allowed.Contains(value.GetString(), StringComparer.Ordinal)) return;
        Fault(path, $"{Seen(value)} is not one of {string.Join(", ", allowed)}", "Write one of " + string.Join(", ", allowed.Select(a => $"\"{a}\"")));
    }

    void FaultUnknown(string path, string name, IEnumerable<string> known)
    {
        string[] all = [.. known.Order(StringComparer.Ordinal)];
        string? near = Nearest.Of(name, all);
        Fault(path, "is not known", near is null ? $"Remove it; known here: {string.Join(", ", all)}" : $"Did you mean \"{near}\"? Otherwise remove it");
    }

    void Fault(string path, string what, string cure) => faults.Add(new PolicyFault($"{file} {path}", what, cure));

    internal static string[] NamesOf(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    static bool IsRequired(JsonPropertyInfo property) => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    static bool IsDecimal(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Number => e.TryGetDecimal(out _),
        JsonValueKind.String => e.GetString() is { Length: > 0 and < 24 } s && s.All(c => c is >= '0' and <= '9' or '.' or '-')
            && decimal.TryParse(s, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    static string Seen(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => CleanText.Line(e.GetRawText(), 60),
    };

    // GetString throws on half a surrogate pair, and not as a JsonException.
    static bool IsSound(JsonElement e)
    {
        try { e.GetString(); return true; }
        catch (InvalidOperationException) { return false; }
    }

    static string NameOf(JsonProperty property)
    {
        try { return property.Name; }
        catch (InvalidOperationException) { return "\uFFFD"; }
    }

    static string FirstSentence(string message) => message.Split(". ", 2)[0].TrimEnd('.');
}
