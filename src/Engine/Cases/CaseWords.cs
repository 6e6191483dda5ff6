using System.Text.Json;

namespace Collections.Engine.Cases;

/// <summary>Enum members as worked cases write them: opt_out, retry_later.</summary>
internal static class CaseWords
{
    public static string? Of<T>(T? value) where T : struct, Enum => value is { } v ? Of(v) : null;

    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
