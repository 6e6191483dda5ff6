using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collections.Policies;

/// <summary>How a pack's JSON is read and written: one set of options for reading, schema and tests.</summary>
internal static class PolicyJson
{
    internal const int MaxDepth = 16;

    internal static JsonSerializerOptions Options { get; } = Make();

    static JsonSerializerOptions Make()
    {
        JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
        {
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            MaxDepth = MaxDepth,
            WriteIndented = true,
            TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
        };
        options.MakeReadOnly();
        return options;
    }
}
