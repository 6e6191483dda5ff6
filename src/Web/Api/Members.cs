using System.Collections.Immutable;
using Collections.Domain;
using Collections.Engine;

namespace Collections.Web.Api;

/// <summary>The members of a body that has been checked against its shape: every accessor answers what is there, or the member's absence.</summary>
internal sealed class Members(IReadOnlyDictionary<string, object> values)
{
    public static Members None { get; } = new(new Dictionary<string, object>());

    public bool Has(string name) => values.ContainsKey(name);
    public string Text(string name) => (string)values[name];
    public string? TextOrNull(string name) => values.GetValueOrDefault(name) as string;
    public DateOnly Date(string name) => (DateOnly)values[name];
    public DateOnly? DateOrNull(string name) => values.TryGetValue(name, out object? date) ? (DateOnly)date : null;
    public Money Money(string name) => (Money)values[name];
    public Money? MoneyOrNull(string name) => values.TryGetValue(name, out object? money) ? (Money)money : null;
    public bool Flag(string name) => values.TryGetValue(name, out object? flag) && (bool)flag;
    public bool? FlagOrNull(string name) => values.TryGetValue(name, out object? flag) ? (bool)flag : null;
    public long Whole(string name, long otherwise = 0) => values.TryGetValue(name, out object? number) ? (long)number : otherwise;
    public ImmutableArray<string> Texts(string name) => values.TryGetValue(name, out object? texts) ? [.. (IEnumerable<string>)texts] : [];
    public Members? Object(string name) => values.GetValueOrDefault(name) as Members;
    public IReadOnlyList<Members> Objects(string name) => values.TryGetValue(name, out object? objects) ? (IReadOnlyList<Members>)objects : [];
}

/// <summary>A body as it was read: its members, or everything that is wrong with it.</summary>
internal sealed record BodyReading(Members Members, ImmutableArray<Problem> Problems);
