using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Collections.Policies;

/// <summary>The texts of one pack, by path inside its folder ("pack.json", "letters/en/firm.txt.hbs"), shared letters laid underneath:
/// all that is needed to read the same pack again, years later.</summary>
public sealed record PackFiles(string Name, ImmutableSortedDictionary<string, string> Texts)
{
    const string Root = "policies/";
    static readonly ImmutableSortedDictionary<string, string> Embedded = ReadEmbedded();

    /// <summary>The packs that ship with the product.</summary>
    public static ImmutableArray<string> ShippedNames { get; } =
        [.. Embedded.Keys.Where(k => k.EndsWith("/pack.json", StringComparison.Ordinal)).Select(k => k[..k.IndexOf('/')])];

    /// <summary>The letters that every pack falls back to, by path ("letters/en/firm.txt.hbs").</summary>
    public static ImmutableSortedDictionary<string, string> SharedLetters { get; } =
        Embedded.Where(f => f.Key.StartsWith("letters/", StringComparison.Ordinal) && f.Key.EndsWith(".hbs", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);

    internal static string ClaimWords => Embedded["letters/claims.json"];

    internal static string StandingWords => Embedded["letters/standing.json"];
    internal static string CaseWords => Embedded["letters/cases.json"];
    internal static string BannedWords => Embedded["letters/banned-words.json"];
    internal static string JurisdictionText => Embedded["jurisdictions.json"];

    /// <summary>The holiday files that ship with the product, by area ("GB-ENG").</summary>
    public static ImmutableSortedDictionary<string, string> ShippedHolidays { get; } = Embedded
        .Where(f => f.Key.StartsWith("holidays/", StringComparison.Ordinal))
        .ToImmutableSortedDictionary(f => Path.GetFileNameWithoutExtension(f.Key), f => f.Value, StringComparer.Ordinal);

    /// <summary>A pack that ships with the product; without texts when there is none of that name.</summary>
    public static PackFiles Shipped(string name)
    {
        string prefix = name + "/";
        return new PackFiles(name, Embedded.Where(f => f.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToImmutableSortedDictionary(f => f.Key[prefix.Length..], f => f.Value, StringComparer.Ordinal));
    }

    /// <summary>A pack from a folder; its name is the folder's.</summary>
    public static PackFiles FromFolder(string folder)
    {
        DirectoryInfo root = new(folder);
        return new PackFiles(root.Name, ReadFolder(root.FullName));
    }

    /// <summary>The files as one text, for a store that keeps every edition a ladder ever began under.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is not that.</exception>
    public static PackFiles FromJson(string json) =>
        JsonSerializer.Deserialize<PackFiles>(json) is { Name: not null, Texts: not null } files ? files : throw new JsonException("no pack is kept here");

    internal static ImmutableSortedDictionary<string, string> ReadFolder(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".json" or ".hbs")
            .ToImmutableSortedDictionary(
                f => Path.GetRelativePath(folder, f).Replace('\\', '/'), f => Encoding.UTF8.GetString(WithoutMark(File.ReadAllBytes(f))), StringComparer.Ordinal);

    static byte[] WithoutMark(byte[] bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;

    static ImmutableSortedDictionary<string, string> ReadEmbedded()
    {
        Assembly here = typeof(PackFiles).Assembly;
        ImmutableSortedDictionary<string, string>.Builder texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string name in here.GetManifestResourceNames().Where(n => n.StartsWith(Root, StringComparison.Ordinal)))
        {
            using StreamReader reader = new(here.GetManifestResourceStream(name)!, Encoding.UTF8);
            texts[name[Root.Length..].Replace('\\', '/')] = reader.ReadToEnd();
        }
        return texts.ToImmutable();
    }
}
