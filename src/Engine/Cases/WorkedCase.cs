using System.Text.Json;

namespace Collections.Engine.Cases;

/// <summary>One case of a file, before it is calculated.</summary>
internal sealed record WorkedCase(string Id, string Name, string Jurisdiction, CaseInputs Inputs, JsonElement Expected)
{
    /// <summary>The letters that begin the id: "UK" of "UK-COMP-1".</summary>
    public string Family => Id.Split('-')[0].ToUpperInvariant();

    public IEnumerable<string> Asked => Expected.ValueKind == JsonValueKind.Object ? Expected.EnumerateObject().Select(p => p.Name) : [];

    public bool Asks(params string[] names) => Asked.Any(names.Contains);

    public static WorkedCase Read(JsonElement e, int position)
    {
        JsonElement none = default;
        string id = Text(e, "id") ?? $"#{position}";
        return new(id, Text(e, "name") ?? "", Text(e, "jurisdiction") ?? "",
            new CaseInputs(e.TryGetProperty("inputs", out JsonElement inputs) ? inputs : none),
            e.TryGetProperty("expected", out JsonElement expected) ? expected : none);
    }

    static string? Text(JsonElement e, string name) =>
        e.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? CaseInputs.TextOf(value) : null;
}

/// <summary>A way to calculate cases: null when the inputs are not of its form.</summary>
internal delegate CaseAnswer? CaseRule(WorkedCase one, CaseFacts facts);
