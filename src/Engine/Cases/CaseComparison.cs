using System.Globalization;
using System.Text.Json;

namespace Collections.Engine.Cases;

/// <summary>Compares what a case expects with what the rules give. Numbers compare as numbers whether they are written as text or not;
/// of a list or an object only the fields that are expected are looked at.</summary>
internal static class CaseComparison
{
    public static bool AreEqual(JsonElement expected, object? got) => expected.ValueKind switch
    {
        JsonValueKind.Null => got is null,
        JsonValueKind.True or JsonValueKind.False => got is bool flag && flag == expected.GetBoolean(),
        JsonValueKind.Array when got is Reasons reasons => reasons.Words.Order(StringComparer.Ordinal)
            .SequenceEqual(expected.EnumerateArray().Select(e => Text(e) ?? "").Distinct().Order(StringComparer.Ordinal)),
        JsonValueKind.Array => got is IReadOnlyList<object?> list && SameList(expected, list),
        JsonValueKind.Object => got is CaseAnswer answer && expected.EnumerateObject().All(p => answer.TryGet(p.Name, out object? v) && AreEqual(p.Value, v)),
        _ => SameScalar(expected, got),
    };

    public static string Show(object? got) => got switch
    {
        null => "null",
        Printed printed => Show(decimal.Round(printed.Value, 4, MidpointRounding.AwayFromZero)),
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        Reasons reasons => $"[{string.Join(", ", reasons.Words)}]",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        IReadOnlyList<object?> list => $"[{string.Join(", ", list.Select(Show))}]",
        _ => got.ToString() ?? "",
    };

    /// <summary>As <see cref="Show(object?)"/>, with the fields of an object that are expected.</summary>
    public static string Show(object? got, JsonElement like) => (got, like.ValueKind) switch
    {
        (CaseAnswer answer, JsonValueKind.Object) =>
            $"{{{string.Join(", ", like.EnumerateObject().Select(p => $"{p.Name}: {(answer.TryGet(p.Name, out object? v) ? Show(v, p.Value) : "-")}"))}}}",
        (IReadOnlyList<object?> list, JsonValueKind.Array) when like.GetArrayLength() > 0 =>
            $"[{string.Join(", ", list.Select((v, i) => Show(v, like[Math.Min(i, like.GetArrayLength() - 1)])))}]",
        (Printed printed, _) when Text(like) is { } text => Show(decimal.Round(printed.Value, Digits(text), MidpointRounding.AwayFromZero)),
        _ => Show(got),
    };

    public static string Show(JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.String => CaseInputs.TextOf(expected),
        JsonValueKind.Object => $"{{{string.Join(", ", expected.EnumerateObject().Select(p => $"{p.Name}: {Show(p.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", expected.EnumerateArray().Select(Show))}]",
        _ => expected.GetRawText(),
    };

    static bool SameList(JsonElement expected, IReadOnlyList<object?> got) =>
        expected.GetArrayLength() == got.Count && expected.EnumerateArray().Zip(got).All(pair => AreEqual(pair.First, pair.Second));

    static bool SameScalar(JsonElement expected, object? got)
    {
        string text = Text(expected)!;
        decimal? number = CaseInputs.NumberOf(expected);
        return got switch
        {
            Printed printed => number == decimal.Round(printed.Value, Digits(text), MidpointRounding.AwayFromZero),
            decimal value => number == value,
            int value => number == value,
            string value => string.Equals(text, value, StringComparison.Ordinal),
            DateOnly value => CaseInputs.DateOf(text) == value,
            DateTimeOffset value => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at) && at.EqualsExact(value),
            _ => false,
        };
    }

    static string? Text(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.String => CaseInputs.TextOf(e),
        JsonValueKind.Number => e.GetRawText(),
        _ => null,
    };

    static int Digits(string number) => number.IndexOf('.') is var point and >= 0 ? Math.Min(number.Length - point - 1, 10) : 0;
}
