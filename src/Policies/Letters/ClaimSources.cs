using System.Collections.Immutable;
using System.Text.Json;

namespace Collections.Policies;

/// <summary>What a claim scheme is called in a letter, by language: policies/letters/claims.json.</summary>
public static class ClaimSources
{
    static readonly Lazy<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>> Words = new(() =>
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>>(PackFiles.ClaimWords, PolicyJson.Options)!);

    /// <summary>The words for a scheme in a language ("en-US" is served by "en"); null when there are none.</summary>
    public static string? For(string scheme, string language) =>
        Words.Value.GetValueOrDefault(scheme) is { } words ? words.GetValueOrDefault(LetterSet.Bare(language)) : null;
}
