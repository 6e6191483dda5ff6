using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Collections.Messaging.Tests.OpenApi;

/// <summary>Holds a call and its answer against a provider's OpenAPI document: path, method, parameters, required fields, types, enumerations, patterns,
/// lengths, and no field that the document does not know.</summary>
internal sealed class SpecCheck(JsonElement document)
{
    public List<string> Check(RecordedCall call, string path)
    {
        List<string> faults = [];
        JsonElement paths = document.GetProperty("paths");
        JsonProperty[] found = [.. paths.EnumerateObject().Where(p => Regex.IsMatch(path, "^" + Regex.Replace(Regex.Escape(p.Name), @"\\{[^}]+}", "[^/]+") + "$"))];
        if (found.Length == 0) return [$"{path}: no such path"];
        JsonElement item = found.OrderBy(p => p.Name.Count(c => c == '{')).First().Value;
        if (!item.TryGetProperty(call.Method.ToLowerInvariant(), out JsonElement operation)) return [$"{path}: no {call.Method}"];
        Query(call, operation, faults);
        Request(call, operation, faults);
        Answer(call, operation, faults);
        return faults;
    }

    void Query(RecordedCall call, JsonElement operation, List<string> faults)
    {
        Dictionary<string, JsonElement> declared = operation.TryGetProperty("parameters", out JsonElement parameters)
            ? parameters.EnumerateArray().Select(Resolve).Where(p => p.GetProperty("in").GetString() == "query").ToDictionary(p => p.GetProperty("name").GetString()!) : [];
        foreach (string pair in call.Url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = Uri.UnescapeDataString(pair.Split('=', 2)[0]), value = Uri.UnescapeDataString(pair.Split('=', 2)[1]);
            if (!declared.TryGetValue(name, out JsonElement parameter)) faults.Add($"query {name} is not declared");
            else Words(value, Resolve(parameter.GetProperty("schema")), "query " + name, faults);
        }
    }

    void Request(RecordedCall call, JsonElement operation, List<string> faults)
    {
        if (!operation.TryGetProperty("requestBody", out JsonElement body))
        {
            if (call.Body.Length > 0) faults.Add("a body is not declared");
            return;
        }
        if (call.MediaType is null || !Resolve(body).GetProperty("content").TryGetProperty(call.MediaType, out JsonElement media)) { faults.Add($"{call.MediaType} is not declared"); return; }
        JsonElement schema = Resolve(media.GetProperty("schema"));
        if (call.MediaType == "application/json") Value(JsonDocument.Parse(call.Body).RootElement, schema, "body", faults, strict: true);
        else Form(call.Body, schema, faults);
    }

    void Form(string body, JsonElement schema, List<string> faults)
    {
        Dictionary<string, string> fields = body.Split('&').Select(f => f.Split('=', 2)).ToDictionary(f => Uri.UnescapeDataString(f[0]), f => Uri.UnescapeDataString(f[1].Replace('+', ' ')));
        foreach ((string name, string value) in fields)
            if (schema.GetProperty("properties").TryGetProperty(name, out JsonElement field)) Words(value, Resolve(field), name, faults);
            else faults.Add($"{name} is not declared");
        Required(schema, fields.ContainsKey, "form", faults);
    }

    void Answer(RecordedCall call, JsonElement operation, List<string> faults)
    {
        string status = call.Status.ToString(CultureInfo.InvariantCulture);
        if (!operation.GetProperty("responses").TryGetProperty(status, out JsonElement response)) { faults.Add($"answer {status} is not declared"); return; }
        if (call.Answer.Length > 0 && Resolve(response).TryGetProperty("content", out JsonElement content) && content.TryGetProperty("application/json", out JsonElement media))
            Value(JsonDocument.Parse(call.Answer).RootElement, Resolve(media.GetProperty("schema")), "answer", faults, strict: false);
    }

    void Value(JsonElement value, JsonElement schema, string at, List<string> faults, bool strict)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!schema.TryGetProperty("nullable", out JsonElement nullable) || !nullable.GetBoolean()) faults.Add($"{at} is null");
            return;
        }
        switch (schema.TryGetProperty("type", out JsonElement type) ? type.GetString() : null)
        {
            case "object":
                Kind(JsonValueKind.Object);
                if (value.ValueKind != JsonValueKind.Object) return;
                bool closed = schema.TryGetProperty("properties", out JsonElement properties);
                foreach (JsonProperty member in value.EnumerateObject())
                    if (closed && properties.TryGetProperty(member.Name, out JsonElement known)) Value(member.Value, Resolve(known), $"{at}.{member.Name}", faults, strict);
                    else if (closed && strict) faults.Add($"{at}.{member.Name} is not declared");
                Required(schema, name => value.TryGetProperty(name, out _), at, faults);
                break;
            case "array":
                Kind(JsonValueKind.Array);
                if (schema.TryGetProperty("maxItems", out JsonElement most) && value.GetArrayLength() > most.GetInt32()) faults.Add($"{at} has too many items");
                foreach (JsonElement item in value.EnumerateArray()) Value(item, Resolve(schema.GetProperty("items")), at + "[]", faults, strict);
                break;
            case "string":
                Kind(JsonValueKind.String);
                if (value.ValueKind == JsonValueKind.String) Words(value.GetString()!, schema, at, faults);
                break;
            case "integer" or "number":
                Kind(JsonValueKind.Number);
                break;
            case "boolean" when value.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                faults.Add($"{at} is no boolean");
                break;
        }

        void Kind(JsonValueKind wanted)
        {
            if (value.ValueKind != wanted) faults.Add($"{at} is {value.ValueKind}, not {wanted}");
        }
    }

    static void Words(string value, JsonElement schema, string at, List<string> faults)
    {
        string? type = schema.TryGetProperty("type", out JsonElement named) ? named.GetString() : null;
        if (type == "integer" && (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || (schema.TryGetProperty("minimum", out JsonElement least) && number < least.GetInt64()) || (schema.TryGetProperty("maximum", out JsonElement most) && number > most.GetInt64())))
            faults.Add($"{at}: {value} is no number in bounds");
        if (schema.TryGetProperty("enum", out JsonElement options) && options.EnumerateArray().All(o => o.GetString() != value)) faults.Add($"{at}: {value} is none of the enumeration");
        if (schema.TryGetProperty("pattern", out JsonElement pattern) && !Regex.IsMatch(value, pattern.GetString()!.Replace("\\_", "_", StringComparison.Ordinal))) faults.Add($"{at}: {value} does not match {pattern}");
        if (schema.TryGetProperty("minLength", out JsonElement shortest) && value.Length < shortest.GetInt32()) faults.Add($"{at} is too short");
        if (schema.TryGetProperty("maxLength", out JsonElement longest) && value.Length > longest.GetInt32()) faults.Add($"{at} is too long");
        if (schema.TryGetProperty("format", out JsonElement format) && format.GetString() is "date-time" && !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _)) faults.Add($"{at}: {value} is no instant");
        if (schema.TryGetProperty("format", out format) && format.GetString() is "uri" && !Uri.TryCreate(value, UriKind.Absolute, out _)) faults.Add($"{at}: {value} is no address");
    }

    static void Required(JsonElement schema, Func<string, bool> has, string at, List<string> faults)
    {
        if (schema.TryGetProperty("required", out JsonElement required))
            faults.AddRange(required.EnumerateArray().Where(r => !has(r.GetString()!)).Select(r => $"{at}.{r} is missing"));
    }

    JsonElement Resolve(JsonElement node)
    {
        while (node.ValueKind == JsonValueKind.Object && node.TryGetProperty("$ref", out JsonElement reference))
            node = reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(document, (at, name) => at.GetProperty(name));
        return node;
    }
}
