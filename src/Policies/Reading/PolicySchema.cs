using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Collections.Policies;

/// <summary>The JSON schema of a pack, made from the types, so that an editor can complete and check pack.json.</summary>
public static class PolicySchema
{
    /// <summary>The text of policies/policy.schema.json.</summary>
    public static string Write()
    {
        JsonObject schema = PolicyJson.Options.GetJsonSchemaAsNode(typeof(PolicyPack), new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Refine }).AsObject();
        schema["properties"]!["$schema"] = new JsonObject { ["type"] = "string" };
        JsonObject whole = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Collections policy pack",
        };
        foreach ((string name, JsonNode? value) in schema.ToArray()) whole[name] = value?.DeepClone();
        return whole.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ReplaceLineEndings("\n") + "\n";
    }

    static JsonNode Refine(JsonSchemaExporterContext context, JsonNode schema)
    {
        Type type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(TimeOnly)) return new JsonObject { ["type"] = "string", ["pattern"] = "^([01][0-9]|2[0-3]):[0-5][0-9]$" };
        if (type == typeof(int)) return new JsonObject { ["type"] = context.TypeInfo.Type == type ? "integer" : new JsonArray("integer", "null") };
        if (schema is JsonObject known && known.ContainsKey("properties")) known["additionalProperties"] = false;
        return schema;
    }
}
