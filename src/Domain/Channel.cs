using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collections.Domain;

/// <summary>How a message travels.</summary>
[JsonConverter(typeof(KebabEnum<Channel>))]
public enum Channel
{
    /// <summary>Email: text and HTML.</summary>
    Email,
    /// <summary>A text message, counted in segments.</summary>
    Sms,
}

/// <summary>Writes an enum as kebab-case text ("hand-over") and reads nothing else: no numbers.</summary>
public sealed class KebabEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The words of an enum member as they stand in data, on the command line and in explanations.</summary>
public static class Code
{
    /// <summary>Kebab-case: <c>Reason.PromiseOpen</c> is "promise-open".</summary>
    public static string Of<T>(T value) where T : struct, Enum => Names<T>.All[value];

    /// <summary>Reads a kebab-case code; false when it names no member.</summary>
    public static bool TryRead<T>(string? code, out T value) where T : struct, Enum => Names<T>.Back.TryGetValue(code ?? "", out value);

    /// <summary>Every code of the enum, in its order.</summary>
    public static IReadOnlyCollection<string> All<T>() where T : struct, Enum => Names<T>.Back.Keys;

    static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> All =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));
        public static readonly Dictionary<string, T> Back = All.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
    }
}
