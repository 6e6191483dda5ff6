using Collections.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Collections.Architecture.Tests;

/// <summary>One C# file of the repository, or a planted one: its path below the root, with forward slashes, and its syntax.</summary>
internal sealed record Source(string Path, SyntaxNode Root)
{
    public static Source Of(string path, string text) => new(path, CSharpSyntaxTree.ParseText(text).GetRoot());

    public int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    public string At(SyntaxNode node, string what) => $"{Path}:{LineOf(node)}: {what}";
}

/// <summary>The files of the repository as they stand in the folder, without what is built or downloaded.</summary>
internal static class Tree
{
    static readonly string[] Skipped = ["bin", "obj", ".git", ".vs", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts", "StrykerOutput"];
    static readonly string[] Product = ["src", "server", "functions"];

    public static IReadOnlyList<string> Files { get; } = [.. Walk(new(Repository.Root)).Order(StringComparer.Ordinal)];

    /// <summary>Every C# file, tests included.</summary>
    public static IReadOnlyList<Source> Sources { get; } =
        [.. Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)).AsParallel().AsOrdered().Select(f => Source.Of(f, Text(f)))];

    /// <summary>The C# files that customers run.</summary>
    public static IEnumerable<Source> ProductSources => Sources.Where(s => Product.Any(p => s.Path.StartsWith(p + "/", StringComparison.Ordinal)));

    public static IEnumerable<Source> Under(params string[] folders) => Sources.Where(s => folders.Any(f => s.Path.StartsWith(f + "/", StringComparison.Ordinal)));

    public static string Text(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (FileInfo file in folder.EnumerateFiles()) yield return Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/');
        foreach (DirectoryInfo inner in folder.EnumerateDirectories())
            if (!Skipped.Contains(inner.Name) && !(inner.Name == "data" && folder.FullName == Repository.Root))
                foreach (string path in Walk(inner)) yield return path;
    }
}

/// <summary>Findings as one readable failure.</summary>
internal static class Expect
{
    public static void None(IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        Assert.True(all.Length == 0, $"{all.Length} found:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
