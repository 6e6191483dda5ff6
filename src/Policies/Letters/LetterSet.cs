using System.Collections.Concurrent;
using System.Collections.Immutable;
using HandlebarsDotNet;

namespace Collections.Policies;

/// <summary>The letters of one pack: templates by language, letter and part, compiled on first use.
/// A file is "letters/LANGUAGE/LETTER.PART.hbs", PART being subject, txt, html or sms; a name with a leading underscore is a piece that others include.</summary>
public sealed class LetterSet
{
    internal const string Layout = "letters/layout.html.hbs";
    readonly ImmutableSortedDictionary<string, string> files;
    readonly ConcurrentDictionary<string, Lazy<HandlebarsTemplate<object, object>>> compiled = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Lazy<IHandlebars>> pieces = new(StringComparer.Ordinal);

    internal LetterSet(ImmutableSortedDictionary<string, string> files, ImmutableArray<string> languages)
    {
        this.files = files;
        Languages = languages;
    }

    /// <summary>In the pack's order; the first is the one to fall back to.</summary>
    public ImmutableArray<string> Languages { get; }

    /// <summary>The pack's language for a contact's: the same tag, the same language ("de-AT" is served by "de"), else the pack's first.</summary>
    public string LanguageFor(string? wanted)
    {
        if (wanted is not { Length: > 0 }) return Languages[0];
        return Languages.FirstOrDefault(l => l.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? Languages.FirstOrDefault(l => Bare(l).Equals(Bare(wanted), StringComparison.OrdinalIgnoreCase))
            ?? Languages[0];
    }

    /// <summary>True when the letter has this part in the language or in what the language falls back to.</summary>
    public bool Has(string language, string letter, string part) => PathOf(language, $"{letter}.{part}.hbs") is not null;

    /// <summary>The letters that have at least one part, by name.</summary>
    public ImmutableSortedSet<string> Names => [.. files.Keys.Where(k => k.Split('/').Length == 3).Select(k => k.Split('/')[2])
        .Where(f => !f.StartsWith('_')).Select(f => f.Split('.')[0])];

    /// <summary>Template sources by path, for the lint.</summary>
    internal ImmutableSortedDictionary<string, string> Files => files;

    internal string? Write(string language, string letter, string part, object view)
    {
        string? path = part == "layout" ? Layout : PathOf(language, $"{letter}.{part}.hbs");
        if (path is null || !files.ContainsKey(path)) return null;
        bool html = part is "html" or "layout";
        return compiled.GetOrAdd($"{language}:{path}", _ => new(() => Compile(language, files[path], html))).Value(view, null!);
    }

    HandlebarsTemplate<object, object> Compile(string language, string source, bool html)
    {
        IHandlebars bars = pieces.GetOrAdd($"{language}:{html}", _ => new(() => WithPieces(language, html))).Value;
        lock (bars) return bars.Compile(source);
    }

    IHandlebars WithPieces(string language, bool html)
    {
        IHandlebars bars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = !html, TextEncoder = new LetterEscape() });
        foreach ((string name, string piece) in PiecesOf(language, html ? ".html.hbs" : ".txt.hbs")) bars.RegisterTemplate(name, piece);
        return bars;
    }

    IEnumerable<(string Name, string Source)> PiecesOf(string language, string ending) => files.Keys
        .Where(k => k.Split('/') is [_, _, ['_', ..]] && k.EndsWith(ending, StringComparison.Ordinal))
        .Select(k => k.Split('/')[2]).Distinct(StringComparer.Ordinal)
        .Select(f => (f[..^ending.Length], Path: PathOf(language, f)))
        .Where(p => p.Path is not null).Select(p => (p.Item1, files[p.Path!]));

    internal string? PathOf(string language, string file) =>
        new[] { $"letters/{language}/{file}", $"letters/{Bare(language)}/{file}" }.FirstOrDefault(files.ContainsKey);

    internal static string Bare(string language) => language.Split('-')[0];
}
