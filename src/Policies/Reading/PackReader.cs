using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Collections.Policies;

/// <summary>Reads a pack's files. Everything wrong is listed at once, each with where, what and how to mend.</summary>
public static class PackReader
{
    // Editions that differ in their rules alone share their compiled letters.
    static readonly ConcurrentDictionary<string, LetterSet> SharedSets = new(StringComparer.Ordinal);

    /// <summary>Reads a pack that ships with the product.</summary>
    public static PackReading ReadShipped(string name) => Read(PackFiles.Shipped(name));

    /// <summary>Reads a pack from a folder.</summary>
    public static PackReading ReadFolder(string folder) => Read(PackFiles.FromFolder(folder));

    /// <summary>Reads a pack from its files; shared letters are laid under its own.</summary>
    public static PackReading Read(PackFiles files)
    {
        List<PolicyFault> faults = [];
        LoadedPack? pack = ReadLeniently(files, faults);
        return new PackReading(faults.Count == 0 ? pack : null, [.. faults]);
    }

    /// <summary>The pack even where values are faulty, so that the check can name everything at once; null when it has no usable shape.</summary>
    internal static LoadedPack? ReadLeniently(PackFiles files, List<PolicyFault> faults)
    {
        CheckTexts(files, faults);
        PolicyPack? rules = ReadRules(files, faults);
        PolicyCases? cases = files.Texts.TryGetValue("cases.json", out string? text) ? JsonShape.Read<PolicyCases>("cases.json", text, faults) : new([]);
        if (rules is not null) PackNumbers.Check(rules, files.Name, faults);
        if (cases is not null) CaseCheck.Check(cases.Cases, rules, faults);
        return rules is null || cases is null || rules.Languages.IsEmpty ? null : Load(files, rules, cases);
    }

    static LoadedPack Load(PackFiles files, PolicyPack rules, PolicyCases cases)
    {
        PackFiles whole = files with { Texts = WithShared(files.Texts, rules.Languages) };
        ImmutableSortedDictionary<string, string> letters = whole.Texts
            .Where(f => f.Key.StartsWith("letters/", StringComparison.Ordinal)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        string letterContent = ContentOf(letters);
        using JsonDocument json = JsonDocument.Parse(files.Texts["pack.json"]);
        StringBuilder content = new();
        Canonical(json.RootElement, content);
        rules = rules with { ContentId = Hash(content.Append(letterContent).ToString())[..8] };
        LetterSet set = SharedSets.GetOrAdd(Hash(letterContent + string.Join(',', rules.Languages)), _ => new LetterSet(letters, rules.Languages));
        return new LoadedPack(rules, set, cases.Cases, whole);
    }

    static PolicyPack? ReadRules(PackFiles files, List<PolicyFault> faults)
    {
        if (files.Texts.TryGetValue("pack.json", out string? text)) return JsonShape.Read<PolicyPack>("pack.json", text, faults);
        faults.Add(new PolicyFault($"{files.Name}/pack.json", "is missing", $"Known packs: {string.Join(", ", PackFiles.ShippedNames)}"));
        return null;
    }

    static void CheckTexts(PackFiles files, List<PolicyFault> faults)
    {
        foreach ((string path, string text) in files.Texts)
            if (text.Contains('\uFFFD')) faults.Add(new PolicyFault(path, "holds bytes that are not UTF-8", "Save the file as UTF-8"));
    }

    // A pack's own letter wins over a shared one, also when the shared one is for a nearer language ("en" of the pack over shared "en-US").
    static ImmutableSortedDictionary<string, string> WithShared(ImmutableSortedDictionary<string, string> own, ImmutableArray<string> languages)
    {
        ImmutableSortedDictionary<string, string>.Builder all = own.ToBuilder();
        foreach ((string path, string text) in PackFiles.SharedLetters)
        {
            string[] parts = path.Split('/');
            bool wanted = parts.Length == 2 || languages.Any(l => parts[1] == l || parts[1] == LetterSet.Bare(l));
            bool replaced = own.ContainsKey(path) || (parts.Length == 3 && own.ContainsKey($"letters/{LetterSet.Bare(parts[1])}/{parts[2]}"));
            if (wanted && !replaced) all[path] = text;
        }
        return all.ToImmutable();
    }

    static string ContentOf(ImmutableSortedDictionary<string, string> letters)
    {
        StringBuilder content = new();
        foreach ((string path, string text) in letters)
        {
            string same = text.ReplaceLineEndings("\n");
            content.Append('\n').Append(path).Append(' ').Append(same.Length).Append('\n').Append(same);
        }
        return content.ToString();
    }

    static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    // Order of properties and white space carry no meaning, so they do not make a new edition.
    static void Canonical(JsonElement value, StringBuilder content)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                content.Append('{');
                foreach (JsonProperty property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    content.Append(JsonSerializer.Serialize(property.Name)).Append(':');
                    Canonical(property.Value, content);
                    content.Append(',');
                }
                content.Append('}');
                break;
            case JsonValueKind.Array:
                content.Append('[');
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Canonical(item, content);
                    content.Append(',');
                }
                content.Append(']');
                break;
            case JsonValueKind.String:
                content.Append(JsonSerializer.Serialize(value.GetString()));
                break;
            default:
                content.Append(value.GetRawText());
                break;
        }
    }
}
