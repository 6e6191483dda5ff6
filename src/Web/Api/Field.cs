using System.Collections.Immutable;

namespace Collections.Web.Api;

/// <summary>What kind of value a member of a body has.</summary>
internal enum FieldKind { Text, Date, Money, Flag, Whole, Texts, Object, Objects, Json }

/// <summary>A member of a body: read by it, checked by it, described by it in the OpenAPI document.</summary>
/// <param name="Name">As it stands in JSON.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Words">What it means.</param>
internal sealed record Field(string Name, FieldKind Kind, string Words)
{
    /// <summary>True when it must be there.</summary>
    public bool Needed { get; init; }
    /// <summary>Most characters of a text, most items of a list.</summary>
    public int Most { get; init; } = 500;
    /// <summary>The only texts allowed; empty: any.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];
    /// <summary>The members of an object, or of each object of a list.</summary>
    public Shape? Of { get; init; }

    public static Field Text(string name, string words, int most = 500) => new(name, FieldKind.Text, words) { Most = most };
    public static Field Date(string name, string words) => new(name, FieldKind.Date, words);
    public static Field Money(string name, string words) => new(name, FieldKind.Money, words);
    public static Field Flag(string name, string words) => new(name, FieldKind.Flag, words);
    public static Field Whole(string name, string words) => new(name, FieldKind.Whole, words);
    public static Field Texts(string name, string words, int most = 200) => new(name, FieldKind.Texts, words) { Most = most };
    public static Field Objects(string name, string words, Shape of, int most = 200) => new(name, FieldKind.Objects, words) { Of = of, Most = most };
    public static Field Object(string name, string words, Shape of) => new(name, FieldKind.Object, words) { Of = of };
    /// <summary>Any JSON, given on as its text: whoever takes it reads it.</summary>
    public static Field Json(string name, string words) => new(name, FieldKind.Json, words);
    public static Field Choice(string name, string words, params IEnumerable<string> oneOf) => new(name, FieldKind.Text, words) { OneOf = [.. oneOf] };
}

/// <summary>The members that a body, or an object in it, may have. What is not named is refused.</summary>
internal sealed record Shape(string Name, ImmutableArray<Field> Fields)
{
    public static Shape Of(string name, params ReadOnlySpan<Field> fields) => new(name, [.. fields]);

    public Field? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

internal static class Needs
{
    /// <summary>The same member, needed.</summary>
    public static Field Needed(this Field field) => field with { Needed = true };
}
