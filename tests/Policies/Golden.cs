using Collections.Tests;
using System.Text;

namespace Collections.Policies.Tests;

/// <summary>Compares texts with files of the repository. UPDATE_GOLDEN=1 rewrites them.</summary>
internal static class Golden
{
    static readonly bool Rewrite = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1";

    /// <summary>Every file below the folder must be expected and equal.</summary>
    internal static void HoldFolder(string folder, IReadOnlyDictionary<string, string> expected)
    {
        string root = Path.Combine(Repository.Root, "tests/Policies/Golden", folder);
        if (Rewrite) WriteAll(root, expected);
        string[] there = Directory.Exists(root)
            ? [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))] : [];
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
        foreach ((string name, string text) in expected)
            Assert.True(File.ReadAllText(Path.Combine(root, name)) == text, $"{folder}/{name} is no longer what the product writes; look at it, then run with UPDATE_GOLDEN=1");
    }

    internal static void HoldFile(string path, string text)
    {
        string full = Path.Combine(Repository.Root, path);
        if (Rewrite) File.WriteAllText(full, text, new UTF8Encoding(false));
        Assert.True(File.Exists(full) && File.ReadAllText(full) == text, $"{path} is no longer what the product writes; look at it, then run with UPDATE_GOLDEN=1");
    }

    static void WriteAll(string root, IReadOnlyDictionary<string, string> expected)
    {
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        foreach ((string name, string text) in expected)
        {
            string full = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, text, new UTF8Encoding(false));
        }
    }
}
