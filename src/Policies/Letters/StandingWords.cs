using System.Collections.Immutable;
using System.Text.Json;

namespace Collections.Policies;

/// <summary>What a step of standing is called in a letter, by language: policies/letters/standing.json.</summary>
public static class StandingWords
{
    static readonly Lazy<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>> Words = new(() =>
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>>(PackFiles.StandingWords, PolicyJson.Options)!);

    /// <summary>The words for a step in a language ("en-US" is served by "en"), English where the language has none; null for a step without words.</summary>
    public static string? For(string step, string language) =>
        Words.Value.GetValueOrDefault(step) is { } words ? words.GetValueOrDefault(LetterSet.Bare(language)) ?? words.GetValueOrDefault("en") : null;
}
