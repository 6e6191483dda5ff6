using System.Text.Json.Nodes;

namespace Collections.Policies.Tests;

/// <summary>A shipped pack with one thing changed for the worse.</summary>
internal static class FaultyPack
{
    internal static readonly DateOnly Today = new(2026, 11, 22);

    /// <summary>uk-b2b with its rules changed.</summary>
    internal static PackFiles With(Action<JsonObject> change)
    {
        PackFiles files = PackFiles.Shipped("uk-b2b");
        JsonObject rules = JsonNode.Parse(files.Texts["pack.json"])!.AsObject();
        change(rules);
        return files with { Texts = files.Texts.SetItem("pack.json", rules.ToJsonString()) };
    }

    /// <summary>uk-b2b with the text of pack.json itself changed.</summary>
    internal static PackFiles WithText(Func<string, string> change)
    {
        PackFiles files = PackFiles.Shipped("uk-b2b");
        string changed = change(files.Texts["pack.json"]);
        Assert.NotEqual(files.Texts["pack.json"], changed);
        return files with { Texts = files.Texts.SetItem("pack.json", changed) };
    }

    /// <summary>uk-b2b with a letter of its own.</summary>
    internal static PackFiles WithLetter(string path, string source)
    {
        PackFiles files = PackFiles.Shipped("uk-b2b");
        return files with { Texts = files.Texts.SetItem(path, source) };
    }

    internal static JsonObject Level(this JsonObject rules, int number) => rules["levels"]![number - 1]!.AsObject();

    internal static IReadOnlyList<PolicyFault> Check(PackFiles files, DateOnly? today = null) =>
        PolicyLint.Check(files, PolicyBook.Load().Holidays, today ?? Today);
}
