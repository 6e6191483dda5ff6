namespace Collections.Engine.Cases;

/// <summary>A figure that publications print rounded: compared at the digits that the expected figure shows.</summary>
internal readonly record struct Printed(decimal Value);

/// <summary>Reasons, whose order says nothing.</summary>
internal sealed record Reasons(IReadOnlyList<string> Words);

/// <summary>What the rules give for one case: field by field, the first rule that gives a field wins.</summary>
internal sealed class CaseAnswer
{
    readonly Dictionary<string, object?> fields = new(StringComparer.Ordinal);

    public CaseAnswer Put(object? value, params string[] names)
    {
        foreach (string name in names) fields.TryAdd(name, value);
        return this;
    }

    public bool TryGet(string name, out object? value) => fields.TryGetValue(name, out value);

    public void Merge(CaseAnswer other)
    {
        foreach ((string name, object? value) in other.fields) fields.TryAdd(name, value);
    }
}
