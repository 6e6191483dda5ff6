using System.Collections.Immutable;
using System.Text.Json;

namespace Collections.Engine.Cases;

/// <summary>Runs a file of worked cases ({id, inputs, expected}) through the product's own rules and says where they differ.
/// It calculates nothing itself.</summary>
public static class WorkedCases
{
    /// <summary>Calculates every case of a file with the figures this build carries. The file is an object with a list
    /// <c>oracles</c> (or <c>cases</c>), or the list itself.</summary>
    /// <exception cref="FormatException">The file is not JSON, or holds no list of cases.</exception>
    public static IReadOnlyList<CaseResult> Run(Stream json) => Run(json, CaseFacts.Own);

    /// <summary>As <see cref="Run(Stream)"/>, with other figures.</summary>
    public static IReadOnlyList<CaseResult> Run(Stream json, CaseFacts facts)
    {
        using JsonDocument document = Parse(json);
        return [.. Cases(document.RootElement).Select((e, i) => One(WorkedCase.Read(e, i + 1), facts))];
    }

    /// <summary>0 when every case passes, 1 when one differs or could not be calculated.</summary>
    public static int ExitCode(IEnumerable<CaseResult> results) => results.All(r => r.Outcome == CaseOutcome.Pass) ? 0 : 1;

    static JsonDocument Parse(Stream json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException broken)
        {
            throw new FormatException($"The file is not JSON: see line {broken.LineNumber + 1}.", broken);
        }
    }

    static IEnumerable<JsonElement> Cases(JsonElement root)
    {
        JsonElement list = root;
        if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("oracles", out list) && !root.TryGetProperty("cases", out list))
            throw new FormatException("The file has neither a list \"oracles\" nor a list \"cases\".");
        if (list.ValueKind != JsonValueKind.Array) throw new FormatException("A list of cases is needed.");
        return list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object);
    }

    static CaseResult One(WorkedCase one, CaseFacts facts)
    {
        if (CaseFamilies.RulesOf(one) is not { } rules)
            return new(one.Id, one.Name, CaseOutcome.UnknownFamily, [], $"no rules for the family {one.Family}");
        CaseAnswer answer = new();
        string? problem = null;
        foreach (CaseRule rule in rules) problem ??= Apply(rule, one, facts, answer);

        ImmutableArray<CaseField> fields = [.. Fields(one, answer)];
        if (fields.Length == 0) return new(one.Id, one.Name, CaseOutcome.UnknownShape, [], "nothing is expected");
        CaseOutcome outcome = fields.All(f => f.IsEqual) ? CaseOutcome.Pass
            : fields.Any(f => f.Got is null) ? CaseOutcome.UnknownShape : CaseOutcome.Differs;
        return new(one.Id, one.Name, outcome, fields, outcome == CaseOutcome.UnknownShape ? problem ?? "no rule fits these inputs" : null);
    }

    /// <summary>One rule; what its figures refuse (a currency, a day before a series) is told, so that one odd case never stops the file.</summary>
    static string? Apply(CaseRule rule, WorkedCase one, CaseFacts facts, CaseAnswer answer)
    {
        try
        {
            if (rule(one, facts) is { } given) answer.Merge(given);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or KeyNotFoundException or OverflowException or TimeZoneNotFoundException)
        {
            return e.Message;
        }
    }

    static IEnumerable<CaseField> Fields(WorkedCase one, CaseAnswer answer)
    {
        if (one.Expected.ValueKind != JsonValueKind.Object) yield break;
        foreach (JsonProperty property in one.Expected.EnumerateObject())
        {
            bool given = answer.TryGet(property.Name, out object? got);
            yield return new(property.Name, CaseComparison.Show(property.Value), given ? CaseComparison.Show(got, property.Value) : null,
                given && CaseComparison.AreEqual(property.Value, got));
        }
    }
}
